using System.Data.Common;

namespace DataBlackHole.Storage.Writing;

/// <summary>Is told which rows a statement wrote.</summary>
/// <param name="Column">The column that names a row.</param>
/// <param name="KeyOf">The same of a row in memory.</param>
/// <param name="Written">Told of each row.</param>
internal sealed record WrittenKeys(string Column, Func<object, string> KeyOf, Action<string> Written)
{
    /// <summary>The end of a statement that writes several rows.</summary>
    public string Returning => $" RETURNING {Column}";
}

/// <summary>
/// Inserts rows with few statements and nothing tracked. A whole publisher can turn within one look, and one statement for each row would hold the
/// database for seconds. The rows get no numbers: who needs them asks for them.
/// </summary>
internal static class BulkInsert
{
    /// <summary>Fewer rows are written by the ordinary way.</summary>
    public const int WorthIt = 100;

    /// <summary>Few: the client of SQLite looks for the name of each parameter among all of its statement.</summary>
    private const int MostParameters = 250;

    /// <param name="db">The database, in a transaction.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="otherwise">What is to be done where a row is there already; fails when absent.</param>
    /// <param name="cancellationToken">Shutdown.</param>
    /// <returns>How many rows were written.</returns>
    public static Task<int> WriteAsync<T>(MonitorDb db, IReadOnlyCollection<T> rows, string? otherwise, CancellationToken cancellationToken) where T : class =>
        WriteAsync(db, rows, otherwise, null, cancellationToken);

    /// <param name="db">The database, in a transaction.</param>
    /// <param name="rows">The rows. Many are made one after the other while they are written.</param>
    /// <param name="otherwise">What is to be done where a row is there already.</param>
    /// <param name="told">Told which rows were written; nobody is when absent.</param>
    /// <param name="cancellationToken">Shutdown.</param>
    /// <returns>How many rows were written.</returns>
    public static async Task<int> WriteAsync<T>(
        MonitorDb db, IReadOnlyCollection<T> rows, string? otherwise, WrittenKeys? told, CancellationToken cancellationToken) where T : class
    {
        var target = InsertTarget.Of<T>(db);
        if (rows.Count >= WorthIt) return await ManyRows.WriteAsync(db, target, rows, otherwise, told, cancellationToken);
        var written = 0;
        foreach (var some in rows.Chunk(Math.Max(1, MostParameters / target.Columns.Count)))
        {
            written += await ManyRows.ExecuteAsync(Filled(db, target, some, otherwise + told?.Returning), told, cancellationToken);
        }
        return written;
    }

    /// <summary>Inserts one row, and returns the number that the database gave it.</summary>
    public static async Task<long> NumberedAsync<T>(MonitorDb db, T row, CancellationToken cancellationToken) where T : class =>
        (long)(await Filled(db, InsertTarget.Of<T>(db), [row], " RETURNING id").ExecuteScalarAsync(cancellationToken))!;

    /// <summary>Columns that are written over where the row is there already.</summary>
    public static string Overwriting<T>(MonitorDb db, string condition = "") where T : class =>
        InsertTarget.Of<T>(db).Overwriting + (condition.Length == 0 ? "" : $" WHERE {condition}");

    private static DbCommand Filled<T>(MonitorDb db, InsertTarget target, T[] rows, string? otherwise) where T : class
    {
        var command = Statements.Get(db, target.TextOf(rows.Length, otherwise));
        var isNew = command.Parameters.Count == 0;
        var number = 0;
        foreach (var row in rows)
        {
            foreach (var column in target.Columns)
            {
                if (isNew) command.Parameters.Add(column.Mapping.CreateParameter(command, $"@p{number}", column.ValueOf(row)));
                else command.Parameters[number].Value = column.Stored(row) ?? DBNull.Value;
                number++;
            }
        }
        return command;
    }
}
