using DataBlackHole.Storage;

namespace DataBlackHole.Tests.Storage;

/// <summary>What the storage tests share: one database for a fixture, and keys of its own for every test.</summary>
internal abstract class StorageTests(DatabaseProvider provider)
{
    protected DatabaseProvider Provider { get; } = provider;

    protected TestDatabase Database { get; private set; } = null!;

    protected HistoryStore Store { get; private set; } = null!;

    protected StatusQueries Queries { get; private set; } = null!;

    /// <summary>A key that no other test of the fixture uses.</summary>
    protected static string Key => TestContext.CurrentContext.Test.ID;

    [OneTimeSetUp]
    public async Task CreateDatabase()
    {
        Database = await TestDatabase.CreateAsync(Provider);
        Store = Database.Store();
        Queries = Database.Queries();
    }

    [OneTimeTearDown]
    public async Task DropDatabase()
    {
        if (Store is not null) await Store.DisposeAsync();
        if (Database is not null) await Database.DisposeAsync();
    }
}
