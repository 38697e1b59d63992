using System.Text.RegularExpressions;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;
using DataBlackHole.Tests.Judging;

namespace DataBlackHole.Tests.Scheduling;

public sealed class FollowPlannerTests
{
    private const string Link = "https://example.org/page.html";

    [TestCase("2026-07-22 10:00", true)]
    [TestCase("2026-08-04 10:00", true)]
    [TestCase("2026-08-06 10:00", false)]
    public void A_page_without_its_row_is_read_again_until_some_days_after_missing(string now, bool again) =>
        Assert.That(Unsettled(WithoutRow("2026-07-20 10:00"), now), again ? Is.EqualTo(new[] { Link }) : Is.Empty);

    [TestCase("2026-07-20 15:00", false)]
    [TestCase("2026-07-20 16:00", true)]
    public void A_page_without_its_row_is_not_read_again_at_every_look(string now, bool again) =>
        Assert.That(Unsettled(WithoutRow("2026-07-20 10:00"), now), again ? Is.EqualTo(new[] { Link }) : Is.Empty);

    [Test]
    public void A_page_whose_row_was_found_is_left_alone() =>
        Assert.That(Unsettled(WithoutRow("2026-07-20 10:00").Hear(Bench.Look("2026-07-21 10:00", Bench.Pages, Bench.Found("2026-06"))), "2026-07-23 10:00"), Is.Empty);

    [TestCase("2026-07-25 10:00", "2026-07-20 10:00", false, Description = "not a week old")]
    [TestCase("2026-07-28 10:00", "2026-07-20 10:00", true, Description = "not read since it was a week old")]
    [TestCase("2026-08-10 10:00", "2026-07-28 10:00", false)]
    [TestCase("2026-08-20 10:00", "2026-07-28 10:00", true, Description = "a month old")]
    [TestCase("2028-08-20 10:00", "2027-08-20 10:00", false, Description = "after a year it is left alone")]
    public void A_page_is_read_again_some_days_after_its_release_because_figures_are_changed_without_a_word(string now, string lastRead, bool again)
    {
        var bench = new Bench(OfRow).Hear(Bench.Look("2026-07-20 10:00", Bench.Pages, Bench.Found("2026-06") with { Link = Link }));
        var readers = new Dictionary<string, SeriesState> { [Bench.Key] = bench.State };
        var read = new Dictionary<string, PageLooks> { [Link] = new(Bench.At(lastRead), true) };
        Assert.That(FollowPlanner.Revisited(readers, read, Bench.At(now)), again ? Is.EqualTo(new[] { Link }) : Is.Empty);
    }

    [Test]
    public void A_page_that_could_never_be_read_is_not_read_again()
    {
        var bench = new Bench(OfRow).Hear(Bench.Look("2026-07-20 10:00", Bench.Pages, Bench.Found("2026-06") with { Link = Link }));
        var readers = new Dictionary<string, SeriesState> { [Bench.Key] = bench.State };
        var looks = new Dictionary<string, PageLooks> { [Link] = new(Bench.At("2026-07-20 10:00"), false) };
        Assert.That(FollowPlanner.Revisited(readers, looks, Bench.At("2026-07-28 10:00")), Is.Empty);
    }

    private static Bench WithoutRow(string at) => new Bench(OfRow)
        .Hear(Bench.Look("2026-07-01 12:00", Bench.Pages, Bench.Found("2026-05")))
        .Hear(Bench.Look(at, Bench.Pages, Bench.Found("2026-06") with { Kind = ObservationKind.RowAbsent, Witness = "siblings" }));

    private static SeriesDefinition OfRow(SeriesDefinition series) => series with
    {
        Readings =
        [
            new ListingReading { Source = Bench.Listing, Title = new Regex("价格"), Proves = Proof.Release },
            new PageReading { Source = Bench.Pages, Title = new Regex("价格"), Row = new RowRule { Label = new Regex("价格"), Siblings = [] } },
        ],
    };

    private static IReadOnlySet<string> Unsettled(Bench bench, string now)
    {
        var listed = Bench.Found("2026-06") with { Kind = ObservationKind.ReleaseSeen, Link = Link };
        var readers = new Dictionary<string, SeriesState> { [Bench.Key] = bench.State };
        return FollowPlanner.Unsettled(bench.Catalogue, bench.Catalogue.Sources[Bench.Pages], [listed], readers, Bench.At(now));
    }
}
