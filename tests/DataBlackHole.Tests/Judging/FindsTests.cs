using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using static DataBlackHole.Tests.Judging.Bench;

namespace DataBlackHole.Tests.Judging;

/// <summary>What a release keeps of the documents that show it.</summary>
public sealed class FindsTests
{
    private static readonly StatedTime _day = new(At("2026-07-17 00:00"), IsDayOnly: true);
    private static readonly StatedTime _minute = new(At("2026-07-17 09:30"), IsDayOnly: false);
    private static readonly StatedTime _otherDay = new(At("2026-07-18 00:00"), IsDayOnly: true);
    private static readonly StatedTime _otherMinute = new(At("2026-07-17 10:00"), IsDayOnly: false);

    private static readonly Observation _first = Found("2026-06", "14.9") with { Title = "first", Link = "https://example.org/1", PublishedAt = _minute };
    private static readonly Observation _second = Found("2026-06", "15.0") with { Title = "second", Link = "https://example.org/2", PublishedAt = _otherMinute };

    private static Bench Watching() => new Bench(s => s with { Readings = [.. s.Readings, new DatabaseReading { Source = Database }] }).Listed("2026-07-01 12:00", "2026-06-10", "2026-05");

    private static Bench Shown(params Observation[] documents)
    {
        var bench = Watching();
        for (var i = 0; i < documents.Length; i++) bench.Hear(Look($"2026-07-17 1{i}:00", i == 0 ? Listing : Pages, documents[i]));
        return bench;
    }

    private static (string?, string?, string?, StatedTime?) Kept(Bench bench)
    {
        var release = bench.State.Releases[P("2026-06")];
        return (release.Value, release.Title, release.Link, release.PublishedAt);
    }

    [Test]
    public void A_find_keeps_what_its_document_says() => Assert.That(Kept(Shown(_first)), Is.EqualTo((_first.Value, _first.Title, _first.Link, _first.PublishedAt)));

    [Test]
    public void A_second_document_overwrites_nothing() => Assert.That(Kept(Shown(_first, _second)), Is.EqualTo((_first.Value, _first.Title, _first.Link, _first.PublishedAt)));

    [Test]
    public void A_second_document_adds_what_the_first_did_not_say() => Assert.That(Kept(Shown(Found("2026-06"), _second)), Is.EqualTo((_second.Value, _second.Title, _second.Link, _second.PublishedAt)));

    [Test]
    public void A_second_document_that_says_less_takes_nothing_away() => Assert.That(Kept(Shown(_first, Found("2026-06"))), Is.EqualTo((_first.Value, _first.Title, _first.Link, _first.PublishedAt)));

    private static IEnumerable<TestCaseData> Times()
    {
        yield return new TestCaseData(null, _day, _day).SetArgDisplayNames("none", "a day", "the day");
        yield return new TestCaseData(_day, null, _day).SetArgDisplayNames("a day", "none", "the day");
        yield return new TestCaseData(_day, _otherDay, _day).SetArgDisplayNames("a day", "another day", "the first day");
        yield return new TestCaseData(_day, _minute, _minute).SetArgDisplayNames("a day", "a minute", "the minute");
        yield return new TestCaseData(_minute, _day, _minute).SetArgDisplayNames("a minute", "a day", "the minute");
        yield return new TestCaseData(_minute, _otherMinute, _minute).SetArgDisplayNames("a minute", "another minute", "the first minute");
    }

    [TestCaseSource(nameof(Times))]
    public void Of_two_printed_times_the_first_stays_unless_the_second_is_more_exact(StatedTime? first, StatedTime? second, StatedTime kept) =>
        Assert.That(Kept(Shown(_first with { PublishedAt = first }, _first with { PublishedAt = second })).Item4, Is.EqualTo(kept));

