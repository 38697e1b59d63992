using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Judging;
using static DataBlackHole.Tests.Alerting.Alerts;

namespace DataBlackHole.Tests.Alerting;

/// <summary>Who is told of a flip, and why.</summary>
public sealed class AlertPolicyTests
{
    private static IEnumerable<AlertEventKind> Kinds => OfEveryKind.Keys;

    [TestCaseSource(nameof(Kinds))]
    public void Every_flip_is_told_as_its_kind(AlertEventKind kind) => Assert.That(AlertEvents.Of(OfEveryKind[kind]), Is.EqualTo(kind));

    [Test]
    public void Every_kind_but_trouble_of_the_machinery_is_told_by_a_flip() =>
        Assert.That(Enum.GetValues<AlertEventKind>().Except(OfEveryKind.Keys), Is.EquivalentTo([AlertEventKind.Unknown, AlertEventKind.DeliveryTrouble, AlertEventKind.MonitorTrouble]));

    [TestCase("Scheduled", "Due", Reason.DueInstantPassed)]
    [TestCase("Due", "Published", Reason.Found)]
    [TestCase("Late", "Scheduled", Reason.Planned)]
    [TestCase("Due", "Withheld", Reason.OfficialNotice)]
    public void Planning_and_punctual_finds_are_no_alerts(string from, string to, Reason reason) =>
        Assert.That(Reasons(News(Release(from, to, reason))), Is.All.EqualTo(AlertReason.NotAnAlert));

    [TestCase("Current", "Late", Reason.NotSeenAfterDeadline)]
    [TestCase("Late", "Missing", Reason.NotSeenRepeatedly)]
    [TestCase("Missing", "Current", Reason.Resumed)]
    [TestCase("New", "Current", Reason.FirstSeen)]
    [TestCase("New", "Open", Reason.FirstSeen)]
    public void A_series_that_repeats_what_its_releases_say_is_no_alert(string from, string to, Reason reason) =>
        Assert.That(Reasons(News(Flip(FlipAxis.Series, from, to, reason))), Is.All.EqualTo(AlertReason.NotAnAlert));

    [TestCaseSource(nameof(Kinds))]
    public void Readers_hear_about_publishers_and_operators_about_the_monitor(AlertEventKind kind)
    {
        var decisions = Policy().Decide(News(OfEveryKind[kind]), [Told("ops", AlertEventKind.Blind, "youth/sight/1"), Told("desk", AlertEventKind.Late), Told("editor", AlertEventKind.Late), Told("desk", AlertEventKind.ServiceClosed, "youth/series/1"), Told("editor", AlertEventKind.ServiceClosed, "youth/series/1")], ActiveMutes.None);
        var ours = AlertEvents.IsMonitorSide(kind);
        Assert.That(decisions.Where(d => d.Notifies).Select(d => d.Recipient.Key), Is.EquivalentTo(ours ? ["ops"] : new[] { "desk", "editor" }));
        Assert.That(decisions.Where(d => !d.Notifies).Select(d => d.Reason), Is.All.EqualTo(ours ? AlertReason.OursAlone : AlertReason.NoRoute));
    }

    [Test]
    public void A_reader_never_hears_of_our_trouble_even_when_a_route_names_it()
    {
        var policy = Policy(new AlertRoute { To = ["desk"], Audience = AlertAudience.Reader, Events = [AlertEventKind.Blind] });
        Assert.That(policy.Decide(News(OfEveryKind[AlertEventKind.Blind]), [], ActiveMutes.None).Select(d => d.Notifies), Is.All.False);
    }

    [Test]
    public void An_incident_is_told_first_then_as_it_grows_and_when_it_is_over()
    {
        Assert.That(ReasonFor("desk", AlertEventKind.Late), Is.EqualTo(AlertReason.FirstNotice));
        Assert.That(ReasonFor("desk", AlertEventKind.Missing, Told("desk", AlertEventKind.Late)), Is.EqualTo(AlertReason.Escalation));
        Assert.That(ReasonFor("desk", AlertEventKind.PublishedAfterTrouble, Told("desk", AlertEventKind.Late)), Is.EqualTo(AlertReason.Recovery));
        Assert.That(ReasonFor("desk", AlertEventKind.Rescheduled, Told("desk", AlertEventKind.Rescheduled)), Is.EqualTo(AlertReason.Repeat));
    }

