using System.Globalization;
using System.Text.Json;
using DataBlackHole.Commands;
using DataBlackHole.Loading;

namespace DataBlackHole.Service.Tests;

/// <summary>What the captured documents show, read by the shipped definitions through the whole program; ignored where there are none.</summary>
[Category("Slow")]
public sealed class SharedArchiveReplayTests
{
    private const string Homes = "nbs-70-city-house-prices";

    private TestDatabase _database = null!;
    private Verb _first = null!;
    private JsonElement _report;
    private Dictionary<string, long> _rows = null!;

    [OneTimeSetUp]
    public async Task ReplayAsync()
    {
        _ = Places.Archive();
        _database = TestDatabase.Name();
        _first = await RunAsync();
        Assert.That(_first.ExitCode, Is.EqualTo(ExitCode.Ok), _first.Error);
        _report = _first.Json;
        _rows = await _database.CountAsync();
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        if (_database is not null) await _database.DisposeAsync();
    }

    [Test]
    public void Every_page_of_house_prices_gives_its_month_and_the_instant_printed_on_it()
    {
        var index = Index().Where(r => r["file"].StartsWith("nbs/70-city/", StringComparison.Ordinal)).ToList();
        var expected = index.Select(r => $"{r["file"]} {r["reference_period"]} {Instant(r["displayed_publication"]):u}");

        Assert.That(index, Has.Count.EqualTo(120));
        Assert.That(Facts("nbs/70-city/").Select(f => $"{f.File} {Text(f.Fact, "period")} {f.Fact.GetProperty("publishedAt").GetProperty("at").GetDateTimeOffset():u}"), Is.EquivalentTo(expected));
        Assert.That(Facts("nbs/70-city/").Select(f => Text(f.Fact, "series")), Is.All.EqualTo(Homes));
        var recorded = Releases(Homes).ToDictionary(r => Text(r, "period")!, r => r);
        foreach (var row in index)
        {
            var release = recorded[row["reference_period"]];
            Assert.That((Text(release, "status"), release.GetProperty("publishedAt").GetProperty("at").GetDateTimeOffset()), Is.EqualTo(("Published", Instant(row["displayed_publication"]))), row["file"]);
        }
    }

    [Test]
    public void The_only_late_month_of_house_prices_is_September_2022()
    {
        var judged = Releases(Homes).Where(r => r.GetProperty("punctuality").ValueKind == JsonValueKind.Object).ToList();

        Assert.That(judged, Has.Count.EqualTo(121), "120 pages and one month that only a list shows");
        Assert.That(judged.Where(r => r.GetProperty("punctuality").GetProperty("isLate").GetBoolean()).Select(r => Text(r, "period")), Is.EqualTo(["2022-09"]));
    }

    [TestCase("nbs-youth-unemployment-16-24",
        "2026-06 Published 14.9 2026-07-14T10:05:51 2026-07-20T10:43:00", "2026-07 Published 17.9 2026-08-17T08:33:42 2026-08-19T02:57:11",
        "2026-08 Published 18.9 2026-09-15T04:07:53 2026-09-17T09:23:19", "2026-09 Scheduled - 2026-10-09T05:21:38 -")]
    [TestCase("nbs-urban-unemployment",
        "2026-06 Published 5.0 2026-07-14T10:05:46 2026-07-20T10:42:54", "2026-07 Published 5.2 2026-08-17T08:33:37 2026-08-19T02:57:06",
        "2026-08 Published 5.3 2026-09-15T04:07:49 2026-09-17T09:23:14", "2026-09 Scheduled - 2026-10-09T05:21:32 -")]
    [TestCase("nbs-industrial-value-added",
        "2026-06 Published 5.3 2026-07-14T10:05:58 2026-07-20T10:43:08", "2026-07 Published 4.5 2026-08-17T08:33:49 2026-08-19T02:57:20",
        "2026-08 Published 5.2 2026-09-15T04:08:01 2026-09-17T09:23:26", "2026-09 Scheduled - 2026-10-09T05:21:48 -")]
    [TestCase("nbs-gdp-index",
        "2026-Q2 Published 104.3 2026-07-14T10:07:27 2026-07-20T10:44:34", "2026-Q3 Scheduled - 2026-10-09T05:23:21 -")]
    public void A_database_series_is_bounded_by_the_captures_before_and_after_it(string series, params string[] expected)
    {
        var found = Releases(series).Select(r => $"{Text(r, "period")} {Text(r, "status")} {Text(r, "value") ?? "-"} {Moment(r, "lastUnseenAt")} {Moment(r, "firstSeenAt")}");
        Assert.That(found.TakeLast(expected.Length), Is.EqualTo(expected));
    }

