using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using static DataBlackHole.Tests.Judging.Bench;

namespace DataBlackHole.Tests.Judging;

public sealed class ReleaseAgendaTests
{
    private static readonly Dictionary<ReferencePeriod, AgendaChanges> _unchanged = [];
    private static readonly DateTimeOffset _now = At("2026-10-15 08:00");

    private readonly Bench _bench = new();

    [Test]
    public void Days_that_follow_from_the_rule_are_tentative_and_whole_days()
    {
        var agenda = Agenda(new SeriesState { Series = Key }, []);

        Assert.That(agenda.Select(a => $"{a.Period} {Local(a)} {a.Standing} {a.IsDayOnly} {a.Sequence}"), Is.EqualTo(new[]
        {
            "2026-09 2026-10-19 00:00 Tentative True 0", "2026-10 2026-11-18 00:00 Tentative True 0", "2026-11 2026-12-18 00:00 Tentative True 0",
        }));
    }

    [Test]
    public void An_announced_date_is_confirmed_and_has_a_time()
    {
        var state = Announced(At("2026-11-17 09:30"), At("2026-11-17 09:30"));

        var october = Agenda(state, []).Single(a => a.Period == P("2026-10"));

        Assert.That((Local(october), october.Standing, october.IsDayOnly, october.Sequence, october.IsAnnounced), Is.EqualTo(("2026-11-17 09:30", AgendaStanding.Confirmed, false, 1, true)));
    }

    [TestCase(Reason.RemovedFromCalendar, AgendaStanding.Cancelled)]
    [TestCase(Reason.PostponedWithoutDate, AgendaStanding.Tentative)]
    public void A_date_that_was_taken_back_keeps_its_place_and_says_so(Reason reason, AgendaStanding standing)
    {
        var changes = new Dictionary<ReferencePeriod, AgendaChanges> { [P("2026-10")] = new(1, 0, reason, _now) };

        var october = Agenda(Announced(At("2026-11-17 09:30"), null), [], changes).Single(a => a.Period == P("2026-10"));

        Assert.That((Local(october), october.Standing, october.Sequence), Is.EqualTo(("2026-11-17 09:30", standing, 2)));
    }

    [Test]
    public void What_is_out_stands_where_the_publisher_printed_it()
    {
        var timed = Published("2026-08", new StatedTime(At("2026-09-15 10:00"), false));
        var day = Published("2026-07", new StatedTime(At("2026-08-14 00:00"), true));
        var unprinted = Published("2026-06", null) with { Window = new ReleaseCalendar(_bench.Rule).WindowOf(P("2026-08")) };

        var bounded = Published("2026-05", null) with { LastUnseenAt = _now.AddHours(-1), Window = new ReleaseCalendar(_bench.Rule).WindowOf(P("2026-08")) };
        var agenda = Agenda(new SeriesState { Series = Key }, [timed, day, unprinted, bounded]).Where(a => a.Release.Status == ReleaseStatus.Published);

        Assert.That(agenda.Select(a => $"{a.Period} {Local(a)} {a.IsDayOnly} {a.Standing}"), Is.EqualTo(new[]
        {
            "2026-07 2026-08-14 00:00 True Confirmed", "2026-08 2026-09-15 10:00 False Confirmed", "2026-05 2026-10-15 00:00 True Confirmed",
        }), "what was out before we looked and prints no time has no date that anybody could tell");
    }

    [Test]
    public void Nothing_is_expected_of_what_is_halted_or_was_passed_over()
    {
        Assert.That(Agenda(new SeriesState { Series = Key, Status = SeriesStatus.Paused }, []), Is.Empty);
        Assert.That(Agenda(new SeriesState { Series = Key, Status = SeriesStatus.Discontinued }, []), Is.Empty);
        Assert.That(Agenda(new SeriesState { Series = Key, PlannedThrough = P("2026-10") }, []).Select(a => a.Period), Is.EqualTo([P("2026-11")]));
    }

