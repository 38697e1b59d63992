using System.Collections.Immutable;
using DataBlackHole.Core.Census;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Storage;

/// <summary>A census on record.</summary>
/// <param name="Today">The publisher's day on which it began.</param>
/// <param name="Address">Where the database was asked.</param>
public sealed record CensusRun(long Id, string Publisher, DateTimeOffset StartedAt, DateOnly Today, ImmutableArray<CensusTree> Trees, string Address);

/// <summary>What came of one question of a census.</summary>
public enum CensusOutcome
{
    /// <summary>Not known; never recorded.</summary>
    Unknown = 0,

    /// <summary>It was answered.</summary>
    Read,

    /// <summary>An attempt failed; others follow.</summary>
    Failed,

    /// <summary>It failed for good in this census.</summary>
    GivenUp,
}

/// <summary>A question of a census and what came of it.</summary>
/// <param name="Body">The answer; empty when there is none.</param>
public sealed record CensusPage(string CallKey, CensusOutcome Outcome, int Attempt, DateTimeOffset TakenAt, int? Status, ProbeFailure? Failure, ReadOnlyMemory<byte> Body);

/// <summary>What a census could not read, or could not tell about what it read.</summary>
/// <param name="Subject">The indicator, leaf or node.</param>
/// <param name="Name">Its name and the way to it, for people.</param>
public sealed record CensusUntold(CensusDoubt Doubt, string Subject, int Tree, string Name, string Path, string? Detail);

/// <summary>What a census was, as a whole.</summary>
public sealed record CensusSummary
{
    /// <summary>Questions that were answered.</summary>
    public required int PagesRead { get; init; }

    /// <summary>Questions that failed for good.</summary>
    public required int PagesUnread { get; init; }

    public required int Leaves { get; init; }

    public required int Indicators { get; init; }

    public required ImmutableSortedDictionary<CensusStanding, int> ByStanding { get; init; }

    public required ImmutableArray<CensusUntold> CannotTell { get; init; }

    /// <summary>Whether every part of the tree was read, so that what was not found is not there.</summary>
    public required bool IsWhole { get; init; }
}

/// <summary>A census that ended.</summary>
public sealed record CensusEnd(CensusRun Run, DateTimeOffset EndedAt, CensusSummary Summary);

/// <summary>A version of what is known about an indicator.</summary>
public sealed record CensusVersion(long Id, long Run, string Publisher, DateTimeOffset RecordedAt, CensusFinding Finding);