    [Test]
    public void Nothing_is_late_or_missing_in_the_record()
    {
        var open = _report.GetProperty("series").EnumerateArray().SelectMany(s => s.GetProperty("releases").EnumerateArray()).Select(r => Text(r, "status"));
        Assert.That(open, Is.All.AnyOf("Published", "Scheduled", "Due"));
        Assert.That(_report.GetProperty("series").EnumerateArray().Select(s => Text(s, "status")), Is.All.AnyOf("New", "Current", "Discontinued"));
    }

    [TestCase("zxfb_index_1.html",
        "2026-07 2026-08-17 nbs-70-city-house-prices", "2026-07 2026-08-09 nbs-cpi-release", "2026-07 2026-08-17 nbs-energy-release",
        "2026-07 2026-08-17 nbs-fixed-investment-release", "2026-07 2026-08-17 nbs-industrial-output-release", "2026-07 2026-08-17 nbs-land-purchase-area",
        "2026-07 2026-08-17 nbs-land-transaction-value", "2026-07 2026-08-09 nbs-ppi-release", "2026-07 2026-08-17 nbs-real-estate-market-release",
        "2026-07 2026-08-17 nbs-retail-sales-release", "2026-08-21 2026-08-21 nbs-crop-output-announcements", "2026-07 2026-08-17 nbs-economy-release",
        "2026-07 2026-08-27 nbs-industrial-profits-release", "2025 2026-08-27 nbs-new-drivers-index", "2026-08-04 2026-08-04 nbs-production-materials-prices",
        "2026-08-14 2026-08-14 nbs-production-materials-prices", "2026-08-24 2026-08-24 nbs-production-materials-prices")]
    [TestCase("zxfb_index_9.html", "2025-12 2026-01-09 nbs-cpi-release", "2025-12 2025-12-31 nbs-pmi-release", "2025-12 2026-01-09 nbs-ppi-release",
        "2025-12-26 2025-12-26 nbs-crop-output-announcements", "2024 2025-12-30 nbs-culture-value-added", "2024 2025-12-30 nbs-digital-economy-value-added",
        "2025-11 2025-12-27 nbs-industrial-profits-release", "2026-01-04 2026-01-04 nbs-production-materials-prices",
        "2026-01-14 2026-01-14 nbs-production-materials-prices", "2024 2025-12-30 nbs-tourism-value-added")]
    [TestCase("zxfb_index_53.html",
        "2022-09 2022-10-24 nbs-70-city-house-prices", "2022-09 2022-10-14 nbs-cpi-release", "2022-09 2022-10-24 nbs-energy-release",
        "2022-09 2022-10-24 nbs-fixed-investment-release", "2022-09 2022-10-24 nbs-land-purchase-area", "2022-09 2022-10-24 nbs-land-transaction-value",
        "2022-09 2022-09-30 nbs-pmi-release", "2022-09 2022-10-14 nbs-ppi-release", "2022-09 2022-10-24 nbs-real-estate-market-release",
        "2022-09 2022-10-24 nbs-retail-sales-release", "2022-Q3 2022-10-24 nbs-capacity-utilisation-release", "2022-09 2022-10-24 nbs-economy-release",
        "2022-Q3 2022-10-24 nbs-household-income-release", "2022-10-09 2022-10-09 nbs-production-materials-prices", "2022-10-14 2022-10-14 nbs-production-materials-prices",
        "2022-10-24 2022-10-24 nbs-production-materials-prices", "2022-Q3 2022-10-24 nbs-quarterly-gdp")]
    [TestCase("zxfb_index_65.html",
        "2021-10 2021-11-15 nbs-70-city-house-prices", "2021-10 2021-11-10 nbs-cpi-release", "2021-10 2021-11-15 nbs-energy-release",
        "2021-10 2021-11-15 nbs-fixed-investment-release", "2021-10 2021-11-15 nbs-industrial-output-release", "2021-10 2021-11-15 nbs-land-purchase-area",
        "2021-10 2021-11-15 nbs-land-transaction-value", "2021-10 2021-10-31 nbs-pmi-release", "2021-11 2021-11-30 nbs-pmi-release",
        "2021-10 2021-11-10 nbs-ppi-release", "2021-10 2021-11-15 nbs-real-estate-market-release", "2021-10 2021-11-15 nbs-retail-sales-release",
        "2021-10 2021-11-15 nbs-economy-release", "2021-10 2021-11-27 nbs-industrial-profits-release", "2021-11-04 2021-11-04 nbs-production-materials-prices",
        "2021-11-15 2021-11-15 nbs-production-materials-prices", "2021-11-24 2021-11-24 nbs-production-materials-prices")]
    public void A_list_gives_every_item_that_a_definition_matches_and_nothing_else(string file, params string[] expected)
    {
        var found = Facts($"nbs/listing/{file}").Where(f => Text(f.Fact, "kind") is "Published" or "ReleaseSeen")
            .Select(f => $"{Text(f.Fact, "period")} {f.Fact.GetProperty("publishedAt").GetProperty("at").GetDateTimeOffset().ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd} {Text(f.Fact, "series")}");
        Assert.That(found, Is.EquivalentTo(expected));
    }

