using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using static DataBlackHole.Tests.Judging.Bench;

namespace DataBlackHole.Tests.Judging;

// The constructed release of 2026-06 opens on 2026-07-13 and is due on 2026-07-20 09:30; that of 2026-07 opens on 2026-08-13.
public sealed class PlanningTests
{
    private static Bench Watching() => new Bench().Listed("2026-07-01 12:00", "2026-06-10", "2026-05");

    private static CalendarRead Read(string at, params (string Period, string Date)[] dates) => new(
        At(at), "pub-calendar", [.. dates.Select(d => new AnnouncedDate(P(d.Period), At(d.Date), "pub-calendar"))], [], new EvidenceRef("pub-calendar", "https://example.org/c", At(at), null));

    private static IEnumerable<string> Moves(Bench bench) => bench.Flips.Where(f => f.Axis == FlipAxis.Calendar).Select(f => $"{Day(f.From)} {Day(f.To)} {f.Reason}");

    private static string Day(string moment) => moment == "none" ? moment : moment[..10];

    private static IEnumerable<string> Planned(Bench bench) => bench.State.Releases.Values.Where(r => r.IsOpen).Select(r => r.Period.ToString());

    [TestCase("2026-07-12 23:59", "2026-06")]
    [TestCase("2026-07-13 00:00", "2026-06 2026-07")]
    public void The_next_release_is_planned_at_the_moment_the_window_before_it_opens(string at, string planned)
    {
        Assert.That(string.Join(' ', Planned(new Bench().Passed(at))), Is.EqualTo(planned));
        Assert.That(string.Join(' ', Planned(new Bench().Passed("2026-07-01 12:00").Passed(at))), Is.EqualTo(planned));
    }

    [Test]
    public void A_series_is_expected_as_long_as_any_of_its_sources_will_have_it()
    {
        SeriesReading listing = new ListingReading { Source = Listing, Title = new("价格"), Until = P("2026-07") }, database = new DatabaseReading { Source = Database, From = P("2026-09") };
        string Open(params SeriesReading[] readings) => string.Join(' ', Planned(new Bench(s => s with { Readings = [.. readings] }).Passed("2026-07-01 12:00").Passed("2027-01-01 12:00")));
        Assert.That(Open(listing), Is.EqualTo("2026-06 2026-07"));
        Assert.That(Open(listing, database), Is.EqualTo("2026-06 2026-07 2026-09 2026-10 2026-11 2026-12"));
    }

    [Test]
    public void Nothing_is_expected_of_a_series_that_ended_by_record_although_its_rule_is_known()
    {
        var end = new SeriesEnd(P("2026-03"), null, new BilingualText("Ended.", "已停止。"), "https://example.org/notice");
        Assert.That(new Bench(s => s with { Ended = end }).Passed("2026-07-01 12:00").Passed("2027-01-01 12:00").State.Releases, Is.Empty);
    }

    [Test]
    public void A_series_without_a_rule_is_read_and_never_waited_for()
    {
        var bench = new Bench(s => s with { Release = null }).Listed("2026-07-01 12:00", "2026-06-10", "2026-05").Passed("2027-01-01 12:00").Listed("2027-01-02 12:00", "2026-06-10");
        bench.Hear(Read("2027-01-03 12:00", ("2026-12", "2027-01-16 09:30")));
        Assert.That((bench.State.Status, bench.State.Releases.Keys.Single(), bench.State.Announced.Count, bench.State.NextDeadline), Is.EqualTo((SeriesStatus.Current, P("2026-05"), 0, (DateTimeOffset?)null)));
    }

    [Test]
    public void A_series_that_nobody_waits_for_still_stops_by_the_publishers_word()
    {
        var bench = new Bench(s => s with { Release = null }).Listed("2026-07-01 12:00", "2026-06-10", "2026-05")
            .Hear(Look("2026-07-10 10:00", Pages, new Observation { Series = Key, Kind = ObservationKind.StopNotice, Witness = "停止发布" }));
        Assert.That((bench.State.Status, bench.State.Reason), Is.EqualTo((SeriesStatus.Discontinued, Reason.OfficialNotice)));
    }

    [TestCase("2026-07-01 13:00", "2026-07-13 00:00")]
    [TestCase("2026-07-13 00:00", "2026-07-20 09:30")]
    [TestCase("2026-07-20 09:29", "2026-07-20 09:30")]
    [TestCase("2026-07-20 09:30", "2026-08-13 00:00")]
    public void The_next_deadline_is_the_first_opening_or_due_instant_that_is_still_to_come(string at, string next) =>
        Assert.That(Watching().Passed(at).State.NextDeadline, Is.EqualTo(At(next)));

    [Test]
    public void What_is_out_early_has_no_deadline_any_more() =>
        Assert.That(Watching().Listed("2026-07-14 10:00", "2026-07-01", "2026-06").State.NextDeadline, Is.EqualTo(At("2026-08-13 00:00")));

    [Test]
    public void A_date_that_moves_takes_the_deadline_with_it() =>
        Assert.That(Watching().Passed("2026-07-14 10:00").Hear(Read("2026-07-14 12:00", ("2026-06", "2026-07-16 09:30"))).State.NextDeadline, Is.EqualTo(At("2026-07-16 09:30")));

    [Test]
    public void An_announced_window_is_written_once()
    {
        var bench = Watching().Hear(Read("2026-07-02 12:00", ("2026-06", "2026-07-16 09:30")));
        Assert.That(bench.Last.Changed.Select(r => r.Period), Is.EqualTo(new[] { P("2026-06") }));
        Assert.That(bench.Passed("2026-07-02 13:00").Last.Changed, Is.Empty);
    }

