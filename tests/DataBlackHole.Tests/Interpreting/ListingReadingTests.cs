using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Interpreting;

namespace DataBlackHole.Tests.Interpreting;

public sealed class ListingReadingTests
{
    private const string SecondPage = "https://www.stats.gov.cn/sj/zxfb/index_1.html";

    private static readonly (string, string, string) Energy = ("2026年7月份能源生产情况", "./202608/t20260817_2.html", "2026-08-17");
    private static readonly (string, string, string) Cpi = ("2026年7月份居民消费价格同比上涨0.5%", "./202608/t20260809_1.html", "2026-08-09");
    private static readonly (string, string, string) TenDays = ("2026年7月下旬流通领域重要生产资料市场价格变动情况", "./202608/t20260803_4.html", "2026-08-04");

    [Test]
    public void An_item_that_matches_is_published_on_its_day_in_the_publishers_zone()
    {
        var observation = Of("energy-release", Look(SamplePages.Listing(Energy, Cpi, TenDays))[0]).First();
        Assert.That(observation, Is.EqualTo(new Observation
        {
            Series = "energy-release",
            Kind = ObservationKind.Published,
            Period = ReferencePeriod.Month(2026, 7),
            Title = "2026年7月份能源生产情况",
            Link = "https://www.stats.gov.cn/sj/zxfb/202608/t20260817_2.html",
            PublishedAt = new StatedTime(new DateTimeOffset(2026, 8, 17, 0, 0, 0, TimeSpan.FromHours(8)), IsDayOnly: true),
        }));
    }

    [Test]
    public void The_first_page_covers_from_the_day_after_its_oldest_item_until_now()
    {
        var rest = Rest("pmi-release", Look(SamplePages.Listing(Energy, Cpi, TenDays)));
        Assert.That((rest?.CoversFrom, rest?.CoversTo), Is.EqualTo(((DateOnly?)Day("2026-08-05"), (DateOnly?)null)));
        Assert.That(rest!.Witness, Is.EqualTo("3 items on 1 page(s), newest 2026-08-17 2026年7月份能源生产情况"));
    }

    [TestCase("https://www.stats.gov.cn/sj/zxfb/")]
    [TestCase("http://www.stats.gov.cn/sj/zxfb/index.html")]
    public void The_first_page_is_known_under_its_other_addresses(string url) =>
        Assert.That(Rest("pmi-release", Captures.ReadLook("listing", Captures.Of(url, SamplePages.Listing(Energy, TenDays))))?.CoversTo, Is.Null);

    [Test]
    public void An_inner_page_covers_only_the_days_between_its_edges()
    {
        var rest = Rest("pmi-release", Captures.ReadLook("listing", Captures.Of(SecondPage, SamplePages.Listing(Energy, Cpi, TenDays))));
        Assert.That((rest?.CoversFrom, rest?.CoversTo), Is.EqualTo(((DateOnly?)Day("2026-08-05"), (DateOnly?)Day("2026-08-16"))));
    }

    [Test]
    public void A_further_page_that_overlaps_extends_the_cover()
    {
        var readings = Captures.ReadLook("listing",
            Captures.Of(SampleCatalogue.ListingUrl, SamplePages.Listing(Energy, Cpi)),
            Captures.Of(SecondPage, SamplePages.Listing(Cpi, TenDays)));
        Assert.Multiple(() =>
        {
            Assert.That(Rest("pmi-release", readings)?.CoversFrom, Is.EqualTo(Day("2026-08-05")));
            Assert.That(readings.Sum(r => r.Observations.Count(o => o.Series == "cpi-release" && o.Kind == ObservationKind.Published)), Is.EqualTo(1), "counted once");
        });
    }

    // An unchanged first page is not read again: the facts kept with it must not vouch for days whose items stand on the second.
    [Test]
    public void The_first_page_vouches_only_for_the_days_it_shows_itself()
    {
        var readings = Captures.ReadLook("listing",
            Captures.Of(SampleCatalogue.ListingUrl, SamplePages.Listing(Energy, Cpi)),
            Captures.Of(SecondPage, SamplePages.Listing(Cpi, TenDays)));
        var covers = readings.Select(r => r.Observations.Single(o => o.Series == "pmi-release" && o.Kind == ObservationKind.NothingElse).CoversFrom);
        Assert.That(covers, Is.EqualTo(new DateOnly?[] { Day("2026-08-10"), Day("2026-08-05") }));
    }

