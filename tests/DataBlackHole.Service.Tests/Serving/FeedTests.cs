using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Service.Tests.Serving;

/// <summary>The feeds as other programs read them.</summary>
public sealed class FeedTests
{
    private const string Prices = "nbs-70-city-house-prices";
    private const string Output = "nbs-industrial-output-release";
    private const string Recorded = "2026-11-20T00:00:00.123Z";

    private const string Parse = """
        import feedparser, json, sys
        f = feedparser.parse(sys.argv[1])
        print(json.dumps(dict(bozo=bool(f.bozo), why=str(f.get('bozo_exception', '')), version=f.version, id=f.feed.id, updated=f.feed.updated, lang=f.feed.get('language'),
          links=[[l.rel, l.href] for l in f.feed.links],
          entries=[dict(id=e.id, title=e.title, summary=e.summary, content=e.content[0].value, published=e.published, updated=e.updated,
            links=[[l.rel, l.href] for l in e.links], tags=[[t.scheme, t.term] for t in e.tags]) for e in f.entries])))
        """;

    private ServedMonitor _served = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _served = await StartWithFlipsAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _served.DisposeAsync();

    [TestCase("events", 6)]
    [TestCase("monitor", 1)]
    [TestCase($"series/{Prices}", 5)]
    [TestCase("publishers/nbs", 6)]
    [TestCase("kinds/missing", 2)]
    [TestCase("kinds/rescheduled", 1)]
    [TestCase("kinds/paused", 0)]
    public async Task Atom_is_accepted_by_an_independent_parser(string feed, int entries)
    {
        foreach (var lang in new[] { "en", "zh" })
        {
            var parsed = await ParsedAsync(_served, $"/feeds/{feed}.atom?lang={lang}");
            Assert.That((parsed["bozo"]!.GetValue<bool>(), parsed["version"]!.GetValue<string>(), parsed["entries"]!.AsArray().Count), Is.EqualTo((false, "atom10", entries)), parsed["why"]!.ToString());
            Assert.That((string)parsed["id"]!, Is.EqualTo($"tag:datablackhole,2026:feed:{feed}:{(lang == "en" ? "en" : "zh-Hans")}"));
            var json = await _served.GetAsync($"/feeds/{feed}.json?lang={lang}");
            Assert.That(json["items"]!.AsArray().Select(i => (string)i!["id"]!), Is.EqualTo(parsed["entries"]!.AsArray().Select(e => (string)e!["id"]!)));
        }
    }

    [Test]
    public async Task Atom_is_well_formed_although_hostile_text_is_in_it()
    {
        var (body, answer) = await _served.FetchAsync($"/feeds/series/{Prices}.atom");
        using var file = new ScratchFile(".atom", body);
        var (exit, _, error) = await Debian.RunAsync("/usr/bin/xmllint", "libxml2-utils", ["--noout", file.Path]);

        Assert.That(exit, Is.Zero, error);
        Assert.That(answer.Content.Headers.ContentType!.ToString(), Is.EqualTo("application/atom+xml; charset=utf-8"));
        var value = (await ParsedAsync(_served, $"/feeds/kinds/revised.atom"))["entries"]![0]!;
        Assert.That((string)value["summary"]!, Does.Contain("changed from 5.1 to <b>5.2</b> & more").Or.Contain("changed from 5.1 to &lt;b&gt;5.2&lt;/b&gt; &amp; more"));
    }

    [Test]
    public async Task An_entry_tells_what_changed_in_both_languages_and_leads_to_the_evidence()
    {
        // The flip of the series was recorded after that of its release.
        var entry = (await ParsedAsync(_served, "/feeds/kinds/missing.atom?lang=zh"))["entries"]![1]!;
        var links = entry["links"]!.AsArray().ToDictionary(l => (string)l![0]!, l => (string)l![1]!);

        Assert.That((string)entry["title"]!, Does.EndWith("· 2026-09：缺失（已有佐证）"));
        Assert.That((string)entry["content"]!, Does.Contain("未见发布").And.Contain("has not been seen"));
        Assert.That((string)entry["published"]!, Is.EqualTo(Recorded));
        Assert.That(links["via"], Is.EqualTo("https://www.stats.gov.cn/sj/zxfb/"));
        Assert.That(entry["tags"]!.AsArray().Select(t => $"{t![0]}={t[1]}"), Does.Contain("urn:datablackhole:kind=missing").And.Contain("urn:datablackhole:origin=Observed"));
        var flip = (await _served.GetAsync(new Uri(links["alternate"]).PathAndQuery))["items"]!.AsArray().Single()!;
        Assert.That(((string)flip["to"]!, (string)flip["period"]!, (string)flip["axis"]!), Is.EqualTo(("Missing", "2026-09", "Release")));
    }

