using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace DataBlackHole.Storage.Writing;

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
    public static Task<int> WriteAsync<T>(MonitorDb db, IReadOnlyList<T> rows, string? otherwise, CancellationToken cancellationToken) where T : class =>
        WriteAsync(db, rows, otherwise, null, cancellationToken);

    /// <param name="db">The database, in a transaction.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="otherwise">What is to be done where a row is there already, and what is to be returned of those that were written.</param>
    /// <param name="returned">Told of each row that was written; nothing is returned when absent.</param>
    /// <param name="cancellationToken">Shutdown.</param>
    /// <returns>How many rows were written.</returns>
    public static async Task<int> WriteAsync<T>(
        MonitorDb db, IReadOnlyList<T> rows, string? otherwise, Action<DbDataReader>? returned, CancellationToken cancellationToken) where T : class
    {
        var target = InsertTarget.Of<T>(db);
        if (rows.Count >= WorthIt) return await ManyRows.WriteAsync(db, target, rows, otherwise, returned, cancellationToken);
        var written = 0;
        foreach (var some in rows.Chunk(Math.Max(1, MostParameters / target.Columns.Count)))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            Fill(command, target, some, otherwise);
            written += await ManyRows.ExecuteAsync(command, returned, cancellationToken);
        }
        return written;
    }

    /// <summary>Inserts one row, and returns the number that the database gave it.</summary>
    public static async Task<long> NumberedAsync<T>(MonitorDb db, T row, CancellationToken cancellationToken) where T : class
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        Fill(command, InsertTarget.Of<T>(db), [row], " RETURNING id");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Columns that are written over where the row is there already.</summary>
    public static string Overwriting<T>(MonitorDb db, string condition = "") where T : class =>
        InsertTarget.Of<T>(db).Overwriting + (condition.Length == 0 ? "" : $" WHERE {condition}");

    private static void Fill<T>(DbCommand command, InsertTarget target, T[] rows, string? otherwise) where T : class
    {
        var columns = target.Columns;
        var sql = new StringBuilder(target.Head).Append("VALUES ");
        var number = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            sql.Append(i == 0 ? "(" : ", (");
            for (var c = 0; c < columns.Count; c++)
            {
                var name = $"@p{number++}";
                sql.Append(c == 0 ? "" : ", ").Append(name);
                command.Parameters.Add(columns[c].Mapping.CreateParameter(command, name, columns[c].ValueOf(rows[i])));
            }
            sql.Append(')');
        }
        // Only names of the model and numbered parameters are in the text.
#pragma warning disable CA2100
        command.CommandText = sql.Append(otherwise).ToString();
#pragma warning restore CA2100
    }
}