    [Test]
    public void The_sequence_never_shrinks_on_the_way_from_a_rule_to_a_release()
    {
        var open = new ReleaseState { Period = P("2026-09"), Status = ReleaseStatus.Scheduled, Reason = Reason.Planned, Window = new ReleaseCalendar(_bench.Rule).WindowOf(P("2026-09")) };
        var told = open with { FirstAnnouncedAt = At("2026-10-19 09:30") };
        var seen = told with { Status = ReleaseStatus.Published, FirstSeenAt = _now };
        AgendaChanges Changes(int moves, int turns) => new(moves, turns, Reason.MovedWithNotice, _now);
        (ReleaseState, AgendaChanges?)[] way =
            [(open, null), (told, null), (told, Changes(1, 0)), (told, Changes(1, 1)), (seen, Changes(1, 1)), (seen with { Status = ReleaseStatus.Withdrawn }, Changes(1, 2)), (seen, Changes(1, 2))];

        var sequences = way.Select(step => Agenda(new SeriesState { Series = Key }, [step.Item1], step.Item2 is { } c ? new() { [P("2026-09")] = c } : []).Single(a => a.Period == P("2026-09")).Sequence);

        Assert.That(sequences, Is.EqualTo(new[] { 0, 1, 2, 3, 4, 5, 5 }));
    }

    [Test]
    public void A_date_is_announced_when_one_was_ever_announced_or_is_now()
    {
        var plain = new ReleaseState { Period = P("2026-10"), Status = ReleaseStatus.Scheduled, Reason = Reason.Planned, Window = new ReleaseCalendar(_bench.Rule).WindowOf(P("2026-10")) };
        bool IsAnnounced(ReleaseState release) => Agenda(new SeriesState { Series = Key }, [release]).Single(a => a.Period == P("2026-10")).IsAnnounced;
        Assert.That(IsAnnounced(plain), Is.False);
        Assert.That(IsAnnounced(plain with { FirstAnnouncedAt = At("2026-11-17 09:30") }), Is.True);
        Assert.That(IsAnnounced(plain with { Window = plain.Window! with { Basis = WindowBasis.Announced } }), Is.True);
    }

    [Test]
    public void What_is_out_at_one_moment_stands_in_the_order_of_its_periods()
    {
        var printed = new StatedTime(At("2026-09-15 10:00"), false);
        var agenda = Agenda(new SeriesState { Series = Key }, [Published("2026-08", printed), Published("2026-06", printed), Published("2026-07", printed)]);
        Assert.That(agenda.Take(3).Select(a => a.Period.ToString()), Is.EqualTo(new[] { "2026-06", "2026-07", "2026-08" }));
    }

    [TestCase("2026-09-15 10:00", "2026-09-15 10:00", 1)]
    [TestCase("2026-09-15 10:01", "2026-09-16 10:00", 0)]
    [TestCase("2026-09-14 10:00", "2026-09-15 09:59", 0)]
    public void The_first_and_the_last_moment_belong_to_what_is_shown(string from, string until, int shown)
    {
        var agenda = new ReleaseAgenda(_bench.Series, new ReleaseCalendar(_bench.Rule), new SeriesState { Series = Key })
            .Between([Published("2026-08", new StatedTime(At("2026-09-15 10:00"), false))], _unchanged, _now, At(from), At(until));
        Assert.That(agenda.Count(), Is.EqualTo(shown));
    }

    [Test]
    public void A_day_on_which_a_window_opens_and_ends_is_shown_when_it_is_the_last()
    {
        var calendar = new ReleaseCalendar(_bench.Rule with { Usual = new DayRange(1, 18, 18) });
        var agenda = new ReleaseAgenda(_bench.Series, calendar, new SeriesState { Series = Key }).Between([], _unchanged, _now, _now, At("2026-11-18 00:00"));
        Assert.That(agenda.Select(Local), Is.EqualTo(new[] { "2026-10-19 00:00", "2026-11-18 00:00" }));
    }

    [Test]
    public void Nothing_is_expected_of_what_has_no_rule_or_has_ended()
    {
        var state = Announced(At("2026-11-17 09:30"), At("2026-11-17 09:30"));
        Assert.That(new ReleaseAgenda(_bench.Series, null, state).Between([], _unchanged, _now, _now, _now.AddDays(70)), Is.Empty);
        var ended = _bench.Series with { Ended = new(P("2026-03"), null, new("Ended.", "已停止。"), "https://example.org/notice") };
        Assert.That(new ReleaseAgenda(ended, new ReleaseCalendar(_bench.Rule), state).Between([], _unchanged, _now, _now, _now.AddDays(70)), Is.Empty);
    }

