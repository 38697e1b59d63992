using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Storage;

/// <summary>One series in a list.</summary>
public sealed record SeriesSummary
{
    public required string Series { get; init; }

    public required SeriesStatus Status { get; init; }

    public DateTimeOffset? Since { get; init; }

    public Reason Reason { get; init; }

    public Grade Grade { get; init; }

    public Origin Origin { get; init; }

    public Visibility Visibility { get; init; }

    public BlindReason BlindReason { get; init; }

    public DateTimeOffset? BlindSince { get; init; }

    public DateTimeOffset? AsOf { get; init; }

    public ReferencePeriod? LastPeriod { get; init; }

    public DateTimeOffset? NextDeadline { get; init; }
}

/// <summary>One series: its state, its last period, and the last look that saw that period with the document it saw.</summary>
public sealed record SeriesDetail(SeriesState State, ReleaseState? LastRelease, Sighting? LastSighting);

/// <summary>The last look that saw a release. The body is the one kept for the run of looks, taken at <see cref="BodyTakenAt"/>.</summary>
public sealed record Sighting(
    long MeasurementId, string Source, string Url, DateTimeOffset SeenAt, ContentDigest? Body, DateTimeOffset BodyTakenAt);

/// <summary>A source with the number of looks at its documents.</summary>
public sealed record SourceSummary(SourceState State, long Looks);

/// <summary>What the monitor can say about itself.</summary>
public sealed record MonitorHealth(IReadOnlyDictionary<Visibility, int> Sources, DateTimeOffset? NewestLookAt);

/// <summary>One run of looks: the first of them as measured, every look time, and what was read.</summary>
public sealed record MeasurementRecord(
    long Id, Measurement First, ImmutableArray<DateTimeOffset> LookTimes, ImmutableArray<Observation> Observations);
