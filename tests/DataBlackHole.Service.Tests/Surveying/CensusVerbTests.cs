using System.Diagnostics;
using DataBlackHole.Commands;
using DataBlackHole.Loading;
using Microsoft.Data.Sqlite;

namespace DataBlackHole.Service.Tests.Surveying;

/// <summary>The verb as people run it: a process that is killed, goes on, and tells; then the service that shows what it found.</summary>
[Parallelizable]
internal sealed class CensusVerbTests
{
    private static readonly Dictionary<string, string> _nothing = [];

    private string _folder = null!;
    private SmallDatabase _database = null!;
    private Definitions _definitions = null!;

    [SetUp]
    public async Task Start()
    {
        _folder = Directory.CreateTempSubdirectory("census-").FullName;
        _database = await SmallDatabase.StartAsync();
        _definitions = new Definitions(_database.Url);
    }

    [TearDown]
    public async Task Stop()
    {
        await _database.DisposeAsync();
        _definitions.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    [Category("Slow")]
    public async Task Killed_in_the_middle_it_goes_on_where_it_was_and_never_asks_faster_than_once_a_second()
    {
        string[] census = ["census", "agency", "--config", _definitions.Folder, "--database", Path.Combine(_folder, "record.db"), "--json"];
        using (var killed = Verb.Start(_folder, _nothing, census))
        {
            for (var left = 300; _database.Seen.Count < 6 && left > 0; left--) await Task.Delay(100);
            Assert.That(_database.Seen, Has.Count.InRange(6, 7), "it asks one question after the other");
            killed.Kill(entireProcessTree: true);
            await killed.WaitForExitAsync();
            Assert.That(killed.ExitCode, Is.Not.Zero);
        }
        var resumed = await Verb.RunProgramAsync(_folder, _nothing, [.. census, "--resume"]);
        var again = await Verb.RunProgramAsync(_folder, _nothing, [.. census, "--resume"]);

        Assert.That((resumed.ExitCode, again.ExitCode), Is.EqualTo((ExitCode.Ok, ExitCode.BadInput)), resumed.Error + again.Error);
        Assert.That(again.Error, Does.Contain("no census to go on with"));
        Assert.That(resumed.Json.GetProperty("stopped").EnumerateArray().Select(i => i.GetProperty("indicator").GetString()), Is.EquivalentTo(["leaf1x0", "leaf2x0", "leaf3x0"]));
        var questions = _database.Seen.GroupBy(s => s.Question).Select(g => g.Count()).ToList();
        Assert.That(questions, Has.Count.EqualTo(13));
        Assert.That(questions.Sum() - questions.Count, Is.LessThanOrEqualTo(1), "at most the question during which it was killed is asked again");
        AssertPace();
    }

    [Test]
    [Category("Slow")]
    public async Task Stopped_by_a_signal_it_ends_at_once_and_says_how_to_go_on()
    {
        using var stopped = Verb.Start(_folder, _nothing, "census", "agency", "--config", _definitions.Folder, "--database", Path.Combine(_folder, "record.db"));
        var error = stopped.StandardError.ReadToEndAsync();
        for (var left = 300; _database.Seen.Count < 3 && left > 0; left--) await Task.Delay(100);
        using var kill = Process.Start("kill", ["-TERM", $"{stopped.Id}"]);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await stopped.WaitForExitAsync(patience.Token);

        Assert.That(stopped.ExitCode, Is.EqualTo(ExitCode.Blind));
        Assert.That(await error, Does.Contain("goes on from there").And.Contain("questions"));
    }

    [Test]
    [Category("Slow")]
    public async Task What_it_found_is_served_fed_exported_and_can_be_watched_by_one_line()
    {
        var record = Path.Combine(_folder, "record.db");
        var csv = Path.Combine(_folder, "all.csv");
        await Verb.RunAsync("census", "agency", "--config", _definitions.Folder, "--database", record);
        _database.Gone = "leaf2x1";
        var second = await Verb.RunAsync("census", "agency", "--config", _definitions.Folder, "--database", record, "--csv", csv);
        Assert.That(second.ExitCode, Is.EqualTo(ExitCode.Ok), second.Error);
        Assert.That(second.Output, Does.Contain("No longer in the tree: 1").And.Contain("No new figures: 3"));

        var loaded = CatalogueLoader.Load(_definitions.Folder).Catalogue!;
        // On the schedule it starts with the service, to go on with what was broken off: here there is nothing.
        await using (var service = await TestService.StartAsync(loaded, TestDatabase.At(record), settings: s => s with { Census = new CensusSettings("0 0 3 ? * SUN", "agency", false) }))
        {
            var census = await service.GetAsync("/api/v1/census?publisher=agency");
            Assert.That(census.GetProperty("vanished")[0].GetProperty("indicator").GetString(), Is.EqualTo("leaf2x1"));
            Assert.That(census.GetProperty("vanished")[0].GetProperty("sentence").GetProperty("en").GetString(), Does.Contain("is not there"));
            Assert.That(census.GetProperty("census").GetProperty("isWhole").GetBoolean(), Is.True);
            var atom = await service.Http.GetStringAsync(new Uri("/feeds/census/agency.atom", UriKind.Relative));
            Assert.That(atom, Does.Contain("指标leaf2x1: no longer in the tree").And.Contain("term=\"vanished\""));
            Assert.That(service.Errors, Has.None.Contains("census"));
            var feed = await service.GetAsync("/feeds/census/agency.json?lang=zh");
            Assert.That(feed.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("tags")[0].GetString()), Is.EquivalentTo(["vanished", "stopped", "stopped", "stopped"]));
        }
        var line = Fields((await File.ReadAllLinesAsync(csv)).Single(l => l.StartsWith("leaf3x2,", StringComparison.Ordinal)))[^1];
        await WatchAsync(line);
    }

