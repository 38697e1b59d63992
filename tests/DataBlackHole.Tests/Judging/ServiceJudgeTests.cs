using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Tests.Judging;

/// <summary>What is said about a service when its vantages see this or that.</summary>
public sealed class ServiceJudgeTests
{
    private SeriesState _state = null!;
    private List<Flip> _flips = null!;
    private DateTimeOffset _now;

    [SetUp]
    public void Begin()
    {
        _state = Judge.Begin(ConstructedService.Definition);
        _flips = [];
        _now = ConstructedService.Start;
    }

    [Test]
    public void A_service_reached_from_every_vantage_is_open_at_once()
    {
        Look(home: null, abroad: null);
        Assert.That((_state.Status, _state.Reason, _state.Visibility), Is.EqualTo((SeriesStatus.Open, Reason.FirstSeen, Visibility.Clear)));
        Assert.That(_flips.Select(f => (f.From, f.To)), Is.EqualTo([("New", "Open")]));
    }

    [TestCase(FailureKind.NotFound, Reason.NotFoundThere)]
    [TestCase(FailureKind.Refused, Reason.AccessRefused)]
    [TestCase(FailureKind.RedirectedOffSite, Reason.RedirectedElsewhere)]
    [TestCase(FailureKind.RedirectedHome, Reason.RedirectedElsewhere)]
    [TestCase(FailureKind.Timeout, Reason.NoAnswerInTime)]
    [TestCase(FailureKind.ConnectionReset, Reason.ConnectionsReset)]
    [TestCase(FailureKind.LoginWall, Reason.LoginAskedFor)]
    [TestCase(FailureKind.GeoRefusal, Reason.RefusalShown)]
    [TestCase(FailureKind.ConnectFailure, Reason.NotConnected)]
    public void A_service_barred_abroad_and_open_at_home_is_restricted_after_three_looks_over_a_day(FailureKind barrier, Reason reason)
    {
        Look(null, null);
        Look(null, barrier);
        Look(null, barrier);
        Assert.That(_state.Status, Is.EqualTo(SeriesStatus.Open), "two looks are not enough");
        _now = ConstructedService.Start.AddHours(20);
        Look(null, barrier);
        Assert.That(_state.Status, Is.EqualTo(SeriesStatus.Open), "three looks within a day are not enough");
        _now = ConstructedService.Start.AddHours(31);
        Look(null, barrier);
        var flip = _flips[^1];
        Assert.That((_state.Status, _state.Reason, _state.Grade, _state.Visibility), Is.EqualTo((SeriesStatus.Restricted, reason, Grade.Corroborated, Visibility.Clear)));
        Assert.That((flip.LastSeenAt, flip.FirstMissedAt, flip.Evidence!.Url), Is.EqualTo(((DateTimeOffset?)ConstructedService.Start, (DateTimeOffset?)ConstructedService.Start.AddHours(6), "https://portal.example/?abroad")));
        Assert.That(flip.Detail, Does.Contain("from abroad (DE)").And.Contain(barrier.ToString()).And.Contain("from home (CN): reached"));
    }

    [TestCase(FailureKind.OwnNetwork, BlindReason.OwnNetwork)]
    [TestCase(FailureKind.Challenge, BlindReason.Challenged)]
    [TestCase(FailureKind.Captcha, BlindReason.Challenged)]
    [TestCase(FailureKind.AnchorMissing, BlindReason.ReaderBroken)]
    [TestCase(FailureKind.ServerError, BlindReason.Unreachable)]
    [TestCase(FailureKind.TlsFailure, BlindReason.Unreachable)]
    public void A_vantage_that_proves_nothing_makes_us_blind_and_the_service_nothing(FailureKind trouble, BlindReason blind)
    {
        Look(null, null);
        for (var look = 0; look < 60; look++) Look(null, trouble);
        Assert.That((_state.Status, _state.Visibility, _state.BlindChannel!.Reason), Is.EqualTo((SeriesStatus.Open, Visibility.Blind, blind)));
        Assert.That(_flips.Count(f => f.Axis == FlipAxis.Series), Is.EqualTo(1));
    }

    [Test]
    public void Without_controls_silence_proves_nothing()
    {
        Look(null, null);
        for (var look = 0; look < 60; look++) Hear(Seen("home", "CN", null), Seen("abroad", "DE", FailureKind.Timeout, hasControls: false));
        Assert.That((_state.Status, _state.Visibility), Is.EqualTo((SeriesStatus.Open, Visibility.Blind)));
    }

