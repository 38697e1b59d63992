using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;
using static DataBlackHole.Tests.Judging.Bench;

namespace DataBlackHole.Tests.Judging;

/// <summary>When it matters that the publisher goes on with its other series. The other series of this one comes out on the 20th of each month at 10:00.</summary>
public sealed class WantedSignsOfLifeTests
{
    [TestCase(Cadence.Monthly)]
    [TestCase(Cadence.Quarterly)]
    [TestCase(Cadence.Annual)]
    public void Asking_only_when_it_matters_changes_no_verdict(Cadence cadence)
    {
        var (asked, told, stopped) = (0, 0, 0);
        for (var seed = 0; seed < 25; seed++)
        {
            var random = new Random(seed);
            var (always, wanted) = (Watching(cadence), Watching(cadence));
            var hidden = new HashSet<string>();
            var (stops, resumes) = (At("2026-04-01 00:00").AddDays(random.Next(300)), At("2026-10-01 00:00").AddDays(random.Next(400)));
            for (var at = At("2026-01-05 12:00"); at < At("2027-10-01 00:00"); at = at.AddHours(random.Next(6, 60)))
            {
                var look = LookOf(always, at, stops, resumes, hidden, random);
                var alive = Alive(at);
                always.Hear(look with { PublisherAliveAt = alive });
                told++;
                var since = SignsOfLife.WantedSince(wanted.Series, wanted.State, at);
                if (since is not null) asked++;
                wanted.Hear(look with { PublisherAliveAt = alive >= since ? alive : null });
                Assert.That((wanted.State.Status, wanted.State.Reason, wanted.State.Since), Is.EqualTo((always.State.Status, always.State.Reason, always.State.Since)), $"seed {seed} at {at:u}");
            }
            Assert.That(wanted.PublicFlips, Is.EqualTo(always.PublicFlips), $"seed {seed}");
            stopped += always.Flips.Count(f => f.Axis == FlipAxis.Series && f.Reason == Reason.SeveralCyclesMissing);
        }
        TestContext.Out.WriteLine($"{cadence}: {told} looks, {asked} of them asked; {stopped} stops");
        Assert.That(stopped, Is.GreaterThan(5), "no series stopped, so nothing was shown");
        Assert.That(asked, Is.Positive.And.LessThan(told / 4));
    }

    [Test]
    public void A_hole_from_long_ago_asks_nothing()
    {
        var bench = new Bench().Listed("2026-03-20 12:00", "2025-12-01", "2026-01", "2026-02");
        foreach (var day in new[] { "04-18", "04-19", "04-20", "04-21" }) bench.Listed($"2026-{day} 12:00", "2025-12-01", "2026-01", "2026-02");
        bench.Listed("2026-05-17 12:00", "2025-12-01", "2026-01", "2026-02", "2026-04");

        Assert.That((bench.StatusOf("2026-03"), bench.StatusOf("2026-04")), Is.EqualTo((ReleaseStatus.Missing, ReleaseStatus.Published)));
        Assert.That(SignsOfLife.WantedSince(bench.Series, bench.State, At("2026-05-18 12:00")), Is.Null);
    }

    private static Bench Watching(Cadence cadence) =>
        new Bench(s => s with { Cadence = cadence, Release = s.Release! with { Cadence = cadence } }).Listed("2026-01-01 12:00", "2020-01-01", First(cadence));

    private static string First(Cadence cadence) => cadence switch { Cadence.Annual => "2024", Cadence.Quarterly => "2025-Q3", _ => "2025-11" };

    /// <summary>What is out by then is listed; sometimes one release is skipped for good, sometimes the look is blind to nothing but the new.</summary>
    private static ClearLook LookOf(Bench bench, DateTimeOffset at, DateTimeOffset stops, DateTimeOffset resumes, HashSet<string> hidden, Random random)
    {
        var shown = new List<string> { First(bench.Series.Cadence) };
        for (var period = P(shown[0]).Next(); bench.Judge.CalendarOf(bench.Series)!.WindowOf(period) is { } window && window.Due <= at; period = period.Next())
        {
            var name = period.ToString();
            if (window.Due >= stops && window.Due < resumes || hidden.Contains(name)) continue;
            if (window.Due > at.AddDays(-3) && random.Next(12) == 0) hidden.Add(name);
            else shown.Add(name);
        }
        return ListingLook(at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm"), "2020-01-01", [.. shown]);
    }

    private static DateTimeOffset? Alive(DateTimeOffset at)
    {
        var local = at.ToOffset(TimeSpan.FromHours(8));
        var find = new DateTimeOffset(local.Year, local.Month, 20, 10, 0, 0, local.Offset);
        return find <= at ? find : find.AddMonths(-1);
    }
}
