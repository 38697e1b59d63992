using System.Data.Common;
using DataBlackHole.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace DataBlackHole.Service.Tests;

/// <summary>A database of its own, dropped at the end; looked into with plain ADO.NET, past the product.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private static readonly string[] _tables = ["catalogues", "bodies", "measurements", "observations", "series_states", "releases", "flips", "source_states"];

    private readonly string? _folder;
    private readonly string? _name;

    private TestDatabase(string setting, string? folder, string? name)
    {
        Setting = setting;
        _folder = folder;
        _name = name;
    }

    /// <summary>What the option --database is given.</summary>
    public string Setting { get; }

    public static TestDatabase Name(DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        if (provider == DatabaseProvider.Sqlite)
        {
            var folder = Directory.CreateTempSubdirectory("record-").FullName;
            return new TestDatabase(Path.Combine(folder, "record.db"), folder, null);
        }
        var name = $"dbh_service_{Guid.NewGuid():N}";
        return new TestDatabase(new NpgsqlConnectionStringBuilder(Server()) { Database = name }.ConnectionString, null, name);
    }

    /// <summary>A file that the test itself removes.</summary>
    public static TestDatabase At(string file) => new(file, null, null);

    /// <summary>The rows of every table.</summary>
    public async Task<Dictionary<string, long>> CountAsync()
    {
        var counts = new Dictionary<string, long>();
        foreach (var table in _tables) counts[table] = Convert.ToInt64(await ScalarAsync($"SELECT count(*) FROM {table}"));
        return counts;
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(_folder, recursive: true);
            return;
        }
        if (_name is null) return;
        NpgsqlConnection.ClearAllPools();
        await using var connection = new NpgsqlConnection(Server());
        await connection.OpenAsync();
        await using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)", connection);
        await drop.ExecuteNonQueryAsync();
    }

    private DbConnection Connect() => _name is null ? new SqliteConnection($"Data Source={Setting}") : new NpgsqlConnection(Setting);

    private static string Server()
    {
        var server = Environment.GetEnvironmentVariable("DATABLACKHOLE_TEST_POSTGRES");
        if (string.IsNullOrEmpty(server)) Assert.Ignore("DATABLACKHOLE_TEST_POSTGRES names no PostgreSQL server on which databases may be created");
        return server!;
    }
}
