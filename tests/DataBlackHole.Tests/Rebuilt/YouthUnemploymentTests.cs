using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Tests.Rebuilt;

/// <summary>
/// The youth unemployment rate from 2022-07 to 2024-03. Days and figures are those of the record where it has them; pages and replies are
/// constructed: the old rate as a row of the headline release, the new one as a row of the release of 17 January 2024 and then in the database.
/// </summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class YouthUnemploymentTests
{
    private const string Old = "nbs-youth-unemployment-16-24-incl-students";
    private const string New = "nbs-youth-unemployment-16-24";
    private const string Headline = @"^(?:\d{4}年)?(?:(?:1[—-])?\d{1,2}月份?|上半年|前三季度|一季度)?国民经济(?!.*答记者问)";
    private const string Notice = "自今年8月份开始，全国青年人等分年龄段的城镇调查失业率将暂停发布，主要原因是：经济社会在不断发展变化，统计工作需要不断完善，劳动力调查统计也需要进一步健全优化。";

    private static readonly string[] _withheld = ["2023-07", "2023-08", "2023-09", "2023-10", "2023-11"];

    /// <summary>Day of the headline release, its month, what its title calls the time, and the old rate in it.</summary>
    private static readonly (string At, string Time, string? Rate)[] _headlines =
    [
        ("2022-07-15", "上半年", "19.3"), ("2022-08-15", "7月份", "19.9"), ("2022-09-16", "8月份", "18.7"), ("2022-10-24", "前三季度", "17.9"),
        ("2022-11-15", "10月份", "17.9"), ("2022-12-15", "11月份", "17.1"), ("2023-01-17", "2022年", "16.7"), ("2023-03-15", "1—2月份", "18.1"),
        ("2023-04-18", "一季度", "19.6"), ("2023-05-16", "4月份", "20.4"), ("2023-06-15", "5月份", "20.8"), ("2023-07-17", "上半年", "21.3"),
        ("2023-08-15", "7月份", null), ("2023-09-15", "8月份", null), ("2023-10-18", "前三季度", null), ("2023-11-15", "10月份", null),
        ("2023-12-15", "11月份", null), ("2024-01-17", "2023年", null), ("2024-03-18", "1—2月份", null), ("2024-04-16", "一季度", null),
    ];

    private readonly RunningClock _clock = new(RebuiltSite.Beijing("2022-07-20 00:00"));

    /// <summary>The shipped names, calendars and notice readings; the channels are those of the time.</summary>
    private static MonitorCatalogue Watched(SourceDefinition database)
    {
        var shipped = RebuiltMonitor.Shipped.Series;
        var activity = shipped["nbs-real-estate-market-release"].Release!;
        var old = shipped[Old] with
        {
            Ended = null,
            Release = activity with { Announced = activity.Announced.Clear() },
            Readings = [Listed(null), Row(@"^16[—-]24岁人口调查失业率（%）$", null), NoticesOf(Old)],
        };
        var begin = ReferencePeriod.Parse("2023-12");
        var current = shipped[New] with
        {
            Readings = [Listed(begin), Row(@"^不包含在校生的16[—-]24岁劳动力失业率（%）$", begin), new DatabaseReading { Source = database.Key, From = begin }, NoticesOf(New)],
        };
        return RebuiltMonitor.Catalogue([RebuiltMonitor.Always("nbs-latest-releases"), RebuiltMonitor.Always("nbs-release-pages"), database], old, current);
    }

    private static ListingReading Listed(ReferencePeriod? from) => new() { Source = "nbs-latest-releases", Title = new(Headline), Proves = Proof.Release, From = from };

    private static PageReading Row(string label, ReferencePeriod? from) => new()
    {
        Source = "nbs-release-pages",
        Title = new(Headline),
        From = from,
        Row = new RowRule { Label = new(label), Siblings = [new("^全国城镇调查失业率"), new("^31个大城市"), new("^全国企业就业人员")] },
    };

    private static NoticeReading NoticesOf(string series) => RebuiltMonitor.Shipped.Series[series].Readings.OfType<NoticeReading>().Single();

    /// <summary>The one database of the time, which held both definitions under one indicator.</summary>
    private static SourceDefinition Database() => RebuiltMonitor.Always("nbs-easyquery-industrial-value-added") with
    {
        Key = "easyquery-youth",
        Query = new DatabaseQuery { Category = "hgyd", Indicator = "A0E0104", Cadence = Cadence.Monthly, PeriodsBack = 14 },
    };

    private async Task<RebuiltMonitor> WatchAsync()
    {
        var site = new RebuiltSite(_clock);
        foreach (var (at, time, rate) in _headlines) site.Publish($"{at} 10:00", $"{time}国民经济运行情况", Headlines(rate, at == "2024-01-17" ? "14.9" : null));
        site.Publish("2023-08-15 10:30", "国家统计局新闻发言人就2023年7月份国民经济运行情况答记者问", $"<p>付凌晖：有个情况向大家通报一下。{Notice}比如，近年来在校学生规模不断扩大。</p>");
        site.Publish("2023-09-15 10:30", "国家统计局新闻发言人就2023年8月份国民经济运行情况答记者问", "<p>记者：青年人失业率暂停发布之后，如何判断就业形势？</p><p>付凌晖：就业形势总体稳定。</p>");
        site.Publish("2024-01-17 10:30", "关于完善分年龄组调查失业率有关情况的说明",
            "<p>自2023年8月份暂停发布分年龄段失业率以来，国家统计局对分年龄组失业率统计进行了调整完善。</p><p>今后将按月发布不包括在校学生的16—24岁劳动力失业率。</p>");
        var database = Database();
        foreach (var month in new[] { "2022-05", "2022-06", "2023-05", "2023-06" }) site.Fill(database, $"{ReferencePeriod.Parse(month).End.AddDays(20):yyyy-MM-dd} 18:00", month, "19.9");
        foreach (var (at, month, rate) in new[] { ("2024-01-22", "2023-12", "14.9"), ("2024-03-18", "2024-01", "14.6"), ("2024-03-20", "2024-02", "15.3"), ("2024-04-18", "2024-03", "15.3") })
            site.Fill(database, $"{at} 10:00", month, rate);
        return await RebuiltMonitor.StartAsync(_clock, site, Watched(database));
    }

    [Test]
    public async Task The_rate_is_paused_by_the_publishers_word_withheld_and_ended_by_its_successor()
    {
        await using var monitor = await WatchAsync();
        await monitor.LookInSeasonAsync("2022-07-20", "2024-04-24");

        Assert.That(await monitor.SeriesFlipsAsync(Old), Is.EqualTo(new[]
        {
            "2022-07-20 New->Current FirstSeen Suspected",
            "2023-08-15 Current->Paused OfficialNotice OfficiallyStated",
            "2024-01-17 Paused->Discontinued Succeeded Corroborated",
        }));
        Assert.That(await monitor.SeriesFlipsAsync(New), Is.EqualTo(new[] { "2024-01-17 New->Current FirstSeen Suspected" }));
        var old = await monitor.ReleasesAsync(Old);
        Assert.That((await monitor.StateAsync(Old)).LastPeriod.ToString(), Is.EqualTo("2023-06"));
        Assert.That((old["2023-06"].Value, old["2023-06"].PublishedAt!.At), Is.EqualTo(((string?)"21.3", RebuiltSite.Beijing("2023-07-17 10:00"))));
        Assert.That(_withheld.Select(p => (old[p].Status, old[p].Grade)), Is.All.EqualTo((ReleaseStatus.Withheld, Grade.OfficiallyStated)));
        Assert.That(old.Values.Where(r => r.Period > ReferencePeriod.Parse("2023-12")).Select(r => r.Status), Is.All.EqualTo(ReleaseStatus.NotPlanned), "nothing is expected of what has ended");
        var current = await monitor.ReleasesAsync(New);
        Assert.That(new[] { "2023-12", "2024-01", "2024-02", "2024-03" }.Select(p => $"{current[p].Value} {current[p].Evidence!.Source}"), Is.EqualTo(new[]
        {
            "14.9 nbs-release-pages", "14.6 easyquery-youth", "15.3 easyquery-youth", "15.3 easyquery-youth",
        }));
        var alarms = (await monitor.FlipsAsync(null, FlipAxis.Release)).Where(f => f.To is nameof(ReleaseStatus.Late) or nameof(ReleaseStatus.Missing));
        Assert.That(alarms, Is.Empty);
        Assert.That(await monitor.FlipsAsync(null, FlipAxis.Visibility), Is.Empty);
    }

    [Test]
    public async Task The_pause_comes_with_the_first_look_after_the_notice_and_quotes_it()
    {
        await using var monitor = await WatchAsync();
        await monitor.LookDailyAsync("2023-08-01", "2023-08-14");
        await monitor.LookAsync("2023-08-15 10:05");
        var before = await monitor.StateAsync(Old);
        await monitor.LookAsync("2023-08-15 10:35");
        var flips = await monitor.FlipsAsync(Old, FlipAxis.Series);

        Assert.That(before.Status, Is.Not.EqualTo(SeriesStatus.Paused));
        Assert.That((flips[^1].To, flips[^1].Detail, flips[^1].Grade), Is.EqualTo((nameof(SeriesStatus.Paused), Notice, Grade.OfficiallyStated)));
        Assert.That(flips[^1].Evidence!.Source, Is.EqualTo("nbs-release-pages"));
    }

    private static string Headlines(string? old, string? current) => string.Create(CultureInfo.InvariantCulture, $"""
        <p>全国城镇调查失业率为5.3%。31个大城市城镇调查失业率为5.4%。</p>
        <table><tbody>
        <tr><td>指标</td><td>本月</td></tr>
        <tr><td>全国城镇调查失业率（%）</td><td>5.3</td></tr>
        {(old is null ? "" : $"<tr><td>16—24岁人口调查失业率（%）</td><td>{old}</td></tr>")}
        {(current is null ? "" : $"<tr><td>不包含在校生的16—24岁劳动力失业率（%）</td><td>{current}</td></tr>")}
        <tr><td>31个大城市城镇调查失业率（%）</td><td>5.4</td></tr>
        <tr><td>全国企业就业人员周平均工作时间（小时）</td><td>48.7</td></tr>
        </tbody></table>
        """);
}
