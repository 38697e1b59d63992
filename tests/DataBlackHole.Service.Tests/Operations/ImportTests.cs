using DataBlackHole.Commands;
using DataBlackHole.Service.Tests.Serving;
using DataBlackHole.Storage;
using Microsoft.Data.Sqlite;

namespace DataBlackHole.Service.Tests.Operations;

/// <summary><c>import</c>: a record that the whole service made says the same after it was moved, and the service goes on with it.</summary>
public sealed class ImportTests
{
    private static readonly string[] _paths =
    [
        "/api/v1/series", "/api/v1/releases", "/api/v1/flips", "/api/v1/measurements", "/api/v1/coverage", "/api/v1/log/checkpoints", "/api/v1/log/entries?start=0&end=20",
    ];

    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("import-").FullName;

    [TearDown]
    public void RemoveFolder()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task A_file_moved_to_a_server_says_the_same_and_grows_on()
    {
        await using var old = TestDatabase.Name();
        await using var moved = TestDatabase.Name(DatabaseProvider.Postgres);
        await using var publisher = await ConstructedPublisher.StartAsync();
        using var definitions = new Definitions(publisher.Url);
        var catalogue = definitions.Load();
        var clock = new MovedClock(new DateTimeOffset(2026, 10, 15, 2, 0, 0, TimeSpan.Zero));
        publisher.Clock = clock;
        publisher.Release("2026年8月份产量增长1.0%", new DateTime(2026, 9, 15, 10, 0, 0), "t8.html");
        publisher.Values["202608MM"] = "5.8";
        await using (var service = await TestService.StartAsync(catalogue, old, clock))
        {
            await service.UntilAsync("/api/v1/series", s => s.GetProperty("items").EnumerateArray().All(i => i.GetProperty("status").GetString() == "Current"));
            for (var i = 0; i < 3; i++) await service.LookAsync("database");
            await service.KeepLogAsync();
        }

        var import = await Verb.RunAsync("import", old.Setting, "--database", moved.Setting);
        var again = await Verb.RunAsync("import", old.Setting, "--database", moved.Setting);

        Assert.That(import.ExitCode, Is.EqualTo(ExitCode.Ok), import.Error);
        Assert.That(import.Output, Does.Contain("were imported").And.Contain("read back equal"));
        Assert.That(again.ExitCode, Is.EqualTo(ExitCode.BadInput));
        Assert.That(again.Error, Does.Contain("holds records already").And.Contain("is never overwritten"));
        Assert.That(await ExportsAsync(moved), Is.EqualTo(await ExportsAsync(old)));
        Assert.That(await moved.CountAsync(), Is.EqualTo(await old.CountAsync()));
        var now = clock.GetUtcNow();
        var (before, after) = (await AnswersAsync(definitions, old, now), await AnswersAsync(definitions, moved, now));
        Assert.That(after, Is.EqualTo(before));
        await GrowsOnAsync(definitions, moved, clock, publisher);
    }

    [TestCase("none.db", "There is no record")]
    [TestCase("scheme://user:secret@host", "FROM: ")]
    [TestCase("Host=127.0.0.1;Port=1;Database=x;Password=secret;Timeout=2", "nothing was")]
    public async Task A_source_that_is_not_there_is_told_in_one_line(string from, string said)
    {
        var import = await Verb.RunAsync("import", from, "--database", Path.Combine(_folder, "record.db"));

        Assert.That((import.ExitCode, import.Error.Split('\n').Length), Is.EqualTo((ExitCode.BadInput, 2)), import.Error);
        Assert.That(import.Error, Does.Contain(said).And.Not.Contain("secret"));
        Assert.That(Directory.GetFiles(_folder), Is.Empty);
    }

    [Test]
    public async Task A_damaged_source_is_refused_and_nothing_is_made()
    {
        await using var old = TestDatabase.Name();
        using var definitions = new Definitions($"http://127.0.0.1:{Places.DeadPort()}");
        await using (var service = await TestService.StartAsync(definitions.Load(), old)) await service.UntilAsync("/api/v1/measurements", m => m.GetProperty("items").GetArrayLength() > 0);
        SqliteConnection.ClearAllPools();
        var bytes = await File.ReadAllBytesAsync(old.Setting);
        new Random(2).NextBytes(bytes.AsSpan(bytes.Length / 4, bytes.Length / 2));
        await File.WriteAllBytesAsync(old.Setting, bytes);
        var record = Path.Combine(_folder, "record.db");

        var import = await Verb.RunAsync("import", old.Setting, "--database", record);

        Assert.That(import.ExitCode, Is.EqualTo(ExitCode.Damaged), import.Error);
        Assert.That(import.Error, Does.Contain("damaged").Or.Contain("malformed"));
        Assert.That(Directory.GetFiles(_folder), Is.Empty);
        Assert.That(await File.ReadAllBytesAsync(old.Setting), Is.EqualTo(bytes));
    }

    private static async Task GrowsOnAsync(Definitions definitions, TestDatabase moved, MovedClock clock, ConstructedPublisher publisher)
    {
        clock.Advance(TimeSpan.FromDays(1));
        publisher.Values["202609MM"] = "5.9";
        await using (var service = await TestService.StartAsync(definitions.Load(), moved, clock))
        {
            await service.LookAsync("database");
            await service.UntilAsync($"/api/v1/series/{Definitions.Rate}", s => s.GetProperty("series").GetProperty("lastPeriod").GetString() == "2026-09");
            await service.KeepLogAsync();
        }
        var verify = await Verb.RunAsync("verify", "--database", moved.Setting);
        Assert.That(verify.ExitCode, Is.EqualTo(ExitCode.Ok), verify.Output + verify.Error);
    }

    private static async Task<List<string>> AnswersAsync(Definitions definitions, TestDatabase database, DateTimeOffset at)
    {
        await using var served = await ServedMonitor.StartAsync(s => s with { Database = DatabaseSettings.Parse(database.Setting) }, _ => definitions.Load(), at);
        var answers = new List<string>();
        foreach (var path in _paths) answers.Add($"{path}: {await served.GetAsync(path)}");
        return answers;
    }

    /// <summary>Everything that is exported, and what the log says of itself.</summary>
    private async Task<List<string>> ExportsAsync(TestDatabase database)
    {
        var texts = new List<string>();
        foreach (var table in new[] { "series", "releases", "flips", "reviews" })
        {
            var file = Path.Combine(_folder, $"{table}.ndjson");
            var export = await Verb.RunAsync("export", "ndjson", "--table", table, "--out", file, "--database", database.Setting, "--config", Places.Config);
            Assert.That(export.ExitCode, Is.EqualTo(ExitCode.Ok), export.Error);
            texts.Add(await File.ReadAllTextAsync(file));
            File.Delete(file);
        }
        var log = Path.Combine(_folder, "log");
        await Verb.RunAsync("export", "log", "--out", log, "--database", database.Setting);
        foreach (var file in Directory.GetFiles(log, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)) texts.Add($"{Path.GetRelativePath(log, file)} {Convert.ToHexString(await File.ReadAllBytesAsync(file))}");
        Directory.Delete(log, recursive: true);
        var verify = await Verb.RunAsync("verify", "--database", database.Setting);
        Assert.That(verify.ExitCode, Is.EqualTo(ExitCode.Ok), verify.Output + verify.Error);
        texts.Add(verify.Output);
        return texts;
    }
}
