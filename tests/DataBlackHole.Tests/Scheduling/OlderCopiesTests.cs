using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;
using DataBlackHole.Tests.Judging;

namespace DataBlackHole.Tests.Scheduling;

public sealed class OlderCopiesTests
{
    private static readonly Bench Sample = new();

    private static Reading Listed(string source, string origin, params string[] days) => new(
        new Capture(
            new Measurement
            {
                Source = source,
                Vantage = "direct",
                Origin = origin,
                Request = new ProbeRequest("GET", "https://example.org/list"),
                TakenAt = Bench.At("2026-07-22 10:00"),
                Status = 200,
                CatalogueHash = "test",
            },
            default),
        [Bench.Found("2026-06")],
        [.. days.Select(d => new ListingItem("价格", "https://example.org/p", DateOnly.Parse(d)))]);

    private static IReadOnlyList<Reading> Refused(string? known, Reading look) => OlderCopies.Refused(
        Sample.Catalogue,
        Sample.Catalogue.Sources[look.Capture.Measurement.Source],
        known is null ? null : new SourceState { Source = Bench.Listing, NewestListed = DateOnly.Parse(known) },
        [look]);

    [Test]
    public void A_list_that_ends_before_an_item_that_was_seen_on_it_is_an_older_copy()
    {
        var refused = Refused("2026-07-20", Listed(Bench.Listing, "live", "2026-07-19", "2026-07-17")).Single();
        Assert.That(refused.Capture.Measurement.Failure?.Kind, Is.EqualTo(FailureKind.StaleCache));
        Assert.That(refused.Observations, Is.Empty);
    }

    [TestCase(null, "2026-07-19")]
    [TestCase("2026-07-20", "2026-07-20")]
    [TestCase("2026-07-20", "2026-07-21")]
    public void A_list_that_goes_on_is_taken_as_it_is(string? known, string newest)
    {
        var look = Listed(Bench.Listing, "live", "2026-07-17", newest);
        Assert.That(Refused(known, look).Single(), Is.SameAs(look));
    }

    [Test]
    public void A_list_that_was_not_read_anew_is_no_older_copy() =>
        Assert.That(Refused("2026-07-20", Listed(Bench.Listing, "live")).Single().Capture.Measurement.Failure, Is.Null);

    [Test]
    public void Captures_of_the_past_and_release_pages_are_no_older_copies()
    {
        Assert.That(Refused("2026-07-20", Listed(Bench.Listing, "archive", "2026-07-19")).Single().Capture.Measurement.Failure, Is.Null);
        Assert.That(Refused("2026-07-20", Listed(Bench.Pages, "live", "2026-07-19")).Single().Capture.Measurement.Failure, Is.Null);
    }

    [Test]
    public void A_day_that_has_not_come_is_not_remembered()
    {
        var newest = OlderCopies.NewestListed(Sample.Catalogue, Sample.Catalogue.Sources[Bench.Listing], [Listed(Bench.Listing, "live", "2062-07-20", "2026-07-19")]);
        Assert.That(newest, Is.EqualTo(new DateOnly(2026, 7, 19)));
    }

    [Test]
    public void The_newest_day_is_remembered_through_failures_and_never_goes_back()
    {
        var source = Sample.Catalogue.Sources[Bench.Listing];
        var look = Listed(Bench.Listing, "live").Capture.Measurement;
        var first = SourceStates.After(source, null, look, new DateOnly(2026, 7, 20));
        var failed = SourceStates.After(source, first, look with { TakenAt = look.TakenAt.AddHours(1), Failure = new ProbeFailure(FailureKind.Timeout, ProbeOperation.Exchange, "constructed") });
        var older = SourceStates.After(source, failed, look with { TakenAt = look.TakenAt.AddHours(2) }, new DateOnly(2026, 7, 19));
        Assert.That(new[] { first, failed, older }.Select(s => s.NewestListed), Is.All.EqualTo(new DateOnly(2026, 7, 20)));
    }
}
