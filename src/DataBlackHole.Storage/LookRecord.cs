using System.Collections.Immutable;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage.Rows;

namespace DataBlackHole.Storage;

/// <summary>One captured document and what was read out of it.</summary>
public sealed record ReadCapture(Capture Capture, ImmutableArray<Observation> Observations)
{
    /// <summary>The calendar, when the document is one.</summary>
    public CalendarReading? Calendar { get; init; }
}

/// <summary>A state as it stands on record.</summary>
/// <param name="State">The state.</param>
/// <param name="Version">Its version.</param>
/// <param name="IsSettled">Whether its settled releases stand beside it, and not in it.</param>
public readonly record struct KnownSeries(SeriesState State, long Version, bool IsSettled)
{
    public void Deconstruct(out SeriesState state, out long version) => (state, version) = (State, Version);

    /// <summary>What was judged from it.</summary>
    public JudgedSeries Judged(Verdict verdict) => new(Version, verdict) { SettledAs = IsSettled ? State : null };
}

/// <summary>A verdict and the version of the state it was judged from; 0 = there was no row.</summary>
public sealed record JudgedSeries(long LoadedVersion, Verdict Verdict)
{
    /// <summary>A state whose settled releases are on record as they are in it; null where that is not known, and all are written.</summary>
    public SeriesState? SettledAs { get; init; }
}

/// <summary>All that one look at one source has to put on record.</summary>
public sealed record LookRecord(
    string Source,
    ImmutableArray<ReadCapture> Captures,
    ImmutableArray<JudgedSeries> Series,
    SourceState SourceState,
    DateTimeOffset RecordedAt);

/// <summary>
/// The last run of an address that could see: what a conditional request needs, and the facts of a body that has not changed.
/// The facts are good only for the catalogue that read them.
/// </summary>
public sealed record KnownRun(
    long MeasurementId,
    string? ETag,
    string? LastModified,
    ContentDigest Body,
    ImmutableArray<Observation> Observations,
    string CatalogueHash)
{
    /// <summary>Who looked from where at what.</summary>
    internal string Address { get; private init; } = "";

    /// <summary>Null for a run that cannot serve: it was no live look, could not see, or had no body.</summary>
    internal static KnownRun? Of(MeasurementRow run, ImmutableArray<Observation> observations)
    {
        if (run is not { Origin: "live", FailureKind: null, BodyDigest: { } body }) return null;
        var headers = RecordJson.Read<Dictionary<string, string>>(run.Headers);
        return new KnownRun(run.Id, Header(headers, "ETag"), Header(headers, "Last-Modified"), ContentDigest.Parse(body), observations, run.CatalogueHash) { Address = run.Address };
    }

    private static string? Header(Dictionary<string, string> headers, string name) =>
        headers.FirstOrDefault(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