    [Test]
    public async Task What_we_could_not_see_is_in_no_feed_of_events()
    {
        var events = Encoding.UTF8.GetString((await _served.FetchAsync("/feeds/events.atom")).Body);
        var monitor = Encoding.UTF8.GetString((await _served.FetchAsync("/feeds/monitor.atom")).Body);

        Assert.That(events, Does.Not.Contain("cannot see"));
        Assert.That(monitor, Does.Contain("this says nothing about the publisher"));
        Assert.That(await _served.RefusalAsync("/feeds/kinds/blind.atom", HttpStatusCode.NotFound), Does.Contain("missing").And.Not.Contain("clear"));
    }

    [Test]
    public async Task Names_are_the_same_in_another_run_under_another_address()
    {
        await using var other = await StartWithFlipsAsync(new Uri("https://elsewhere.example/monitor/"), unrelatedFirst: true);
        var here = (await _served.GetAsync($"/feeds/series/{Prices}.json"))["items"]!.AsArray();
        var there = (await other.GetAsync($"/feeds/series/{Prices}.json"))["items"]!.AsArray();

        Assert.That(there.Select(i => (string)i!["id"]!), Is.EqualTo(here.Select(i => (string)i!["id"]!)).And.Unique.And.All.StartsWith($"tag:datablackhole,2026:flip:{Prices}:"));
        Assert.That(there.Select(i => (string)i!["url"]!), Is.All.StartsWith("https://elsewhere.example/monitor/api/v1/series/").And.Not.EquivalentTo(here.Select(i => (string)i!["url"]!)), "row numbers differ");
    }

    [Test]
    public async Task Json_Feed_has_what_its_version_1_1_asks_for()
    {
        var (body, answer) = await _served.FetchAsync("/feeds/events.json");
        var feed = JsonNode.Parse(body)!;

        Assert.That(answer.Content.Headers.ContentType!.ToString(), Is.EqualTo("application/feed+json; charset=utf-8"));
        Assert.That(((string)feed["version"]!, (string)feed["language"]!), Is.EqualTo(("https://jsonfeed.org/version/1.1", "en")));
        Assert.That((string)feed["feed_url"]!, Is.EqualTo(new Uri(_served.Client.BaseAddress!, "/feeds/events.json").AbsoluteUri));
        foreach (var item in feed["items"]!.AsArray())
        {
            Assert.That(DateTimeOffset.Parse((string)item!["date_published"]!), Is.EqualTo(DateTimeOffset.Parse(Recorded)));
            Assert.That(item.AsObject().Select(p => p.Key), Is.SupersetOf(new[] { "id", "url", "title", "summary", "content_text", "date_modified", "tags" }));
            Assert.That((string)item["_datablackhole"]!["sentence"]!["zh"]!, Does.EndWith("。"));
        }
    }

    [Test]
    public async Task A_reader_that_has_the_feed_is_told_so()
    {
        foreach (var path in new[] { "/feeds/events.atom", "/feeds/events.json", "/calendars/releases.ics" })
        {
            var (_, first) = await _served.FetchAsync(path);
            var tag = first.Headers.ETag!;
            Assert.That((tag.IsWeak, first.Content.Headers.LastModified.HasValue, first.Headers.CacheControl!.MaxAge), Is.EqualTo((false, true, TimeSpan.FromMinutes(5))), path);
            var (body, again) = await _served.FetchAsync(path, ("If-None-Match", tag.ToString()));
            Assert.That((again.StatusCode, body.Length), Is.EqualTo((HttpStatusCode.NotModified, 0)), path);
            var (_, other) = await _served.FetchAsync(path, ("If-None-Match", "\"other\""));
            Assert.That(other.StatusCode, Is.EqualTo(HttpStatusCode.OK), path);
        }
        foreach (var (since, status) in new[] { ("Fri, 20 Nov 2026 00:00:00 GMT", HttpStatusCode.NotModified), ("Thu, 19 Nov 2026 23:59:59 GMT", HttpStatusCode.OK) })
            Assert.That((await _served.FetchAsync("/feeds/events.atom", ("If-Modified-Since", since))).Answer.StatusCode, Is.EqualTo(status), since);
    }

    [Test]
    public async Task Pages_lead_from_one_to_the_next_without_gap_or_repetition()
    {
        var seen = new List<string>();
        for (var path = "/feeds/events.atom?limit=2"; path is not null;)
        {
            var parsed = await ParsedAsync(_served, path);
            seen.AddRange(parsed["entries"]!.AsArray().Select(e => (string)e!["id"]!));
            path = parsed["links"]!.AsArray().FirstOrDefault(l => (string)l![0]! == "next") is { } next ? new Uri((string)next[1]!).PathAndQuery : null;
        }
        var whole = (await _served.GetAsync("/feeds/events.json"))["items"]!.AsArray().Select(i => (string)i!["id"]!);

        Assert.That(seen, Is.EqualTo(whole));
    }