    [Test]
    public void What_is_back_after_it_was_taken_back_keeps_what_was_seen_first()
    {
        var bench = Watching().Hear(Look("2026-07-17 10:00", Database, Found("2026-05"), _first));
        foreach (var at in new[] { "2026-07-18 10:00", "2026-07-18 16:00", "2026-07-19 10:00" }) bench.Hear(Look(at, Database, Found("2026-05"), Empty("2026-06")));
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Withdrawn));
        bench.Hear(Look("2026-07-20 10:00", Database, Found("2026-05"), _second));
        Assert.That(Kept(bench), Is.EqualTo((_first.Value, _first.Title, _first.Link, _first.PublishedAt)));
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Published));
    }

    [Test]
    public void A_period_found_unexpectedly_has_its_window_when_it_is_one_that_is_planned()
    {
        var bench = new Bench(s => s with { Release = s.Release! with { MonthsWithout = [1] } }).Listed("2026-07-01 12:00", "2026-01-10", "2026-01", "2026-03");
        Assert.That(bench.Last.Backfilled.Select(r => (r.Period, r.Window is not null)), Is.EqualTo(new[] { (P("2026-01"), false), (P("2026-03"), true) }));
    }

    [Test]
    public void A_look_that_does_not_know_whether_the_publisher_is_alive_does_not_forget_that_it_was()
    {
        var bench = Watching().Hear(ListingLook("2026-07-02 12:00", "2026-06-10") with { PublisherAliveAt = At("2026-07-02 09:00") });
        Assert.That(bench.Listed("2026-07-14 12:00", "2026-06-10").State.PublisherAliveAt, Is.EqualTo(At("2026-07-02 09:00")));
        bench.Hear(ListingLook("2026-07-15 12:00", "2026-06-10") with { PublisherAliveAt = At("2026-06-30 09:00") });
        Assert.That(bench.State.PublisherAliveAt, Is.EqualTo(At("2026-07-02 09:00")), "an earlier sign of life is no news");
    }

    [Test]
    public void The_last_release_of_a_kind_that_had_the_row_is_remembered_and_an_older_one_does_not_replace_it()
    {
        var row = new PageReading { Source = Pages, Title = new("价格"), Row = new RowRule { Label = new("^面积"), Siblings = [new("^其他")] } };
        var bench = new Bench(s => s with { Readings = [s.Readings[0], row] });
        foreach (var period in new[] { "2026-04", "2026-05", "2025-11", "2026-03" }) bench.Hear(Look("2026-07-01 12:00", Pages, Found(period, "1")));
        Assert.That(bench.State.RowSeenIn.Select(r => (r.Key, r.Value)), Is.EqualTo(new[] { (ReleaseShape.Ordinary, P("2026-05")), (ReleaseShape.QuarterEnd, P("2026-03")) }));
    }

    [Test]
    public void A_series_that_is_no_row_remembers_no_rows()
    {
        var bench = Watching().Hear(Look("2026-07-17 10:00", Pages, Found("2026-06", "1")));
        Assert.That(bench.State.RowSeenIn, Is.Empty);
    }

    [Test]
    public void Another_figure_at_the_same_moment_is_a_revision_and_no_figure_is_none()
    {
        var bench = Watching().Hear(Look("2026-07-17 10:00", Database, Found("2026-06", "14.9")));
        bench.Hear(Look("2026-07-17 10:00", Database, Found("2026-06", "15.0")));
        Assert.That(bench.State.Releases[P("2026-06")].RevisedValue, Is.EqualTo("15.0"));
        bench.Hear(Look("2026-07-17 12:00", Database, Found("2026-06")));
        Assert.That(bench.Flips.Count(f => f.Axis == FlipAxis.Value), Is.EqualTo(1));
    }

    [Test]
    public void A_figure_where_there_was_none_is_no_revision()
    {
        var bench = Watching().Hear(Look("2026-07-17 10:00", Database, Found("2026-06"))).Hear(Look("2026-07-17 12:00", Database, Found("2026-06", "14.9")));
        Assert.That((bench.State.Releases[P("2026-06")].Value, bench.Flips.Count(f => f.Axis == FlipAxis.Value)), Is.EqualTo(("14.9", 0)));
    }
}