    [Test]
    public void That_something_is_over_is_told_only_to_those_who_heard_that_it_began() =>
        Assert.That(ReasonFor("desk", AlertEventKind.PublishedAfterTrouble, Told("editor", AlertEventKind.Late)), Is.EqualTo(AlertReason.NeverTold));

    [Test]
    public void A_series_that_comes_back_is_news_to_everybody() =>
        Assert.That(ReasonFor("desk", AlertEventKind.Resumed), Is.EqualTo(AlertReason.FirstNotice));

    [Test]
    public void A_halt_and_its_end_are_one_incident()
    {
        var paused = Decide("desk", OfEveryKind[AlertEventKind.Paused]);
        var told = Told("desk", AlertEventKind.Paused, paused.Incident);
        var stopped = Decide("desk", OfEveryKind[AlertEventKind.Redefined] with { At = Now.AddHours(2) }, told);
        Assert.That((stopped.Incident, stopped.Reason), Is.EqualTo((paused.Incident, AlertReason.Escalation)));
        var resumed = Decide("desk", OfEveryKind[AlertEventKind.Resumed] with { At = Now.AddHours(3) }, told);
        Assert.That((resumed.Incident, resumed.Reason), Is.EqualTo((paused.Incident, AlertReason.Recovery)));
        var again = Decide("desk", OfEveryKind[AlertEventKind.Paused] with { At = Now.AddHours(4) }, told, Told("desk", AlertEventKind.Resumed, paused.Incident));
        Assert.That((again.Incident == paused.Incident, again.Reason), Is.EqualTo((false, AlertReason.FirstNotice)));
    }

    [Test]
    public void Grades_below_the_route_are_not_told_and_recoveries_have_no_grade_to_ask_for()
    {
        var policy = Policy(new AlertRoute { To = ["desk"], Audience = AlertAudience.Reader, MinimumGrade = Grade.Corroborated });
        Assert.That(ReasonBy(policy, OfEveryKind[AlertEventKind.Late]), Is.EqualTo(AlertReason.BelowGrade));
        Assert.That(ReasonBy(policy, OfEveryKind[AlertEventKind.Missing]), Is.EqualTo(AlertReason.FirstNotice));
        Assert.That(ReasonBy(policy, OfEveryKind[AlertEventKind.PublishedAfterTrouble], Told("desk", AlertEventKind.Missing)), Is.EqualTo(AlertReason.Recovery));
    }

    [TestCase("youth", "nbs", "labour", "Late", true)]
    [TestCase("prices", null, null, null, false)]
    [TestCase(null, "safe", null, null, false)]
    [TestCase(null, null, "prices", null, false)]
    [TestCase(null, null, null, "Paused", false)]
    public void Every_condition_of_a_route_must_hold(string? series, string? publisher, string? tag, string? kind, bool leads)
    {
        var route = new AlertRoute
        {
            To = ["desk"],
            Audience = AlertAudience.Reader,
            Series = series is null ? [] : [series],
            Publishers = publisher is null ? [] : [publisher],
            Tags = tag is null ? [] : [tag],
            Events = kind is null ? [] : [Enum.Parse<AlertEventKind>(kind)],
        };
        Assert.That(ReasonBy(Policy(route), OfEveryKind[AlertEventKind.Late]), Is.EqualTo(leads ? AlertReason.FirstNotice : AlertReason.NoRoute));
    }

    [TestCaseSource(nameof(Kinds))]
    public void What_is_fed_in_from_old_documents_is_never_told(AlertEventKind kind)
    {
        var news = News(OfEveryKind[kind]);
        Assert.That(Reasons(news with { IsReplay = true }), Is.All.EqualTo(AlertReason.Replayed));
        Assert.That(Reasons(news with { RecordedAt = Now.AddDays(2) }), Is.All.EqualTo(AlertReason.OldEvidence));
        Assert.That(Reasons(news with { Flip = news.Flip with { Origin = Origin.Curated } }), Is.All.EqualTo(AlertReason.FromTheRecord));
    }