    [TestCase("/feeds/events.atom?lang=fr", 400)]
    [TestCase("/feeds/events.json?limit=501", 400)]
    [TestCase("/feeds/events.json?before=x", 400)]
    [TestCase("/feeds/series/no-such-key.atom", 404)]
    [TestCase("/feeds/publishers/no-such-key.json", 404)]
    [TestCase("/feeds/kinds/unknown.atom", 404)]
    public async Task What_cannot_be_answered_is_a_problem(string path, int status) =>
        Assert.That(await _served.RefusalAsync(path, (HttpStatusCode)status), Is.Not.Empty);

    [Test]
    [Category("Slow")]
    public async Task Feeds_over_ten_thousand_flips_answer_quickly()
    {
        await using var served = await ServedMonitor.StartAsync();
        var start = ServedMonitor.Instant("2026-01-01T00:00Z");
        string[] words = ["Due", "Published", "Late", "Scheduled"];
        var flips = Enumerable.Range(0, 10_000).Select(i => Missing(ReferencePeriod.Month(2026, 1 + i % 9)) with { At = start.AddMinutes(i), To = words[i % 4] }).ToArray();
        await served.RecordAsync(new SeriesState { Series = Prices }, Recorded, flips);
        foreach (var path in new[] { "events.atom", "events.json", $"series/{Prices}.atom", "publishers/nbs.atom", "kinds/missing.atom", "kinds/late.json?limit=500", "events.atom?before=5000" })
            await MeasureAsync(served, $"/feeds/{path}");
        await MeasureAsync(served, "/calendars/releases.ics");
    }

    private static async Task MeasureAsync(ServedMonitor served, string path)
    {
        await served.FetchAsync(path);
        var clock = Stopwatch.StartNew();
        var (body, answer) = await served.FetchAsync(path);
        clock.Stop();
        TestContext.Out.WriteLine($"{path}: {clock.ElapsedMilliseconds} ms, {body.Length} bytes");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), path);
        Assert.That(clock.ElapsedMilliseconds, Is.LessThan(1000), path);
    }

    private static async Task<ServedMonitor> StartWithFlipsAsync(Uri? address = null, bool unrelatedFirst = false)
    {
        var served = await ServedMonitor.StartAsync(s => s with { PublicUrl = address });
        var september = ReferencePeriod.Month(2026, 9);
        if (unrelatedFirst) await served.RecordAsync(new SeriesState { Series = "nbs-cpi" }, Recorded, Missing(september) with { Series = "nbs-cpi" });
        await served.RecordAsync(
            new SeriesState { Series = Prices },
            Recorded,
            Missing(september),
            Missing(ReferencePeriod.Month(2026, 8)) with { To = "Published", Reason = Reason.Found },
            Missing(september) with { Axis = FlipAxis.Calendar, From = "2026-10-15T01:30:00Z", To = "2026-10-19T01:30:00Z", Reason = Reason.MovedWithNotice },
            Missing(september) with { Axis = FlipAxis.Value, From = "5.1", To = "<b>5.2</b> & more\u0001\ufffe", Reason = Reason.ValueRevised },
            Missing(september) with { Axis = FlipAxis.Visibility, Period = null, From = "Clear", To = "Blind", Reason = Reason.LookFailed, BlindReason = BlindReason.Challenged },
            Missing(september) with { Axis = FlipAxis.Series, Period = september, From = "Late" });
        await served.RecordAsync(
            new SeriesState { Series = Output }, Recorded, Missing(september) with { Series = Output, To = "Published", Reason = Reason.FoundLate, Evidence = null });
        return served;
    }

    private static Flip Missing(ReferencePeriod period) => new()
    {
        Series = Prices,
        Axis = FlipAxis.Release,
        Period = period,
        From = "Late",
        To = "Missing",
        Reason = Reason.NotSeenRepeatedly,
        Grade = Grade.Corroborated,
        At = ServedMonitor.Instant("2026-10-28T01:30Z"),
        FirstMissedAt = ServedMonitor.Instant("2026-10-20T01:30Z"),
        Evidence = new EvidenceRef("nbs-latest-releases", "https://www.stats.gov.cn/sj/zxfb/", ServedMonitor.Instant("2026-10-28T01:30Z"), null),
    };

    private static async Task<JsonNode> ParsedAsync(ServedMonitor served, string path)
    {
        var (body, answer) = await served.FetchAsync(path);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), path);
        using var file = new ScratchFile(".atom", body);
        return JsonNode.Parse(await Debian.PythonAsync("python3-feedparser", "feedparser", Parse, file.Path))!;
    }
}
