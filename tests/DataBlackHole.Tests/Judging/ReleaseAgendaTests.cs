using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
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

    private static string Local(AgendaRelease release) => release.At.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm");

    private static ReleaseState Published(string period, StatedTime? printed) =>
        new() { Period = P(period), Status = ReleaseStatus.Published, Reason = Reason.FirstSeen, FirstSeenAt = _now, PublishedAt = printed };

    private static SeriesState Announced(DateTimeOffset first, DateTimeOffset? last) => new()
    {
        Series = Key,
        Announced = ImmutableSortedDictionary<ReferencePeriod, Announcement>.Empty.Add(P("2026-10"), new Announcement(first, last, "calendar", _now)),
    };

    private List<AgendaRelease> Agenda(SeriesState state, IEnumerable<ReleaseState> releases, Dictionary<ReferencePeriod, AgendaChanges>? changes = null) =>
        [.. new ReleaseAgenda(_bench.Series, new ReleaseCalendar(_bench.Rule), state).Between(releases, changes ?? _unchanged, _now, _now.AddDays(-90), _now.AddDays(70))];
}
