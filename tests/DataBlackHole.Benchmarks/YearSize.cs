using System.Data.Common;
using System.Globalization;
using DataBlackHole.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace DataBlackHole.Benchmarks;

/// <summary>What the unchanged looks of a record took, and what everything did.</summary>
/// <param name="Looks">Looks on record.</param>
/// <param name="Runs">Rows that hold them: a look that changed something begins one.</param>
/// <param name="TimesBytes">Bytes in which the looks after the first of each run are listed.</param>
/// <param name="Leaves">Leaves of the log.</param>
/// <param name="LooksLeaves">Those of them that say that a run has grown.</param>
/// <param name="LogBytes">The log: leaves, nodes, checkpoints and their indexes.</param>
internal sealed record YearAccount(long Looks, long Runs, long TimesBytes, long Leaves, long LooksLeaves, long LogBytes)
{
    public long Unchanged => Looks - Runs;

    /// <summary>The times themselves, and the share of the log that only says that runs have grown.</summary>
    public double BytesPerUnchangedLook => (TimesBytes + LogBytes * (double)LooksLeaves / Math.Max(1, Leaves)) / Math.Max(1, Unchanged);
}

/// <summary>How PostgreSQL got on with a table that is updated.</summary>
/// <param name="HotShare">Share of updates that touched no index.</param>
internal sealed record YearTable(string Name, long Bytes, long Rows, long Updates, double HotShare, long DeadRows);

/// <summary>Measures a record from outside.</summary>
internal sealed class YearSize(DatabaseSettings database) : IAsyncDisposable
{
    private static readonly string[] _log = ["log_leaves", "log_nodes", "log_checkpoints", "log_leaf_queue"];

    private readonly DbConnection _connection = database.Provider == DatabaseProvider.Sqlite
        ? new SqliteConnection(new SqliteConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString)
        : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString);

    private bool IsSqlite => database.Provider == DatabaseProvider.Sqlite;

    public Task OpenAsync() => _connection.OpenAsync();

    public Task<long> BytesAsync() => NumberAsync(IsSqlite ? "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()" : "SELECT pg_database_size(current_database())");

    public async Task<bool> IsLogBehindAsync() => await NumberAsync("SELECT count(*) FROM (SELECT 1 FROM log_leaf_queue LIMIT 1) q") > 0;

    public async Task<YearAccount> AccountAsync() => new(
        await NumberAsync("SELECT coalesce(sum(looks), 0) FROM measurements"),
        await NumberAsync("SELECT count(*) FROM measurements"),
        await NumberAsync("SELECT coalesce(sum(length(times)), 0) FROM measurements"),
        await NumberAsync("SELECT count(*) FROM log_leaves"),
        await NumberAsync("SELECT count(*) FROM log_leaves WHERE kind = 'Looks'"),
        (await TablesAsync()).Where(t => _log.Contains(t.Key)).Sum(t => t.Value));

    /// <summary>Bytes of each table with its indexes, the largest first.</summary>
    public async Task<IReadOnlyDictionary<string, long>> TablesAsync()
    {
        var tables = new Dictionary<string, long>();
        if (_connection is SqliteConnection file) await CountPagesAsync(file, tables);
        else await ReadAsync("SELECT relname::text, pg_total_relation_size(relid) FROM pg_stat_user_tables", row => tables[row.GetString(0)] = row.GetInt64(1));
        return tables.OrderByDescending(t => t.Value).ToDictionary();
    }

    /// <summary>In a copy every table is dropped, and what becomes free is what it took: the SQLite we ship cannot be asked.</summary>
    private static async Task CountPagesAsync(SqliteConnection file, Dictionary<string, long> tables)
    {
        var path = Path.GetTempFileName();
        await using (var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, ForeignKeys = false }.ConnectionString))
        {
            await copy.OpenAsync();
            file.BackupDatabase(copy);
            var names = new List<string>();
            await ReadAsync(copy, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'", row => names.Add(row.GetString(0)));
            var (size, free) = (0L, 0L);
            await ReadAsync(copy, "PRAGMA page_size", row => size = row.GetInt64(0));
            foreach (var name in names)
            {
                var before = free;
                await ReadAsync(copy, $"DROP TABLE \"{name}\"", _ => { });
                await ReadAsync(copy, "PRAGMA freelist_count", row => free = row.GetInt64(0));
                tables[name] = (free - before) * size;
            }
        }
        File.Delete(path);
    }

    /// <summary>Tables of PostgreSQL with updates, as its own statistics have them.</summary>
    public async Task<IReadOnlyList<YearTable>> UpdatedAsync()
    {
        if (IsSqlite) return [];
        var tables = new List<YearTable>();
        await ReadAsync("SELECT pg_stat_force_next_flush()", _ => { });
        await ReadAsync(
            "SELECT relname::text, pg_total_relation_size(relid), n_live_tup, n_tup_upd, n_tup_hot_upd, n_dead_tup FROM pg_stat_user_tables WHERE n_tup_upd > 0 ORDER BY n_tup_upd DESC",
            row => tables.Add(new YearTable(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4) / (double)row.GetInt64(3), row.GetInt64(5))));
        return tables;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<long> NumberAsync(string sql)
    {
        var number = 0L;
        await ReadAsync(sql, row => number = Convert.ToInt64(row.GetValue(0), CultureInfo.InvariantCulture));
        return number;
    }

    private Task ReadAsync(string sql, Action<DbDataReader> read) => ReadAsync(_connection, sql, read);

    private static async Task ReadAsync(DbConnection connection, string sql, Action<DbDataReader> read)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync()) read(row);
    }
}
