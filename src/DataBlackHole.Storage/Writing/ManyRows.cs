using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace DataBlackHole.Storage.Writing;

/// <summary>
/// Inserts hundreds of rows and more, each database in the way it takes them fastest: SQLite has one prepared statement run for each row, PostgreSQL
/// gets one array for each column.
/// </summary>
internal static class ManyRows
{
    private const int RowsInOneStatement = 5000;

    /// <param name="db">The database, in a transaction.</param>
    /// <param name="target">The table.</param>
    /// <param name="rows">The rows, in the order in which they are to be locked.</param>
    /// <param name="otherwise">The end of the statement: what is to be done where a row is there already.</param>
    /// <param name="told">Told which rows were written; nobody is when absent.</param>
    /// <param name="cancellationToken">Shutdown.</param>
    /// <returns>How many rows were written.</returns>
    public static async Task<int> WriteAsync(
        MonitorDb db, InsertTarget target, IReadOnlyCollection<object> rows, string? otherwise, WrittenKeys? told, CancellationToken cancellationToken)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command is NpgsqlCommand postgres
            ? await WriteColumnsAsync(postgres, target, rows, otherwise, told, cancellationToken)
            : WriteRows(command, target, rows, otherwise, told, cancellationToken);
    }

    /// <summary>Runs a statement, and tells of the rows that it returns.</summary>
    public static async Task<int> ExecuteAsync(DbCommand command, WrittenKeys? told, CancellationToken cancellationToken)
    {
        if (told is null) return await command.ExecuteNonQueryAsync(cancellationToken);
        var count = 0;
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        for (; await row.ReadAsync(cancellationToken); count++) told.Written(row.GetString(0));
        return count;
    }

    /// <summary>Not asynchronous: the client of SQLite waits for the disk whichever way it is called, and here it is called for each row.</summary>
    private static int WriteRows(
        DbCommand command, InsertTarget target, IEnumerable<object> rows, string? otherwise, WrittenKeys? told, CancellationToken cancellationToken)
    {
        var columns = target.Columns;
        // Only names of the model and numbered parameters are in the text.
#pragma warning disable CA2100
        command.CommandText = $"{target.Head}VALUES ({string.Join(", ", columns.Select((_, c) => $"@p{c}"))}){otherwise}";
#pragma warning restore CA2100
        for (var c = 0; c < columns.Count; c++) command.Parameters.Add(columns[c].Mapping.CreateParameter(command, $"@p{c}", null, nullable: true));
        var written = 0;
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var c = 0; c < columns.Count; c++) command.Parameters[c].Value = columns[c].Stored(row) ?? DBNull.Value;
            if (command.ExecuteNonQuery() == 0) continue;
            written++;
            told?.Written(told.KeyOf(row));
        }
        return written;
    }

    private static async Task<int> WriteColumnsAsync(
        NpgsqlCommand command, InsertTarget target, IEnumerable<object> rows, string? otherwise, WrittenKeys? told, CancellationToken cancellationToken)
    {
        var columns = target.Columns;
#pragma warning disable CA2100
        command.CommandText = $"{target.Head}SELECT * FROM unnest({string.Join(", ", columns.Select((_, c) => $"@p{c}"))}){otherwise}{told?.Returning}";
#pragma warning restore CA2100
        var written = 0;
        foreach (var some in rows.Chunk(RowsInOneStatement))
        {
            command.Parameters.Clear();
            for (var c = 0; c < columns.Count; c++)
                command.Parameters.Add(new NpgsqlParameter($"p{c}", ColumnOf(columns[c], some)) { DataTypeName = $"{columns[c].Mapping.StoreTypeNameBase}[]" });
            written += await ExecuteAsync(command, told, cancellationToken);
        }
        return written;
    }

    private static Array ColumnOf(InsertColumn column, object[] rows)
    {
        var type = column.Mapping.Converter?.ProviderClrType ?? column.Mapping.ClrType;
        var values = Array.CreateInstance(type.IsValueType && Nullable.GetUnderlyingType(type) is null ? typeof(Nullable<>).MakeGenericType(type) : type, rows.Length);
        for (var i = 0; i < rows.Length; i++) values.SetValue(column.Stored(rows[i]), i);
        return values;
    }
}