    [Test]
    public void What_was_so_before_anybody_looked_is_not_told_at_the_first_look()
    {
        foreach (var kind in new[] { AlertEventKind.Missing, AlertEventKind.DroppedIndicator, AlertEventKind.Late })
        {
            var old = Window with { LateAfter = Now.AddDays(-60), MissingAfter = Now.AddDays(-50) };
            Assert.That(Reasons(News(OfEveryKind[kind], TimeSpan.FromMinutes(5)) with { Window = old }), Is.All.EqualTo(AlertReason.AlreadySoWhenWatchBegan), kind.ToString());
            Assert.That(Reasons(News(OfEveryKind[kind], TimeSpan.FromDays(90)) with { Window = old }), Does.Contain(AlertReason.FirstNotice), "seen late after a long blindness, but watched all the time");
        }
        foreach (var kind in new[] { AlertEventKind.Paused, AlertEventKind.Discontinued, AlertEventKind.Redefined, AlertEventKind.ServiceClosed, AlertEventKind.ServiceRestricted })
            Assert.That(Reasons(News(OfEveryKind[kind], TimeSpan.FromHours(1))), Is.All.EqualTo(AlertReason.AlreadySoWhenWatchBegan), kind.ToString());
    }

    [Test]
    public void A_release_that_falls_late_right_after_the_watch_began_is_told() =>
        Assert.That(Reasons(News(OfEveryKind[AlertEventKind.Late], TimeSpan.FromDays(2))), Does.Contain(AlertReason.FirstNotice));

    [Test]
    public void A_silence_mutes_what_it_covers_until_its_end_or_until_it_is_lifted()
    {
        var silence = Mute(1, MuteAction.Silence, new MuteScope { Series = "youth" });
        Assert.That(Muted(AlertEventKind.Late, silence), Is.EqualTo(AlertReason.Silenced));
        Assert.That(Muted(AlertEventKind.Late, silence with { Until = Now }), Is.EqualTo(AlertReason.FirstNotice));
        Assert.That(Muted(AlertEventKind.Late, silence with { Scope = new MuteScope { Series = "prices" } }), Is.EqualTo(AlertReason.FirstNotice));
        Assert.That(Muted(AlertEventKind.Late, silence with { Scope = new MuteScope { Publisher = "nbs", Event = AlertEventKind.Late } }), Is.EqualTo(AlertReason.Silenced));
        Assert.That(Muted(AlertEventKind.Late, silence, Mute(2, MuteAction.Lift, new MuteScope()) with { Lifts = 1 }), Is.EqualTo(AlertReason.FirstNotice));
    }

    [Test]
    public void An_acknowledged_incident_is_told_again_only_when_it_is_over()
    {
        var known = Mute(1, MuteAction.Acknowledge, new MuteScope { Incident = "youth/2026-09" });
        Assert.That(Muted(AlertEventKind.Missing, known), Is.EqualTo(AlertReason.Acknowledged));
        var over = Policy().Decide(News(OfEveryKind[AlertEventKind.PublishedAfterTrouble]), [Told("desk", AlertEventKind.Late)], new ActiveMutes([known], Now));
        Assert.That(over.Single(d => d.Recipient.Key == "desk").Reason, Is.EqualTo(AlertReason.Recovery));
    }

    [Test]
    public void Whoever_unsubscribed_is_not_told_and_the_others_are()
    {
        var decisions = Policy().Decide(News(OfEveryKind[AlertEventKind.Late]), [], new ActiveMutes([Mute(1, MuteAction.Unsubscribe, new MuteScope { Recipient = "desk" })], Now));
        Assert.That(decisions.Select(d => (d.Recipient.Key, d.Reason)), Is.EquivalentTo([("desk", AlertReason.Unsubscribed), ("editor", AlertReason.FirstNotice), ("ops", AlertReason.NoRoute)]));
    }

    [Test]
    public void Every_reason_has_its_sentence_and_says_whether_it_tells()
    {
        foreach (var reason in Enum.GetValues<AlertReason>().Where(r => r != AlertReason.Unknown))
            Assert.That(AlertReasons.Sentence(reason), Does.StartWith(AlertReasons.Notifies(reason) ? "Told: " : "Not told: ").And.EndWith("."), reason.ToString());
    }

