using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Service.Tests.Serving;

/// <summary>Lists: pages, filters, and what they answer for another time.</summary>
public sealed partial class ListTests
{
    private ServedMonitor _served = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _served = await FilledMonitor.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _served.DisposeAsync();

    [TestCase("/api/v1/flips?limit=1", "id")]
    [TestCase("/api/v1/releases?limit=2", "series,period")]
    [TestCase("/api/v1/measurements?limit=1", "id")]
    public async Task Pages_lose_nothing_and_repeat_nothing_while_rows_are_inserted(string first, string identity)
    {
        var before = await IdentitiesAsync(first.Replace("limit=1", "limit=500", StringComparison.Ordinal).Replace("limit=2", "limit=500", StringComparison.Ordinal), identity);
        var walked = new List<string>();
        var month = 1;
        for (string? address = first; address is not null;)
        {
            using var answer = await FilledMonitor.SendAsync(_served, HttpMethod.Get, address);
            var page = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            walked.AddRange(page["items"]!.AsArray().Select(i => Identity(i!, identity)));
            var link = FilledMonitor.Header(answer, "Link");
            Assert.That(link.Length > 0, Is.EqualTo(page["next"] is not null), "the header says what the document says");
            address = link.Length == 0 ? null : new Uri(Link().Match(link).Groups["address"].Value).PathAndQuery;
            if (month <= 3) await InsertAsync(month++, identity);
        }

        Assert.That(walked, Is.Unique);
        Assert.That(before, Is.SubsetOf(walked));
    }

    [TestCase("/api/v1/series?limit=3", "key")]
    [TestCase("/api/v1/sources?limit=4", "key")]
    [TestCase("/api/v1/publishers?limit=5", "key")]
    [TestCase("/api/v1/history?limit=20", "key")]
    [TestCase("/api/v1/calendar?from=2026-12-01&limit=7", "at,release")]
    [TestCase("/api/v1/calendars/nbs-release-calendar?limit=1", "sha256")]
    [TestCase("/api/v1/log/entries?limit=30", "index")]
    public async Task Every_list_can_be_walked(string first, string identity)
    {
        var walked = new List<string>();
        var pages = 0;
        for (string? address = first; address is not null; pages++)
        {
            using var answer = await FilledMonitor.SendAsync(_served, HttpMethod.Get, address);
            walked.AddRange(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["items"]!.AsArray().Select(i => Identity(i!, identity)));
            address = FilledMonitor.Header(answer, "Link") is { Length: > 0 } link ? new Uri(Link().Match(link).Groups["address"].Value).PathAndQuery : null;
        }
        var whole = await IdentitiesAsync(Limit().Replace(first, "limit=500"), identity);

        Assert.That(walked, Is.EqualTo(whole));
        Assert.That(pages, Is.GreaterThan(1));
    }

    [TestCase("/api/v1/series?status=Missing", "nbs-cpi")]
    [TestCase("/api/v1/series?kind=Service&publisher=customs", "customs-website")]
    [TestCase("/api/v1/releases?status=Missing", "nbs-cpi")]
    [TestCase("/api/v1/releases?status=Withheld&publisher=nbs", FilledMonitor.Youth)]
    [TestCase("/api/v1/releases?from=2026-11-01&series=nbs-cpi", "nbs-cpi")]
    [TestCase("/api/v1/flips?kind=paused", FilledMonitor.Youth)]
    [TestCase("/api/v1/flips?axis=Release&from=2026-11-20&to=2026-11-20", "nbs-cpi")]
    public async Task Filters_leave_what_was_asked_for(string address, string series)
    {
        var found = (await _served.GetAsync(address))["items"]!.AsArray().Select(i => (i!["key"] ?? i["series"])!.GetValue<string>());
        Assert.That(found.Distinct(), Is.EqualTo(new[] { series }));
    }

    [TestCase("2023-07-31T00:00Z", "Current", "Scheduled", 0)]
    [TestCase("2023-10-01T00:00Z", "Paused", "Withheld", 1)]
    [TestCase("2024-02-01T00:00Z", "Discontinued", "Withheld", 1)]
    public async Task Before_between_and_after_the_youth_suspension_the_record_gives_the_answer_of_its_time(string asOf, string series, string release, int withheld)
    {
        var one = await _served.GetAsync($"/api/v1/series/{FilledMonitor.Youth}?asOf={asOf}");
        var list = await _served.GetAsync($"/api/v1/series?publisher=nbs&asOf={asOf}&status={series}");
        var releases = (await _served.GetAsync($"/api/v1/series/{FilledMonitor.Youth}/releases?asOf={asOf}"))["items"]!.AsArray();
        var all = (await _served.GetAsync($"/api/v1/releases?status=Withheld&asOf={asOf}"))["items"]!.AsArray();
        var flips = (await _served.GetAsync($"/api/v1/flips?series={FilledMonitor.Youth}&axis=Series&asOf={asOf}"))["items"]!.AsArray();
        var csv = await _served.Client.GetStringAsync(new Uri($"/api/v1/exports/observations.sdmx.csv?series={FilledMonitor.Youth}&asOf={asOf}", UriKind.Relative));

        Assert.That(Text(one["chronicle"]!["observed"]!["status"]), Is.EqualTo(series));
        Assert.That(one["chronicle"]!["curated"]!["claim"], Is.Null, "the cited history was recorded in 2026");
        Assert.That(list["items"]!.AsArray().Select(s => Text(s!["key"])), Is.EqualTo(new[] { FilledMonitor.Youth }));
        Assert.That(releases.Select(r => (Text(r!["period"]), Text(r["status"]))), Is.EqualTo(new[] { ("2023-07", release), ("2023-06", "Published") }));
        Assert.That(all, Has.Count.EqualTo(withheld));
        Assert.That(Text(flips[0]!["to"]), Is.EqualTo(series));
        Assert.That(csv, Does.Contain($",2023-07,,{(withheld == 1 ? "Q" : "M")},"));
    }