    [Test]
    public void A_further_page_after_a_gap_does_not()
    {
        var readings = Captures.ReadLook("listing",
            Captures.Of(SampleCatalogue.ListingUrl, SamplePages.Listing(Energy, Cpi)),
            Captures.Of(SecondPage, SamplePages.Listing(TenDays, ("2026年6月份能源生产情况", "./202607/1.html", "2026-07-15"))));
        Assert.Multiple(() =>
        {
            Assert.That(Rest("pmi-release", readings)?.CoversFrom, Is.EqualTo(Day("2026-08-10")));
            Assert.That(Of("energy-release", readings[1]).Select(o => o.Period), Is.EqualTo(new ReferencePeriod?[] { ReferencePeriod.Month(2026, 6) }), "what is on it is still read");
        });
    }

    [TestCase(SecondPage, "sCount = '4215'", "2026-07-16")]
    [TestCase(SecondPage, "sCount = '4214'", "2026-08-10")]
    [TestCase("https://www.stats.gov.cn/sj/zxfb/index_2.html", "sCount = '4215'", "2026-08-10")]
    public void Pages_without_a_day_in_common_join_when_both_are_of_one_state_of_the_list(string url, string mark, string coversFrom)
    {
        var second = SamplePages.Listing($"<script>{mark};</script>", TenDays, ("2026年6月份能源生产情况", "./202607/1.html", "2026-07-15"));
        var readings = Captures.ReadLook("listing",
            Captures.Of(SampleCatalogue.ListingUrl, SamplePages.Listing("<script>sCount = '4215';</script>", Energy, Cpi)),
            Captures.Of(url, second));
        Assert.That(Rest("pmi-release", readings)?.CoversFrom, Is.EqualTo(Day(coversFrom)));
    }

    [Test]
    public void A_challenge_instead_of_the_second_page_leaves_the_first_as_it_is()
    {
        var readings = Captures.ReadLook("listing",
            Captures.Of(SampleCatalogue.ListingUrl, SamplePages.Listing(Energy, Cpi)),
            Captures.Of(SecondPage, "<html><body><script>var dynamicurl='/WZWSREL'</script></body></html>"));
        Assert.That((Captures.FailureOf(readings[1]), Rest("pmi-release", readings)?.CoversFrom), Is.EqualTo(((FailureKind?)FailureKind.Challenge, (DateOnly?)Day("2026-08-10"))));
    }

    [Test]
    public void Without_the_first_page_nothing_is_said_about_absence()
    {
        var readings = Captures.ReadLook("listing",
            Captures.Of(SampleCatalogue.ListingUrl, "", status: 200),
            Captures.Of(SecondPage, SamplePages.Listing(Energy, Cpi)));
        Assert.Multiple(() =>
        {
            Assert.That(Rest("pmi-release", readings), Is.Null);
            Assert.That(Of("energy-release", readings[1]), Has.Count.EqualTo(1));
        });
    }

    [Test]
    public void A_pinned_old_item_on_top_does_not_widen_the_cover()
    {
        var pinned = ("关于数据发布日程的公告", "./202001/1.html", "2020-01-02");
        var rest = Rest("pmi-release", Look(SamplePages.Listing(pinned, Energy, Cpi, TenDays)));
        Assert.That((rest?.CoversFrom, rest?.CoversTo), Is.EqualTo(((DateOnly?)Day("2026-08-05"), (DateOnly?)null)));
    }

    [Test]
    public void A_disordered_inner_page_covers_nothing() =>
        Assert.That(Rest("pmi-release", Captures.ReadLook("listing", Captures.Of(SecondPage, SamplePages.Listing(Cpi, Energy, TenDays)))), Is.Null);

    [TestCase("<li><a class=\"pc_1600\" href=\"./x.html\" title='无日期的一项'>x</a></li>", null)]
    [TestCase("<li><a class=\"pc_1600\" href=\"./x.html\">没有完整标题</a><span>2026-08-12</span></li>", "2026-08-13")]
    [TestCase("<li><a class=\"pc_1600\" href=\"./x.html\" title='2026年7月份全国被截断的标...'>x</a><span>2026-08-12</span></li>", "2026-08-13")]
    [TestCase("<li><a class=\"pc_1600\" href=\"javascript:void(0)\" title='没有地址'>x</a><span>2026-08-12</span></li>", "2026-08-13")]
    [TestCase("<li class=\"line\"></li><li><a href=\"index_1.html\">下一页</a></li>", "2026-08-05")]
    public void An_entry_that_could_be_anything_shortens_the_cover(string entry, string? coversFrom)
    {
        // Put in front of the last item, so that the list keeps its order.
        var page = SamplePages.Listing(Energy, Cpi, TenDays).Replace("<ul>", "<ul>" + entry, StringComparison.Ordinal);
        Assert.That(Rest("pmi-release", Look(page))?.CoversFrom, Is.EqualTo(coversFrom is null ? null : Day(coversFrom)));
    }

