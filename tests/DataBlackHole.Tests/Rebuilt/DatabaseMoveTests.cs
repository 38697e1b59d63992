using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Tests.Rebuilt;

/// <summary>
/// The move of the database in March 2026: from the 27th the old address is refused and a new one answers. Replies and figures are constructed.
/// </summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DatabaseMoveTests
{
    private const string Industry = "nbs-industrial-value-added";
    private const string Gdp = "nbs-gdp-index";
    private const string OldAddress = "https://data.stats.gov.cn/easyquery.htm";

    private readonly RunningClock _clock = new(RebuiltSite.Beijing("2026-01-05 00:00"));

    private RebuiltSite Site()
    {
        var site = new RebuiltSite(_clock);
        var shipped = RebuiltMonitor.Shipped.Sources;
        foreach (var source in new[] { "nbs-easyquery-industrial-value-added", "nbs-db-industrial-value-added" })
        {
            for (var month = ReferencePeriod.Parse("2025-03"); month <= ReferencePeriod.Parse("2026-04"); month = month.Next())
                if (month.End.Month > 2) site.Fill(shipped[source], $"{month.End.AddDays(19):yyyy-MM-dd} 15:00", month.ToString(), month.End.Month.ToString("'5.'0", CultureInfo.InvariantCulture));
        }
        foreach (var source in new[] { "nbs-easyquery-gdp-index", "nbs-db-gdp-index" })
        {
            foreach (var (quarter, at) in new[] { ("2025-Q1", "2025-04-20"), ("2025-Q2", "2025-07-20"), ("2025-Q3", "2025-10-24"), ("2025-Q4", "2026-01-22"), ("2026-Q1", "2026-04-20") })
                site.Fill(shipped[source], $"{at} 15:00", quarter, "105.0");
        }
        site.Refuse(OldAddress, "2026-03-27 09:00");
        return site;
    }

    /// <summary>What was defined before anybody knew of the move.</summary>
    private static MonitorCatalogue Before() => RebuiltMonitor.Catalogue(
        [RebuiltMonitor.Always("nbs-easyquery-industrial-value-added"), RebuiltMonitor.Always("nbs-easyquery-gdp-index")],
        OnlyIn(Industry, "nbs-easyquery-industrial-value-added"), OnlyIn(Gdp, "nbs-easyquery-gdp-index"));

    private static MonitorCatalogue Shipped()
    {
        var shipped = RebuiltMonitor.Shipped;
        SeriesDefinition[] series = [shipped.Series[Industry], shipped.Series[Gdp]];
        return RebuiltMonitor.Catalogue(series.SelectMany(s => s.Readings).Select(r => shipped.Sources[r.Source]).Distinct(), series);
    }

    private static SeriesDefinition OnlyIn(string series, string source) => RebuiltMonitor.Shipped.Series[series] with { Readings = [new DatabaseReading { Source = source }] };

    [Test]
    public async Task While_the_old_address_is_refused_the_series_are_blind_and_nothing_is_late()
    {
        await using var monitor = await RebuiltMonitor.StartAsync(_clock, Site(), Before());
        await monitor.LookDailyAsync("2026-01-05", "2026-06-30", "16:00");

        foreach (var series in new[] { Industry, Gdp })
        {
            var flip = (await monitor.FlipsAsync(series, FlipAxis.Visibility)).Single();
            Assert.That((flip.To, flip.BlindReason, flip.At), Is.EqualTo((nameof(Visibility.Blind), BlindReason.Unreachable, flip.Evidence!.TakenAt)), series);
            Assert.That(flip.Detail, Is.EqualTo("Refused (from one vantage: status 403)"), series);
            Assert.That(flip.At.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Is.EqualTo("2026-03-27"), series);
            Assert.That((await monitor.StateAsync(series)).Status, Is.EqualTo(SeriesStatus.Current), series);
        }
        var alarms = (await monitor.FlipsAsync(null, FlipAxis.Release)).Where(f => f.To is nameof(ReleaseStatus.Late) or nameof(ReleaseStatus.Missing));
        Assert.That(alarms, Is.Empty);
    }

    [Test]
    public async Task The_new_address_makes_them_seen_again_and_the_old_one_blinds_nobody_any_more()
    {
        await using var monitor = await RebuiltMonitor.StartAsync(_clock, Site(), Before());
        await monitor.LookDailyAsync("2026-01-05", "2026-05-05", "16:00");
        monitor.Use(Shipped());
        await monitor.LookDailyAsync("2026-05-06", "2026-05-08", "16:00");

        foreach (var (series, period) in new[] { (Industry, "2026-03"), (Gdp, "2026-Q1") })
        {
            var state = await monitor.StateAsync(series);
            var release = (await monitor.ReleasesAsync(series))[period];
            Assert.That((state.Visibility, state.Status), Is.EqualTo((Visibility.Clear, SeriesStatus.Current)), series);
            Assert.That(state.Channels.Keys, Is.EqualTo(new[] { series.Replace("nbs-", "nbs-db-", StringComparison.Ordinal) }));
            Assert.That(release.FirstSeenAt, Is.GreaterThanOrEqualTo(RebuiltSite.Beijing("2026-05-06 16:00")), series);
            Assert.That((await monitor.FlipsAsync(series, FlipAxis.Visibility)).Select(f => f.To), Is.EqualTo(new[] { "Blind", "Clear" }), series);
            Assert.That(await monitor.SeriesFlipsAsync(series), Has.Exactly(1).Items, series);
        }
    }

    [Test]
    public async Task With_dated_addresses_the_new_one_takes_over_on_the_day_of_the_move()
    {
        var site = Site();
        await using var monitor = await RebuiltMonitor.StartAsync(_clock, site, Shipped());
        await monitor.LookDailyAsync("2026-01-05", "2026-03-26", "16:00");
        Assert.That(site.Asked, Is.EquivalentTo(new[] { OldAddress }));
        site.Asked.Clear();
        await monitor.LookDailyAsync("2026-03-27", "2026-05-10", "16:00");

        Assert.That(site.Asked, Does.Not.Contain(OldAddress));
        Assert.That(await monitor.FlipsAsync(null, FlipAxis.Visibility), Is.Empty);
        Assert.That((await monitor.ReleasesAsync(Industry))["2026-03"].Status, Is.EqualTo(ReleaseStatus.Published));
        Assert.That((await monitor.ReleasesAsync(Gdp))["2026-Q1"].Status, Is.EqualTo(ReleaseStatus.Published));
        Assert.That((await monitor.FlipsAsync(null, FlipAxis.Series)).Select(f => f.To), Is.All.EqualTo(nameof(SeriesStatus.Current)));
    }
}
