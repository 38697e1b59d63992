using DataBlackHole.Storage;
using static DataBlackHole.Tests.Storage.Sample;

namespace DataBlackHole.Tests.Storage;

/// <summary>What only SQLite can do wrong.</summary>
internal sealed class SqliteTests() : StorageTests(DatabaseProvider.Sqlite)
{
    private static readonly string[] Tables = HistoryTables;

    [OneTimeSetUp]
    public Task RecordSomeHistory() => RecordHistoryAsync(Database);

    [TestCaseSource(nameof(Tables))]
    public Task No_row_of_history_can_be_replaced(string table) =>
        Database.AssertRefusedAsync($"INSERT OR REPLACE INTO {table} SELECT * FROM {table}");

    [Test]
    public async Task A_flip_cannot_be_replaced_through_its_unique_key()
    {
        var columns = (await Database.HistoryColumnsAsync()).Where(c => c.Table == "flips" && c.Column != "id").Select(c => c.Column);
        var list = string.Join(",", columns);
        await Database.AssertRefusedAsync($"INSERT OR REPLACE INTO flips ({list}) SELECT {list} FROM flips");
    }

    [Test]
    public async Task A_lock_that_a_killed_process_left_does_not_stop_the_next_start()
    {
        await using var database = TestDatabase.Name(DatabaseProvider.Sqlite);
        await MonitorDatabase.MigrateAsync(database.Contexts());
        await database.ExecuteAsync("DELETE FROM \"__EFMigrationsHistory\"");
        foreach (var table in new[] { "host_turns", "nodes", "verdict_reviews", "census_indicators", "census_ends", "census_pages", "census_runs", "log_stamps", "log_checkpoints", "log_keys", "log_nodes", "log_leaves", "log_leaf_queue", "rereadings", "curated_entries", "self_watch_event", "alert_attempts", "alert_items", "alert_mutes", "alert_outbox", "calendar_versions", "flips", "observations", "measurements", "bodies", "catalogues", "releases", "settled_releases", "series_states", "source_states" })
            await database.ExecuteAsync($"DROP TABLE {table}");
        await database.ExecuteAsync("INSERT INTO \"__EFMigrationsLock\" (\"Id\", \"Timestamp\") VALUES (1, '2026-01-01 00:00:00')");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await MonitorDatabase.MigrateAsync(database.Contexts(), patience.Token);
        Assert.That((await database.CountRowsAsync()).Values, Is.All.Zero);
    }

    [Test]
    public async Task A_file_database_survives_power_loss_and_lets_readers_in_while_it_is_written()
    {
        Assert.That(await Database.ScalarAsync<string>("SELECT journal_mode FROM pragma_journal_mode"), Is.EqualTo("wal"));
        Assert.That(await Database.ScalarAsync<long>("SELECT synchronous FROM pragma_synchronous"), Is.EqualTo(2));
        Assert.That(await Database.ScalarAsync<long>("SELECT foreign_keys FROM pragma_foreign_keys"), Is.EqualTo(1));
    }
}
