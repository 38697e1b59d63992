using System.Net;
using System.Text.Json.Nodes;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Service.Tests.Serving;

public sealed class HistoryApiTests
{
    private const string Youth = "nbs-youth-unemployment-16-24-incl-students";
    private const string Prices = "nbs-70-city-house-prices";

    private ServedMonitor _served = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _served = await ServedMonitor.StartAsync();
        await _served.RecordAsync(
            Prices,
            (SeriesStatus.Current, "2022-09-15T02:00Z", "2026-11-20T00:00Z"),
            (SeriesStatus.Late, "2022-10-20T01:30Z", "2026-11-20T00:00Z"),
            (SeriesStatus.Current, "2022-10-24T02:00Z", "2026-11-25T00:00Z"));
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _served.DisposeAsync();

    [TestCase("2023-08-14", null, null)]
    [TestCase("2023-09-01", "Paused", "youth-incl-2023-08-suspended")]
    [TestCase("2024-03-01", "Redefined", "youth-incl-2024-01-redefined")]
    public async Task The_youth_rate_before_during_and_after_its_suspension(string on, string? status, string? entry)
    {
        var chronicle = (await _served.GetAsync($"/api/v1/series/{Youth}?on={on}"))["chronicle"]!;

        Assert.That(Text(chronicle["on"]), Is.EqualTo(on));
        Assert.That(Text(chronicle["curated"]!["claim"]?["status"]), Is.EqualTo(status));
        Assert.That(Text(chronicle["curated"]!["claim"]?["entry"]!["key"]), Is.EqualTo(entry));
        Assert.That(chronicle["observed"]!["status"], Is.Null);
        Assert.That(Text(chronicle["observed"]!["note"]!["en"]), Does.StartWith("Not watched yet"));
    }

    [TestCase("2026-11-20T23:59:59Z", null)]
    [TestCase("2026-11-22T00:00Z", "Paused")]
    [TestCase("2026-11-22T08:00%2B08:00", "Paused")]
    public async Task What_was_known_of_the_suspension_before_and_after_it_was_recorded(string asOf, string? status)
    {
        var chronicle = (await _served.GetAsync($"/api/v1/series/{Youth}?on=2023-09-01&asOf={asOf}"))["chronicle"]!;

        Assert.That(Text(chronicle["curated"]!["claim"]?["status"]), Is.EqualTo(status));
    }

    [TestCase("on=2022-09-14", null, null)]
    [TestCase("on=2022-10-19", "Current", "Late")]
    [TestCase("on=2022-10-21", "Late", "Late")]
    [TestCase("on=2022-10-24", "Current", "Current")]
    [TestCase("on=2022-10-24&asOf=2026-11-22T00:00Z", "Late", "Current")]
    [TestCase("asOf=2026-11-19T00:00Z", null, null)]
    public async Task Observed_and_curated_stand_side_by_side(string question, string? observed, string? curated)
    {
        var chronicle = (await _served.GetAsync($"/api/v1/series/{Prices}?{question}"))["chronicle"]!;

        Assert.That((Text(chronicle["observed"]!["status"]), Text(chronicle["curated"]!["claim"]?["status"])), Is.EqualTo((observed, curated)));
        Assert.That(chronicle["observed"]!["flip"] is null, Is.EqualTo(observed is null));
    }

    [Test]
    public async Task A_claim_carries_the_days_between_which_it_began_and_its_citations()
    {
        var claim = (await _served.GetAsync($"/api/v1/series/nbs-land-purchase-area?on=2024-01-01"))["chronicle"]!["curated"]!["claim"]!;

        Assert.That((Text(claim["status"]), Text(claim["beganEarliest"]), Text(claim["beganLatest"])), Is.EqualTo(("Discontinued", "2023-03-01", "2023-03-31")));
        Assert.That(Text(claim["entry"]!["confidence"]), Is.EqualTo("High"));
        Assert.That(claim["entry"]!["citations"]!.AsArray(), Is.Not.Empty);
    }

    [Test]
    public async Task Without_a_time_question_there_is_no_chronicle() =>
        Assert.That((await _served.GetAsync($"/api/v1/series/{Youth}"))["chronicle"], Is.Null);

    [TestCase("on=2023-9-1", "'on'")]
    [TestCase("on=2023-02-30", "'on'")]
    [TestCase("on=", "'on'")]
    [TestCase("on=yesterday", "'on'")]
    [TestCase("on=2026-12-02", "2026-12-01 or earlier")]
    [TestCase("on=2026-11-25&asOf=2026-11-22T00:00Z", "2026-11-22 or earlier")]
    [TestCase("asOf=2026-11-22", "'asOf'")]
    [TestCase("asOf=2026-11-22T00:00", "with its zone")]
    [TestCase("asOf=2026-11-22T08:00+08:00", "with its zone")]
    [TestCase("asOf=2026-12-01T00:01Z", "not in the future")]
    public async Task A_bad_time_is_refused_with_what_is_expected(string question, string expected) =>
        Assert.That(await _served.RefusalAsync($"/api/v1/series/{Youth}?{question}", HttpStatusCode.BadRequest), Does.Contain(expected));

