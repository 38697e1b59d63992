using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Tests.Judging;

/// <summary>What the record keeps when the access to a service, or our sight of it, changes. The vantages look every six hours.</summary>
public sealed class ServiceFlipTests
{
    private SeriesState _state = null!;
    private List<Flip> _flips = null!;
    private int _looks;

    [SetUp]
    public void Begin() => (_state, _flips, _looks) = (Judge.Begin(ConstructedService.Definition), [], 0);

    [Test]
    public void Of_two_vantages_that_are_barred_in_one_way_the_one_barred_first_bounds_the_event()
    {
        See(1, home: null, abroad: null, farther: null);
        See(1, null, null, FailureKind.NotFound);
        See(4, null, FailureKind.NotFound, FailureKind.NotFound);
        var flip = Last(FlipAxis.Series);
        Assert.That((flip.To, flip.LastSeenAt, flip.FirstMissedAt, flip.Evidence!.Url), Is.EqualTo(("Restricted", (DateTimeOffset?)Look(0), (DateTimeOffset?)Look(1), "https://portal.example/?farther")));
    }

    [Test]
    public void A_vantage_that_is_dead_in_the_look_does_not_bound_what_the_look_shows()
    {
        See(1, null, null, null);
        See(2, null, null, FailureKind.NotFound);
        See(1, null, null, FailureKind.OwnNetwork);
        See(5, null, FailureKind.NotFound, FailureKind.OwnNetwork);
        var flip = Last(FlipAxis.Series);
        Assert.That((flip.To, flip.LastSeenAt, flip.FirstMissedAt, flip.Evidence!.Url), Is.EqualTo(("Restricted", (DateTimeOffset?)Look(3), (DateTimeOffset?)Look(4), "https://portal.example/?abroad")));
    }

    [Test]
    public void What_opens_again_was_barred_last_and_reached_everywhere_first_whichever_vantage_told_it()
    {
        See(1, null, null, null);
        See(5, null, FailureKind.NotFound, FailureKind.NotFound);
        See(2, null, null, FailureKind.NotFound);
        See(2, null, null, null);
        var flip = Last(FlipAxis.Series);
        Assert.That((flip.From, flip.To, flip.LastSeenAt, flip.FirstMissedAt), Is.EqualTo(("Restricted", "Open", (DateTimeOffset?)Look(7), (DateTimeOffset?)Look(8))));
        Assert.That(flip.Evidence!.Url, Is.EqualTo("https://portal.example/?farther"), "it was the last to reach the service again");
    }

    [Test]
    public void What_was_never_barred_opens_without_a_look_that_was()
    {
        See(1, null, null, null);
        var flip = Last(FlipAxis.Series);
        Assert.That((flip.From, flip.To, flip.LastSeenAt, flip.FirstMissedAt), Is.EqualTo(("New", "Open", (DateTimeOffset?)null, (DateTimeOffset?)Look(0))));
    }

    [Test]
    public void What_closed_was_reached_last_when_any_vantage_reached_it()
    {
        See(1, null, null, null);
        See(1, null, FailureKind.Timeout, FailureKind.Timeout);
        See(29, FailureKind.Timeout, FailureKind.Timeout, FailureKind.Timeout);
        var flip = Last(FlipAxis.Series);
        Assert.That((flip.To, flip.LastSeenAt, flip.FirstMissedAt), Is.EqualTo(("Closed", (DateTimeOffset?)Look(1), (DateTimeOffset?)Look(1))));
    }

    [Test]
    public void A_change_of_access_tells_what_each_vantage_met()
    {
        See(1, null, null, null);
        See(5, null, FailureKind.NotFound, null);
        Assert.That(Last(FlipAxis.Series).Detail, Is.EqualTo($"from abroad (DE): {Failure(FailureKind.NotFound)}, 5 looks since 2026-03-02 14:00 UTC; from farther: reached; from home (CN): reached"));
    }

    [Test]
    public void Our_blindness_rests_on_the_vantage_that_is_blind_and_its_end_on_no_failure()
    {
        See(1, null, null, null);
        Assert.That(_flips.Count(f => f.Axis == FlipAxis.Visibility), Is.Zero, "a first look that can see is no event");
        See(2, null, FailureKind.Challenge, null);
        var blind = _flips.Single(f => f.Axis == FlipAxis.Visibility);
        Assert.That((blind.From, blind.To, blind.Reason, blind.BlindReason, blind.At), Is.EqualTo(("Clear", "Blind", Reason.LookFailed, BlindReason.Challenged, Look(1))));
        Assert.That((blind.Evidence!.Url, blind.Detail), Is.EqualTo(("https://portal.example/?abroad", $"from abroad (DE): {Failure(FailureKind.Challenge)}")));
        See(1, null, null, null);
        var clear = Last(FlipAxis.Visibility);
        Assert.That((clear.From, clear.To, clear.Reason, clear.BlindReason, clear.Detail), Is.EqualTo(("Blind", "Clear", Reason.LookSucceeded, BlindReason.None, (string?)null)));
    }

    [Test]
    public void A_vantage_without_a_country_is_told_by_its_name_alone()
    {
        See(1, null, null, FailureKind.Challenge);
        var blind = _flips.Single(f => f.Axis == FlipAxis.Visibility);
        Assert.That((blind.From, blind.To, blind.Detail), Is.EqualTo(("Unknown", "Blind", $"from farther: {Failure(FailureKind.Challenge)}")));
    }

    [Test]
    public void A_blindness_lasts_as_long_as_its_reason_and_another_reason_is_another_blindness()
    {
        See(1, null, null, null);
        See(3, null, FailureKind.Challenge, null);
        Assert.That(_state.BlindChannel!.Since, Is.EqualTo(Look(1)));
        See(2, null, FailureKind.OwnNetwork, null);
        Assert.That((_state.BlindChannel!.Since, _state.BlindChannel.Reason), Is.EqualTo((Look(4), BlindReason.OwnNetwork)));
    }

    private static DateTimeOffset Look(int number) => ConstructedService.Start.AddHours(6 * number);

    private Flip Last(FlipAxis axis) => _flips.Last(f => f.Axis == axis);

    private void See(int looks, FailureKind? home, FailureKind? abroad, FailureKind? farther)
    {
        for (var i = 0; i < looks; i++)
        {
            var at = Look(_looks++);
            var verdict = ServiceJudge.Decide(ConstructedService.Definition, _state, new ServiceLook(at, "site", [Seen(at, "home", "CN", home), Seen(at, "abroad", "DE", abroad), Seen(at, "farther", null, farther)]));
            _state = verdict.State;
            _flips.AddRange(verdict.Flips);
        }
    }

    private static ProbeFailure Failure(FailureKind kind) => new(kind, ProbeOperation.Exchange, "constructed");

    private static AccessLook Seen(DateTimeOffset at, string vantage, string? country, FailureKind? kind) =>
        new(vantage, country, HasControls: true, kind is { } failure ? Failure(failure) : null, new EvidenceRef("site", $"https://portal.example/?{vantage}", at, null));
}