    [Test]
    public void From_one_vantage_nothing_is_ever_said_about_access()
    {
        Hear(Seen("abroad", "CN", null));
        for (var look = 0; look < 60; look++) Hear(Seen("abroad", "CN", FailureKind.NotFound));
        Assert.That((_state.Status, _state.Visibility), Is.EqualTo((SeriesStatus.Open, Visibility.Blind)));
        Assert.That(_flips[^1].Detail, Does.StartWith("from one vantage: NotFound"));
    }

    [Test]
    public void A_restricted_service_is_open_again_when_a_second_look_confirms_the_first()
    {
        Restrict();
        Look(null, null);
        Assert.That((_state.Status, _state.RecoverySeenAt), Is.EqualTo((SeriesStatus.Restricted, (DateTimeOffset?)_state.AsOf)));
        Look(null, FailureKind.NotFound);
        Assert.That((_state.Status, _state.RecoverySeenAt), Is.EqualTo((SeriesStatus.Restricted, (DateTimeOffset?)null)), "one good look among bad ones is no recovery");
        Look(null, null);
        Look(null, null);
        Assert.That((_state.Status, _state.Reason), Is.EqualTo((SeriesStatus.Open, Reason.ReachedAgain)));
    }

    [Test]
    public void A_dead_vantage_neither_ends_nor_lengthens_what_was_seen_from_it()
    {
        Restrict();
        for (var look = 0; look < 20; look++) Look(null, FailureKind.OwnNetwork);
        Assert.That((_state.Status, _state.Visibility), Is.EqualTo((SeriesStatus.Restricted, Visibility.Blind)));
        Look(null, null);
        Look(null, null);
        Assert.That(_state.Status, Is.EqualTo(SeriesStatus.Open));
    }

    [Test]
    public void A_service_is_closed_when_every_vantage_is_barred_in_the_same_way_for_a_week()
    {
        Look(null, null);
        var from = _now;
        while (_now < from.AddDays(7)) Look(FailureKind.Timeout, FailureKind.Timeout);
        Assert.That((_state.Status, _state.Visibility), Is.EqualTo((SeriesStatus.Open, Visibility.Blind)), "until then we only cannot see");
        Look(FailureKind.Timeout, FailureKind.Timeout);
        var flip = _flips.Single(f => f.To == "Closed");
        Assert.That((_state.Status, _state.Reason, _state.Visibility), Is.EqualTo((SeriesStatus.Closed, Reason.NoAnswerInTime, Visibility.Clear)));
        Assert.That((flip.LastSeenAt, flip.FirstMissedAt), Is.EqualTo(((DateTimeOffset?)ConstructedService.Start, (DateTimeOffset?)from)));
        Look(null, FailureKind.Timeout);
        Assert.That(_state.Status, Is.EqualTo(SeriesStatus.Closed));
        Look(null, FailureKind.Timeout);
        Assert.That(_state.Status, Is.EqualTo(SeriesStatus.Restricted));
    }

    [TestCase(FailureKind.NotFound, FailureKind.Timeout, TestName = "Not_closed_when_the_ways_differ")]
    [TestCase(FailureKind.OwnNetwork, FailureKind.NotFound, TestName = "Not_closed_when_the_vantage_at_home_is_dead")]
    [TestCase(FailureKind.NotFound, FailureKind.OwnNetwork, TestName = "Not_closed_when_the_vantage_abroad_is_dead")]
    [TestCase(FailureKind.Challenge, FailureKind.Challenge, TestName = "Not_closed_by_a_robot_check")]
    [TestCase(FailureKind.NotFound, FailureKind.NotFound, TestName = "Not_closed_when_the_address_is_gone_and_may_have_moved")]
    [TestCase(FailureKind.Refused, FailureKind.Refused, TestName = "Not_closed_when_the_address_refuses_as_a_moved_one_does")]
    [TestCase(FailureKind.RedirectedHome, FailureKind.RedirectedHome, TestName = "Not_closed_when_the_address_leads_home")]
    [TestCase(FailureKind.RedirectedOffSite, FailureKind.RedirectedOffSite, TestName = "Not_closed_when_the_address_leads_to_another_site")]
    [TestCase(FailureKind.DnsFailure, FailureKind.DnsFailure, TestName = "Not_closed_when_the_name_is_not_known")]
    [TestCase(FailureKind.ConnectFailure, FailureKind.ConnectFailure, TestName = "Not_closed_when_nobody_is_there")]
    [TestCase(FailureKind.TlsFailure, FailureKind.TlsFailure, TestName = "Not_closed_by_a_certificate")]
    public void Not_closed(FailureKind home, FailureKind abroad)
    {
        Look(null, null);
        for (var look = 0; look < 100; look++) Look(home, abroad);
        Assert.That((_state.Status, _state.Visibility), Is.EqualTo((SeriesStatus.Open, Visibility.Blind)));
    }

