using System.IO.Compression;
using System.Text.Json;
using DataBlackHole.Commands;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Proving;
using DataBlackHole.Proving.Packing;
using DataBlackHole.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DataBlackHole.Service.Tests.Proving;

/// <summary>The negative-evidence pack: for a release that is missing, and for one that came out.</summary>
public sealed class PackTests
{
    private static readonly DateTimeOffset _start = new(2026, 10, 15, 2, 0, 0, TimeSpan.Zero);

    private ConstructedPublisher _publisher = null!;
    private Definitions _definitions = null!;
    private TestDatabase _database = null!;
    private string _folder = null!;

    /// <summary>September's figure is in the database and September's release never on the list, through two weeks of looks.</summary>
    [OneTimeSetUp]
    public async Task WatchAsync()
    {
        _folder = Directory.CreateTempSubdirectory("packs-").FullName;
        _database = TestDatabase.Name();
        _publisher = await ConstructedPublisher.StartAsync();
        _definitions = new Definitions(_publisher.Url);
        var clock = new MovedClock(_start);
        _publisher.Clock = clock;
        _publisher.Release("2026年8月份产量增长8.0%", new DateTime(2026, 9, 15, 10, 0, 0), "t8.html");
        for (var back = 6; back >= 1; back--) _publisher.Releases.Add(($"其他通知{back}", new DateOnly(2026, 8, back), $"o{back}.html"));
        _publisher.Values["202607MM"] = "5.7";
        _publisher.Values["202608MM"] = "5.8";
        await using var service = await TestService.StartAsync(_definitions.Load(), _database, clock);
        await service.UntilAsync("/api/v1/series", s => s.GetProperty("items").EnumerateArray().All(i => i.GetProperty("status").GetString() == "Current"));
        for (var day = 0; day < 14; day++)
        {
            clock.Advance(TimeSpan.FromHours(23));
            if (day == 5) _publisher.Values["202609MM"] = "5.9";
            _publisher.Wall = day == 3 ? (200, ConstructedPublisher.ChallengePage, "text/html") : null;
            await service.LookAsync("list");
            _publisher.Wall = null;
            await service.LookAsync("database");
        }
        await service.KeepLogAsync();
    }

