using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Tests.Judging;

namespace DataBlackHole.Tests.Measuring;

// The constructed release of 2026-06 opens on 2026-07-13 and is missing after 2026-07-29 09:30, Beijing.
public sealed class PollPlannerTests
{
    private static readonly Bench Expecting = new Bench().Listed("2026-07-01 12:00", "2026-06-10", "2026-05");

    private static SourceDefinition Source => Expecting.Catalogue.Sources[Bench.Listing];

    private static TimeSpan Distance(string now, int failures = 0, DateTimeOffset? notBefore = null) =>
        PollPlanner.NextLook(Source, [Expecting.State], failures, notBefore, Bench.At(now)) - Bench.At(now);

    [TestCase("2026-07-05 12:00", 5.4, 6.6)]
    [TestCase("2026-07-15 12:00", 0.2, 0.3)]
    [TestCase("2026-07-30 12:00", 0.2, 0.3)]
    [TestCase("2026-08-20 12:00", 5.4, 6.6)]
    public void Looks_are_dense_inside_a_window_and_sparse_outside(string now, double leastHours, double mostHours) =>
        Assert.That(Distance(now).TotalHours, Is.InRange(leastHours, mostHours));

    [Test]
    public void A_sparse_look_does_not_sleep_past_an_opening() =>
        Assert.That(Bench.At("2026-07-12 22:00") + Distance("2026-07-12 22:00"), Is.InRange(Bench.At("2026-07-13 00:00"), Bench.At("2026-07-13 00:03")));

    [Test]
    public void Failures_stretch_the_distance_up_to_eight_times()
    {
        Assert.That(Distance("2026-07-15 12:00", failures: 1).TotalMinutes, Is.InRange(27, 33));
        Assert.That(Distance("2026-07-15 12:00", failures: 50).TotalMinutes, Is.InRange(108, 132));
        Assert.That(Distance("2026-07-05 12:00", failures: 50).TotalHours, Is.InRange(5.4, 6.6), "outside a window the sparse distance is the most");
    }

    [Test]
    public void The_servers_wish_to_wait_is_respected() =>
        Assert.That(Distance("2026-07-15 12:00", notBefore: Bench.At("2026-07-15 14:00")), Is.EqualTo(TimeSpan.FromHours(2)));

    [Test]
    public void The_same_inputs_plan_the_same_look_and_sources_spread_out()
    {
        var again = Distance("2026-07-05 12:00");
        Assert.That(Distance("2026-07-05 12:00"), Is.EqualTo(again));
        var others = Enumerable.Range(0, 50).Select(i => PollPlanner.NextLook(Source with { Key = $"s{i}" }, [], 0, null, Bench.At("2026-07-05 12:00")));
        Assert.That(others.Distinct().Count(), Is.EqualTo(50));
    }

    [Test]
    public void A_source_without_readers_is_looked_at_sparsely() =>
        Assert.That((PollPlanner.NextLook(Source, Array.Empty<SeriesState>(), 0, null, Bench.At("2026-07-05 12:00")) - Bench.At("2026-07-05 12:00")).TotalHours, Is.InRange(5.4, 6.6));
}