    [TestCase("mof/t20260515_3989956.htm", "mof-fiscal-release 2026-04 -", "mof-land-sale-revenue 2026-04 6801", "mof-securities-stamp-tax 2026-04 935", "mof-tax-revenue 2026-04 68097")]
    [TestCase("mof/t20240722_3939942.htm", "mof-fiscal-release 2024-06 -", "mof-land-sale-revenue 2024-06 15263", "mof-securities-stamp-tax 2024-06 509", "mof-tax-revenue 2024-06 94080")]
    [TestCase("mof/zwgls_202609_t20260924_3998108.htm", "mof-local-government-debt 2026-08 598955")]
    [TestCase("pbc/loan_allocation_2018Q3_2025092212545489133.html", "pbc-loan-allocation 2018-Q3 -")]
    [TestCase("cfets/pr-mth-bltn-tran.json", "cfets-pledged-repo-turnover 2026-09 1350459.02", "cfets-repo-rate-r007 2026-09 1.4321")]
    [TestCase("chinamoney/CcprHisNew_2026-10-03.json",
        "cfets-rmb-central-parity 2026-09-30 6.7351", "cfets-rmb-central-parity 2026-09-29 6.7411", "cfets-rmb-central-parity 2026-09-28 6.7399")]
    public void A_document_of_another_publisher_gives_its_period_and_figure(string file, params string[] expected)
    {
        var found = Facts(file).Where(f => Text(f.Fact, "kind") == "Published").Select(f => $"{Text(f.Fact, "series")} {Text(f.Fact, "period")} {Text(f.Fact, "value") ?? "-"}");
        Assert.That(found, Is.EquivalentTo(expected));
    }

    [TestCase("mof/quanguocaizhengshouzhiqingkuang_index_2026-06.html", "mof-fiscal-release", 21)]
    [TestCase("mof/zwgls_tjsj_index_2026-09.htm", "mof-local-government-debt", 10)]
    [TestCase("pbc/buyout_reverse_repo_5492845_index_2026-09-04.html", "pbc-outright-reverse-repo", 20)]
    public void A_list_of_another_publisher_gives_each_of_its_items(string file, string series, int items) =>
        Assert.That(Facts(file).Count(f => Text(f.Fact, "series") == series && Text(f.Fact, "kind") is ("Published" or "ReleaseSeen")), Is.EqualTo(items));

    [TestCase("nbs/challenge/wzws_chinese_t20240715_1955612.EXCERPT.html", "Challenge")]
    [TestCase("nbs/challenge/wzws_english_t20230203_1901580.EXCERPT.html", "Challenge")]
    [TestCase("nbs/challenge/wzws_english_t20251020_1961605.EXCERPT.html", "Challenge")]
    [TestCase("wenshu/wzws_challenge_classic_home.html", "Challenge")]
    [TestCase("wenshu/wzws_challenge_classic_list.html", "Challenge")]
    [TestCase("wenshu/wzws_challenge_v2_question_home.html", "Challenge")]
    [TestCase("wenshu/ValidateCode_page.html", "Challenge")]
    [TestCase("customs/ruishu_412_customs_ipr_search.html", "Challenge")]
    [TestCase("challenge/jsl_521_pass1_mps_gov_cn.html", "Challenge")]
    [TestCase("wenshu/rate_limit_captcha_remind.html", "Captcha")]
    [TestCase("tianyancha/searchCompanyV3_mustlogin_2023-07-20.json", "LoginWall")]
    [TestCase("cnki/kns8s_index_as_served.html", "ShellPage")]
    public void A_document_that_hides_another_has_its_failure_kind_and_no_fact(string file, string kind)
    {
        var document = Document(file);
        Assert.That((Text(document, "failure"), document.GetProperty("facts").GetArrayLength()), Is.EqualTo((kind, 0)));
    }

