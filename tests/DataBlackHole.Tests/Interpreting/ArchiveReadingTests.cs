using System.Globalization;
using System.Text.Json;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Interpreting;

namespace DataBlackHole.Tests.Interpreting;

/// <summary>The readers against real documents, when the archive is there.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ArchiveReadingTests
{
    [Test]
    public void Every_70_city_page_gives_its_month_and_the_time_printed_on_it()
    {
        var documents = ArchiveDocument.All("nbs/70-city/");
        Assert.That(documents, Has.Count.EqualTo(120));
        var wrong = documents.Select(d => (d.File, Read: Describe(Captures.Read("pages", d.Capture())), Wanted: $"70-city {d.Period} {d.Published}"))
            .Where(r => r.Read != r.Wanted);
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void The_first_listing_page_shows_what_is_on_it_and_nothing_else()
    {
        var document = ArchiveDocument.All("nbs/listing/zxfb_index_1.").Single();
        var reading = Captures.Read("listing", document.Capture());
        Assert.Multiple(() =>
        {
            Assert.That(reading.Items, Has.Length.EqualTo(15));
            Assert.That(Found(reading), Is.EquivalentTo(new[]
            {
                "70-city Published 2026-07 2026-08-17", "cpi-release Published 2026-07 2026-08-09", "ppi-release Published 2026-07 2026-08-09",
                "energy-release Published 2026-07 2026-08-17", "industry-release Published 2026-07 2026-08-17", "investment-release Published 2026-07 2026-08-17",
                "real-estate-release Published 2026-07 2026-08-17", "land-area ReleaseSeen 2026-07 2026-08-17", "retail-release Published 2026-07 2026-08-17",
            }));
            // The archived address is the second page of the list, so what is newer than its newest item is not covered.
            Assert.That(Covered(reading), Is.EqualTo("2026-08-05..2026-08-26"));
            Assert.That(reading.Observations.First(o => o.Series == "70-city").Link, Is.EqualTo("https://www.stats.gov.cn/sj/zxfb/202608/t20260817_1965050.html"));
        });
    }

    [TestCase("9", "2025-12-27..2026-01-13", "cpi-release Published 2025-12 2026-01-09|pmi-release Published 2025-12 2025-12-31|ppi-release Published 2025-12 2026-01-09")]
    [TestCase("53", "2022-10-01..2022-10-23",
        "70-city Published 2022-09 2022-10-24|cpi-release Published 2022-09 2022-10-14|energy-release Published 2022-09 2022-10-24|gdp-release Published 2022-Q3 2022-10-24"
        + "|investment-release Published 2022-09 2022-10-24|land-area ReleaseSeen 2022-09 2022-10-24|pmi-release Published 2022-09 2022-09-30|ppi-release Published 2022-09 2022-10-14"
        + "|real-estate-release Published 2022-09 2022-10-24|retail-release Published 2022-09 2022-10-24")]
    [TestCase("65", "2021-11-01..2021-11-29",
        "70-city Published 2021-10 2021-11-15|cpi-release Published 2021-10 2021-11-10|energy-release Published 2021-10 2021-11-15|industry-release Published 2021-10 2021-11-15"
        + "|investment-release Published 2021-10 2021-11-15|land-area ReleaseSeen 2021-10 2021-11-15|pmi-release Published 2021-10 2021-10-31|pmi-release Published 2021-11 2021-11-30"
        + "|ppi-release Published 2021-10 2021-11-10|real-estate-release Published 2021-10 2021-11-15|retail-release Published 2021-10 2021-11-15")]
    public void Older_listing_pages_show_what_is_on_them(string page, string covered, string found)
    {
        var reading = Captures.Read("listing", ArchiveDocument.All($"nbs/listing/zxfb_index_{page}.").Single().Capture());
        Assert.Multiple(() =>
        {
            Assert.That(reading.Items, Has.Length.EqualTo(15));
            Assert.That(Found(reading), Is.EquivalentTo(found.Split('|')));
            Assert.That(Covered(reading), Is.EqualTo(covered));
        });
    }

    [TestCase("bd6da1abb26046c2acb38aa701d90e86", "db-youth", "youth", 15)]
    [TestCase("3888eac6062945a79c8a27e5f13d4953", "db-urban", "urban", 7)]
    [TestCase("ef1b1765960d45a29b4d7c4ca91be916", "db-industry", "industry", 7)]
    [TestCase("170e7f00f8c24ede863c0526b42ae81f", "db-gdp", "gdp", 3)]
    public void Every_database_reply_gives_its_values_and_its_blanks(string indicator, string source, string series, int count)
    {
        var documents = ArchiveDocument.All($"nbs/database/values_{indicator}");
        Assert.That(documents, Has.Count.EqualTo(count));
        foreach (var document in documents)
        {
            var reading = Captures.Read(source, document.Capture());
            Assert.That(Captures.FailureOf(reading), Is.Null, document.File);
            Assert.That(reading.Observations.Select(o => $"{o.Series} {o.Period} {o.Kind} {o.Value}"), Is.EqualTo(Expected(document, series)), document.File);
            Assert.That(reading.Observations.Where(o => o.Kind == ObservationKind.NotPublished), Has.All.Matches<Observation>(o => o.Witness is { Length: > 0 }), document.File);
        }
    }

    [Test]
    public void The_youth_rate_of_July_2026_appears_between_two_captures()
    {
        var documents = ArchiveDocument.All("nbs/database/values_bd6da1abb26046c2acb38aa701d90e86");
        string At(string stamp) => Captures.Read("db-youth", documents.Single(d => d.File.Contains(stamp, StringComparison.Ordinal)).Capture())
            .Observations.Where(o => o.Period == ReferencePeriod.Month(2026, 7)).Select(o => $"{o.Kind} {o.Value}{o.Unit} {o.Witness}").Single();
        Assert.Multiple(() =>
        {
            Assert.That(At("20260817T083342"), Is.EqualTo("NotPublished  2026-06 = 14.9"));
            Assert.That(At("20260819T025711"), Is.EqualTo("Published 17.9% "));
        });
    }

    [TestCase("LAST_12_QUARTER_GDP_Y2Y", "easy-gdp", "2019-Q2 Published 106.2", null)]
    [TestCase("LAST_13_MONTH_CPI_Y2Y", "easy-cpi", "2019-08 Published 102.8", "2019-09 NotPublished ")]
    [TestCase("LAST_13_MONTH_CPI_M2M", "easy-cpi-m2m", "2019-08 Published 100.7", "2019-09 NotPublished ")]
    [TestCase("LAST_12_MONTH_HOUSE_INVEST_Y2Y", "easy-investment", "2019-01..2019-02 Published 11.6", "2019-09 NotPublished ")]
    [TestCase("hgyd_stats_as_df_0", "easy-industry", "2024-12 Published 6.2", "2024-01..2024-02 NotPublished ")]
    [TestCase("hgyd_stats_with_reg_0", "easy-industry", "2023-12 Published 6.8", null)]
    public void Old_database_replies_give_values_and_blanks(string name, string source, string published, string? blank)
    {
        var document = ArchiveDocument.All("nbs/easyquery/").Single(d => d.File.Contains(name, StringComparison.Ordinal));
        var reading = Captures.Read(source, document.Capture());
        var found = reading.Observations.Select(o => $"{o.Period} {o.Kind} {o.Value}").ToList();
        Assert.That(found, Does.Contain(published));
        if (blank is not null) Assert.That(found, Does.Contain(blank));
        Assert.That(found.Where(f => f.Contains("-01 ", StringComparison.Ordinal)).Where(f => source is "easy-industry" or "easy-investment"), Is.Empty);
    }

    [TestCase("hgyd_invalid_query_0", FailureKind.ApiError)]
    [TestCase("csnd_get_reg_cities_0", FailureKind.NoWitness)]
    [TestCase("fsnd_stats_as_df_1", FailureKind.NoWitness)]
    [TestCase("fsyd_get_reg_provinces_0", FailureKind.NoWitness)]
    [TestCase("getTree_hgyd_A06", FailureKind.MalformedReply)]
    public void Old_database_replies_without_the_query_are_failures(string name, FailureKind kind)
    {
        var document = ArchiveDocument.All("nbs/easyquery/").Single(d => d.File.Contains(name, StringComparison.Ordinal));
        var reading = Captures.Read("easy-industry", document.Capture());
        Assert.That((Captures.FailureOf(reading), reading.Observations.Length), Is.EqualTo(((FailureKind?)kind, 0)));
    }

    [TestCase("nbs/challenge/wzws_chinese_t20240715_1955612.EXCERPT.html", FailureKind.Challenge)]
    [TestCase("nbs/challenge/wzws_english_t20230203_1901580.EXCERPT.html", FailureKind.Challenge)]
    [TestCase("nbs/challenge/wzws_english_t20251020_1961605.EXCERPT.html", FailureKind.Challenge)]
    [TestCase("wenshu/wzws_challenge_classic_home.html", FailureKind.Challenge)]
    [TestCase("wenshu/wzws_challenge_classic_list.html", FailureKind.Challenge)]
    [TestCase("wenshu/wzws_challenge_v2_question_home.html", FailureKind.Challenge)]
    [TestCase("wenshu/ValidateCode_page.html", FailureKind.Challenge)]
    [TestCase("customs/ruishu_412_customs_ipr_search.html", FailureKind.Challenge)]
    [TestCase("challenge/jsl_521_pass1_mps_gov_cn.html", FailureKind.Challenge)]
    [TestCase("wenshu/rate_limit_captcha_remind.html", FailureKind.Captcha)]
    [TestCase("tianyancha/searchCompanyV3_mustlogin_2023-07-20.json", FailureKind.LoginWall)]
    [TestCase("wenshu/rest_q4w_code9_2026-10-02_reported.json", FailureKind.ApiError)]
    [TestCase("cnki/kns8s_index_as_served.html", FailureKind.ShellPage)]
    public void A_page_that_is_not_the_wanted_one_has_its_failure_kind_and_no_fact(string file, FailureKind kind)
    {
        var capture = ArchiveDocument.All(file).Single().Capture();
        Assert.Multiple(() =>
        {
            Assert.That(PageRecogniser.Classify(SampleCatalogue.Recognisers, capture)?.Kind, Is.EqualTo(kind), "unclaimed");
            foreach (var source in (string[])["listing", "pages", "cnki"])
            {
                var reading = Captures.Read(source, capture);
                Assert.That((Captures.FailureOf(reading), reading.Observations.Length, reading.Items.Length), Is.EqualTo(((FailureKind?)kind, 0, 0)), source);
            }
        });
    }

    [TestCase("db-youth")]
    [TestCase("easy-cpi")]
    public void A_challenge_in_place_of_a_reply_is_a_challenge(string source)
    {
        var capture = ArchiveDocument.All("nbs/challenge/wzws_english_t20230203").Single().Capture();
        Assert.That(Captures.FailureOf(Captures.Read(source, capture)), Is.EqualTo(FailureKind.Challenge));
    }

    [Test]
    public void An_ordinary_result_page_with_captcha_words_is_recognised()
    {
        var capture = ArchiveDocument.All("cnki/kns8s_search_results_saved.html").Single().Capture();
        Assert.Multiple(() =>
        {
            Assert.That(Captures.FailureOf(Captures.Read("cnki", capture)), Is.Null);
            Assert.That(PageRecogniser.Classify(SampleCatalogue.Recognisers, capture), Is.Null);
        });
    }

    [Test]
    public void No_other_document_of_the_archive_is_taken_for_a_wall()
    {
        // Two are what they are taken for: the head of a page, and headers kept under the status of their challenge.
        string[] walls =
            ["nbs/challenge/", "challenge/", "customs/", "wenshu/", "tianyancha/", "cnki/kns8s_index", "nbs/pages/retail_2026H1_head"];
        var documents = ArchiveDocument.All().Where(d => !d.File.StartsWith("nbs/70-city/20", StringComparison.Ordinal) || d.Period is "2011-07" or "2020-11" or "2026-06")
            .Where(d => !walls.Any(w => d.File.StartsWith(w, StringComparison.Ordinal)));
        var taken = documents.Select(d => (d.File, Failure: PageRecogniser.Classify(SampleCatalogue.Recognisers, d.Capture())))
            .Where(r => r.Failure is not null).Select(r => $"{r.File} {r.Failure}").ToList();
        Assert.That(taken, Is.EqualTo(Array.Empty<string>()));
    }

    private static IEnumerable<string> Expected(ArchiveDocument document, string series)
    {
        using var reply = JsonDocument.Parse(document.Capture().Body);
        foreach (var row in reply.RootElement.GetProperty("data").EnumerateArray().ToList())
        {
            var code = row.GetProperty("dt").GetString()!;
            var value = row.GetProperty("v").GetString()!;
            var period = code.EndsWith("SS", StringComparison.Ordinal) ? $"{code[..4]}-Q{code[5]}" : $"{code[..4]}-{code[4..6]}";
            yield return $"{series} {period} {(value.Length == 0 ? ObservationKind.NotPublished : ObservationKind.Published)} {value}";
        }
    }

    private static IEnumerable<string> Found(Reading reading) => reading.Observations.Where(o => o.Kind != ObservationKind.NothingElse)
        .Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Series} {o.Kind} {o.Period} {o.PublishedAt!.At:yyyy-MM-dd}"));

    private static string Covered(Reading reading) => reading.Observations.Where(o => o.Kind == ObservationKind.NothingElse)
        .Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.CoversFrom:yyyy-MM-dd}..{o.CoversTo:yyyy-MM-dd}")).Distinct().Single();

    private static string Describe(Reading reading) => reading.Capture.Measurement.Failure is { } failure
        ? failure.ToString()
        : string.Join(", ", reading.Observations.Select(o => $"{o.Series} {o.Period} {Written(o.PublishedAt!)}"));

    private static string Written(StatedTime time) => time.At.ToString(time.IsDayOnly ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
