using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using static DataBlackHole.Tests.Judging.Bench;

namespace DataBlackHole.Tests.Judging;

// The constructed release of 2026-06 opens on 2026-07-13, is due on 2026-07-20 09:30 (the 18th is a Saturday),
// late after 2026-07-21 09:30 and missing after 2026-07-29 09:30, all Beijing.
public sealed class JudgeTests
{
    private static Bench Watching() => new Bench().Listed("2026-07-01 12:00", "2026-06-10", "2026-05");

    [Test]
    public void A_series_is_new_until_a_release_is_seen_and_then_current()
    {
        var bench = new Bench();
        Assert.That(bench.State.Status, Is.EqualTo(SeriesStatus.New));
        bench.Listed("2026-07-01 12:00", "2026-06-10", "2026-05");
        Assert.That(bench.State.Status, Is.EqualTo(SeriesStatus.Current));
        Assert.That(bench.State.LastPeriod, Is.EqualTo(P("2026-05")));
        Assert.That(bench.PublicFlips, Is.EqualTo(new[] { "Series New->Current FirstSeen" }));
    }

    [Test]
    public void A_release_passes_from_scheduled_through_due_to_published()
    {
        var bench = Watching();
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Scheduled));
        bench.Passed("2026-07-20 09:30");
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Due));
        bench.Listed("2026-07-20 10:00", "2026-07-01", "2026-06");
        var release = bench.Last.Changed.Single(r => r.Period == P("2026-06"));
        Assert.That(release.Status, Is.EqualTo(ReleaseStatus.Published));
        Assert.That(release.FirstSeenAt, Is.EqualTo(At("2026-07-20 10:00")));
        Assert.That(bench.State.Status, Is.EqualTo(SeriesStatus.Current));
    }

    [Test]
    public void A_find_is_bounded_by_the_last_look_without_it_and_the_first_with_it()
    {
        var bench = Watching().Listed("2026-07-19 10:00", "2026-07-01").Listed("2026-07-20 10:00", "2026-07-01", "2026-06");
        var flip = bench.Flips.Last(f => f.Axis == FlipAxis.Release);
        Assert.That((flip.LastSeenAt, flip.FirstMissedAt), Is.EqualTo((At("2026-07-19 10:00"), At("2026-07-20 10:00"))));
    }

    [Test]
    public void A_release_is_late_after_one_valid_look_past_the_late_after_instant()
    {
        var bench = Watching().Listed("2026-07-21 09:29", "2026-07-01");
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Due));
        bench.Listed("2026-07-21 09:30", "2026-07-01");
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Late));
        Assert.That(bench.State.Status, Is.EqualTo(SeriesStatus.Late));
        Assert.That(bench.State.Grade, Is.EqualTo(Grade.Suspected));
    }

    [Test]
    public void Time_alone_never_makes_a_release_late_or_missing()
    {
        var bench = Watching().Passed("2027-01-01 00:00");
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Due));
        Assert.That(bench.State.Status, Is.EqualTo(SeriesStatus.Current));
    }

    [TestCase(FailureKind.Timeout, BlindReason.Unreachable)]
    [TestCase(FailureKind.Challenge, BlindReason.Challenged)]
    [TestCase(FailureKind.AnchorMissing, BlindReason.ReaderBroken)]
    public void Failed_looks_make_us_blind_and_nothing_late(FailureKind kind, BlindReason reason)
    {
        var bench = Watching();
        for (var day = 1; day <= 31; day++) bench.Blind($"2026-08-{day:00} 12:00", kind);
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Due));
        Assert.That(bench.State.Visibility, Is.EqualTo(Visibility.Blind));
        Assert.That(bench.State.BlindChannel!.Reason, Is.EqualTo(reason));
        Assert.That(bench.State.BlindChannel.Since, Is.EqualTo(At("2026-08-01 12:00")));
        Assert.That(bench.Flips.Count(f => f.Axis == FlipAxis.Visibility), Is.EqualTo(1));
    }

    [Test]
    public void Missing_needs_three_looks_over_a_day_the_last_past_the_missing_after_instant()
    {
        var bench = Watching().Listed("2026-07-29 09:30", "2026-07-01").Listed("2026-07-29 10:30", "2026-07-01").Listed("2026-07-29 11:30", "2026-07-01");
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Late), "three looks, but within two hours");
        bench.Listed("2026-07-30 09:30", "2026-07-01");
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Missing));
        Assert.That(bench.State.Status, Is.EqualTo(SeriesStatus.Missing));
        Assert.That(bench.State.Grade, Is.EqualTo(Grade.Corroborated));
    }

    [Test]
    public void A_look_that_is_told_twice_is_one_look()
    {
        var bench = Watching().Listed("2026-07-29 09:30", "2026-07-01").Listed("2026-07-30 09:30", "2026-07-01").Listed("2026-07-30 09:30", "2026-07-01");
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Late), "two looks, one of them told twice");
        bench.Listed("2026-07-30 10:00", "2026-07-01");
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Missing));
    }

    [Test]
    public void Three_looks_over_a_day_before_the_missing_after_instant_are_not_enough()
    {
        var bench = Watching().Listed("2026-07-22 10:00", "2026-07-01").Listed("2026-07-24 10:00", "2026-07-01").Listed("2026-07-28 10:00", "2026-07-01");
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Late));
    }

    [Test]
    public void A_listing_that_does_not_reach_back_to_the_opening_proves_nothing()
    {
        var bench = Watching().Listed("2026-08-05 10:00", "2026-07-14").Listed("2026-08-07 10:00", "2026-07-14").Listed("2026-08-09 10:00", "2026-07-14");
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Due));
        Assert.That(bench.State.Releases[P("2026-06")].LastUnseenAt, Is.Null);
    }

    [Test]
    public void A_further_page_of_a_listing_proves_nothing_about_now()
    {
        var bench = Watching().Hear(Look("2026-08-05 10:00", Listing, Coverage("2026-06-01", "2026-08-01")));
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Due));
    }

    [Test]
    public void A_reader_that_never_found_the_series_claims_nothing()
    {
        var bench = new Bench().Listed("2026-07-01 12:00", "2026-06-10");
        for (var day = 1; day <= 31; day++) bench.Listed($"2026-08-{day:00} 12:00", "2026-06-10");
        Assert.That(bench.State.Status, Is.EqualTo(SeriesStatus.New));
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Due));
    }

    [Test]
    public void An_unreadable_title_of_the_series_blinds_the_reader_instead_of_making_the_release_late()
    {
        var unread = new Observation { Series = Key, Kind = ObservationKind.Unreadable, Failure = new ProbeFailure(FailureKind.PeriodUnreadable, ProbeOperation.Read, "x") };
        var bench = Watching().Hear(Look("2026-07-25 10:00", Listing, unread, Coverage("2026-07-01")));
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Due));
        Assert.That(bench.State.BlindChannel!.Reason, Is.EqualTo(BlindReason.ReaderBroken));
    }

    [Test]
    public void A_copy_whose_time_is_not_exact_shows_facts_and_witnesses_no_absence()
    {
        var look = ListingLook("2026-07-25 10:00", "2026-07-01") with { CanWitnessAbsence = false };
        Assert.That(Watching().Hear(look).StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Due));
        var found = ListingLook("2026-07-25 10:00", "2026-07-01", "2026-06") with { CanWitnessAbsence = false };
        Assert.That(Watching().Hear(found).StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Published));
    }

    [Test]
    public void A_period_that_its_successor_overtakes_is_missing_at_once()
    {
        var bench = Watching().Listed("2026-08-18 12:00", "2026-07-01", "2026-07");
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Missing));
        Assert.That(bench.State.Releases[P("2026-06")].Reason, Is.EqualTo(Reason.OvertakenByNextPeriod));
        Assert.That(bench.StatusOf("2026-07"), Is.EqualTo(ReleaseStatus.Published));
    }

    [Test]
    public void A_series_goes_on_when_a_later_period_comes_and_the_hole_stays_missing()
    {
        var bench = new Bench().Listed("2026-07-01 12:00", "2026-06-10", "2026-05");
        foreach (var at in new[] { "2026-08-03 10:00", "2026-08-03 16:00", "2026-08-04 16:00" }) bench.Listed(at, "2026-07-01", "2026-05");
        Assert.That(bench.State.Status, Is.EqualTo(SeriesStatus.Missing));
        bench.Listed("2026-08-14 10:00", "2026-07-01", "2026-07").Listed("2026-08-14 10:15", "2026-07-01", "2026-07");
        Assert.That((bench.State.Status, bench.State.Reason, bench.StatusOf("2026-06")), Is.EqualTo((SeriesStatus.Current, Reason.Resumed, ReleaseStatus.Missing)));
    }

    [Test]
    public void A_late_release_that_comes_out_ends_the_lateness()
    {
        var bench = Watching().Listed("2026-07-22 10:00", "2026-07-01").Listed("2026-07-23 10:00", "2026-07-01", "2026-06");
        Assert.That(bench.State.Status, Is.EqualTo(SeriesStatus.Late), "one look shows it, a second confirms it");
        bench.Listed("2026-07-23 10:15", "2026-07-01", "2026-06");
        Assert.That(bench.PublicFlips.TakeLast(2), Is.EqualTo(new[] { "Release Late->Published FoundLate", "Series Late->Current CaughtUp" }));
    }

    [Test]
    public void A_release_after_missing_resumes_the_series()
    {
        var bench = Watching().Listed("2026-07-29 10:00", "2026-07-01").Listed("2026-07-30 10:00", "2026-07-01").Listed("2026-07-31 10:00", "2026-07-01")
            .Listed("2026-08-03 10:00", "2026-07-01", "2026-06").Listed("2026-08-03 10:15", "2026-07-01", "2026-06");
        Assert.That(bench.PublicFlips.TakeLast(2), Is.EqualTo(new[] { "Release Missing->Published FoundAfterMissing", "Series Missing->Current Resumed" }));
    }

    [Test]
    public void Both_channels_must_have_looked_in_vain_before_a_claim()
    {
        var bench = new Bench(s => s with { Readings = [.. s.Readings, new DatabaseReading { Source = Database }] })
            .Listed("2026-07-01 12:00", "2026-06-10", "2026-05")
            .Listed("2026-07-22 10:00", "2026-07-01");
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Due), "the database has not been looked at");
        bench.Hear(Look("2026-07-22 11:00", Database, Found("2026-05"), Empty("2026-06")));
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Late));
    }

    [Test]
    public void No_claim_is_made_while_one_channel_cannot_be_seen()
    {
        var bench = new Bench(s => s with { Readings = [.. s.Readings, new DatabaseReading { Source = Database }] })
            .Listed("2026-07-01 12:00", "2026-06-10", "2026-05")
            .Hear(Look("2026-07-22 09:00", Database, Found("2026-05"), Empty("2026-06")))
            .Blind("2026-07-22 09:30", source: Database)
            .Listed("2026-07-22 10:00", "2026-07-01");
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Due));
    }

    [Test]
    public void A_release_that_carries_the_series_is_not_the_figure_and_not_its_absence()
    {
        var seen = new Observation { Series = Key, Kind = ObservationKind.ReleaseSeen, Period = P("2026-06") };
        var bench = Watching().Hear(Look("2026-07-25 10:00", Listing, seen, Coverage("2026-07-01")));
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Due));
    }

    [Test]
    public void An_ended_series_is_discontinued_by_record_and_resumes_when_a_new_period_appears()
    {
        var end = new SeriesEnd(P("2026-03"), null, new BilingualText("Ended.", "已停止。"), "https://example.org/notice");
        var bench = new Bench(s => s with { Ended = end, Release = null });
        Assert.That((bench.State.Status, bench.State.Origin), Is.EqualTo((SeriesStatus.Discontinued, Origin.Curated)));
        bench.Listed("2026-07-25 10:00", "2026-01-01", "2026-03").Passed("2027-01-01 00:00");
        Assert.That(bench.State.Status, Is.EqualTo(SeriesStatus.Discontinued));
        bench.Listed("2027-01-02 10:00", "2026-01-01", "2026-04").Listed("2027-01-02 16:00", "2026-01-01", "2026-04");
        Assert.That((bench.State.Status, bench.State.Reason), Is.EqualTo((SeriesStatus.Current, Reason.Resumed)));
    }

    [Test]
    public void Evidence_that_arrives_late_can_show_and_cannot_lack()
    {
        var bench = Watching().Listed("2026-07-20 12:00", "2026-07-01", "2026-06");
        var before = bench.State;
        bench.Hear(ListingLook("2026-07-20 10:00", "2026-07-01", "2026-06"));
        Assert.That(bench.State.Releases[P("2026-06")].FirstSeenAt, Is.EqualTo(At("2026-07-20 10:00")));
        Assert.That(bench.State.AsOf, Is.EqualTo(before.AsOf));
        bench.Hear(ListingLook("2026-07-02 10:00", "2026-06-10"));
        Assert.That(bench.Last.Flips, Is.Empty);
        Assert.That(bench.State.Releases[P("2026-06")].Status, Is.EqualTo(ReleaseStatus.Published));
    }

    [Test]
    public void Hearing_the_same_moment_again_changes_nothing()
    {
        var bench = Watching().Passed("2026-07-20 09:30");
        bench.Passed("2026-07-20 09:30");
        Assert.That(bench.Last.Flips, Is.Empty);
        Assert.That(bench.Last.Changed, Is.Empty);
    }

    [Test]
    public void One_long_pass_of_time_ends_where_many_short_ones_do()
    {
        var once = Watching().Passed("2026-12-01 00:00");
        var often = Watching();
        for (var day = 2; day <= 153; day++) often.Hear(new TimePassed(At("2026-07-01 00:00").AddDays(day)));
        Assert.That(often.State.Releases.Values.Select(r => (r.Period, r.Status)), Is.EqualTo(once.State.Releases.Values.Select(r => (r.Period, r.Status))));
        Assert.That(often.Flips.Select(f => (f.Period, f.To, f.At)), Is.EqualTo(once.Flips.Select(f => (f.Period, f.To, f.At))));
    }

    [Test]
    public void A_later_document_adds_the_exact_time_and_never_overwrites()
    {
        var day = new StatedTime(At("2026-07-20 00:00"), IsDayOnly: true);
        var minute = new StatedTime(At("2026-07-20 09:30"), IsDayOnly: false);
        var bench = Watching()
            .Hear(Look("2026-07-20 10:00", Listing, Found("2026-06") with { PublishedAt = day, Title = "6月价格" }))
            .Hear(Look("2026-07-20 10:01", Pages, Found("2026-06") with { PublishedAt = minute, Title = "other" }));
        var release = bench.State.Releases[P("2026-06")];
        Assert.That((release.PublishedAt, release.Title), Is.EqualTo((minute, "6月价格")));
    }

    [Test]
    public void Periods_before_the_first_of_a_definition_are_not_expected()
    {
        var bench = new Bench(s => s with { Readings = [new DatabaseReading { Source = Database, From = P("2026-08") }] }).Passed("2026-07-01 12:00");
        Assert.That(bench.State.Releases.Keys, Is.EqualTo(new[] { P("2026-08") }));
    }

    [Test]
    public void Old_published_releases_leave_the_state_and_open_ones_stay()
    {
        var bench = new Bench();
        for (var year = 2015; year <= 2025; year++)
        {
            for (var month = 1; month <= 12; month++) bench.Hear(Look("2026-07-01 12:00", Pages, Found($"{year}-{month:00}")));
        }
        Assert.That(bench.State.Releases.Values.Count(r => r.Status == ReleaseStatus.Published), Is.EqualTo(40));
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Scheduled));
    }
}
