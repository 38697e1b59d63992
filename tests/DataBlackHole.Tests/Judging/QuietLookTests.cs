using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using static DataBlackHole.Tests.Judging.Bench;

namespace DataBlackHole.Tests.Judging;

/// <summary>Which looks are passed over because they show what is known while nothing is expected; all others are heard.</summary>
public sealed class QuietLookTests
{
    private static readonly StatedTime _day = new(At("2026-06-17 00:00"), IsDayOnly: true);
    private static readonly StatedTime _minute = new(At("2026-06-17 09:30"), IsDayOnly: false);

    private static readonly Observation _bare = Found("2026-05");
    private static readonly Observation _full = _bare with { Value = "1.0", Title = "May", Link = "https://example.org/5", PublishedAt = _minute };

    /// <summary>May is out as the first observation shows it; June opens on 2026-07-13.</summary>
    private static Bench Knowing(Observation first) => new Bench().Hear(Look("2026-07-01 12:00", Listing, first, Coverage("2026-06-10")));

    private static bool IsQuiet(Bench bench, params Observation[] seen) => QuietLook.ChangesNothing(bench.Series, bench.State, Look("2026-07-02 12:00", Listing, seen));

    [Test]
    public void A_look_that_shows_what_is_known_is_quiet()
    {
        Assert.That(IsQuiet(Knowing(_full), _full), Is.True);
        Assert.That(IsQuiet(Knowing(_full), _bare), Is.True, "less than what is known");
        Assert.That(IsQuiet(Knowing(_bare), _bare), Is.True);
        Assert.That(IsQuiet(Knowing(_full), _full with { Title = "May again", Link = "https://example.org/other" }), Is.True, "the first title and address stay");
    }

    [Test]
    public void A_look_that_adds_a_title_an_address_a_figure_or_a_time_is_heard()
    {
        Assert.That(IsQuiet(Knowing(_bare), _bare with { Title = "May" }), Is.False);
        Assert.That(IsQuiet(Knowing(_bare), _bare with { Link = "https://example.org/5" }), Is.False);
        Assert.That(IsQuiet(Knowing(_bare), _bare with { Value = "1.0" }), Is.False);
        Assert.That(IsQuiet(Knowing(_bare), _bare with { PublishedAt = _day }), Is.False);
    }

    [Test]
    public void Of_printed_times_only_a_more_exact_one_is_heard()
    {
        var known = _bare with { PublishedAt = _day };
        Assert.That(IsQuiet(Knowing(known), known), Is.True);
        Assert.That(IsQuiet(Knowing(known), _bare with { PublishedAt = _minute }), Is.False);
        Assert.That(IsQuiet(Knowing(_full), _full), Is.True);
        Assert.That(IsQuiet(Knowing(_full), known), Is.True);
    }

    [Test]
    public void A_figure_is_known_as_it_was_printed_last()
    {
        var bench = Knowing(_full).Hear(Look("2026-07-01 18:00", Listing, _full with { Value = "1.1" }));
        Assert.That(IsQuiet(bench, _full with { Value = "1.1" }), Is.True);
        Assert.That(IsQuiet(bench, _full), Is.False, "the first figure is back");
    }

    [TestCase(ObservationKind.ReleaseSeen, true)]
    [TestCase(ObservationKind.NoticeLead, true)]
    [TestCase(ObservationKind.NothingElse, true)]
    [TestCase(ObservationKind.NotPublished, false)]
    [TestCase(ObservationKind.RowAbsent, false)]
    [TestCase(ObservationKind.Unreadable, false)]
    [TestCase(ObservationKind.StopNotice, false)]
    public void What_can_change_nothing_is_quiet_and_what_bears_witness_is_heard(ObservationKind kind, bool isQuiet) =>
        Assert.That(IsQuiet(Knowing(_full), _full, new Observation { Series = Key, Kind = kind, Period = P("2026-05") }), Is.EqualTo(isQuiet));

    [Test]
    public void A_look_at_the_very_moment_at_which_something_can_change_is_heard()
    {
        var bench = Knowing(_full);
        var look = Look("2026-07-02 12:00", Listing, _full);
        bool Quiet(SeriesState state) => QuietLook.ChangesNothing(bench.Series, state, look);
        Assert.That(Quiet(bench.State with { NextDeadline = look.At.AddTicks(1) }), Is.True);
        Assert.That(Quiet(bench.State with { NextDeadline = look.At }), Is.False);
        Assert.That(Quiet(bench.State with { NextDeadline = null }), Is.False, "nobody knows when something can change");
        Assert.That(Quiet(Opening(bench.State, look.At.AddTicks(1))), Is.True);
        Assert.That(Quiet(Opening(bench.State, look.At)), Is.False);
    }

    private static SeriesState Opening(SeriesState state, DateTimeOffset opens)
    {
        var june = state.Releases[P("2026-06")];
        return state with { Releases = state.Releases.SetItem(june.Period, june with { Window = june.Window! with { Opens = opens } }) };
    }

    [Test]
    public void The_row_of_a_release_is_known_from_the_period_on_in_which_it_was_there_last()
    {
        var row = new PageReading { Source = Pages, Title = new("价格"), Row = new RowRule { Label = new("^面积"), Siblings = [new("^其他")] } };
        var bench = new Bench(s => s with { Readings = [s.Readings[0], row] }).Hear(Look("2026-07-01 12:00", Pages, Found("2026-04", "1"), Found("2026-05", "1")));
        bool Quiet(SeriesState state, string period) => QuietLook.ChangesNothing(bench.Series, state, Look("2026-07-02 12:00", Pages, Found(period, "1")));
        SeriesState RowSeenIn(string period) => bench.State with { RowSeenIn = bench.State.RowSeenIn.SetItem(ReleaseShape.Ordinary, P(period)) };
        Assert.That((Quiet(bench.State, "2026-04"), Quiet(bench.State, "2026-05")), Is.EqualTo((true, true)));
        Assert.That((Quiet(RowSeenIn("2026-04"), "2026-04"), Quiet(RowSeenIn("2026-04"), "2026-05")), Is.EqualTo((true, false)), "the row is new there");
        Assert.That(Quiet(bench.State with { RowSeenIn = ImmutableSortedDictionary<ReleaseShape, ReferencePeriod>.Empty }, "2026-05"), Is.False, "the row was never there");
    }

    [Test]
    public void A_quiet_look_is_remembered_as_a_look_and_told_as_quiet()
    {
        var bench = Knowing(_full).Hear(Look("2026-07-02 12:00", Listing, _full));
        Assert.That((bench.Last.IsQuiet, bench.State.AsOf, bench.State.Channels[Listing].LastLookAt), Is.EqualTo((true, (DateTimeOffset?)At("2026-07-02 12:00"), At("2026-07-02 12:00"))));
        bench.Hear(Look("2026-07-03 12:00", Listing));
        Assert.That((bench.Last.IsQuiet, bench.State.Channels[Listing].HasFound), Is.EqualTo((true, true)), "a source that has found the series has found it");
    }

    [Test]
    public void The_first_find_in_a_source_is_not_told_as_quiet()
    {
        var bench = new Bench().Hear(Look("2026-07-01 10:00", Pages, _full)).Hear(Look("2026-07-01 12:00", Listing, Coverage("2026-06-20")));
        Assert.That(bench.State.Channels[Listing].HasFound, Is.False);
        bench.Hear(Look("2026-07-02 12:00", Listing, _full));
        Assert.That((bench.Last.IsQuiet, bench.State.Channels[Listing].HasFound), Is.EqualTo((false, true)));
    }
}
