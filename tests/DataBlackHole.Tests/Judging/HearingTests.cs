using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using static DataBlackHole.Tests.Judging.Bench;

namespace DataBlackHole.Tests.Judging;

// The constructed release of 2026-06 opens on 2026-07-13, is due on 2026-07-20 09:30 and late after 2026-07-21 09:30, all Beijing.
/// <summary>What a look is believed about, what it leaves open, and what is concluded only once it is confirmed.</summary>
public sealed class HearingTests
{
    private static readonly ProbeFailure _stale = new(FailureKind.StaleCache, ProbeOperation.Exchange, "constructed");

    private static Bench Watching() => new Bench().Listed("2026-07-01 12:00", "2026-06-10", "2026-05");

    private static Bench WithNotices() => new Bench(s => s with { Readings = [s.Readings[0], new NoticeReading { Source = Pages, Names = [new("价格")] }] }).Listed("2026-07-01 12:00", "2026-06-10", "2026-05");

    private static Observation Says(ObservationKind kind) => new() { Series = Key, Kind = kind, Witness = "价格将暂停发布" };

    [Test]
    public void A_look_in_doubt_shows_and_does_not_lack_and_makes_us_blind()
    {
        var bench = Watching().Hear(ListingLook("2026-07-22 10:00", "2026-07-01") with { Doubt = _stale });
        Assert.That((bench.StatusOf("2026-06"), bench.State.Visibility, bench.State.BlindChannel!.Reason), Is.EqualTo((ReleaseStatus.Due, Visibility.Blind, BlindReason.ReaderBroken)));
        Assert.That(bench.Flips[^1].Detail, Is.EqualTo(_stale.ToString()));
        bench.Hear(ListingLook("2026-07-22 11:00", "2026-07-01", "2026-06") with { Doubt = _stale });
        Assert.That((bench.StatusOf("2026-06"), bench.State.Visibility), Is.EqualTo((ReleaseStatus.Published, Visibility.Blind)));
    }

    [Test]
    public void A_source_read_for_notices_alone_that_cannot_be_reached_does_not_blind_the_series() =>
        Assert.That(WithNotices().Blind("2026-07-02 10:00", source: Pages).State.Visibility, Is.EqualTo(Visibility.Clear));

    [TestCase("2026-07-13", ReleaseStatus.Late)]
    [TestCase("2026-07-14", ReleaseStatus.Due)]
    public void A_list_lacks_a_release_when_it_reaches_back_to_the_day_its_window_opens(string coversFrom, ReleaseStatus status) =>
        Assert.That(Watching().Listed("2026-07-22 10:00", coversFrom).StatusOf("2026-06"), Is.EqualTo(status));

    private static ReleaseStatus AfterEmptyPages(Func<ClearLook, ClearLook> change, bool isExpected = true)
    {
        var bench = new Bench(s => s with { Release = isExpected ? s.Release : null }).Hear(Look("2026-07-17 10:00", Pages, Found("2026-06", "14.9")));
        foreach (var at in new[] { "2026-08-18 10:00", "2026-08-18 16:00", "2026-08-19 10:00" })
            bench.Hear(change(Look(at, Pages, Found("2026-05"), Empty("2026-06")) with { IsRevisit = true }));
        return bench.StatusOf("2026-06");
    }

    [Test]
    public void The_page_of_an_old_release_read_again_can_show_that_its_figure_was_taken_back() =>
        Assert.That(AfterEmptyPages(look => look), Is.EqualTo(ReleaseStatus.Withdrawn));

    [Test]
    public void An_old_page_takes_nothing_back_when_it_is_no_witness_or_is_in_doubt_or_is_not_understood_in_part()
    {
        var unread = new SeenFact(Says(ObservationKind.Unreadable), new EvidenceRef(Pages, "https://example.org/p", At("2026-08-18 10:00"), null));
        Assert.That(AfterEmptyPages(look => look with { CanWitnessAbsence = false }), Is.EqualTo(ReleaseStatus.Published));
        Assert.That(AfterEmptyPages(look => look with { Doubt = _stale }), Is.EqualTo(ReleaseStatus.Published));
        Assert.That(AfterEmptyPages(look => look with { Facts = [.. look.Facts, unread] }), Is.EqualTo(ReleaseStatus.Published));
        Assert.That(AfterEmptyPages(look => look, isExpected: false), Is.EqualTo(ReleaseStatus.Published), "nothing is concluded about a series that nobody waits for");
    }