    [Test]
    public void A_service_is_not_closed_without_a_vantage_at_home()
    {
        Hear(Seen("abroad", "DE", null), Seen("farther", "US", null));
        for (var look = 0; look < 100; look++) Hear(Seen("abroad", "DE", FailureKind.Timeout), Seen("farther", "US", FailureKind.Timeout));
        Assert.That(_state.Status, Is.EqualTo(SeriesStatus.Open));
    }

    [Test]
    public void A_service_that_was_never_reached_stays_new()
    {
        for (var look = 0; look < 100; look++) Look(FailureKind.Timeout, FailureKind.Timeout);
        Assert.That((_state.Status, _state.Visibility), Is.EqualTo((SeriesStatus.New, Visibility.Blind)));
    }

    [Test]
    public void The_passing_of_time_and_a_late_look_change_nothing()
    {
        Restrict();
        var before = _state;
        var later = ServiceJudge.Decide(ConstructedService.Definition, before, new TimePassed(_now.AddYears(1)));
        var early = ServiceJudge.Decide(ConstructedService.Definition, before, new ServiceLook(ConstructedService.Start, "site", [Seen("home", "CN", null), Seen("abroad", "DE", null)]));
        Assert.That((later.State.Status, later.Flips.Length, early.State.Status, early.Flips.Length), Is.EqualTo((before.Status, 0, before.Status, 0)));
        Assert.That(early.State.AsOf, Is.EqualTo(before.AsOf));
    }

    [Test]
    public void A_look_that_is_told_twice_is_one_look()
    {
        Restrict();
        Look(null, null);
        _now = _now.AddHours(-6);
        Look(null, null);
        Assert.That(_state.Status, Is.EqualTo(SeriesStatus.Restricted), "the look that was told again confirms nothing");
        Look(null, null);
        Assert.That(_state.Status, Is.EqualTo(SeriesStatus.Open));
    }

    [Test]
    public void Three_looks_over_exactly_a_day_are_enough()
    {
        Look(null, null);
        foreach (var hours in new[] { 6, 18, 30 })
        {
            Assert.That(_state.Status, Is.EqualTo(SeriesStatus.Open));
            _now = ConstructedService.Start.AddHours(hours);
            Look(null, FailureKind.NotFound);
        }
        Assert.That(_state.Status, Is.EqualTo(SeriesStatus.Restricted));
    }

    [Test]
    public void A_dead_vantage_in_between_does_not_begin_the_count_anew()
    {
        Look(null, null);
        Look(null, FailureKind.NotFound);
        Look(null, FailureKind.NotFound);
        for (var look = 0; look < 4; look++) Look(null, FailureKind.OwnNetwork);
        Assert.That((_state.Status, _state.Access["abroad"].Looks), Is.EqualTo((SeriesStatus.Open, 2)));
        Look(null, FailureKind.NotFound);
        Assert.That((_state.Status, _state.Access["abroad"].Looks), Is.EqualTo((SeriesStatus.Restricted, 3)));
    }

    [TestCase(FailureKind.Timeout)]
    [TestCase(FailureKind.ConnectionReset)]
    [TestCase(FailureKind.LoginWall)]
    [TestCase(FailureKind.GeoRefusal)]
    public void What_can_mean_that_a_service_is_closed_closes_it_although_it_was_reached_from_one_vantage_only(FailureKind barrier)
    {
        Look(null, FailureKind.OwnNetwork);
        for (var look = 0; look < 29; look++) Look(barrier, barrier);
        Assert.That((_state.Status, _state.Access["abroad"].LastReachedAt), Is.EqualTo((SeriesStatus.Closed, (DateTimeOffset?)null)));
        Look(barrier, barrier);
        Assert.That((_state.Status, _state.RecoverySeenAt), Is.EqualTo((SeriesStatus.Closed, (DateTimeOffset?)null)), "nothing recovers by being barred");
    }

    [Test]
    public void From_the_one_vantage_at_home_nothing_is_ever_closed()
    {
        Hear(Seen("home", "CN", null));
        for (var look = 0; look < 60; look++) Hear(Seen("home", "CN", FailureKind.Timeout));
        Assert.That((_state.Status, _state.Visibility), Is.EqualTo((SeriesStatus.Open, Visibility.Blind)));
    }

