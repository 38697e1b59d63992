using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using static DataBlackHole.Tests.Judging.Bench;

namespace DataBlackHole.Tests.Judging;

public sealed class NoticeTests
{
    private static Bench Watching() => new Bench(s => s with { Readings = [.. s.Readings, new NoticeReading { Source = "pub-pages", Names = [new("价格")] }] })
        .Listed("2026-07-01 12:00", "2026-06-10", "2026-05");

    private static ClearLook Notice(string at, ObservationKind kind, string? printed = null) => Look(at, Pages, new Observation
    {
        Series = Key,
        Kind = kind,
        Witness = "价格将暂停发布",
        PublishedAt = printed is null ? null : new StatedTime(At(printed), IsDayOnly: false),
    });

    [Test]
    public void A_suspension_notice_pauses_the_series_by_the_publishers_word()
    {
        var bench = Watching().Hear(Notice("2026-07-17 10:00", ObservationKind.SuspensionNotice));
        Assert.That((bench.State.Status, bench.State.Reason, bench.State.Grade), Is.EqualTo((SeriesStatus.Paused, Reason.OfficialNotice, Grade.OfficiallyStated)));
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Withheld));
        Assert.That(bench.Flips.Last(f => f.Axis == FlipAxis.Series).Detail, Is.EqualTo("价格将暂停发布"));
    }

    [Test]
    public void Releases_that_fall_due_during_a_pause_are_withheld_and_never_late()
    {
        var bench = Watching().Hear(Notice("2026-07-17 10:00", ObservationKind.SuspensionNotice));
        for (var month = 8; month <= 12; month++) bench.Listed($"2026-{month:00}-28 10:00", "2026-06-10");
        Assert.That(new[] { "2026-06", "2026-07", "2026-08", "2026-09", "2026-10" }.Select(bench.StatusOf), Is.All.EqualTo(ReleaseStatus.Withheld));
        Assert.That(bench.State.Status, Is.EqualTo(SeriesStatus.Paused));
    }

    [Test]
    public void A_new_period_after_a_pause_resumes_the_series_once_a_second_look_confirms_it()
    {
        var bench = Watching().Hear(Notice("2026-07-17 10:00", ObservationKind.SuspensionNotice)).Listed("2026-11-17 10:00", "2026-11-01", "2026-10");
        Assert.That(bench.State.Status, Is.EqualTo(SeriesStatus.Paused));
        bench.Listed("2026-11-17 10:15", "2026-11-01", "2026-10");
        Assert.That((bench.State.Status, bench.State.Reason), Is.EqualTo((SeriesStatus.Current, Reason.Resumed)));
        Assert.That(bench.StatusOf("2026-08"), Is.EqualTo(ReleaseStatus.Withheld), "the gap stays a gap");
        bench.Listed("2026-12-30 10:00", "2026-11-01", "2026-10").Listed("2027-01-30 10:00", "2026-11-01", "2026-10");
        Assert.That(bench.StatusOf("2026-11"), Is.EqualTo(ReleaseStatus.Late).Or.EqualTo(ReleaseStatus.Missing), "what comes after the resumption is expected again");
    }

    [Test]
    public void A_stop_notice_ends_the_series_and_nothing_more_is_expected()
    {
        var bench = Watching().Hear(Notice("2026-07-10 10:00", ObservationKind.StopNotice)).Passed("2027-06-01 00:00");
        Assert.That((bench.State.Status, bench.State.Grade), Is.EqualTo((SeriesStatus.Discontinued, Grade.OfficiallyStated)));
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.NotPlanned));
        Assert.That(bench.State.Releases.Values.Any(r => r.IsOpen), Is.False);
    }

    [TestCase(ObservationKind.MethodNotice)]
    [TestCase(ObservationKind.NoticeLead)]
    public void Other_notices_change_no_state(ObservationKind kind)
    {
        var bench = Watching().Hear(Notice("2026-07-17 10:00", kind));
        Assert.That(bench.State.Status, Is.EqualTo(SeriesStatus.Current));
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Scheduled));
    }

    [Test]
    public void A_notice_of_postponement_is_one_event_and_the_release_is_waited_for_longer()
    {
        var bench = Watching().Hear(Notice("2026-07-19 10:00", ObservationKind.PostponementNotice)).Hear(Notice("2026-07-20 10:00", ObservationKind.PostponementNotice));
        var flip = bench.Flips.Single(f => f.Axis == FlipAxis.Calendar);
        Assert.That((flip.Period, flip.From, flip.To, flip.Reason, flip.Grade, flip.Detail), Is.EqualTo(
            ((ReferencePeriod?)P("2026-06"), "2026-07-20T01:30:00Z", "none", Reason.PostponedWithoutDate, Grade.OfficiallyStated, "价格将暂停发布")));
        bench.Listed("2026-08-03 10:00", "2026-07-01");
        Assert.That((bench.StatusOf("2026-06"), bench.State.Releases[P("2026-06")].Window!.Basis), Is.EqualTo((ReleaseStatus.Due, WindowBasis.Postponed)));
        Assert.That(bench.State.Releases[P("2026-06")].FirstAnnouncedAt, Is.Null, "nobody had announced a date");
        bench.Listed("2026-08-18 10:00", "2026-07-01");
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Late), "but it does not wait for ever");
    }

    [Test]
    public void A_notice_of_postponement_while_nothing_is_near_is_about_nothing()
    {
        var bench = new Bench(s => s with { Readings = [.. s.Readings, new NoticeReading { Source = Pages, Names = [new("价格")] }] })
            .Listed("2026-06-19 12:00", "2026-06-10", "2026-05").Hear(Notice("2026-06-20 10:00", ObservationKind.PostponementNotice));
        Assert.That(bench.Flips.Where(f => f.Axis == FlipAxis.Calendar), Is.Empty);
    }

    [Test]
    public void A_release_that_is_late_when_its_postponement_is_told_is_scheduled_no_more_than_due()
    {
        var bench = Watching().Listed("2026-07-22 10:00", "2026-07-01").Hear(Notice("2026-07-22 12:00", ObservationKind.PostponementNotice));
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Late), "it was late before anybody was told");
    }

    [Test]
    public void A_calendar_that_still_prints_the_old_date_does_not_take_a_postponement_back_and_a_new_date_does()
    {
        CalendarRead Dates(string at, string date) => new(At(at), "calendar", [new AnnouncedDate(P("2026-06"), At(date), "calendar")], [], new EvidenceRef("calendar", "https://example.org/c", At(at), null));
        var bench = Watching().Hear(Dates("2026-07-02 12:00", "2026-07-16 09:30")).Hear(Notice("2026-07-15 10:00", ObservationKind.PostponementNotice)).Hear(Dates("2026-07-15 12:00", "2026-07-16 09:30"));
        Assert.That(bench.Flips.Where(f => f.Axis == FlipAxis.Calendar).Select(f => f.To), Is.EqualTo(new[] { "none" }));
        bench.Hear(Dates("2026-07-16 12:00", "2026-07-24 09:30"));
        Assert.That(bench.Flips.Last(f => f.Axis == FlipAxis.Calendar).To, Is.EqualTo("2026-07-24T01:30:00Z"));
        Assert.That(bench.State.Releases[P("2026-06")].FirstAnnouncedAt, Is.EqualTo(At("2026-07-16 09:30")));
    }

    [Test]
    public void A_notice_older_than_the_last_release_has_been_overtaken()
    {
        var release = Found("2026-06") with { PublishedAt = new StatedTime(At("2026-07-17 09:30"), IsDayOnly: false) };
        var bench = Watching().Hear(Look("2026-07-17 10:00", Pages, release)).Hear(Notice("2026-07-18 10:00", ObservationKind.SuspensionNotice, "2026-06-01 10:00"));
        Assert.That(bench.State.Status, Is.EqualTo(SeriesStatus.Current));
    }

    [Test]
    public void The_same_notice_read_again_changes_nothing()
    {
        var bench = Watching().Hear(Notice("2026-07-17 10:00", ObservationKind.SuspensionNotice));
        bench.Hear(Notice("2026-07-18 10:00", ObservationKind.SuspensionNotice));
        Assert.That(bench.Last.Flips, Is.Empty);
    }

    [Test]
    public void What_has_not_begun_cannot_pause()
    {
        var bench = new Bench(s => s with { Readings = [.. s.Readings, new NoticeReading { Source = Pages, Names = [new("价格")] }] })
            .Listed("2026-07-01 12:00", "2026-06-10").Hear(Notice("2026-07-17 10:00", ObservationKind.SuspensionNotice));
        Assert.That((bench.State.Status, bench.State.Halt), Is.EqualTo((SeriesStatus.New, (Halt?)null)));
    }

    [Test]
    public void A_release_that_comes_out_without_the_row_during_a_pause_is_withheld_and_not_missing()
    {
        var bench = new Bench(s => s with
        {
            Readings =
            [
                new ListingReading { Source = Listing, Title = new("价格"), Proves = Proof.Release },
                new PageReading { Source = Pages, Title = new("价格"), Row = new RowRule { Label = new("^面积"), Siblings = [new("^其他")] } },
                new NoticeReading { Source = Pages, Names = [new("价格")] },
            ],
        });
        bench.Hear(Look("2026-06-17 10:00", Listing, Coverage("2025-01-01"))).Hear(Look("2026-06-17 10:01", Pages, Found("2026-05", "1")));
        bench.Hear(Notice("2026-07-17 10:00", ObservationKind.SuspensionNotice));
        var gone = new Observation { Series = Key, Kind = ObservationKind.RowAbsent, Period = P("2026-07"), Witness = "5 sibling rows" };
        bench.Hear(Look("2026-08-14 10:00", Listing, Coverage("2025-01-01"))).Hear(Look("2026-08-14 10:01", Pages, gone)).Passed("2026-08-19 10:00");
        Assert.That((bench.StatusOf("2026-07"), bench.State.Status), Is.EqualTo((ReleaseStatus.Withheld, SeriesStatus.Paused)));
    }

    [Test]
    public void A_page_read_for_its_notice_alone_does_not_clear_what_another_page_blinded()
    {
        var bench = new Bench(s => s with { Readings = [.. s.Readings, new NoticeReading { Source = Pages, Names = [new("价格")] }] })
            .Listed("2026-07-01 12:00", "2026-06-10", "2026-05").Blind("2026-07-02 10:00", source: Pages).Hear(Notice("2026-07-03 10:00", ObservationKind.MethodNotice));
        Assert.That(bench.State.Channels[Pages].Visibility, Is.EqualTo(Visibility.Blind));
    }

    [Test]
    public void A_notice_reading_expects_no_period_that_the_other_readings_leave_out()
    {
        var bench = new Bench(s => s with { Readings = [s.Readings[0] with { From = P("2026-09") }, new NoticeReading { Source = Pages, Names = [new("价格")] }] })
            .Listed("2026-07-01 12:00", "2026-06-10").Passed("2026-10-01 00:00");
        Assert.That(bench.State.Releases.Keys.Select(p => p.ToString()), Is.EqualTo(new[] { "2026-09" }));
    }

    [Test]
    public void A_paused_series_whose_successor_comes_out_is_over()
    {
        var bench = Watching().Hear(Notice("2026-07-17 10:00", ObservationKind.SuspensionNotice)).Hear(new SuccessorSeen(At("2026-12-17 10:00"), "other", P("2026-11"), null));
        Assert.That((bench.State.Status, bench.State.Reason), Is.EqualTo((SeriesStatus.Discontinued, Reason.Succeeded)));
    }

    [Test]
    public void A_series_that_still_comes_out_does_not_end_with_its_successors_start()
    {
        var bench = Watching().Hear(new SuccessorSeen(At("2026-07-05 10:00"), "other", P("2026-06"), null));
        Assert.That(bench.State.Status, Is.EqualTo(SeriesStatus.Current));
    }

    [Test]
    public void A_source_that_is_only_read_for_notices_never_blinds_the_series()
    {
        var bench = new Bench(s => s with { Readings = [s.Readings[0], new NoticeReading { Source = Pages, Names = [new("价格")] }] })
            .Listed("2026-07-01 12:00", "2026-06-10", "2026-05").Hear(Notice("2026-07-02 10:00", ObservationKind.MethodNotice));
        Assert.That(bench.State.Channels.Keys, Is.EqualTo(new[] { Listing }));
    }

    private static CalendarRead Dates(string at, string date) =>
        new(At(at), "calendar", [new AnnouncedDate(P("2026-06"), At(date), "calendar")], [], new EvidenceRef("calendar", "https://example.org/c", At(at), null));

    [Test]
    public void A_notice_of_postponement_takes_back_the_date_announced_last_and_the_first_one_is_remembered()
    {
        var bench = Watching().Hear(Dates("2026-07-02 12:00", "2026-07-16 09:30")).Hear(Dates("2026-07-03 12:00", "2026-07-24 09:30")).Hear(Notice("2026-07-15 10:00", ObservationKind.PostponementNotice));
        Assert.That(bench.Flips.Last(f => f.Axis == FlipAxis.Calendar).From, Is.EqualTo("2026-07-24T01:30:00Z"));
        Assert.That(bench.State.Releases[P("2026-06")].Window!.Basis, Is.EqualTo(WindowBasis.Postponed), "at once");
        bench.Hear(Dates("2026-07-20 12:00", "2026-07-30 09:30"));
        Assert.That((bench.State.Announced[P("2026-06")].First, bench.State.Announced[P("2026-06")].WasAnnounced), Is.EqualTo((At("2026-07-16 09:30"), true)));
    }

    [Test]
    public void A_notice_of_postponement_during_a_halt_is_about_nothing()
    {
        var bench = Watching().Hear(Notice("2026-07-17 10:00", ObservationKind.SuspensionNotice)).Hear(Notice("2026-08-05 10:00", ObservationKind.PostponementNotice));
        Assert.That(bench.Flips.Where(f => f.Axis == FlipAxis.Calendar), Is.Empty);
        Assert.That(bench.StatusOf("2026-07"), Is.EqualTo(ReleaseStatus.Scheduled));
    }

    [TestCase("2026-06-27 23:59", 0)]
    [TestCase("2026-06-28 00:00", 1)]
    public void A_notice_of_postponement_reaches_the_window_that_opens_within_fifteen_days(string at, int events)
    {
        var bench = new Bench(s => s with { Readings = [.. s.Readings, new NoticeReading { Source = Pages, Names = [new("价格")] }] })
            .Listed("2026-06-19 12:00", "2026-06-10", "2026-05").Hear(Notice(at, ObservationKind.PostponementNotice));
        Assert.That(bench.Flips.Count(f => f.Axis == FlipAxis.Calendar), Is.EqualTo(events));
    }

    [TestCase("2026-07-12 23:59", ReleaseStatus.Scheduled)]
    [TestCase("2026-07-13 00:00", ReleaseStatus.Withheld)]
    public void A_release_is_withheld_when_its_window_has_opened_by_the_moment_of_the_halt(string at, ReleaseStatus status) =>
        Assert.That(Watching().Hear(Notice(at, ObservationKind.SuspensionNotice)).StatusOf("2026-06"), Is.EqualTo(status));

    [TestCase("2026-05", SeriesStatus.Late)]
    [TestCase("2026-06", SeriesStatus.Discontinued)]
    public void A_successor_takes_over_only_with_a_period_that_the_series_itself_does_not_have(string period, SeriesStatus status)
    {
        var bench = Watching().Listed("2026-07-22 10:00", "2026-07-01").Hear(new SuccessorSeen(At("2026-07-23 10:00"), "other", P(period), null));
        Assert.That(bench.State.Status, Is.EqualTo(status));
    }

    [TestCase("2026-07-18 10:00", SeriesStatus.Current)]
    [TestCase("2026-07-19 10:00", SeriesStatus.Paused)]
    public void Where_no_time_is_printed_the_last_look_without_the_release_dates_what_overtook_a_notice(string printed, SeriesStatus status)
    {
        var bench = Watching().Listed("2026-07-19 10:00", "2026-07-01").Listed("2026-07-20 10:00", "2026-07-01", "2026-06").Hear(Notice("2026-07-21 10:00", ObservationKind.SuspensionNotice, printed));
        Assert.That(bench.State.Status, Is.EqualTo(status));
    }

    [TestCase("2026-07-18 09:00", true)]
    [TestCase("2026-06-30 09:00", false)]
    public void A_notice_of_postponement_that_was_printed_long_ago_is_about_an_earlier_release(string printed, bool counts)
    {
        var bench = Watching().Hear(Notice("2026-07-19 10:00", ObservationKind.PostponementNotice, printed));
        Assert.That(bench.Flips.Any(f => f.Axis == FlipAxis.Calendar), Is.EqualTo(counts));
    }

    [TestCase("2026-07-18 09:00", false, Description = "the release of which only the day is printed came out the next day")]
    [TestCase("2026-07-20 09:00", true, Description = "it came out the day before the notice")]
    public void A_notice_of_postponement_is_not_about_the_release_after_the_one_that_has_come_out_since(string printed, bool counts)
    {
        var out19 = Found("2026-06") with { PublishedAt = new StatedTime(At("2026-07-19 00:00"), IsDayOnly: true) };
        var bench = Watching().Hear(Look("2026-07-30 10:00", Listing, out19, Coverage("2026-06-10"))).Hear(Notice("2026-07-30 10:05", ObservationKind.PostponementNotice, printed));
        Assert.That(bench.Flips.Any(f => f is { Axis: FlipAxis.Calendar, Reason: Reason.PostponedWithoutDate }), Is.EqualTo(counts));
    }

    [Test]
    public void A_notice_that_still_stands_there_does_not_put_off_the_next_release_too()
    {
        var bench = Watching();
        for (var day = 19; day < 31; day++) bench.Hear(Notice($"2026-07-{day} 10:00", ObservationKind.PostponementNotice, "2026-07-19 09:00"));
        bench.Hear(Notice("2026-08-02 10:00", ObservationKind.PostponementNotice, "2026-07-19 09:00"));
        Assert.That(bench.Flips.Where(f => f.Axis == FlipAxis.Calendar).Select(f => f.Period.ToString()), Is.EqualTo(new[] { "2026-06" }));
    }
}