    [OneTimeTearDown]
    public async Task Clear()
    {
        if (_publisher is not null) await _publisher.DisposeAsync();
        _definitions?.Dispose();
        if (_database is not null) await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task A_pack_of_a_missing_release_holds_all_that_supports_the_claim()
    {
        var pack = await WriteAsync(Definitions.Output, "missing");
        var folder = Path.Combine(_folder, "missing");
        var claim = Json(folder, "claim.json");
        var looks = await File.ReadAllLinesAsync(Path.Combine(folder, "looks.csv"));
        var readme = await File.ReadAllTextAsync(Path.Combine(folder, "README.md"));

        Assert.That(pack.IsPublished, Is.False);
        Assert.That((claim.GetProperty("status").GetString(), claim.GetProperty("isPublished").GetBoolean()), Is.EqualTo(("Missing", false)), claim.ToString());
        Assert.That(looks, Has.Length.EqualTo(pack.Looks.Length + 1));
        Assert.That(looks.Count(l => l.Contains(",list,", StringComparison.Ordinal) && l.Contains(",NotListed,", StringComparison.Ordinal)), Is.GreaterThanOrEqualTo(13));
        Assert.That(looks.Count(l => l.Contains(",CouldNotSee,Challenge,", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(claim.GetProperty("widestGap").GetProperty("hours").GetDouble(), Is.EqualTo(46).Within(0.2).Or.GreaterThan(46), "one look could not see, or the window opened before the first look");
        Assert.That(Json(folder, "siblings.json")[0].GetProperty("series").GetString(), Is.EqualTo(Definitions.Rate));
        Assert.That(Json(folder, "siblings.json")[0].GetProperty("status").GetString(), Is.EqualTo("Published"));
        var test = Json(folder, "self-test.json").GetProperty("test");
        Assert.That((test.GetProperty("found").GetBoolean(), test.GetProperty("period").GetString()), Is.EqualTo((true, "2026-08")));
        Assert.That(Json(folder, "controls.json").GetProperty("note").GetString(), Does.Contain("No control looks"));
        Assert.That(readme, Does.Contain("What cannot be ruled out").And.Contain("无法排除的情况").And.Contain("the reader works").And.Contain("**missing ("));
        Assert.That(Json(folder, "method.json").GetProperty("catalogue").GetString(), Is.EqualTo(_definitions.Load().Hash));
    }

    [Test]
    public async Task The_proofs_of_a_pack_hold_for_an_independent_verifier_and_its_archive_for_warcio()
    {
        await WriteAsync(Definitions.Output, "proved");
        var folder = Path.Combine(_folder, "proved");
        var good = await Programs.VerifyWithPythonAsync("pack", folder);
        var proofs = Path.Combine(folder, "proofs.json");
        await File.WriteAllTextAsync(proofs, (await File.ReadAllTextAsync(proofs)).Replace("Challenge", "Chellange", StringComparison.Ordinal));
        var bad = await Programs.VerifyWithPythonAsync("pack", folder);

        Assert.That(good.Code, Is.Zero, good.Output);
        Assert.That((bad.Code, bad.Output), Is.EqualTo((1, bad.Output)));
        Assert.That(bad.Output, Does.Contain("does not have its hash").And.Contain("does not lead to the root"));
        var records = await Programs.WarcioAsync(Path.Combine(folder, "captures.warc.gz"));
        Assert.That(records.Select(r => r.Split('\t')).Where(r => r[1] == "response").Select(r => r[3]), Is.All.EqualTo("true"));
    }

    [Test]
    public async Task A_pack_of_a_published_release_refutes_its_absence_also_as_a_zip()
    {
        var zip = Path.Combine(_folder, "published.zip");
        var run = await Verb.RunAsync("export", "pack", Definitions.Rate, "2026-09", "--out", zip, "--config", _definitions.Folder, "--database", _database.Setting, "--json");
        using var archive = await ZipFile.OpenReadAsync(zip);
        using var reader = new StreamReader(await archive.GetEntry("README.md")!.OpenAsync());
        var readme = await reader.ReadToEndAsync();

        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Ok), run.Error);
        Assert.That((run.Json.GetProperty("status").GetString(), run.Json.GetProperty("isPublished").GetBoolean()), Is.EqualTo(("Published", true)));
        Assert.That(readme, Does.Contain("It **was published**").And.Contain("A claim that it is absent is refuted"));
        Assert.That(archive.Entries.Select(e => e.Name), Is.SupersetOf(["looks.csv", "proofs.json", "checkpoint.txt", "captures.warc.gz", "siblings.json"]));
    }

    [TestCase("nowhere", "2026-09", "There is no series 'nowhere'")]
    [TestCase(Definitions.Rate, "soon", "'soon' is no reference period")]
    public async Task A_pack_of_nothing_is_refused(string series, string period, string said)
    {
        var run = await Verb.RunAsync("export", "pack", series, period, "--out", Path.Combine(_folder, "refused"), "--config", _definitions.Folder, "--database", _database.Setting);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.BadInput));
        Assert.That(run.Error, Does.Contain(said));
    }

    /// <summary>At the moment at which the watching ended.</summary>
    private async Task<PackContent> WriteAsync(string series, string name)
    {
        var catalogue = _definitions.Load();
        await using var services = new ServiceCollection().AddLogging().AddMonitor(catalogue, new MonitorSettings("", DatabaseSettings.Parse(_database.Setting), "test"))
            .AddSingleton<WarcExport>().AddSingleton<LogExport>().AddSingleton<PackGathering>().AddSingleton<PackWriter>().BuildServiceProvider();
        return await services.GetRequiredService<PackWriter>().WriteAsync(
            catalogue.Series[series], ReferencePeriod.Month(2026, 9), Path.Combine(_folder, name), _start.AddHours(14 * 23), CancellationToken.None);
    }

    private static JsonElement Json(string folder, string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, file))).RootElement;
}
