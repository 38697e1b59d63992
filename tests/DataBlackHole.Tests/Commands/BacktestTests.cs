using System.Collections.Immutable;
using DataBlackHole.Commands;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;
using DataBlackHole.Tests.Judging;
using static DataBlackHole.Tests.Judging.Bench;

namespace DataBlackHole.Tests.Commands;

// The constructed release is due by the 18th of the next month (or the next working day), late one working day after.
public sealed class BacktestTests
{
    private static KnownRelease Out(string period, string at) => new(P(period), At(at));

    private static readonly KnownRelease[] OnTime =
    [
        Out("2025-12", "2026-01-16 09:30"), Out("2026-01", "2026-02-17 09:30"), Out("2026-02", "2026-03-16 09:30"),
        Out("2026-03", "2026-04-16 09:30"), Out("2026-04", "2026-05-18 09:30"), Out("2026-05", "2026-06-16 09:30"),
    ];

    private static BacktestResult Run(IReadOnlyCollection<KnownRelease> record, params AnnouncedDate[] announced)
    {
        var bench = new Bench(s => s with { Release = s.Release! with { Announced = announced.ToImmutableSortedDictionary(a => a.Period, a => a) } });
        return new Backtest(bench.Judge).Run(bench.Series, bench.Catalogue.Sources[Listing], record);
    }

    [Test]
    public void A_punctual_record_raises_nothing_and_every_release_is_seen_within_one_distance()
    {
        var result = Run(OnTime);
        Assert.That((result.Claims.Length, result.Missed.Length, result.Stretches), Is.EqualTo((0, 0, 1)));
        Assert.That(result.LargestDetection, Is.LessThan(TimeSpan.FromMinutes(17)));
        Assert.That(result.Looks, Is.GreaterThan(500));
    }

    [Test]
    public void A_release_after_its_announced_date_is_called_late_once_and_truly()
    {
        var late = OnTime.Append(Out("2026-06", "2026-07-24 09:30")).Append(Out("2026-07", "2026-08-17 09:30")).ToList();
        var result = Run(late, new AnnouncedDate(P("2026-06"), At("2026-07-20 09:30"), "constructed"));
        Assert.That(result.Claims.Select(c => (c.Period, c.Claim, c.IsTrue)), Is.EqualTo(new[] { (P("2026-06"), ReleaseStatus.Late, true) }));
        Assert.That(result.Missed, Is.Empty);
    }

    [Test]
    public void A_rule_too_narrow_for_the_record_shows_as_a_false_claim()
    {
        var result = Run([.. OnTime, Out("2026-06", "2026-07-24 09:30")]);
        Assert.That((result.FalseLate, result.FalseMissing), Is.EqualTo((1, 0)));
    }

    [Test]
    public void A_gap_in_the_record_is_not_a_missing_release()
    {
        var result = Run([.. OnTime.Where(r => r.Period != P("2026-02"))]);
        Assert.That((result.Claims.Length, result.Stretches), Is.EqualTo((0, 2)));
    }

    [Test]
    public void The_same_record_gives_the_same_result()
    {
        var again = Run(OnTime);
        Assert.That(Run(OnTime), Is.EqualTo(again).Using<BacktestResult>((a, b) => a.Looks == b.Looks && a.MedianDetection == b.MedianDetection && a.LargestDetection == b.LargestDetection));
    }
}
