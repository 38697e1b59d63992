using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Scheduling;
using DataBlackHole.Tests.Interpreting;
using static DataBlackHole.Tests.Interpreting.SampleCatalogue;

namespace DataBlackHole.Tests.Scheduling;

/// <summary>Which series a look speaks about, and which pages it leads to.</summary>
public sealed class LookRoutingTests
{
    private static readonly NoticeReading Notices = new() { Source = "pages", Names = [Pattern("价格")], Title = Pattern("答记者问") };

    /// <summary>By their readings: of the list and its pages, of a row in the pages, of the database and for notices, of the list and for notices.</summary>
    private static readonly MonitorCatalogue Catalogue = With(
        Statistic("listed", Cadence.Monthly, null, Listed("价格"), Paged("价格")),
        Statistic("row", Cadence.Monthly, null, Listed("价格", Proof.Release), Paged("价格", LandRow("价格"))),
        Statistic("database", Cadence.Monthly, null, InDatabase("db-urban"), Notices),
        Statistic("both", Cadence.Monthly, null, Listed("价格"), Notices));

    private static Observation Seen(string series, ObservationKind kind, string? link = null, string? period = null) => new()
    {
        Series = series,
        Kind = kind,
        Link = link,
        Period = period is null ? null : ReferencePeriod.Parse(period),
    };

    private static ImmutableSortedDictionary<string, SeriesEvidence> Evidence(string source, ProbeFailure? failure, params Observation[] observations)
    {
        var capture = Captures.Of(ListingUrl, "");
        capture = capture with { Measurement = capture.Measurement with { Source = source, Failure = failure } };
        return LookEvidence.For(Catalogue, Source(source), [new Reading(capture, [.. observations], [])], canWitnessAbsence: true);
    }

    [TestCase("listing", "both", "listed", "row")]
    [TestCase("pages", "row")]
    [TestCase("db-urban", "database")]
    public void A_failed_look_blinds_only_those_who_read_releases_there(string source, params string[] blinded)
    {
        var evidence = Evidence(source, new ProbeFailure(FailureKind.Timeout, ProbeOperation.Exchange, "constructed"));

        Assert.That(evidence.Keys, Is.EqualTo(blinded));
        Assert.That(evidence.Values, Is.All.InstanceOf<BlindLook>());
    }

    [Test]
    public void A_page_without_a_notice_says_nothing_to_those_who_read_it_for_notices() =>
        Assert.That(Evidence("pages", null, Seen("listed", ObservationKind.Published, period: "2026-07")).Keys, Is.EqualTo(new[] { "listed" }));

    [TestCase("pages")]
    [TestCase("listing")]
    public void A_notice_is_heard_wherever_it_stands(string source) =>
        Assert.That(Evidence(source, null, Seen("database", ObservationKind.SuspensionNotice)).Keys, Does.Contain("database"));

    [Test]
    public void A_lead_alone_is_nothing_to_judge() =>
        Assert.That(Evidence("listing", null, Seen("database", ObservationKind.NoticeLead, "https://www.stats.gov.cn/a.html")).Keys, Is.EqualTo(new[] { "both", "listed", "row" }));

    [Test]
    public void Pages_that_may_hold_a_notice_are_followed_first_and_then_the_newest_releases()
    {
        var links = FollowPlanner.Links(Catalogue, Source("pages"),
        [
            Seen("listed", ObservationKind.Published, "june", "2026-06"),
            Seen("row", ObservationKind.ReleaseSeen, "july", "2026-07"),
            Seen("listed", ObservationKind.Published, "july", "2026-07"),
            Seen("database", ObservationKind.NoticeLead, "conference"),
        ]);

        Assert.That(links, Is.EqualTo(new[] { "conference", "july", "june" }));
    }

    [Test]
    public void What_nobody_reads_as_a_page_is_not_followed()
    {
        var links = FollowPlanner.Links(Catalogue, Source("pages"),
        [
            Seen("both", ObservationKind.Published, "not read as a page", "2026-07"),
            Seen("listed", ObservationKind.NoticeLead, "read for no notices"),
            Seen("listed", ObservationKind.Unreadable, "not understood"),
            Seen("database", ObservationKind.SuspensionNotice, "said already"),
            Seen("listed", ObservationKind.Published, null, "2026-07"),
        ]);

        Assert.That(links, Is.Empty);
    }
}