    [Test]
    public void Blindness_waits_before_it_is_told_and_news_waits_only_for_its_group()
    {
        Assert.That(Policy().Decide(News(OfEveryKind[AlertEventKind.Blind]), [], ActiveMutes.None).Single(d => d.Notifies).DueAt, Is.EqualTo(Now.AddMinutes(30)));
        Assert.That(Decide("desk", OfEveryKind[AlertEventKind.Late]).DueAt, Is.EqualTo(Now.AddMinutes(1)));
    }

    [TestCase("2026-10-22T06:00:00Z", "2026-10-22T06:00:00Z")]
    [TestCase("2026-10-22T20:30:00Z", "2026-10-23T05:00:00Z")]
    [TestCase("2026-10-23T04:59:59Z", "2026-10-23T05:00:00Z")]
    [TestCase("2026-10-24T22:00:00Z", "2026-10-25T06:00:00Z", Description = "The night in which the clocks go back")]
    public void What_falls_into_quiet_hours_waits_for_their_end(string from, string expected)
    {
        var quiet = new QuietHours(TimeZoneInfo.FindSystemTimeZoneById("Europe/Vienna"), new TimeOnly(22, 0), new TimeOnly(7, 0));
        Assert.That(DeliveryTime.Next(Desk with { Quiet = quiet }, At(from)), Is.EqualTo(At(expected)));
    }

    [TestCase("2026-10-22T06:00:00Z", "2026-10-22T10:00:00Z")]
    [TestCase("2026-10-22T10:00:01Z", "2026-10-23T10:00:00Z")]
    public void A_digest_goes_out_once_a_day(string from, string expected) =>
        Assert.That(DeliveryTime.Next(Desk with { Digest = new DailyDigest(Bureau.TimeZone, 18) }, At(from)), Is.EqualTo(At(expected)));

    [Test]
    public void An_hour_that_the_clocks_skip_is_taken_an_hour_later() => Assert.That(
        DeliveryTime.Next(Desk with { Digest = new DailyDigest(TimeZoneInfo.FindSystemTimeZoneById("Europe/Vienna"), 2) }, At("2026-03-29T00:00:00Z")), Is.EqualTo(At("2026-03-29T01:00:00Z")));

    [Test]
    public void An_identifier_depends_on_recipient_and_transitions_and_on_nothing_else()
    {
        var (late, missing) = (("a/2026-09", AlertEventKind.Late, Now), ("b/2026-09", AlertEventKind.Missing, Now));
        var id = MessageIds.Of("desk", [late, missing], "example.test");
        Assert.That(MessageIds.Of("desk", [missing, late], "example.test"), Is.EqualTo(id));
        Assert.That(id, Does.Match("^<[0-9a-f]{32}@example\\.test>$"));
        Assert.That(new[] { MessageIds.Of("editor", [late, missing], "example.test"), MessageIds.Of("desk", [late], "example.test"), id }, Is.Unique);
    }

    private static AlertReason[] Reasons(FlipNews news) => [.. Policy().Decide(news, [], ActiveMutes.None).Where(d => d.Recipient.Key != (AlertEvents.IsMonitorSide(d.Kind) ? "none" : "ops") || d.Reason != AlertReason.NoRoute).Select(d => d.Reason)];

    private static AlertReason ReasonFor(string recipient, AlertEventKind kind, params ToldBefore[] told) => Decide(recipient, OfEveryKind[kind], told).Reason;

    private static AlertDecision Decide(string recipient, Flip flip, params ToldBefore[] told) =>
        Policy().Decide(News(flip), told, ActiveMutes.None).Single(d => d.Recipient.Key == recipient);

    private static AlertReason ReasonBy(AlertPolicy policy, Flip flip, params ToldBefore[] told) =>
        policy.Decide(News(flip), told, ActiveMutes.None).Single(d => d.Recipient.Key == "desk").Reason;

    private static AlertReason Muted(AlertEventKind kind, params AlertMute[] mutes) =>
        Policy().Decide(News(OfEveryKind[kind]), [], new ActiveMutes(mutes, Now)).Single(d => d.Recipient.Key == "desk").Reason;

    private static ToldBefore Told(string recipient, AlertEventKind kind, string incident = "youth/2026-09") => new(recipient, "youth", incident, kind);

    private static AlertMute Mute(long id, MuteAction action, MuteScope scope) => new(id, action, scope, "operator", "known", Now.AddHours(-1), Now.AddDays(1), null);
}
