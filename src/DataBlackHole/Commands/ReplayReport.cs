using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Archives;

namespace DataBlackHole.Commands;

/// <summary>What became of one archived document.</summary>
public enum ReplayOutcome
{
    /// <summary>Not decided; never reported.</summary>
    Unknown = 0,

    /// <summary>Read by its source's reader; facts, if any, are in the record.</summary>
    Read,

    /// <summary>Read, but not recorded: nothing says when the copy was taken.</summary>
    ReadWithoutTime,

    /// <summary>Its source's reader could not see; recorded as a failed look.</summary>
    Failed,

    /// <summary>No source claims it; recognised as a page that is not what was asked for.</summary>
    Recognised,

    /// <summary>No source claims it, and it is no page that hides another.</summary>
    NotWatched,

    /// <summary>Part of a document or a derived file: facts are never taken from it.</summary>
    NotWhole,
}

/// <summary>One fact that was read.</summary>
public sealed record ReplayFact(string Series, ObservationKind Kind, ReferencePeriod? Period, string? Value, StatedTime? PublishedAt, string? Title);

/// <summary>One document.</summary>
public sealed record ReplayDocument(
    string File, string Url, CaptureTime? CapturedAt, string? Source, ReplayOutcome Outcome, FailureKind? Failure, string? Detail, ImmutableArray<ReplayFact> Facts);

/// <summary>One release of a series as it stands in the record.</summary>
public sealed record ReplayRelease(
    ReferencePeriod Period,
    ReleaseStatus Status,
    string? Value,
    StatedTime? PublishedAt,
    DateTimeOffset? LastUnseenAt,
    DateTimeOffset? FirstSeenAt,
    DateTimeOffset? Due,
    WindowBasis? Basis,
    Punctuality? Punctuality);

/// <summary>One series as it stands in the record after the replay.</summary>
public sealed record ReplaySeries(string Key, SeriesStatus Status, Reason Reason, ReferencePeriod? LastPeriod, ImmutableArray<ReplayRelease> Releases);

/// <summary>What an archive shows. The same archive over the same record gives the same report, byte for byte.</summary>
public sealed record ReplayReport(
    string CatalogueHash, ImmutableArray<ArchiveProblem> Problems, ImmutableArray<ReplayDocument> Documents, ImmutableArray<ReplaySeries> Series);
