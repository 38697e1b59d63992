using DataBlackHole.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

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
        await using var db = await database.Contexts().CreateDbContextAsync();
        Assert.That(await database.ScalarAsync<long>("SELECT count(*) FROM \"__EFMigrationsHistory\""), Is.EqualTo(db.Database.GetMigrations().Count()), "each migration ran once");
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
    public async Task The_services_of_the_program_record_and_answer()
    {
        await using var database = TestDatabase.Name(provider);
        await using var services = new ServiceCollection().AddHistory(database.Settings).BuildServiceProvider();
        await MonitorDatabase.MigrateAsync(services.GetRequiredService<IDbContextFactory<MonitorDb>>());
        var look = Sample.Look("a", 0, Sample.Read(Sample.Page("a", Sample.Noon)));
        await services.GetRequiredService<HistoryStore>().RecordAsync(look);
        Assert.That(await services.GetRequiredService<StatusQueries>().SourcesAsync(), Has.Count.EqualTo(1));
    }
}
