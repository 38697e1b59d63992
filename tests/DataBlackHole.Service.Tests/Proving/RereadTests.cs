using System.Text;
using DataBlackHole.Commands;
using DataBlackHole.Storage;
using DataBlackHole.Tests.Archives;

namespace DataBlackHole.Service.Tests.Proving;

/// <summary>The verb reread: better definitions over documents that were kept, through the real pipeline.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
public sealed class RereadTests(DatabaseProvider provider)
{
    private const string Site = "https://www.agency.example";

    private TestDatabase _database = null!;
    private Definitions _definitions = null!;
    private TemporaryArchive _archive = null!;

    [SetUp]
    public async Task RecordWithAReaderThatOverlooksOneReleaseAsync()
    {
        _database = TestDatabase.Name(provider);
        _definitions = new Definitions(Site);
        _archive = new TemporaryArchive();
        Add("t8.html", ConstructedPublisher.Page("2026年8月份产量增长1.0%", new DateTime(2026, 9, 15, 10, 0, 0)), "2026-09-16T02:00:00Z");
        Add("t9.html", ConstructedPublisher.Page("2026年9月份产量增长2.0%", new DateTime(2026, 10, 15, 10, 0, 0)), "2026-10-16T02:00:00Z");
        Add("t7.html", ConstructedPublisher.ChallengePage, "2026-10-16T03:00:00Z");
        _archive.Write();
        Title("(8)");
        await RunAsync("replay", "--archive", _archive.Directory);
        Title(@"\d{1,2}");
    }

    [TearDown]
    public async Task Clear()
    {
        _archive?.Dispose();
        _definitions?.Dispose();
        if (_database is not null) await _database.DisposeAsync();
    }

    [Test]
    public async Task What_was_overlooked_is_recorded_as_a_new_reading_that_names_the_old_measurement()
    {
        var measurements = await CountAsync("measurements");
        var flips = await CountAsync("flips");
        var observations = await CountAsync("observations");

        var run = await RunAsync("reread", "--reader-version", "better");

        Assert.That(run.Output, Does.Contain($"+ {Definitions.Output}: Published 2026-09").And.Contain("3 documents read again by better").And.Contain("; 1 say something else now"));
        Assert.That(await CountAsync("measurements"), Is.EqualTo(measurements + 1));
        Assert.That(await CountAsync("observations"), Is.GreaterThan(observations));
        Assert.That(await CountAsync("flips"), Is.GreaterThan(flips), "the verdict is new and the old ones are there");
        var named = "SELECT count(*) FROM rereadings r JOIN measurements m ON m.id = r.measurement_id JOIN measurements o ON o.id = r.of_id WHERE m.origin = 'reread' "
            + "AND o.origin = 'archive' AND m.body_digest = o.body_digest AND m.first_at = o.first_at AND r.reader LIKE 'better %'";
        Assert.That(await _database.ScalarAsync(named), Is.EqualTo(1));
        Assert.That(await _database.ScalarAsync($"SELECT status FROM releases WHERE series_key = '{Definitions.Output}' AND period = '2026-09'"), Is.EqualTo("Published"));
    }

    [Test]
    public async Task The_same_reader_finds_nothing_new_the_second_time_and_a_reader_that_finds_less_takes_nothing_back()
    {
        await RunAsync("reread");
        var rows = await _database.CountAsync();
        var again = await RunAsync("reread", "--json");
        Assert.That(again.Json.GetProperty("changed").GetArrayLength(), Is.Zero);
        Assert.That(await _database.CountAsync(), Is.EqualTo(rows));

        Title("(8)");
        var less = await RunAsync("reread");
        Assert.That(less.Output, Does.Contain($"- {Definitions.Output}: Published 2026-09").Or.Contain("; 1 say something else now"));
        Assert.That(await CountAsync("measurements"), Is.EqualTo(rows["measurements"] + 1));
        Assert.That(await _database.ScalarAsync($"SELECT status FROM releases WHERE series_key = '{Definitions.Output}' AND period = '2026-09'"), Is.EqualTo("Published"));
        var third = await RunAsync("reread", "--json");
        Assert.That(third.Json.GetProperty("changed").GetArrayLength(), Is.Zero);
        Assert.That((await RunAsync("verify")).Output, Does.Contain("Measurement"));
    }

    [Test]
    public async Task Only_the_source_that_is_named_is_read_again()
    {
        var run = await RunAsync("reread", "--source", "list");
        Assert.That(run.Output, Does.StartWith("0 documents read again"));
        var unknown = await Verb.RunAsync("reread", "--source", "nowhere", "--config", _definitions.Folder, "--database", _database.Setting);
        Assert.That((unknown.ExitCode, unknown.Error), Is.EqualTo((ExitCode.BadInput, "There is no source 'nowhere'; the folder config/sources holds one file for each\n")));
    }

    private void Add(string file, string page, string at) => _archive.Add(
        file, Encoding.UTF8.GetBytes(page), ("url", $"{Site}/list/{file}"), ("content_type", "text/html; charset=utf-8"), ("captured_at", at));

    /// <summary>Sets how the series knows the page of its release.</summary>
    private void Title(string month) => _definitions.Write($"series/{Definitions.Output}.yaml", $$"""
        key: {{Definitions.Output}}
        name: { en: "Output (release)", zh: "产量（发布）" }
        publisher: agency
        cadence: Monthly
        calendar: monthly
        readings:
          - { kind: listing, source: list, title: '^\d{4}年{{month}}月份产量' }
          - { kind: page, source: pages, title: '^\d{4}年{{month}}月份产量' }
        absence: { en: "The list was read and no title of it was there.", zh: "已读取列表，未见标题。" }
        """);

    private async Task<Verb> RunAsync(params string[] verb)
    {
        var run = await Verb.RunAsync([.. verb, "--config", _definitions.Folder, "--database", _database.Setting]);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Ok), run.Error + run.Output);
        return run;
    }

    private async Task<long> CountAsync(string table) => Convert.ToInt64(await _database.ScalarAsync($"SELECT count(*) FROM {table}"));
}