    [TestCase("on=2023-07-31", null, "Scheduled")]
    [TestCase("on=2023-09-01", "Paused", "Withheld")]
    [TestCase("on=2024-03-01", "Redefined", "Withheld")]
    public async Task By_all_that_is_known_now_the_cited_history_stands_beside_it(string question, string? curated, string release)
    {
        var one = await _served.GetAsync($"/api/v1/series/{FilledMonitor.Youth}?{question}");
        var july = (await _served.GetAsync($"/api/v1/releases?series={FilledMonitor.Youth}&from=2023-07-01&{question}"))["items"]!.AsArray().Single()!;
        var history = (await _served.GetAsync($"/api/v1/series/{FilledMonitor.Youth}/history?{question}"))["items"]!.AsArray();

        Assert.That(Text(one["chronicle"]!["curated"]!["claim"]?["status"]), Is.EqualTo(curated));
        Assert.That(Text(july["status"]), Is.EqualTo(release));
        Assert.That(history, Has.Count.EqualTo(curated is null ? 0 : curated == "Paused" ? 1 : 2));
    }

    [Test]
    public async Task Nothing_is_told_of_a_time_before_anything_was_recorded()
    {
        const string early = "asOf=2020-01-01T00:00Z";
        foreach (var list in new[] { "releases", "flips", "measurements", "reviews", "history", "calendars/nbs-release-calendar" })
            Assert.That((await _served.GetAsync($"/api/v1/{list}?{early}"))["items"]!.AsArray(), Is.Empty, list);
        Assert.That(Text((await _served.GetAsync($"/api/v1/sources/{FilledMonitor.Source}?{early}"))["source"]!["visibility"]!["state"]), Is.EqualTo("Unknown"));
        foreach (var table in (await _served.GetAsync($"/api/v1/publishers/nbs/punctuality?{early}"))["items"]!.AsArray())
            Assert.That(table!["table"]!["releases"]!.GetValue<int>(), Is.Zero);
    }

    [Test]
    public async Task Coverage_tells_blind_and_unlooked_time_apart()
    {
        var coverage = await _served.GetAsync($"/api/v1/coverage?source={FilledMonitor.Source}&from=2026-11-20T02:00Z&to=2026-11-22T03:00Z");
        var intervals = coverage["sources"]![0]!["intervals"]!.AsArray().Select(i => (Text(i!["sight"]), Text(i["reason"]), i["hours"]!.GetValue<double>()));

        Assert.That(intervals, Is.EqualTo(new[] { ("NotLooked", "None", 11.0), ("Blind", "Unreachable", 13.0), ("NotLooked", "None", 11.0) }));
        Assert.That(coverage["clearShare"]!.GetValue<double>(), Is.EqualTo(14.0 / 49).Within(1e-6));
        Assert.That(coverage["days"]!.AsArray().Select(d => Text(d!["day"])), Is.EqualTo(new[] { "2026-11-20", "2026-11-21", "2026-11-22" }));
        var blind = await _served.GetAsync($"/api/v1/sources/{FilledMonitor.Source}?asOf=2026-11-21T04:00Z");
        Assert.That((Text(blind["source"]!["visibility"]!["state"]), Text(blind["source"]!["visibility"]!["reason"])), Is.EqualTo(("Blind", "Unreachable")));
    }

    private async Task InsertAsync(int month, string identity)
    {
        var period = ReferencePeriod.Month(2020, month);
        var at = $"2026-11-2{month + 5}T02:00Z";
        // One row before and one after the place where the walk is.
        await FilledMonitor.RecordAsync(_served, "nbs-ppi-release", SeriesStatus.Current, period, at,
            [FilledMonitor.Published(period, null, at), FilledMonitor.Published(ReferencePeriod.Month(2026 + identity.Length, month), null, at)],
            FilledMonitor.Flip("nbs-ppi-release", FlipAxis.Release, period, "Due", "Published", Reason.Found, at.Replace("T02", $"T{identity.Length:00}", StringComparison.Ordinal)));
    }

    private async Task<List<string>> IdentitiesAsync(string address, string identity) =>
        [.. (await _served.GetAsync(address))["items"]!.AsArray().Select(i => Identity(i!, identity))];

    private static string Identity(JsonNode item, string properties) => string.Join(' ', properties.Split(',').Select(p => item[p]!.ToJsonString()));

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    [GeneratedRegex("^<(?<address>[^>]+)>; rel=\"next\"$")]
    private static partial Regex Link();

    [GeneratedRegex("limit=\\d+")]
    private static partial Regex Limit();
}