    [Test]
    public void A_service_is_closed_only_when_each_vantage_was_barred_for_a_week_and_all_of_them_speak()
    {
        Look(null, null);
        for (var look = 0; look < 8; look++) Look(FailureKind.OwnNetwork, FailureKind.Timeout);
        for (var look = 0; look < 24; look++) Look(FailureKind.Timeout, FailureKind.Timeout);
        Assert.That(_state.Status, Is.EqualTo(SeriesStatus.Open), "for a week from abroad, not yet for a week at home");
        for (var look = 0; look < 8; look++) Look(FailureKind.Timeout, FailureKind.OwnNetwork);
        Assert.That(_state.Status, Is.EqualTo(SeriesStatus.Open), "for a week from both, while one of them is dead");
        Look(FailureKind.Timeout, FailureKind.Timeout);
        Assert.That(_state.Status, Is.EqualTo(SeriesStatus.Closed));
    }

    [Test]
    public void A_closed_service_that_is_reached_from_changing_vantages_recovers_since_the_first_of_them()
    {
        Close();
        var first = _now;
        Look(null, FailureKind.Timeout);
        Look(FailureKind.Timeout, null);
        Assert.That((_state.Status, _state.RecoverySeenAt), Is.EqualTo((SeriesStatus.Closed, (DateTimeOffset?)first)));
    }

    [Test]
    public void A_look_in_which_every_vantage_is_dead_is_no_recovery()
    {
        Restrict();
        Look(null, null);
        Look(FailureKind.OwnNetwork, FailureKind.OwnNetwork);
        Assert.That((_state.Status, _state.RecoverySeenAt), Is.EqualTo((SeriesStatus.Restricted, (DateTimeOffset?)null)));
    }

    [Test]
    public void The_judge_hears_a_service_as_a_service()
    {
        var bench = new Bench(s => s with { Kind = SeriesKind.Service, Cadence = Cadence.Unknown, Release = null, Readings = [new SiteReading { Source = Bench.Pages }] });
        bench.Hear(new ServiceLook(ConstructedService.Start, Bench.Pages, [Seen("home", "CN", null), Seen("abroad", "DE", null)]));
        Assert.That(bench.State.Status, Is.EqualTo(SeriesStatus.Open));
    }

    /// <summary>Whatever is seen, in whatever order: what each status promises holds.</summary>
    [Test]
    public void Random_courses_keep_every_promise()
    {
        FailureKind?[] kinds = [null, null, FailureKind.NotFound, FailureKind.Timeout, FailureKind.OwnNetwork, FailureKind.Challenge];
        for (var seed = 0; seed < 300; seed++)
        {
            Begin();
            var dice = new Random(seed);
            var (home, abroad) = (kinds[0], kinds[0]);
            for (var look = 0; look < 120; look++)
            {
                if (dice.Next(8) == 0) home = kinds[dice.Next(kinds.Length)];
                if (dice.Next(8) == 0) abroad = kinds[dice.Next(kinds.Length)];
                var count = _flips.Count;
                Look(home, abroad);
                foreach (var flip in _flips.Skip(count).Where(f => f.Axis == FlipAxis.Series))
                {
                    if (flip.To == "Restricted") Assert.That((home is null) ^ (abroad is null), $"seed {seed}, look {look}");
                    if (flip.To == "Closed") Assert.That(home is not null && home == abroad && AccessReasons.MayClose(AccessReasons.Of(home.Value)), $"seed {seed}, look {look}");
                    if (flip.To == "Open") Assert.That(home is null && (abroad is null || AccessReasons.Of(abroad.Value) == Reason.Unknown) || abroad is null && AccessReasons.Of(home!.Value) == Reason.Unknown, $"seed {seed}, look {look}");
                }
                if (home is null && abroad is null) Assert.That(_state.Visibility, Is.EqualTo(Visibility.Clear));
            }
        }
    }

    private void Restrict()
    {
        Look(null, null);
        for (var look = 0; look < 6; look++) Look(null, FailureKind.NotFound);
        Assert.That(_state.Status, Is.EqualTo(SeriesStatus.Restricted));
    }

    private void Close()
    {
        Look(null, null);
        for (var look = 0; look < 29; look++) Look(FailureKind.Timeout, FailureKind.Timeout);
        Assert.That(_state.Status, Is.EqualTo(SeriesStatus.Closed));
    }

    private void Look(FailureKind? home, FailureKind? abroad) => Hear(Seen("home", "CN", home), Seen("abroad", "DE", abroad));

    private void Hear(params AccessLook[] looks)
    {
        var verdict = ServiceJudge.Decide(ConstructedService.Definition, _state, new ServiceLook(_now, "site", [.. looks]));
        _state = verdict.State;
        _flips.AddRange(verdict.Flips);
        _now = _now.AddHours(6);
    }

    private AccessLook Seen(string vantage, string? country, FailureKind? kind, bool hasControls = true) => new(
        vantage, country, hasControls, kind is { } failure ? new ProbeFailure(failure, ProbeOperation.Exchange, "constructed") : null,
        new EvidenceRef("site", $"https://portal.example/?{vantage}", _now, null));
}
