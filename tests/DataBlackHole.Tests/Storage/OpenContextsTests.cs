using DataBlackHole.Storage;
using DataBlackHole.Storage.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Tests.Storage;

/// <summary>Connections that stay open from look to look, and end with the store.</summary>
internal sealed class OpenContextsTests
{
    [Test]
    public async Task A_connection_that_was_closed_and_opened_again_lets_go_of_its_file_in_the_end()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using (var db = await database.Contexts().CreateDbContextAsync())
        {
            for (var i = 0; i < 3; i++)
            {
                await db.Database.OpenConnectionAsync();
                Assert.That(await Statements.AskAsync(db, $"SELECT count(*) + {i} FROM flips", CancellationToken.None), Is.EqualTo((long)i));
                await db.Database.CloseConnectionAsync();
            }
        }
        SqliteConnection.ClearAllPools();
        Assert.That(OpenFiles(database), Is.Empty);
    }

    [Test]
    public async Task A_store_that_is_disposed_leaves_no_connection_open()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var store = database.Store();
        await store.RecordAsync(Sample.Look("s", 0, Sample.Read(Sample.Page("s", Sample.Noon))));
        Assert.That(OpenFiles(database), Is.Not.Empty, "the connection stays for the next look");
        await store.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Assert.That(OpenFiles(database), Is.Empty);
    }

    private static IReadOnlyList<string> OpenFiles(TestDatabase database)
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore("open files are listed under /proc");
        return [.. Directory.GetFiles("/proc/self/fd").Select(Target).OfType<string>().Where(t => t.StartsWith(database.Settings.FilePath!, StringComparison.Ordinal))];
    }

    private static string? Target(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