    [Test]
    public void A_date_that_moved_is_not_moved_again_by_being_read_again_and_can_move_back()
    {
        var bench = Watching().Hear(Read("2026-07-02 12:00", ("2026-06", "2026-07-16 09:30"))).Hear(Read("2026-07-03 12:00", ("2026-06", "2026-07-24 09:30"))).Hear(Read("2026-07-04 12:00", ("2026-06", "2026-07-24 09:30")));
        Assert.That(Moves(bench), Is.EqualTo(new[] { "2026-07-16 2026-07-24 MovedWithNotice" }));
        bench.Hear(Read("2026-07-05 12:00", ("2026-06", "2026-07-16 09:30")));
        Assert.That(Moves(bench).Last(), Is.EqualTo("2026-07-24 2026-07-16 MovedWithNotice"));
    }

    [TestCase("2026-07-20 12:00", "2026-07-24 2026-07-28 MovedWithNotice", Description = "the first date has passed, the second has not")]
    [TestCase("2026-07-24 09:29", "2026-07-24 2026-07-28 MovedWithNotice")]
    [TestCase("2026-07-24 09:30", "2026-07-24 2026-07-28 Moved")]
    [TestCase("2026-07-25 12:00", "2026-07-24 2026-07-28 Moved", Description = "the second date was read after the first one and before it came itself")]
    public void A_date_that_moves_a_second_time_is_measured_by_the_date_it_had_last(string readAt, string move)
    {
        var bench = Watching().Hear(Read("2026-07-02 12:00", ("2026-06", "2026-07-16 09:30"))).Hear(Read("2026-07-17 12:00", ("2026-06", "2026-07-24 09:30")));
        Assert.That(Moves(bench.Hear(Read(readAt, ("2026-06", "2026-07-28 09:30")))).Last(), Is.EqualTo(move));
    }

    [TestCase("2026-07-16 09:29", "Moved")]
    [TestCase("2026-07-16 09:30", "MovedWithoutNotice")]
    public void A_date_moves_without_notice_when_it_was_still_read_at_its_own_instant(string readAt, string reason)
    {
        var bench = Watching().Hear(Read("2026-07-02 12:00", ("2026-06", "2026-07-16 09:30"))).Hear(Read(readAt, ("2026-06", "2026-07-16 09:30"))).Hear(Read("2026-07-17 12:00", ("2026-06", "2026-07-24 09:30")));
        Assert.That(Moves(bench), Is.EqualTo(new[] { $"2026-07-16 2026-07-24 {reason}" }));
    }

    [Test]
    public void A_new_date_after_a_postponement_is_given_with_notice_even_when_the_old_one_has_passed()
    {
        var bench = Watching().Hear(Read("2026-07-02 12:00", ("2026-06", "2026-07-16 09:30"))).Hear(Read("2026-07-15 12:00") with { PostponedWithoutDate = [P("2026-06")] }).Hear(Read("2026-07-20 12:00", ("2026-06", "2026-07-24 09:30")));
        Assert.That(Moves(bench).Last(), Is.EqualTo("none 2026-07-24 MovedWithNotice"));
    }

    [TestCase("2026-07-24 09:29", 1)]
    [TestCase("2026-07-24 09:30", 0, Description = "it has come, and dates that have come may leave the calendar")]
    public void A_date_that_moved_and_then_vanishes_before_it_comes_is_an_event(string readAt, int events)
    {
        var bench = Watching().Hear(Read("2026-07-02 12:00", ("2026-06", "2026-07-16 09:30"))).Hear(Read("2026-07-10 12:00", ("2026-06", "2026-07-24 09:30"))).Hear(Read(readAt, ("2026-07", "2026-08-14 09:30")));
        Assert.That(bench.Flips.Count(f => f.Reason == Reason.RemovedFromCalendar), Is.EqualTo(events));
    }

    [Test]
    public void The_first_date_of_a_release_that_is_not_planned_yet_is_remembered_through_its_moves()
    {
        var bench = Watching().Hear(Read("2026-07-02 12:00", ("2026-07", "2026-08-14 09:30"))).Hear(Read("2026-07-03 12:00", ("2026-07", "2026-08-17 09:30"))).Hear(Read("2026-07-04 12:00", ("2026-07", "2026-08-18 09:30")));
        bench.Passed("2026-07-13 00:00");
        var release = bench.State.Releases[P("2026-07")];
        Assert.That((release.FirstAnnouncedAt, release.Window!.Due), Is.EqualTo(((DateTimeOffset?)At("2026-08-14 09:30"), At("2026-08-18 09:30"))));
    }

    [Test]
    public void A_late_release_whose_new_date_is_this_very_moment_stays_late()
    {
        var bench = Watching().Hear(Read("2026-07-02 12:00", ("2026-06", "2026-07-16 09:30"))).Listed("2026-07-17 10:00", "2026-07-01").Hear(Read("2026-07-24 09:30", ("2026-06", "2026-07-24 09:30")));
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Late));
    }

    [Test]
    public void Announced_dates_are_kept_for_forty_periods_the_latest_ones()
    {
        var dates = Enumerable.Range(0, 45).Select(i => (P("2026-06").Start.AddMonths(i), P("2026-06").Start.AddMonths(i + 1))).Select(d => ($"{d.Item1:yyyy-MM}", $"{d.Item2:yyyy-MM}-16 09:30"));
        var kept = Watching().Hear(Read("2026-07-02 12:00", [.. dates])).State.Announced;
        Assert.That((kept.Count, kept.Keys.First(), kept.Keys.Last()), Is.EqualTo((40, P("2026-11"), P("2030-02"))));
    }
}
