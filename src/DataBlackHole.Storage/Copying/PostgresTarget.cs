using System.Data.Common;
using Npgsql;

namespace DataBlackHole.Storage.Copying;

/// <summary>An empty PostgreSQL database, filled by COPY.</summary>
internal sealed class PostgresTarget : ImportTarget
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private PostgresTarget(NpgsqlConnection connection, NpgsqlTransaction transaction) => (_connection, _transaction) = (connection, transaction);

    public override DbConnection Connection => _connection;

    public override DbTransaction Transaction => _transaction;

    public static new async Task<PostgresTarget> OpenAsync(DatabaseSettings database, CancellationToken cancellationToken)
    {
        await PostgresCopy.RequireEmptyAsync(database, cancellationToken);
        await MonitorDatabase.MigrateAsync(new RecordContexts(database), cancellationToken);
        // The end of a COPY checks every reference, which takes as long as it takes.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await LockAsync(connection, database, cancellationToken);
            return new PostgresTarget(connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override async Task WriteAsync(CopiedTable table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        await using var copy = await _connection.BeginBinaryImportAsync($"COPY \"{table.Name}\" ({table.ColumnList}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            await copy.StartRowAsync(cancellationToken);
            for (var i = 0; i < row.Length; i++)
            {
                if (row[i] is { } value) await copy.WriteAsync(value, table.Columns[i].StoreType, cancellationToken);
                else await copy.WriteNullAsync(cancellationToken);
            }
        }
        await copy.CompleteAsync(cancellationToken);
    }

    public override async Task GoOnAfterAsync(CopiedTable table, long last, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT setval(pg_get_serial_sequence($1, $2), $3)", _connection, _transaction)
        {
            Parameters = { new() { Value = table.Name }, new() { Value = table.Numbered! }, new() { Value = last } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override async Task CommitAsync(CancellationToken cancellationToken)
    {
        await _transaction.CommitAsync(cancellationToken);
        try
        {
            // The planner must not take the tables for empty until somebody gathers their statistics.
            await using var analyze = new NpgsqlCommand("ANALYZE", _connection);
            await analyze.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The record is there all the same; the server gathers them by itself in a while.
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    /// <summary>Keeps others from writing until the end, and looks once more whether somebody has.</summary>
    private static async Task LockAsync(NpgsqlConnection connection, DatabaseSettings database, CancellationToken cancellationToken)
    {
        await using var db = new RecordContexts(database).CreateDbContext();
        var tables = CopiedTable.AllOf(db);
        await using var command = connection.CreateCommand();
        command.CommandText = $"LOCK TABLE {string.Join(", ", tables.Select(t => $"\"{t.Name}\""))} IN EXCLUSIVE MODE";
        await command.ExecuteNonQueryAsync(cancellationToken);
        await PostgresCopy.RequireEmptyAsync(database, cancellationToken);
    }
}