    /// <summary>The line of the export, pasted, makes a series.</summary>
    private async Task WatchAsync(string line)
    {
        Assert.That(line, Does.StartWith("- { publisher: agency, indicator: \"leaf3x2\", category: \"leaf3\", root: \"branch\", calendar: agency-census-monthly,"));
        await File.WriteAllTextAsync(Path.Combine(_definitions.Folder, "watch.yaml"), $"watch:\n  {line}\n");
        var without = CatalogueLoader.Load(_definitions.Folder);
        Assert.That(without.Problems.Single().ToString(), Does.StartWith("watch.yaml:2: DBH022").And.Contain("agency-census-monthly"));
        await File.WriteAllTextAsync(Path.Combine(_definitions.Folder, "watch.yaml"), $"watch:\n  {line.Replace("agency-census-monthly", "monthly", StringComparison.Ordinal)}\n");
        var loaded = CatalogueLoader.Load(_definitions.Folder);
        Assert.That(loaded.Problems, Is.Empty, string.Join('\n', loaded.Problems));
        var series = loaded.Catalogue!.Series["agency-leaf3x2"];
        var source = loaded.Catalogue.Sources[series.Readings.Single().Source];
        Assert.That((source.Query!.Category, source.Query.Indicator, source.Addresses.Single().Url), Is.EqualTo(("leaf3", "leaf3x2", $"{_database.Url}/query")));
        Assert.That((series.Unit, series.Release!.Key), Is.EqualTo(("%", "monthly")));
    }

    /// <summary>At the server, by a clock that nobody sets.</summary>
    private void AssertPace()
    {
        var times = _database.Seen.Select(s => s.At).ToList();
        var gaps = times.Zip(times.Skip(1), TimeProvider.System.GetElapsedTime);
        // The clock of the server sees a question some milliseconds after it was sent.
        Assert.That(gaps.Min(), Is.GreaterThanOrEqualTo(TimeSpan.FromMilliseconds(950)));
    }

    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        for (var at = 0; at <= line.Length;)
        {
            var end = at < line.Length && line[at] == '"' ? ClosingQuote(line, at) + 1 : line.IndexOf(',', at) is var comma && comma >= 0 ? comma : line.Length;
            fields.Add(line[at..end].Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal));
            at = end + 1;
        }
        return fields;
    }

    private static int ClosingQuote(string line, int opening)
    {
        var at = opening + 1;
        while (line[at] != '"' || at + 1 < line.Length && line[at + 1] == '"') at += line[at] == '"' ? 2 : 1;
        return at;
    }
}
