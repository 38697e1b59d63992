using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Tests.Rebuilt;

/// <summary>
/// Developers' land purchases 2021 to 2023. Days and the figures of 2021-11, 2021-12 and 2022-12 are those of the record; the pages are
/// constructed, and that the tables had the two rows in every month of 2021 and 2022 is assumed.
/// </summary>
public sealed class LandPurchaseTests
{
    private const string Area = "nbs-land-purchase-area";
    private const string Value = "nbs-land-transaction-value";
    private const string Release = "nbs-real-estate-market-release";
    private const string Prices = "nbs-cpi-release";

    /// <summary>Period, publication (the days not in the record are the usual ones), area, value.</summary>
    private static readonly (string Period, string At, string? Area, string? Value)[] _releases =
    [
        ("2021-10", "2021-11-15 10:00", "15824", "11410"), ("2021-11", "2021-12-15 10:00", "18287", "14519"), ("2021-12", "2022-01-17 10:00", "21590", "17756"),
        ("2022-02", "2022-03-15 10:00", "838", "464"), ("2022-03", "2022-04-18 10:00", "1339", "736"), ("2022-04", "2022-05-16 10:00", "1766", "955"),
        ("2022-05", "2022-06-15 10:00", "2389", "1389"), ("2022-06", "2022-07-15 10:00", "3628", "2043"), ("2022-07", "2022-08-15 10:00", "4546", "2918"),
        ("2022-08", "2022-09-16 10:00", "5400", "3819"), ("2022-09", "2022-10-24 10:00", "6449", "5024"), ("2022-10", "2022-11-15 10:00", "7432", "6061"),
        ("2022-11", "2022-12-15 10:00", "8455", "7519"), ("2022-12", "2023-01-17 10:00", "10052", "9166"),
        ("2023-02", "2023-03-15 10:00", null, null), ("2023-03", "2023-04-18 10:00", null, null), ("2023-04", "2023-05-16 10:00", null, null),
        ("2023-05", "2023-06-15 10:00", null, null),
    ];

    private static async Task<RebuiltMonitor> WatchAsync(RunningClock clock)
    {
        var site = new RebuiltSite(clock);
        foreach (var (period, at, area, value) in _releases) site.Publish(at, Title(ReferencePeriod.Parse(period)), Body(area, value));
        for (var month = ReferencePeriod.Parse("2021-09"); month <= ReferencePeriod.Parse("2023-05"); month = month.Next())
            site.Publish($"{month.End.AddDays(11):yyyy-MM-dd} 09:30", string.Create(CultureInfo.InvariantCulture, $"{month.End.Year}年{month.End.Month}月份居民消费价格同比上涨1.0%"));
        return await RebuiltMonitor.StartAsync(clock, site, Watched());
    }

    /// <summary>The shipped readings without the end that is known today, expected by the rule of the release that carries them.</summary>
    private static MonitorCatalogue Watched()
    {
        var shipped = RebuiltMonitor.Shipped.Series;
        var rule = shipped[Release].Release! with { Announced = shipped[Release].Release!.Announced.Clear() };
        SeriesDefinition[] series = [shipped[Area] with { Ended = null, Release = rule }, shipped[Value] with { Ended = null, Release = rule }, shipped[Release] with { Release = rule }, shipped[Prices]];
        return RebuiltMonitor.Catalogue([RebuiltMonitor.Always("nbs-latest-releases"), RebuiltMonitor.Always("nbs-release-pages")], series);
    }

    [Test]
    public async Task The_rows_are_missing_at_the_first_release_without_them_and_ended_after_three()
    {
        var clock = new RunningClock(RebuiltSite.Beijing("2021-12-01 00:00"));
        await using var monitor = await WatchAsync(clock);
        await monitor.LookInSeasonAsync("2021-12-01", "2023-06-14");

        foreach (var (series, last) in new[] { (Area, "10052"), (Value, "9166") })
        {
            var releases = await monitor.ReleasesAsync(series);
            var state = await monitor.StateAsync(series);
            Assert.That(state.LastPeriod.ToString(), Is.EqualTo("2022-12"), series);
            Assert.That((releases["2022-12"].Value, releases["2022-12"].PublishedAt!.At), Is.EqualTo(((string?)last, RebuiltSite.Beijing("2023-01-17 10:00"))), series);
            Assert.That(releases["2022-12"].Status, Is.EqualTo(ReleaseStatus.Published), series);
            var dropped = new[] { "2023-01..2023-02", "2023-03", "2023-04" }.Select(p => (releases[p].Status, releases[p].Reason));
            Assert.That(dropped, Is.All.EqualTo((ReleaseStatus.Missing, Reason.IndicatorDropped)), series);
            Assert.That(await monitor.SeriesFlipsAsync(series), Is.EqualTo(new[]
            {
                "2021-12-09 New->Current FirstSeen Suspected",
                "2023-03-15 Current->Missing IndicatorDropped Corroborated",
                "2023-05-16 Missing->Discontinued SeveralCyclesMissing Corroborated",
            }), series);
        }
    }

    [Test]
    public async Task The_new_title_and_the_cost_of_land_fool_nobody()
    {
        var clock = new RunningClock(RebuiltSite.Beijing("2022-11-01 00:00"));
        await using var monitor = await WatchAsync(clock);
        await monitor.LookInSeasonAsync("2022-11-09", "2023-05-31");

        Assert.That(await monitor.SeriesFlipsAsync(Release), Is.EqualTo(new[] { "2022-11-09 New->Current FirstSeen Suspected" }));
        Assert.That((await monitor.ReleasesAsync(Release))["2023-01..2023-02"].Title, Is.EqualTo("2023年1—2月份全国房地产市场基本情况"));
        Assert.That((await monitor.ReleasesAsync(Area)).Values.Where(r => r.Period > ReferencePeriod.Parse("2022-12")).Select(r => r.Value), Is.All.Null, "the cost of land is no area");
        Assert.That(await monitor.FlipsAsync(null, FlipAxis.Visibility), Is.Empty, "nothing was unreadable");
    }

    private static string Title(ReferencePeriod period)
    {
        var (year, month) = (period.End.Year, period.End.Month);
        var span = month == 12 ? "" : string.Create(CultureInfo.InvariantCulture, $"1—{month}月份");
        return year < 2023 ? $"{year}年{span}全国房地产开发投资下降5.0%" : $"{year}年{span}全国房地产市场基本情况";
    }

    private static string Body(string? area, string? value) => $"""
        <p>房地产开发企业本年完成投资包括土地开发工程的投资额以及公益性建筑和土地购置费等的投资。</p>
        <table><tbody>
        <tr><td>指　标</td><td>绝对量</td><td>同比增长（%）</td></tr>
        <tr><td>房地产开发投资（亿元）</td><td>13669</td><td>-5.7</td></tr>
        <tr><td>　土地购置费（亿元）</td><td>4100</td><td>1.2</td></tr>
        <tr><td>房屋施工面积（万平方米）</td><td>750240</td><td>-4.4</td></tr>
        <tr><td>房屋竣工面积（万平方米）</td><td>13178</td><td>8.0</td></tr>
        {(area is null ? "" : $"<tr><td>土地购置面积（万平方米）</td><td>{area}</td><td>-53.4</td></tr>")}
        {(value is null ? "" : $"<tr><td>土地成交价款（亿元）</td><td>{value}</td><td>-48.4</td></tr>")}
        <tr><td>商品房销售面积（万平方米）</td><td>15133</td><td>-3.6</td></tr>
        </tbody></table>
        """;
}