    [Test]
    public void A_figure_that_changes_twice_is_told_from_the_one_printed_last()
    {
        var bench = new Bench();
        foreach (var (hour, value) in new[] { (10, "1.0"), (11, "1.1"), (12, "1.1"), (13, "1.2"), (14, "1.0") }) bench.Hear(Look($"2026-07-01 {hour}:00", Pages, Found("2026-05", value)));
        Assert.That(bench.Flips.Where(f => f.Axis == FlipAxis.Value).Select(f => (f.From, f.To)), Is.EqualTo(new[] { ("1.0", "1.1"), ("1.1", "1.2"), ("1.2", "1.0") }));
        Assert.That((bench.State.Releases[P("2026-05")].Value, bench.State.Releases[P("2026-05")].RevisedValue), Is.EqualTo(("1.0", "1.0")));
    }

    [Test]
    public void An_absence_is_bounded_by_the_first_look_in_vain_and_by_no_look_that_saw_it()
    {
        var flip = Watching().Listed("2026-07-15 10:00", "2026-07-01").Listed("2026-07-22 10:00", "2026-07-01").Flips.Last(f => f.Axis == FlipAxis.Release);
        Assert.That((flip.To, flip.LastSeenAt, flip.FirstMissedAt), Is.EqualTo(("Late", (DateTimeOffset?)null, (DateTimeOffset?)At("2026-07-22 10:00"))));
    }

    [Test]
    public void The_look_that_began_a_recovery_is_remembered_until_another_find_confirms_it()
    {
        var bench = Watching().Listed("2026-07-22 10:00", "2026-07-01").Listed("2026-07-23 10:00", "2026-07-01", "2026-06");
        Assert.That(bench.State.RecoverySeenAt, Is.EqualTo(At("2026-07-23 10:00")));
        bench.Passed("2026-07-23 12:00");
        Assert.That((bench.State.Status, bench.State.RecoverySeenAt), Is.EqualTo((SeriesStatus.Late, (DateTimeOffset?)At("2026-07-23 10:00"))));
        bench.Listed("2026-07-23 14:00", "2026-07-01", "2026-06");
        Assert.That((bench.State.Status, bench.State.RecoverySeenAt), Is.EqualTo((SeriesStatus.Current, (DateTimeOffset?)null)));
    }

    [Test]
    public void A_find_that_is_told_twice_does_not_confirm_itself()
    {
        var bench = Watching().Listed("2026-07-22 10:00", "2026-07-01").Listed("2026-07-23 10:00", "2026-07-01", "2026-06").Listed("2026-07-23 10:00", "2026-07-01", "2026-06");
        Assert.That(bench.State.Status, Is.EqualTo(SeriesStatus.Late));
    }

    [Test]
    public void A_series_stops_by_a_sign_of_life_of_its_publisher_although_no_release_of_its_own_turned()
    {
        var bench = Watching();
        foreach (var at in new[] { "2026-10-29 10:00", "2026-10-30 10:00", "2026-10-31 10:00" }) bench.Listed(at, "2026-07-01");
        Assert.That(bench.State.Status, Is.EqualTo(SeriesStatus.Missing), "nobody knows whether the publisher publishes anything");
        bench.Hear(ListingLook("2026-10-31 12:00", "2026-07-01") with { PublisherAliveAt = At("2026-10-31 11:00") });
        Assert.That((bench.State.Status, bench.State.Reason), Is.EqualTo((SeriesStatus.Discontinued, Reason.SeveralCyclesMissing)));
    }

