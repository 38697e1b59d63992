using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using static DataBlackHole.Tests.Judging.Bench;

namespace DataBlackHole.Tests.Judging;

/// <summary>A constructed series that is a row of a release: the listing shows the release, the page shows the row.</summary>
public sealed class DropTests
{
    private static Bench Rows() => new(s => s with
    {
        Readings =
        [
            new ListingReading { Source = Listing, Title = new("价格"), Proves = Proof.Release },
            new PageReading { Source = Pages, Title = new("价格"), Row = new RowRule { Label = new("^面积"), Siblings = [new("^其他")] } },
        ],
    });

    private static Observation Gone(string period) => new() { Series = Key, Kind = ObservationKind.RowAbsent, Period = P(period), Witness = "5 sibling rows" };

    private static Observation Out(string period) => new() { Series = Key, Kind = ObservationKind.ReleaseSeen, Period = P(period) };

    private static Bench Page(Bench bench, string at, Observation row)
    {
        bench.Hear(Look(at, Listing, Out(row.Period!.Value.ToString()), Coverage("2025-01-01")));
        return bench.Hear(Look(at, Pages, row));
    }

    private static Bench Seen(params string[] periods)
    {
        var bench = Rows();
        foreach (var period in periods) Page(bench, $"{P(period).End.AddDays(17):yyyy-MM-dd} 10:00", Found(period, "1"));
        return bench;
    }

    [Test]
    public void A_row_that_is_gone_from_a_kind_of_release_that_had_it_is_missing_at_the_first_release_without_it()
    {
        var bench = Page(Seen("2026-04", "2026-05"), "2026-08-17 10:00", Gone("2026-07"));
        Assert.That(bench.StatusOf("2026-07"), Is.EqualTo(ReleaseStatus.Missing));
        Assert.That(bench.State.Releases[P("2026-07")].Reason, Is.EqualTo(Reason.IndicatorDropped));
        Assert.That(bench.State.Status, Is.EqualTo(SeriesStatus.Missing));
    }

    [Test]
    public void A_row_that_was_never_in_this_kind_of_release_is_not_missing_from_it()
    {
        var bench = Page(Seen("2026-04", "2026-05"), "2026-07-17 10:00", Gone("2026-06"));
        Assert.That(bench.StatusOf("2026-06"), Is.Not.EqualTo(ReleaseStatus.Missing), "June closes a quarter; April and May do not");
        Assert.That(bench.State.Status, Is.EqualTo(SeriesStatus.Current));
    }

    [Test]
    public void When_the_next_like_release_lacks_it_too_both_are_missing()
    {
        var bench = Page(Seen("2026-04", "2026-05"), "2026-07-17 10:00", Gone("2026-06"));
        Page(bench, "2026-08-17 10:00", Gone("2026-07"));
        Assert.That((bench.StatusOf("2026-06"), bench.StatusOf("2026-07")), Is.EqualTo((ReleaseStatus.Missing, ReleaseStatus.Missing)));
    }

    [Test]
    public void A_row_never_found_is_never_missing()
    {
        var bench = Page(Rows(), "2026-06-17 10:00", Gone("2026-05"));
        Page(bench, "2026-07-17 10:00", Gone("2026-06"));
        Assert.That(bench.State.Status, Is.EqualTo(SeriesStatus.New));
    }

    [Test]
    public void A_row_that_leaves_the_release_is_not_missing_while_the_database_may_still_show_the_figure()
    {
        var bench = new Bench(s => s with
        {
            Readings =
            [
                new PageReading { Source = Pages, Title = new("价格"), Row = new RowRule { Label = new("^面积"), Siblings = [new("^其他")] } },
                new DatabaseReading { Source = Database },
            ],
        });
        bench.Hear(Look("2026-06-01 10:00", Database, Empty("2026-05"))).Hear(Look("2026-06-17 10:00", Pages, Found("2026-04", "1"))).Hear(Look("2026-06-17 10:01", Pages, Found("2026-05", "1")));
        bench.Hear(Look("2026-08-17 09:00", Database, Empty("2026-07"))).Hear(Look("2026-08-17 10:00", Pages, Gone("2026-07")));
        Assert.That(bench.StatusOf("2026-07"), Is.EqualTo(ReleaseStatus.Scheduled));
        bench.Hear(Look("2026-08-18 16:00", Database, Found("2026-07", "2")));
        Assert.That((bench.StatusOf("2026-07"), bench.State.Status), Is.EqualTo((ReleaseStatus.Published, SeriesStatus.Current)));
    }

    [Test]
    public void Three_releases_without_it_end_the_series_while_the_publisher_goes_on()
    {
        var bench = Seen("2026-04", "2026-05");
        foreach (var period in new[] { "2026-07", "2026-08", "2026-10" })
        {
            var at = $"{P(period).End.AddDays(17):yyyy-MM-dd} 10:00";
            bench.Hear(Look(at, Listing, Out(period), Coverage("2025-01-01")) with { PublisherAliveAt = At(at) });
            bench.Hear(Look(at, Pages, Gone(period)));
        }
        Assert.That(bench.State.Status, Is.EqualTo(SeriesStatus.Missing), "June and September were not looked at, so the three do not follow one another");
        bench = Seen("2026-04", "2026-05", "2026-06");
        foreach (var period in new[] { "2026-07", "2026-08", "2026-09" })
        {
            var at = $"{P(period).End.AddDays(17):yyyy-MM-dd} 10:00";
            bench.Hear(Look(at, Listing, Out(period), Coverage("2025-01-01")) with { PublisherAliveAt = At(at) });
            bench.Hear(Look(at, Pages, Gone(period)));
        }
        bench.Hear(Look("2026-10-21 10:00", Listing, Out("2026-09"), Coverage("2025-01-01")) with { PublisherAliveAt = At("2026-10-21 10:00") });
        Assert.That((bench.State.Status, bench.State.Reason, bench.State.Grade), Is.EqualTo((SeriesStatus.Discontinued, Reason.SeveralCyclesMissing, Grade.Corroborated)));
    }

    [Test]
    public void A_later_release_of_another_kind_without_it_is_not_dragged_along()
    {
        var bench = Page(Seen("2026-04"), "2026-07-17 10:00", Gone("2026-06"));
        Page(bench, "2026-07-18 10:00", Gone("2026-05"));
        Assert.That((bench.StatusOf("2026-05"), bench.StatusOf("2026-06")), Is.EqualTo((ReleaseStatus.Missing, ReleaseStatus.Scheduled)));
    }

    [Test]
    public void A_row_without_a_figure_is_not_a_row_that_is_gone()
    {
        var bench = Page(Seen("2026-04", "2026-05"), "2026-08-17 10:00", Empty("2026-07"));
        Assert.That(bench.StatusOf("2026-07"), Is.EqualTo(ReleaseStatus.Scheduled));
    }

    [Test]
    public void A_row_read_only_on_pages_that_nobody_links_to_is_never_missing()
    {
        var bench = new Bench(s => s with { Readings = [new PageReading { Source = Pages, Title = new("价格"), Row = new RowRule { Label = new("^面积"), Siblings = [new("^其他")] } }] });
        bench.Hear(Look("2026-06-17 10:00", Pages, Found("2026-05", "1"))).Hear(Look("2026-08-17 10:00", Pages, Gone("2026-07")));
        Assert.That((bench.StatusOf("2026-07"), bench.State.Status), Is.EqualTo((ReleaseStatus.Scheduled, SeriesStatus.Current)));
    }
}
