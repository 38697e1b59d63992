using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace DataBlackHole.Storage.Copying;

/// <summary>A SQLite file under a name of its own, which takes the place of nothing or of an empty record when it is whole.</summary>
internal sealed class SqliteTarget : ImportTarget
{
    private readonly string _record;
    private readonly PartialFile _partial;
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;

    private SqliteTarget(string record, PartialFile partial, SqliteConnection connection)
    {
        (_record, _partial, _connection) = (record, partial, connection);
        _transaction = connection.BeginTransaction();
    }

    public override DbConnection Connection => _connection;

    public override DbTransaction Transaction => _transaction;

    public static new async Task<SqliteTarget> OpenAsync(DatabaseSettings database, CancellationToken cancellationToken)
    {
        var record = database.FilePath!;
        await SqliteCopy.RequireEmptyAsync(record, cancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(record)!);
        var partial = PartialFile.Beside(record);
        try
        {
            var place = DatabaseSettings.File(partial.Path);
            place = place with { ConnectionString = new SqliteConnectionStringBuilder(place.ConnectionString) { Pooling = false }.ConnectionString };
            await MonitorDatabase.MigrateAsync(new RecordContexts(place), cancellationToken);
            var connection = await SqliteCopy.OpenAsync(partial.Path, SqliteOpenMode.ReadWrite, cancellationToken);
            return new SqliteTarget(record, partial, connection);
        }
        catch
        {
            partial.Dispose();
            throw;
        }
    }

    public override async Task WriteAsync(CopiedTable table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        await using var insert = _connection.CreateCommand();
        insert.Transaction = _transaction;
        insert.CommandText = $"INSERT INTO \"{table.Name}\" ({table.ColumnList}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"$p{i}"))})";
        foreach (var i in Enumerable.Range(0, table.Columns.Length)) insert.Parameters.Add(new SqliteParameter { ParameterName = $"$p{i}" });
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            for (var i = 0; i < row.Length; i++) insert.Parameters[i].Value = row[i] ?? DBNull.Value;
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public override async Task GoOnAfterAsync(CopiedTable table, long last, CancellationToken cancellationToken)
    {
        await using var command = _connection.CreateCommand();
        command.Transaction = _transaction;
        command.CommandText = "DELETE FROM sqlite_sequence WHERE name = $name; INSERT INTO sqlite_sequence (name, seq) VALUES ($name, $last)";
        command.Parameters.AddWithValue("$name", table.Name);
        command.Parameters.AddWithValue("$last", last);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override async Task CommitAsync(CancellationToken cancellationToken)
    {
        await _transaction.CommitAsync(cancellationToken);
        // Everything into the one file that is moved; from its next opening on it has a journal again.
        await SqliteCopy.TextAsync(_connection, "PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken);
        await _connection.DisposeAsync();
        await SqliteCopy.RequireEmptyAsync(_record, cancellationToken);
        foreach (var empty in new[] { _record, $"{_record}-wal", $"{_record}-shm" }) File.Delete(empty);
        _partial.Finish(_record);
    }

    public override async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
        _partial.Dispose();
    }
}