    [TestCase("2026-10-16 09:30", "2026-10-15 08:00", false, Description = "the announced moment is now")]
    [TestCase("2026-10-16 09:30", "2026-10-15 08:01", true)]
    [TestCase("2026-10-14 09:30", "2026-10-20 09:30", true, Description = "put off from a day that has passed")]
    [TestCase("2026-10-20 09:30", "2026-10-14 09:30", false, Description = "brought forward to a day that has passed")]
    public void An_announced_date_is_shown_while_the_last_one_lies_ahead(string first, string last, bool isShown)
    {
        var state = new SeriesState { Series = Key, PlannedThrough = P("2027-01"), Announced = Announcements(("2026-09", At(first), At(last))) };
        Assert.That(Agenda(state, []).Any(a => a.Period == P("2026-09")), Is.EqualTo(isShown));
    }

    [Test]
    public void A_period_is_shown_when_any_source_will_have_it()
    {
        var series = _bench.Series with { Readings = [_bench.Series.Readings[0] with { Until = P("2026-09") }, new DatabaseReading { Source = Database, From = P("2026-11") }] };
        var state = new SeriesState { Series = Key, Announced = Announcements(("2026-10", At("2026-11-17 09:30"), At("2026-11-17 09:30"))) };
        var agenda = new ReleaseAgenda(series, new ReleaseCalendar(_bench.Rule), state).Between([], _unchanged, _now, _now, _now.AddDays(70));
        Assert.That(agenda.Select(a => a.Period.ToString()), Is.EqualTo(new[] { "2026-09", "2026-11" }), "October is announced, and nobody will read it");
    }

    [Test]
    public void A_release_whose_due_instant_is_now_lies_no_more_ahead()
    {
        ReferencePeriod First(DateTimeOffset now) => new ReleaseAgenda(_bench.Series, new ReleaseCalendar(_bench.Rule), new SeriesState { Series = Key }).Between([], _unchanged, now, now.AddDays(-5), now.AddDays(70)).First().Period;
        var due = new ReleaseCalendar(_bench.Rule).WindowOf(P("2026-09")).Due;
        Assert.That((First(due.AddTicks(-1)), First(due)), Is.EqualTo((P("2026-09"), P("2026-10"))));
    }

    [Test]
    public void The_sequence_grows_with_the_exactness_of_the_printed_time()
    {
        StatedTime?[] printed = [null, new(At("2026-10-14 00:00"), true), new(At("2026-10-14 09:30"), false)];
        var sequences = printed.Select(p => Agenda(new SeriesState { Series = Key }, [Published("2026-09", p) with { LastUnseenAt = _now.AddHours(-1) }]).Single(a => a.Period == P("2026-09")).Sequence);
        Assert.That(sequences, Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [TestCase(null, 0)]
    [TestCase(-1, 0)]
    [TestCase(0, 0)]
    [TestCase(1, 1)]
    public void A_release_changed_last_when_it_was_seen_or_when_a_change_of_it_was_recorded_later(int? recorded, int changed)
    {
        var release = Published("2026-09", new StatedTime(At("2026-10-14 09:30"), false));
        var changes = recorded is { } hours ? new Dictionary<ReferencePeriod, AgendaChanges> { [P("2026-09")] = new(0, 1, null, _now.AddHours(hours)) } : [];
        Assert.That(Agenda(new SeriesState { Series = Key }, [release], changes).Single(a => a.Period == P("2026-09")).ChangedAt, Is.EqualTo(_now.AddHours(changed)));
    }

    private static string Local(AgendaRelease release) => release.At.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm");

    private static ReleaseState Published(string period, StatedTime? printed) =>
        new() { Period = P(period), Status = ReleaseStatus.Published, Reason = Reason.FirstSeen, FirstSeenAt = _now, PublishedAt = printed };

    private static SeriesState Announced(DateTimeOffset first, DateTimeOffset? last) => new()
    {
        Series = Key,
        Announced = Announcements(("2026-10", first, last)),
    };

    private static ImmutableSortedDictionary<ReferencePeriod, Announcement> Announcements(params (string Period, DateTimeOffset First, DateTimeOffset? Last)[] dates) =>
        dates.ToImmutableSortedDictionary(d => P(d.Period), d => new Announcement(d.First, d.Last, "calendar", _now));

    private List<AgendaRelease> Agenda(SeriesState state, IEnumerable<ReleaseState> releases, Dictionary<ReferencePeriod, AgendaChanges>? changes = null) =>
        [.. new ReleaseAgenda(_bench.Series, new ReleaseCalendar(_bench.Rule), state).Between(releases, changes ?? _unchanged, _now, _now.AddDays(-90), _now.AddDays(70))];
}