    [TestCase("2026-07-13 00:00")]
    [TestCase("2026-07-14 00:00")]
    public void The_deadline_after_an_opening_is_the_due_instant_also_when_no_further_release_will_come(string at)
    {
        var bench = new Bench(s => s with { Readings = [s.Readings[0] with { Until = P("2026-06") }] }).Listed("2026-07-01 12:00", "2026-06-10", "2026-05");
        Assert.That(bench.State.NextDeadline, Is.EqualTo(At("2026-07-13 00:00")));
        Assert.That(bench.Passed(at).State.NextDeadline, Is.EqualTo(At("2026-07-20 09:30")));
    }

    [Test]
    public void What_falls_due_during_a_halt_is_withheld_by_the_word_that_halts_it()
    {
        var bench = WithNotices().Hear(Look("2026-07-05 10:00", Pages, Says(ObservationKind.SuspensionNotice))).Passed("2026-07-20 09:30");
        var release = bench.State.Releases[P("2026-06")];
        Assert.That((release.Status, release.Reason, release.Grade), Is.EqualTo((ReleaseStatus.Withheld, Reason.OfficialNotice, Grade.OfficiallyStated)));
        Assert.That((bench.Flips[^1].To, bench.Flips[^1].Reason, bench.Flips[^1].Grade), Is.EqualTo(("Withheld", Reason.OfficialNotice, Grade.OfficiallyStated)));
    }

    [Test]
    public void What_a_notice_withholds_at_once_rests_on_the_notice()
    {
        var flip = WithNotices().Hear(Look("2026-07-17 10:00", Pages, Says(ObservationKind.SuspensionNotice))).Flips.Last(f => f.Axis == FlipAxis.Release);
        Assert.That((flip.To, flip.Evidence?.Source), Is.EqualTo(("Withheld", Pages)));
    }

    private static ClearLook Postponement(string at, string printed) =>
        Look(at, Pages, Says(ObservationKind.PostponementNotice) with { PublishedAt = new StatedTime(At(printed), IsDayOnly: false) });

    private static IEnumerable<ReferencePeriod?> PutOff(Bench bench) => bench.Flips.Where(f => f is { Axis: FlipAxis.Calendar, Reason: Reason.PostponedWithoutDate }).Select(f => f.Period);

    [TestCase("2026-07-04 10:00", 1)]
    [TestCase("2026-07-04 09:59", 0)]
    public void A_notice_of_postponement_counts_for_fifteen_days(string printed, int events) =>
        Assert.That(PutOff(WithNotices().Hear(Postponement("2026-07-19 10:00", printed))).Count(), Is.EqualTo(events));

    [Test]
    public void A_notice_of_postponement_is_not_about_a_release_that_counts_as_missing()
    {
        var bench = WithNotices();
        foreach (var at in new[] { "2026-07-29 10:00", "2026-07-30 10:00", "2026-07-31 10:00" }) bench.Listed(at, "2026-07-01");
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Missing));
        Assert.That(PutOff(bench.Hear(Postponement("2026-08-05 10:00", "2026-08-05 09:00"))), Is.EqualTo(new ReferencePeriod?[] { P("2026-07") }));
    }

    [TestCase("2026-07-20 00:00", true, "2026-07-20 15:00", false, Description = "it came out on the day of the notice")]
    [TestCase("2026-07-20 00:00", true, "2026-07-21 00:00", true)]
    [TestCase("2026-07-20 09:30", false, "2026-07-20 09:30", true, Description = "it was out when the notice was printed")]
    public void A_notice_is_about_the_next_release_when_it_was_printed_after_the_last_one(string released, bool isDayOnly, string printed, bool counts)
    {
        var june = Found("2026-06") with { PublishedAt = new StatedTime(At(released), isDayOnly) };
        var bench = WithNotices().Hear(Look("2026-07-30 10:00", Listing, june, Coverage("2026-06-10"))).Hear(Postponement("2026-07-30 10:05", printed));
        Assert.That(PutOff(bench), counts ? Is.EqualTo(new ReferencePeriod?[] { P("2026-07") }) : Is.Empty);
    }
}