    [Test]
    public void A_title_without_a_period_is_unreadable_and_shortens_the_cover_of_its_series_only()
    {
        var strange = ("70个大中城市住宅销售价格专题", "./202608/9.html", "2026-08-12");
        var readings = Look(SamplePages.Listing(Energy, strange, Cpi, TenDays));
        var unreadable = Of("70-city", readings[0]).Single();
        Assert.Multiple(() =>
        {
            Assert.That((unreadable.Kind, unreadable.Failure?.Kind), Is.EqualTo((ObservationKind.Unreadable, (FailureKind?)FailureKind.PeriodUnreadable)));
            Assert.That(Rest("70-city", readings)?.CoversFrom, Is.EqualTo(Day("2026-08-13")));
            Assert.That(Rest("pmi-release", readings)?.CoversFrom, Is.EqualTo(Day("2026-08-05")));
        });
    }

    [Test]
    public void A_period_listed_twice_keeps_its_earliest_day_and_says_so()
    {
        var again = ("2026年7月份能源生产情况", "./202608/t20260820_9.html", "2026-08-20");
        var found = Of("energy-release", Look(SamplePages.Listing(again, Energy, Cpi))[0]).Single();
        Assert.That((found.PublishedAt!.At.Day, found.Witness), Is.EqualTo((17, "also listed 2026-08-20 at https://www.stats.gov.cn/sj/zxfb/202608/t20260820_9.html")));
    }

    [Test]
    public void A_list_without_items_is_no_witness()
    {
        var page = SamplePages.Listing("<li><a class=\"pc_1600\" href=\"#\" title=''>-</a></li>");
        Assert.That(Captures.FailureOf(Look(page)[0]), Is.EqualTo(FailureKind.AnchorMissing));
    }

    [Test]
    public void A_January_and_February_release_is_one_period()
    {
        var page = SamplePages.Listing(("2026年1—2月份社会消费品零售总额增长2.8%", "./1.html", "2026-03-16"), TenDays);
        Assert.That(Of("retail-release", Look(page)[0]).Single().Period?.ToString(), Is.EqualTo("2026-01..2026-02"));
    }

    [Test]
    public void Periods_outside_the_readings_limits_are_left_out()
    {
        var reading = SampleCatalogue.Listed("能源生产") with { Until = ReferencePeriod.Month(2026, 6) };
        var catalogue = SampleCatalogue.With(SampleCatalogue.Statistic("ended", Cadence.Monthly, null, reading));
        var readings = new Interpreter(catalogue).Read(SampleCatalogue.Source("listing"), [Captures.Of(SampleCatalogue.ListingUrl, SamplePages.Listing(Energy, TenDays))]);
        Assert.That(Of("ended", readings[0]), Is.Empty);
    }

    [Test]
    public void A_pattern_that_never_ends_makes_its_series_unreadable()
    {
        var endless = new ListingReading { Source = "listing", Title = new System.Text.RegularExpressions.Regex("^(?:一|一一|一一一)+$", default, TimeSpan.FromMilliseconds(20)) };
        var catalogue = SampleCatalogue.With(SampleCatalogue.Statistic("endless", Cadence.Monthly, null, endless));
        var page = SamplePages.Listing((new string('一', 200) + "x", "./1.html", "2026-08-17"), TenDays);
        var readings = new Interpreter(catalogue).Read(SampleCatalogue.Source("listing"), [Captures.Of(SampleCatalogue.ListingUrl, page)]);
        Assert.That(readings[0].Observations.Select(o => (o.Kind, o.CoversFrom)), Is.EqualTo(new[]
        {
            (ObservationKind.Unreadable, (DateOnly?)null), (ObservationKind.NothingElse, Day("2026-08-18")),
        }));
    }

    private static IReadOnlyList<Reading> Look(string page) => Captures.ReadLook("listing", Captures.Of(SampleCatalogue.ListingUrl, page));

    private static List<Observation> Of(string series, Reading reading) =>
        [.. reading.Observations.Where(o => o.Series == series && o.Kind != ObservationKind.NothingElse)];

    private static Observation? Rest(string series, IReadOnlyList<Reading> readings) =>
        readings.SelectMany(r => r.Observations).Where(o => o.Series == series && o.Kind == ObservationKind.NothingElse).MinBy(o => o.CoversFrom);

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
