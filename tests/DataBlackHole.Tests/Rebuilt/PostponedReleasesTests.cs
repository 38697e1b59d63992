using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Tests.Rebuilt;

/// <summary>
/// The releases announced for 18 and 19 October 2022, called "delayed" in the calendar on the 17th and out on the 24th. The titles are those of the
/// list, except the one of industrial output; the documents are constructed.
/// </summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PostponedReleasesTests
{
    private const string Accounts = "gdp-release";
    private const string Homes = "nbs-70-city-house-prices";

    private static readonly Dictionary<string, (string Announced, string Title)> _releases = new()
    {
        [Accounts] = ("2022-10-18 10:00", "2022年三季度国内生产总值初步核算结果"),
        ["nbs-industrial-output-release"] = ("2022-10-18 10:00", "2022年9月份规模以上工业增加值增长6.3%"),
        ["nbs-energy-release"] = ("2022-10-18 10:00", "2022年9月份能源生产情况"),
        ["nbs-fixed-investment-release"] = ("2022-10-18 10:00", "2022年1—9月份全国固定资产投资（不含农户）增长5.9%"),
        ["nbs-real-estate-market-release"] = ("2022-10-18 10:00", "2022年1—9月份全国房地产开发投资下降8.0%"),
        ["nbs-retail-sales-release"] = ("2022-10-18 10:00", "2022年9月份社会消费品零售总额增长2.5%"),
        [Homes] = ("2022-10-19 09:30", "2022年9月份70个大中城市商品住宅销售价格变动情况"),
    };

    private static readonly Dictionary<string, string> _earlier = new()
    {
        [Accounts] = "2022年二季度国内生产总值初步核算结果",
        ["nbs-industrial-output-release"] = "2022年8月份规模以上工业增加值增长4.2%",
        ["nbs-energy-release"] = "2022年8月份能源生产情况",
        ["nbs-fixed-investment-release"] = "2022年1—8月份全国固定资产投资（不含农户）增长5.8%",
        ["nbs-real-estate-market-release"] = "2022年1—8月份全国房地产开发投资下降7.4%",
        ["nbs-retail-sales-release"] = "2022年8月份社会消费品零售总额增长5.4%",
        [Homes] = "2022年8月份70个大中城市商品住宅销售价格变动情况",
    };

    private readonly RunningClock _clock = new(RebuiltSite.Beijing("2022-09-20 00:00"));

    /// <summary>The shipped definitions without the dates that are known today, and the quarterly accounts beside them.</summary>
    private static MonitorCatalogue Watched()
    {
        var shipped = RebuiltMonitor.Shipped.Series;
        var series = _releases.Keys.Where(k => k != Accounts).Select(k => shipped[k] with { Release = shipped[k].Release! with { Announced = shipped[k].Release!.Announced.Clear() } });
        var quarterly = shipped["nbs-retail-sales-release"].Release! with
        {
            Key = "accounts",
            Cadence = Cadence.Quarterly,
            Usual = new DayRange(1, 15, 24),
            ByMonth = ImmutableDictionary<int, DayRange>.Empty,
            CombinesJanuaryAndFebruary = false,
            Announced = ImmutableSortedDictionary<ReferencePeriod, AnnouncedDate>.Empty,
        };
        var accounts = shipped["nbs-retail-sales-release"] with
        {
            Key = Accounts,
            Cadence = Cadence.Quarterly,
            Release = quarterly,
            Readings = [new ListingReading { Source = "nbs-latest-releases", Title = new("国内生产总值初步核算结果$") }],
        };
        return RebuiltMonitor.Catalogue([RebuiltMonitor.Always("nbs-latest-releases"), RebuiltMonitor.Always("nbs-release-pages")], [.. series, accounts]);
    }

    private async Task<RebuiltMonitor> WatchAsync()
    {
        var site = new RebuiltSite(_clock);
        site.Publish("2022-07-01 09:30", "2022年6月下旬流通领域重要生产资料市场价格变动情况");
        foreach (var title in _earlier.Values) site.Publish("2022-09-16 10:00", title);
        foreach (var (_, title) in _releases.Values) site.Publish("2022-10-24 09:30", title);
        return await RebuiltMonitor.StartAsync(_clock, site, Watched());
    }

    private static ReferencePeriod Period(string series) => ReferencePeriod.Parse(series == Accounts ? "2022-Q3" : "2022-09");

    private static CalendarRead Read(string at, string series, bool postponed)
    {
        AnnouncedDate[] dates = [new(Period(series), RebuiltSite.Beijing(_releases[series].Announced), "calendar")];
        return new CalendarRead(
            RebuiltSite.Beijing(at), "calendar", postponed ? [] : [.. dates], postponed ? [Period(series)] : [], new EvidenceRef("calendar", "https://www.stats.gov.cn/calendar", RebuiltSite.Beijing(at), null));
    }

    [Test]
    public async Task Every_release_is_rescheduled_once_and_never_late_and_its_delay_is_known_against_the_announced_date()
    {
        await using var monitor = await WatchAsync();
        await monitor.LookDailyAsync("2022-09-20", "2022-10-16");
        foreach (var series in _releases.Keys) await monitor.ReadCalendarAsync(series, _ => Read("2022-10-16 12:00", series, postponed: false));
        foreach (var at in new[] { "2022-10-17 12:00", "2022-10-17 18:00" })
            foreach (var series in _releases.Keys) await monitor.ReadCalendarAsync(series, _ => Read(at, series, postponed: true));
        await monitor.LookDailyAsync("2022-10-18", "2022-10-31");

        foreach (var (series, (announced, _)) in _releases)
        {
            var flip = (await monitor.FlipsAsync(series, FlipAxis.Calendar)).Single();
            var release = (await monitor.StateAsync(series)).Releases[Period(series)];
            var calendar = new ReleaseCalendar(Watched().Series[series].Release!);
            var first = calendar.WindowFor(new AnnouncedDate(Period(series), release.FirstAnnouncedAt!.Value, "calendar"));
            var delay = series == Homes ? 3 : 4;

            Assert.That((flip.Period, flip.Reason, flip.To), Is.EqualTo(((ReferencePeriod?)Period(series), Reason.PostponedWithoutDate, "none")), series);
            Assert.That((release.Status, release.Reason, release.FirstAnnouncedAt), Is.EqualTo((ReleaseStatus.Published, Reason.Found, (DateTimeOffset?)RebuiltSite.Beijing(announced))), series);
            Assert.That(Punctuality.Of(calendar, first, release.PublishedAt), Is.EqualTo(new Punctuality(delay, IsLate: true)), series);
            Assert.That(Punctuality.Of(calendar, release.Window, release.PublishedAt), Is.EqualTo(new Punctuality(delay, IsLate: false)), series);
        }
        Assert.That((await monitor.FlipsAsync(null, FlipAxis.Release)).Select(f => f.To), Has.None.EqualTo(nameof(ReleaseStatus.Late)).And.None.EqualTo(nameof(ReleaseStatus.Missing)));
        Assert.That((await monitor.FlipsAsync(null, FlipAxis.Series)).Select(f => f.To), Is.All.EqualTo(nameof(SeriesStatus.Current)));
    }

    [Test]
    public async Task Without_the_word_of_the_calendar_the_same_releases_are_late()
    {
        await using var monitor = await WatchAsync();
        await monitor.LookDailyAsync("2022-09-20", "2022-10-16");
        foreach (var series in _releases.Keys) await monitor.ReadCalendarAsync(series, _ => Read("2022-10-16 12:00", series, postponed: false));
        await monitor.LookDailyAsync("2022-10-18", "2022-10-31");

        var late = (await monitor.FlipsAsync(null, FlipAxis.Release)).Where(f => f.To == nameof(ReleaseStatus.Late)).Select(f => f.Series);
        Assert.That(late, Is.EquivalentTo(_releases.Keys));
    }
}
