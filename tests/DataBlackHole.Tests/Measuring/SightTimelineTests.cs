using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Tests.Measuring;

public sealed class SightTimelineTests
{
    private static readonly DateTimeOffset _noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan _patience = TimeSpan.FromHours(3);

    [Test]
    public void Without_looks_nobody_looked()
    {
        Assert.That(Tell([], 0, 10), Is.EqualTo(new[] { "NotLooked 0-10" }));
        Assert.That(SightTimeline.Of([], _patience, _noon, _noon), Is.Empty);
    }

    [Test]
    public void What_a_look_showed_holds_until_the_next_and_no_longer_than_the_patience() =>
        Assert.That(Tell([Clear("direct", 0, 1, 2), Failed("direct", 4), Clear("direct", 5, 10)], 0, 12), Is.EqualTo(new[] { "Clear 0-4", "Blind 4-5", "Clear 5-8", "NotLooked 8-10", "Clear 10-12" }));

    [Test]
    public void A_source_is_seen_as_long_as_one_vantage_can_see_it() =>
        Assert.That(Tell([Failed("direct", 0, 1, 2, 3), Clear("proxy", 1, 3)], 0, 5), Is.EqualTo(new[] { "Blind 0-1", "Clear 1-5" }));

    [Test]
    public void What_another_vantage_saw_long_ago_counts_no_more() =>
        Assert.That(Tell([Clear("proxy", 0), Failed("direct", 1, 2, 3, 4)], 0, 5), Is.EqualTo(new[] { "Clear 0-3", "Blind 3-5" }));

    [Test]
    public void Looks_before_the_begin_tell_how_it_began() =>
        Assert.That(Tell([Failed("direct", -1), Clear("direct", 1)], 0, 2), Is.EqualTo(new[] { "Blind 0-1", "Clear 1-2" }));

    [Test]
    public void Shares_add_up_to_one()
    {
        var intervals = SightTimeline.Of([Clear("direct", 0, 1, 2), Failed("direct", 4), Clear("direct", 5, 10)], _patience, _noon, _noon.AddHours(12));
        var shares = new[] { Sight.Clear, Sight.Blind, Sight.NotLooked }.Select(s => SightTimeline.Share(intervals, s, _noon, _noon.AddHours(12))!.Value).ToList();

        Assert.That(shares[0], Is.EqualTo(9.0 / 12).Within(1e-9));
        Assert.That(shares.Sum(), Is.EqualTo(1).Within(1e-9));
        Assert.That(SightTimeline.Share(intervals, Sight.Clear, _noon, _noon), Is.Null);
    }

    [Test]
    public void Blindness_of_another_reason_is_another_interval()
    {
        var intervals = SightTimeline.Of([new LookRun("direct", FailureKind.OwnNetwork, [_noon]), Failed("direct", 1)], _patience, _noon, _noon.AddHours(2));
        Assert.That(intervals.Select(i => i.Reason), Is.EqualTo(new[] { BlindReason.OwnNetwork, BlindReason.Unreachable }));
    }

    private static string[] Tell(LookRun[] runs, int from, int to) =>
        [.. SightTimeline.Of(runs, _patience, _noon.AddHours(from), _noon.AddHours(to)).Select(i => $"{i.Sight} {(i.From - _noon).TotalHours}-{(i.To - _noon).TotalHours}")];

    private static LookRun Clear(string vantage, params int[] hours) => new(vantage, null, hours.Select(h => _noon.AddHours(h)));

    private static LookRun Failed(string vantage, params int[] hours) => new(vantage, FailureKind.Timeout, hours.Select(h => _noon.AddHours(h)));
}
