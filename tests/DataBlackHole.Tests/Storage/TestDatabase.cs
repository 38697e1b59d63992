using System.Data.Common;
using System.Globalization;
using DataBlackHole.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace DataBlackHole.Tests.Storage;

/// <summary>
/// A database of its own, dropped at the end: a SQLite file in the temporary folder, or a database on the PostgreSQL server that
/// the environment names.
/// </summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    public const string ServerVariable = "DATABLACKHOLE_TEST_POSTGRES";

    private readonly string? _folder;

    private TestDatabase(DatabaseSettings settings, string? folder)
    {
        Settings = settings;
        _folder = folder;
    }

    public DatabaseSettings Settings { get; }

    public bool IsSqlite => Settings.Provider == DatabaseProvider.Sqlite;

    /// <summary>Names a database that does not exist yet.</summary>
    public static TestDatabase Name(DatabaseProvider provider)
    {
        var name = $"dbh_test_{Guid.NewGuid():N}";
        if (provider == DatabaseProvider.Sqlite)
        {
            var folder = Path.Combine(Path.GetTempPath(), name);
            return new TestDatabase(DatabaseSettings.Parse(Path.Combine(folder, "deeper", "history.db")), folder);
        }
        var server = Environment.GetEnvironmentVariable(ServerVariable);
        if (string.IsNullOrEmpty(server)) Assert.Ignore($"{ServerVariable} names no PostgreSQL server on which databases may be created");
        return new TestDatabase(DatabaseSettings.Parse(new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString), null);
    }

    public static async Task<TestDatabase> CreateAsync(DatabaseProvider provider)
    {
        var database = Name(provider);
        await MonitorDatabase.MigrateAsync(database.Contexts());
        return database;
    }

    public IDbContextFactory<MonitorDb> Contexts(params IInterceptor[] interceptors) => new Factory(Settings, interceptors);

    public HistoryStore Store(params IInterceptor[] interceptors) => new(Contexts(interceptors));

    public StatusQueries Queries() => new(Contexts());

    /// <summary>From now on nothing can be inserted into a table.</summary>
    public Task BreakInsertsAsync(string table) => ExecuteAsync(IsSqlite
        ? $"CREATE TRIGGER broken BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'the process ends here'); END"
        : $"""
           CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''the process ends here''; END';
           CREATE TRIGGER broken BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION broken()
           """);

    public Task MendInsertsAsync(string table) => ExecuteAsync(IsSqlite ? "DROP TRIGGER broken" : $"DROP TRIGGER broken ON {table}; DROP FUNCTION broken()");

    /// <summary>Runs SQL as somebody would who does not go through the store.</summary>
    public async Task<int> ExecuteAsync(string sql)
    {
        await using var db = await Contexts().CreateDbContextAsync();
        return await db.Database.ExecuteSqlRawAsync(sql);
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var db = await Contexts().CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return (T)Convert.ChangeType((await command.ExecuteScalarAsync())!, typeof(T), CultureInfo.InvariantCulture);
    }

    public async Task<Dictionary<string, long>> CountRowsAsync()
    {
        string[] tables = ["catalogues", "bodies", "measurements", "observations", "series_states", "releases", "flips", "source_states", "calendar_versions", "self_watch_event", "settled_releases"];
        var counts = new Dictionary<string, long>();
        foreach (var table in tables) counts[table] = await ScalarAsync<long>($"SELECT count(*) FROM {table}");
        return counts;
    }

    /// <summary>The database itself must refuse, whoever asks.</summary>
    public Task AssertRefusedAsync(string sql) => Assert.ThatAsync(
        () => ExecuteAsync(sql), Throws.InstanceOf<DbException>().With.Message.Contains("is history:").And.Message.Contains("refused"), sql);

    public async Task<List<(string Table, string Column)>> HistoryColumnsAsync()
    {
        await using var db = await Contexts().CreateDbContextAsync();
        return
        [
            .. from entity in db.Model.GetEntityTypes()
               let table = entity.GetTableName()
               where Sample.HistoryTables.Contains(table)
               from property in entity.GetProperties()
               select (table, property.GetColumnName()),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            SqliteConnection.ClearAllPools();
            if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
            return;
        }
        await using var db = await Contexts().CreateDbContextAsync();
        await db.Database.EnsureDeletedAsync();
    }

    private sealed class Factory(DatabaseSettings settings, IInterceptor[] interceptors) : IDbContextFactory<MonitorDb>
    {
        private readonly DbContextOptions<MonitorDb> _options = Options(settings, interceptors);

        public MonitorDb CreateDbContext() => new(_options);

        private static DbContextOptions<MonitorDb> Options(DatabaseSettings settings, IInterceptor[] interceptors)
        {
            var options = new DbContextOptionsBuilder<MonitorDb>();
            options.UseHistory(settings).AddInterceptors(interceptors);
            return options.Options;
        }
    }
}
