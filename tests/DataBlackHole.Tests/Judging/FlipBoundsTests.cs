using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using static DataBlackHole.Tests.Judging.Bench;

namespace DataBlackHole.Tests.Judging;

/// <summary>What a flip tells beside the status: the period, the instants that bound the event, and the document.</summary>
public sealed class FlipBoundsTests
{
    private static Bench Watching() => new Bench().Listed("2026-06-17 10:00", "2026-05-10", "2026-04").Listed("2026-07-01 12:00", "2026-06-10", "2026-05");

    private static Flip Series(Bench bench) => bench.Flips.Last(f => f.Axis == FlipAxis.Series);

    private static Flip Release(Bench bench) => bench.Flips.Last(f => f.Axis == FlipAxis.Release);

    /// <summary>A look whose facts come from different pages of the source.</summary>
    private static ClearLook Walk(string at, string source, params (string Page, Observation Fact)[] facts) =>
        new(At(at), source, [.. facts.Select(f => new SeenFact(f.Fact, new EvidenceRef(source, $"https://example.org/{f.Page}", At(at), null)))], CanWitnessAbsence: true);

    [Test]
    public void A_late_series_names_the_release_and_lies_between_the_last_one_seen_and_the_first_look_in_vain()
    {
        var bench = Watching().Listed("2026-07-22 10:00", "2026-07-01", "2026-05");
        var flip = Series(bench);
        Assert.That((flip.To, flip.Period, flip.LastSeenAt, flip.FirstMissedAt), Is.EqualTo(
            ("Late", (ReferencePeriod?)P("2026-06"), (DateTimeOffset?)At("2026-07-01 12:00"), (DateTimeOffset?)At("2026-07-22 10:00"))));
    }

    [Test]
    public void Of_several_late_releases_the_series_names_the_first()
    {
        var bench = Watching().Listed("2026-08-25 10:00", "2026-07-01", "2026-05");
        Assert.That((bench.StatusOf("2026-06"), bench.StatusOf("2026-07"), Series(bench).Period), Is.EqualTo((ReleaseStatus.Late, ReleaseStatus.Late, (ReferencePeriod?)P("2026-06"))));
    }

    [Test]
    public void A_series_that_is_current_names_its_last_period_and_was_missed_by_nobody()
    {
        var bench = Watching().Listed("2026-07-22 10:00", "2026-07-01").Listed("2026-07-23 10:00", "2026-07-01", "2026-06").Listed("2026-07-23 10:15", "2026-07-01", "2026-06");
        var flip = Series(bench);
        Assert.That((flip.To, flip.Period, flip.LastSeenAt, flip.FirstMissedAt), Is.EqualTo(("Current", (ReferencePeriod?)P("2026-06"), (DateTimeOffset?)null, (DateTimeOffset?)null)));
        Assert.That(flip.Evidence!.TakenAt, Is.EqualTo(At("2026-07-23 10:15")), "it rests on the look that confirmed it");
    }

    [Test]
    public void Of_two_sources_the_one_that_missed_it_first_bounds_the_event()
    {
        var bench = new Bench(s => s with { Readings = [.. s.Readings, new DatabaseReading { Source = Database }] })
            .Listed("2026-07-01 12:00", "2026-06-10", "2026-05").Listed("2026-07-22 10:00", "2026-07-01").Hear(Look("2026-07-22 11:00", Database, Found("2026-05"), Empty("2026-06")));
        Assert.That((Release(bench).To, Release(bench).FirstMissedAt), Is.EqualTo(("Late", (DateTimeOffset?)At("2026-07-22 10:00"))));
        Assert.That((Series(bench).To, Series(bench).FirstMissedAt), Is.EqualTo(("Late", (DateTimeOffset?)At("2026-07-22 10:00"))));
    }

    [Test]
    public void Lateness_rests_on_the_page_that_bore_witness_and_not_on_the_first_of_the_look()
    {
        var bench = Watching().Hear(Walk("2026-07-22 10:00", Listing, ("first", Found("2026-05")), ("second", Coverage("2026-07-01"))));
        Assert.That((Release(bench).To, Release(bench).Evidence!.Url), Is.EqualTo(("Late", "https://example.org/second")));
        Assert.That((Series(bench).To, Series(bench).Evidence!.Url), Is.EqualTo(("Late", "https://example.org/second")));
    }

    [Test]
    public void A_halt_rests_on_the_notice()
    {
        var notice = new Observation { Series = Key, Kind = ObservationKind.SuspensionNotice, Witness = "暂停发布" };
        var bench = Watching().Listed("2026-07-22 10:00", "2026-07-01").Hear(Walk("2026-07-23 10:00", Pages, ("first", Found("2026-05")), ("notice", notice)));
        Assert.That((Series(bench).To, Series(bench).Evidence!.Url), Is.EqualTo(("Paused", "https://example.org/notice")));
    }

    [Test]
    public void What_ends_a_halt_does_not_rest_on_the_notice()
    {
        var notice = new Observation { Series = Key, Kind = ObservationKind.SuspensionNotice, Witness = "暂停发布" };
        var bench = Watching().Hear(Walk("2026-07-17 10:00", Pages, ("notice", notice))).Listed("2026-11-17 10:00", "2026-11-01", "2026-10").Listed("2026-11-17 10:15", "2026-11-01", "2026-10");
        Assert.That((Series(bench).To, Series(bench).Evidence!.Url, Series(bench).Detail), Is.EqualTo(("Current", $"https://example.org/{Listing}", (string?)null)));
    }

    [Test]
    public void What_time_alone_brings_about_rests_on_no_document()
    {
        CalendarRead Read(string at, string date) => new(At(at), "c", [new AnnouncedDate(P("2026-06"), At(date), "c")], [], new EvidenceRef("c", "https://example.org/c", At(at), null));
        var bench = Watching().Listed("2026-07-22 10:00", "2026-07-01");
        Assert.That(bench.Flips.Single(f => f.To == "Due" && f.Period == P("2026-06")).Evidence, Is.Null);
        bench.Hear(Read("2026-07-22 12:00", "2026-07-28 09:30"));
        Assert.That((Release(bench).From, Release(bench).To, Release(bench).Evidence), Is.EqualTo(("Late", "Scheduled", (EvidenceRef?)null)));
    }

    [Test]
    public void A_look_at_the_very_opening_is_the_last_without_the_release() =>
        Assert.That(Watching().Listed("2026-07-13 00:00", "2026-07-01").State.Releases[P("2026-06")].LastUnseenAt, Is.EqualTo(At("2026-07-13 00:00")));

    [Test]
    public void A_third_look_at_the_very_missing_after_instant_makes_the_release_missing()
    {
        var bench = Watching().Listed("2026-07-22 10:00", "2026-07-01").Listed("2026-07-25 10:00", "2026-07-01").Listed("2026-07-29 09:29", "2026-07-01");
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Late));
        Assert.That(bench.Listed("2026-07-29 09:30", "2026-07-01").StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Missing));
    }
}
