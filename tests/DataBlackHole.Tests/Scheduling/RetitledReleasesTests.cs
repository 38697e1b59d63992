using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;
using DataBlackHole.Tests.Judging;

namespace DataBlackHole.Tests.Scheduling;

public sealed class RetitledReleasesTests
{
    private const string Link = "https://example.org/p0615.html";

    private readonly Bench _bench = new Bench().Hear(Bench.Look("2026-06-20 10:00", Bench.Listing, Bench.Found("2026-05") with { Link = Link, PublishedAt = new StatedTime(Bench.At("2026-06-15 00:00"), true) }));

    private IReadOnlyList<Reading> Marked(Reading look) => RetitledReleases.Marked(
        _bench.Catalogue,
        _bench.Catalogue.Sources[look.Capture.Measurement.Source],
        new Dictionary<string, KnownSeries> { [Bench.Key] = new(_bench.State, 1, IsSettled: true) },
        [look]);

    private static Reading Listed(string url, params Observation[] seen) => new(
        new Capture(
            new Measurement
            {
                Source = Bench.Listing,
                Vantage = "direct",
                Request = new ProbeRequest("GET", "https://example.org/list"),
                TakenAt = Bench.At("2026-06-22 10:00"),
                Status = 200,
                CatalogueHash = "test",
            },
            default),
        [.. seen],
        [new ListingItem("五月公报（更正）", url, new DateOnly(2026, 6, 15))]);

    [Test]
    public void A_last_release_that_is_listed_under_another_title_cannot_be_read()
    {
        var said = Marked(Listed(Link, Bench.Coverage("2026-06-01"))).Single().Observations[^1];
        Assert.That((said.Series, said.Kind, said.Failure?.Kind), Is.EqualTo((Bench.Key, ObservationKind.Unreadable, FailureKind.LabelChanged)));
        Assert.That(said.Failure!.Detail, Does.Contain("2026-05").And.Contain("五月公报（更正）"));
    }

    [Test]
    public void Where_it_is_found_or_its_address_is_not_there_the_look_is_taken_as_it_is()
    {
        var found = Listed(Link, Bench.Found("2026-05"));
        var gone = Listed("https://example.org/other.html", Bench.Coverage("2026-06-01"));
        Assert.That((Marked(found).Single(), Marked(gone).Single()), Is.EqualTo((found, gone)));
    }

    [Test]
    public void It_makes_us_blind_and_is_never_taken_back_by_the_publisher()
    {
        for (var day = 22; day < 30; day++)
        {
            var look = Marked(Listed(Link, Bench.Coverage("2026-06-01")))[0];
            _bench.Hear(Bench.Look($"2026-06-{day} 10:00", Bench.Listing, [.. look.Observations]));
        }
        Assert.That((_bench.StatusOf("2026-05"), _bench.State.Visibility, _bench.State.BlindChannel!.Reason), Is.EqualTo((ReleaseStatus.Published, Visibility.Blind, BlindReason.ReaderBroken)));
    }
}
