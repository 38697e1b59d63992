using DataBlackHole.Storage;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Tests.Storage;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
internal sealed class MigrationTests(DatabaseProvider provider)
{
    [Test]
    public async Task Migrations_apply_to_nothing_and_again_to_what_they_made()
    {
        await using var database = TestDatabase.Name(provider);
        await MonitorDatabase.MigrateAsync(database.Contexts());
        await database.Store().RememberCatalogueAsync("a", "{}", Sample.Noon);
        await MonitorDatabase.MigrateAsync(database.Contexts());
        Assert.That((await database.CountRowsAsync())["catalogues"], Is.EqualTo(1));
    }

    [Test]
    public async Task Nodes_that_start_together_all_come_up()
    {
        await using var database = TestDatabase.Name(provider);
        var nodes = Enumerable.Range(0, 6).Select(_ => Task.Run(() => MonitorDatabase.MigrateAsync(database.Contexts())));
        await Task.WhenAll(nodes);
        Assert.That((await database.CountRowsAsync()).Values, Is.All.Zero);
        Assert.That(await database.ScalarAsync<long>("SELECT count(*) FROM \"__EFMigrationsHistory\""), Is.EqualTo(1));
    }

    [Test]
    public async Task The_migrations_hold_the_whole_model()
    {
        await using var database = TestDatabase.Name(provider);
        await using var db = await database.Contexts().CreateDbContextAsync();
        Assert.That(db.Database.HasPendingModelChanges(), Is.False);
    }

    [Test]
    public async Task Migrations_can_be_taken_back()
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = await database.Contexts().CreateDbContextAsync();
        await db.Database.MigrateAsync("0");
        await MonitorDatabase.MigrateAsync(database.Contexts());
        Assert.That((await database.CountRowsAsync()).Values, Is.All.Zero);
    }

    [Test]
    public async Task A_lock_that_a_killed_process_left_does_not_stop_the_next_start()
    {
        if (provider != DatabaseProvider.Sqlite) Assert.Ignore("on PostgreSQL the lock ends with the connection");
        await using var database = TestDatabase.Name(provider);
        await MonitorDatabase.MigrateAsync(database.Contexts());
        await database.ExecuteAsync("DELETE FROM \"__EFMigrationsHistory\"");
        foreach (var table in new[] { "flips", "observations", "measurements", "bodies", "catalogues", "releases", "series_states", "source_states" })
            await database.ExecuteAsync($"DROP TABLE {table}");
        await database.ExecuteAsync("INSERT INTO \"__EFMigrationsLock\" (\"Id\", \"Timestamp\") VALUES (1, '2026-01-01 00:00:00')");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await MonitorDatabase.MigrateAsync(database.Contexts(), patience.Token);
        Assert.That((await database.CountRowsAsync()).Values, Is.All.Zero);
    }

    [Test]
    public async Task A_file_database_survives_power_loss_and_lets_readers_in_while_it_is_written()
    {
        if (provider != DatabaseProvider.Sqlite) Assert.Ignore("settings of SQLite");
        await using var database = await TestDatabase.CreateAsync(provider);
        Assert.That(await database.ScalarAsync<string>("SELECT journal_mode FROM pragma_journal_mode"), Is.EqualTo("wal"));
        Assert.That(await database.ScalarAsync<long>("SELECT synchronous FROM pragma_synchronous"), Is.EqualTo(2));
        Assert.That(await database.ScalarAsync<long>("SELECT foreign_keys FROM pragma_foreign_keys"), Is.EqualTo(1));
    }
}
