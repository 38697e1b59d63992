using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using static DataBlackHole.Tests.Judging.Bench;

namespace DataBlackHole.Tests.Judging;

/// <summary>A pattern that rests on reports is not believed about what it lacks until it has found the series once.</summary>
public sealed class UnverifiedReadingTests
{
    [TestCase(true, true, false)]
    [TestCase(false, true, true)]
    [TestCase(true, false, true)]
    [TestCase(false, false, true)]
    public void A_channel_is_unverified_when_the_reading_or_its_source_is(bool reading, bool source, bool isUnverified)
    {
        var bench = new Bench(s => s with { Readings = [.. s.Readings, new DatabaseReading { Source = Database, IsVerified = reading }] });
        var database = bench.Catalogue.Sources[Database] with { IsVerified = source };
        var catalogue = new MonitorCatalogue("test", bench.Catalogue.Publishers.Values, [bench.Catalogue.Sources[Listing], database, bench.Catalogue.Sources[Pages]], [bench.Series], []);
        var channels = new ClaimChannels(catalogue, bench.Series);
        Assert.That((channels.IsUnverified(Database), channels.IsUnverified(Listing)), Is.EqualTo((isUnverified, false)));
    }

    /// <summary>The listing has found May; June is overdue, and listing and database both lack it.</summary>
    private static Bench Lacking(bool isVerified, params Observation[] shownBefore)
    {
        var bench = new Bench(s => s with { Readings = [.. s.Readings, new DatabaseReading { Source = Database, IsVerified = isVerified }] }).Listed("2026-07-01 12:00", "2026-06-10", "2026-05");
        if (shownBefore.Length > 0) bench.Hear(Look("2026-07-02 12:00", Database, shownBefore));
        return bench.Hear(Look("2026-07-21 12:00", Database, Empty("2026-06"))).Listed("2026-07-22 10:00", "2026-07-01").Hear(Look("2026-07-22 12:00", Database, Empty("2026-06")));
    }

    [Test]
    public void An_unverified_source_that_never_found_the_series_claims_nothing() => Assert.That(Lacking(isVerified: false).StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Due));

    [Test]
    public void A_verified_source_is_believed_also_before_it_found_the_series() => Assert.That(Lacking(isVerified: true).StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Late));

    [Test]
    public void An_unverified_source_is_believed_once_it_found_the_series_though_it_was_long_ago() =>
        Assert.That(Lacking(isVerified: false, Found("2026-05")).StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Late));

    [TestCase(ObservationKind.Published, true)]
    [TestCase(ObservationKind.ReleaseSeen, true)]
    [TestCase(ObservationKind.NotPublished, false)]
    [TestCase(ObservationKind.NoticeLead, false)]
    public void A_look_shows_the_series_by_a_figure_or_by_a_release_that_should_carry_it(ObservationKind kind, bool shows) =>
        Assert.That(Look("2026-07-22 10:00", Listing, new Observation { Series = Key, Kind = kind, Period = P("2026-06") }, Coverage("2026-07-01")).ShowsSeries, Is.EqualTo(shows));

    [Test]
    public void A_look_without_facts_shows_nothing()
    {
        Assert.That(Look("2026-07-22 10:00", Listing).ShowsSeries, Is.False);
        Assert.That((Look("2026-07-22 10:00", Listing) with { Facts = default(ImmutableArray<SeenFact>) }).ShowsSeries, Is.False);
    }
}
