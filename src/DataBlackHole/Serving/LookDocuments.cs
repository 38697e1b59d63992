using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving;

/// <summary>A run of looks at one address that changed nothing.</summary>
public sealed record MeasurementDocument
{
    /// <summary>Number of the measurement.</summary>
    public required long Id { get; init; }

    /// <summary>Key of the source.</summary>
    public required string Source { get; init; }

    /// <summary>Key of the place from which we looked.</summary>
    public required string Vantage { get; init; }

    /// <summary>live, archive for a captured document that was fed in later, or reread for one that was read again.</summary>
    public required string Origin { get; init; }

    public required string Method { get; init; }

    /// <summary>Address that was asked.</summary>
    public required string Url { get; init; }

    /// <summary>First look, UTC.</summary>
    public required DateTimeOffset FirstAt { get; init; }

    /// <summary>Last look, UTC.</summary>
    public required DateTimeOffset LastAt { get; init; }

    public required int Looks { get; init; }

    /// <summary>Status of the HTTP answer; null when none came.</summary>
    public int? Status { get; init; }

    /// <summary>Why it could not see; null when it could. It says nothing about the publisher.</summary>
    public FailureKind? Failure { get; init; }

    public string? FailureDetail { get; init; }

    /// <summary>SHA-256 of the body kept as evidence: GET /api/v1/evidence/{sha256}.</summary>
    public ContentDigest? Sha256 { get; init; }

    /// <summary>Length of the body in bytes, after decompression.</summary>
    public required long BodyLength { get; init; }

    /// <summary>How long the first look took, in milliseconds.</summary>
    public required double DurationMs { get; init; }

    /// <summary>SHA-256 over the definitions by which it was read.</summary>
    public required string Catalogue { get; init; }
}

/// <summary>One run of looks in full.</summary>
/// <param name="Measurement">The run.</param>
/// <param name="LookTimes">When each look was taken, UTC.</param>
/// <param name="Redirects">Every address that the first look was redirected to.</param>
/// <param name="Headers">Headers of the answer that are kept.</param>
/// <param name="Observations">What was read.</param>
public sealed record MeasurementDetailDocument(
    MeasurementDocument Measurement, IReadOnlyList<DateTimeOffset> LookTimes, IReadOnlyList<string> Redirects,
    IReadOnlyDictionary<string, string> Headers, IReadOnlyList<ObservationDocument> Observations);

/// <summary>One fact that was read out of a document.</summary>
/// <param name="Series">Key of the series.</param>
/// <param name="Kind">What was found.</param>
/// <param name="Period">The reference period it is about.</param>
/// <param name="Value">The figure as printed.</param>
/// <param name="Unit">Its unit as printed.</param>
/// <param name="PublishedAt">Publication time printed on the document, UTC.</param>
/// <param name="Title">Title as printed.</param>
/// <param name="Link">Address it links to.</param>
/// <param name="Failure">Why nothing could be read; null when it could.</param>
public sealed record ObservationDocument(
    string Series, ObservationKind Kind, ReferencePeriod? Period, string? Value, string? Unit, DateTimeOffset? PublishedAt, string? Title, string? Link, FailureKind? Failure);

/// <summary>From looks on record to the documents of the API. Pure.</summary>
internal static class LookMapping
{
    public static MeasurementDocument Run(LookSummary run) => Document(run.Id, run.First, run.LastAt, run.Looks);

    public static MeasurementDetailDocument Detail(MeasurementRecord run) => new(
        Document(run.Id, run.First, run.LookTimes[^1], run.LookTimes.Length),
        run.LookTimes, run.First.Redirects, run.First.Headers,
        [.. run.Observations.Select(o => new ObservationDocument(o.Series, o.Kind, o.Period, o.Value, o.Unit, o.PublishedAt?.At, o.Title, o.Link, o.Failure?.Kind))]);

    private static MeasurementDocument Document(long id, Measurement first, DateTimeOffset last, int looks) => new()
    {
        Id = id,
        Source = first.Source,
        Vantage = first.Vantage,
        Origin = first.Origin,
        Method = first.Request.Method,
        Url = first.Request.Url,
        FirstAt = first.TakenAt,
        LastAt = last,
        Looks = looks,
        Status = first.Status,
        Failure = first.Failure?.Kind,
        FailureDetail = first.Failure?.Detail,
        Sha256 = first.Body,
        BodyLength = first.BodyLength,
        DurationMs = first.Duration.TotalMilliseconds,
        Catalogue = first.CatalogueHash,
    };
}