    [Test]
    public async Task The_history_of_a_watched_series_names_copies_as_copies()
    {
        var entries = Items(await _served.GetAsync($"/api/v1/series/{Youth}/history"));
        var citations = entries.SelectMany(e => e["citations"]!.AsArray()).Select(c => c!).ToList();
        var copy = citations.First(c => Text(c["access"]) == "Mirror" && Text(c["originalPublisher"])!.StartsWith("Guancha", StringComparison.Ordinal));

        Assert.That(entries.Select(e => Text(e["key"])), Is.EqualTo(["youth-incl-2024-01-redefined", "youth-incl-2023-08-suspended"]));
        Assert.That((bool)entries[0]["watched"]!, Is.True);
        Assert.That(Text(copy["label"]!["en"]), Is.EqualTo("Copy; original publisher: Guancha (观察者网)"));
        Assert.That(Text(copy["label"]!["zh"]), Does.StartWith("副本；原发布方："));
        Assert.That(citations.Where(c => Text(c["access"]) != "Mirror"), Has.None.Matches<JsonNode>(c => Text(c["label"]!["en"])!.StartsWith("Copy", StringComparison.Ordinal)));
    }

    [Test]
    public async Task A_series_that_nobody_watches_is_answered_by_its_history_only()
    {
        var lead = Items(await _served.GetAsync("/api/v1/series/tianyancha-service-marketplace/history")).Single();

        Assert.That(((bool)lead["watched"]!, (bool)lead["isLead"]!), Is.EqualTo((false, true)));
        Assert.That(lead["officialNotice"], Is.Null);
        Assert.That(lead["citations"]![0]!["url"], Is.Null, "a newsletter that is not on the web has no address");
        var detail = await _served.GetAsync("/api/v1/series/tianyancha-service-marketplace");
        Assert.That(((bool)detail["series"]!["watched"]!, Text(detail["series"]!["status"]), Text(detail["series"]!["visibility"]!["state"])), Is.EqualTo((false, "New", "Unknown")));
        Assert.That(Text(detail["sentence"]!["en"]), Does.EndWith("is not watched; only its cited history is shown."));
        Assert.That(Text((await _served.GetAsync("/api/v1/series/pboc-fx-purchase-position-all-institutions"))["sentence"]!["en"]), Does.EndWith("ended with 2015-12."));
    }

    [Test]
    public async Task A_watched_series_without_a_cited_past_has_an_empty_history_and_an_unknown_one_has_none()
    {
        Assert.That(Items(await _served.GetAsync("/api/v1/series/nbs-pmi-release/history")), Is.Empty);
        Assert.That(await _served.RefusalAsync("/api/v1/series/nobody/history", HttpStatusCode.NotFound), Does.Contain("'nobody'"));
    }

    [TestCase("", 74)]
    [TestCase("?publisher=hkex", 3)]
    [TestCase("?series=china-judgments-online", 3)]
    [TestCase("?confidence=low", 8)]
    [TestCase("?publisher=nbs&confidence=Low", 3)]
    [TestCase("?publisher=hkex&confidence=Low", 0)]
    public async Task All_entries_can_be_filtered(string filter, int count) =>
        Assert.That(Items(await _served.GetAsync($"/api/v1/history{filter}")), Has.Count.EqualTo(count));

    [TestCase("publisher=nobody")]
    [TestCase("series=nothing")]
    [TestCase("confidence=2")]
    [TestCase("confidence=Certain")]
    public async Task A_filter_that_can_match_nothing_is_refused(string filter) =>
        Assert.That(await _served.RefusalAsync($"/api/v1/history?{filter}", HttpStatusCode.BadRequest), Does.Contain($"'{filter.Split('=')[0]}'"));

    [Test]
    public async Task The_endpoints_are_described()
    {
        var paths = (await _served.GetAsync("/openapi/v1.json"))["paths"]!;

        Assert.That(paths["/api/v1/history"]!["get"]!["parameters"]!.AsArray().Select(p => Text(p!["name"])), Is.EqualTo(["publisher", "series", "confidence", "on", "asOf", "cursor", "limit"]));
        Assert.That(paths["/api/v1/series/{key}"]!["get"]!["parameters"]!.AsArray().Select(p => Text(p!["name"])), Is.EqualTo(["key", "on", "asOf"]));
        Assert.That(paths["/api/v1/series/{key}/history"], Is.Not.Null);
    }

    private static List<JsonNode> Items(JsonNode list) => [.. list["items"]!.AsArray().Select(i => i!)];

    private static string? Text(JsonNode? node) => node?.GetValue<string>();
}