    [Test]
    public void An_ordinary_page_of_search_results_with_captcha_words_is_no_challenge()
    {
        var document = Document("cnki/kns8s_search_results_saved.html");
        Assert.That((Text(document, "outcome"), Text(document, "failure")), Is.EqualTo(("NotWatched", null as string)));
    }

    [Test]
    public async Task A_second_run_adds_no_row_and_its_report_is_the_same_byte_for_byte()
    {
        var second = await RunAsync();

        Assert.That(second.Output, Is.EqualTo(_first.Output));
        Assert.That(await _database.CountAsync(), Is.EqualTo(_rows));
    }

    [Test]
    public async Task After_the_replay_the_API_answers_what_a_journalist_asks()
    {
        var catalogue = CatalogueLoader.Load(Places.Config).Catalogue!;
        using var silent = new Silence();
        await using var service = await TestService.StartAsync(catalogue, _database, new MovedClock(new DateTimeOffset(2026, 10, 9, 6, 0, 0, TimeSpan.Zero)), silent);
        var answer = await service.GetAsync("/api/v1/series/nbs-youth-unemployment-16-24");

        var (series, seen) = (answer.GetProperty("series"), answer.GetProperty("lastSeen"));
        Assert.That((Text(series, "status"), Text(series, "lastPeriod")), Is.EqualTo(("Current", "2026-08")));
        Assert.That(series.GetProperty("statusSince").GetDateTimeOffset(), Is.EqualTo(new DateTimeOffset(2026, 7, 14, 10, 5, 51, TimeSpan.Zero)));
        Assert.That(Text(answer.GetProperty("lastRelease"), "value"), Is.EqualTo("18.9"));
        Assert.That(seen.GetProperty("at").GetDateTimeOffset(), Is.EqualTo(new DateTimeOffset(2026, 10, 9, 5, 21, 38, TimeSpan.Zero)));
        var digest = Text(seen, "sha256");
        Assert.That(digest, Does.Match("^[0-9a-f]{64}$"));
        Assert.That(await _database.ScalarAsync($"SELECT count(*) FROM bodies WHERE digest = '{digest}'"), Is.EqualTo(1), "the bytes are kept");
        Assert.That(Text(answer.GetProperty("expected"), "period"), Is.EqualTo("2026-09"));
    }

    private Task<Verb> RunAsync() => Verb.RunAsync("replay", "--archive", Places.Archive(), "--config", Places.Config, "--database", _database.Setting, "--json");

    private JsonElement Document(string file) => _report.GetProperty("documents").EnumerateArray().Single(d => Text(d, "file") == file);

    private IEnumerable<(string File, JsonElement Fact)> Facts(string files) => _report.GetProperty("documents").EnumerateArray()
        .Where(d => Text(d, "file")!.StartsWith(files, StringComparison.Ordinal))
        .SelectMany(d => d.GetProperty("facts").EnumerateArray().Select(f => (Text(d, "file")!, f)));

    private List<JsonElement> Releases(string series) =>
        [.. _report.GetProperty("series").EnumerateArray().Single(s => Text(s, "key") == series).GetProperty("releases").EnumerateArray()];

    private static IEnumerable<Dictionary<string, string>> Index()
    {
        var lines = File.ReadAllLines(Path.Combine(Places.Archive(), "index.tsv"));
        var header = lines[0].Split('\t');
        return lines.Skip(1).Where(l => l.Length > 0).Select(l => header.Zip(l.Split('\t')).ToDictionary(p => p.First, p => p.Second));
    }

    /// <summary>A page that prints only the day means the publisher's day.</summary>
    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text.Length == 10 ? $"{text}T00:00+08:00" : text, CultureInfo.InvariantCulture);

    private static string? Text(JsonElement element, string property) => element.GetProperty(property).GetString();

    private static string Moment(JsonElement element, string property) =>
        element.GetProperty(property) is { ValueKind: JsonValueKind.String } moment ? moment.GetDateTimeOffset().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss") : "-";

    /// <summary>A network that never answers: nothing is added to what the archive shows.</summary>
    private sealed class Silence : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new OperationCanceledException();
        }
    }
}
