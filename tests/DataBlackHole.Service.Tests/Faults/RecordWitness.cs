using System.Globalization;
using Microsoft.Data.Sqlite;

namespace DataBlackHole.Service.Tests.Faults;

/// <summary>
/// Remembers every recorded fact that could be read from outside while the program ran, and holds what is there later against it: rows of
/// history are as they were, runs only grew, numbers of states only rose.
/// </summary>
internal sealed class RecordWitness(string file)
{
    private static readonly string[] _grown = ["last_at", "looks", "times"];
    private static readonly string[] _current = ["series_states", "settled_releases", "source_states", "releases", "alert_outbox", "log_leaf_queue"];

    private readonly Dictionary<string, Dictionary<string, Dictionary<string, string>>> _seen = [];
    private readonly Dictionary<string, long> _versions = [];

    /// <summary>How many facts are remembered.</summary>
    public int Count => _seen.Values.Sum(t => t.Count);

    /// <summary>Looks that were seen, those that lengthened a run too.</summary>
    public long Looks => _seen.GetValueOrDefault("measurements")?.Values.Sum(m => long.Parse(m["looks"], CultureInfo.InvariantCulture)) ?? 0;

    /// <summary>Reads what is there now, beside the program and without writing.</summary>
    public async Task LookAsync()
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = connection.BeginTransaction(deferred: true);
        foreach (var table in await TablesAsync(connection))
        {
            var seen = _seen.TryGetValue(table, out var known) ? known : _seen[table] = [];
            foreach (var (key, row) in await RowsAsync(connection, table)) seen[key] = row;
        }
        foreach (var (state, version) in await VersionsAsync(connection)) _versions[state] = version;
    }

    /// <summary>What of the remembered is gone or different.</summary>
    public async Task<List<string>> LossesAsync()
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        var losses = new List<string>();
        foreach (var (table, seen) in _seen)
        {
            var now = await RowsAsync(connection, table);
            foreach (var (key, row) in seen) Compare(table, key, row, now.GetValueOrDefault(key), losses);
        }
        var versions = await VersionsAsync(connection);
        losses.AddRange(_versions.Where(v => !(versions.GetValueOrDefault(v.Key) >= v.Value)).Select(v => $"{v.Key} went back behind version {v.Value}"));
        return losses;
    }

    private static void Compare(string table, string key, Dictionary<string, string> then, Dictionary<string, string>? now, List<string> losses)
    {
        if (now is null) losses.Add($"{table} {key} is gone");
        else if (then.Any(c => (table != "measurements" || !_grown.Contains(c.Key)) && now[c.Key] != c.Value)) losses.Add($"{table} {key} is another");
        else if (table == "measurements" && (long.Parse(now["looks"], CultureInfo.InvariantCulture) < long.Parse(then["looks"], CultureInfo.InvariantCulture) || !now["times"].StartsWith(then["times"], StringComparison.Ordinal)))
            losses.Add($"run {key} has lost looks");
    }

    private static async Task<List<string>> TablesAsync(SqliteConnection connection)
    {
        var names = await ReadAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'", row => row.GetString(0));
        return [.. names.Where(n => !_current.Contains(n) && !n.StartsWith("__", StringComparison.Ordinal))];
    }

    private static async Task<Dictionary<string, Dictionary<string, string>>> RowsAsync(SqliteConnection connection, string table)
    {
        var keys = await ReadAsync(connection, $"SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk", row => row.GetString(0));
        var rows = await ReadAsync(connection, $"SELECT * FROM {table}", row => Enumerable.Range(0, row.FieldCount).ToDictionary(row.GetName, i => Text(row.GetValue(i))));
        return rows.ToDictionary(r => string.Join('/', keys.Select(k => r[k])));
    }

    private static async Task<Dictionary<string, long>> VersionsAsync(SqliteConnection connection)
    {
        if ((await ReadAsync(connection, "SELECT name FROM sqlite_master WHERE name = 'source_states'", row => row.GetString(0))).Count == 0) return [];
        return (await ReadAsync(connection, "SELECT 'source ' || source_key, version FROM source_states UNION ALL SELECT 'series ' || series_key, version FROM series_states", row => (row.GetString(0), row.GetInt64(1))))
            .ToDictionary(v => v.Item1, v => v.Item2);
    }

    private static string Text(object value) => value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static async Task<List<T>> ReadAsync<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var row = await command.ExecuteReaderAsync();
        var all = new List<T>();
        while (await row.ReadAsync()) all.Add(read(row));
        return all;
    }
}
