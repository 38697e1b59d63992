using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Core.Judging;

/// <summary>The status that a curated entry implies for the time after it.</summary>
public enum CuratedStatus
{
    /// <summary>Not known; never answered.</summary>
    Unknown = 0,

    /// <summary>Published.</summary>
    Current,

    /// <summary>A release was past its day and not out.</summary>
    Late,

    /// <summary>A figure that was expected did not appear.</summary>
    Missing,

    /// <summary>Halted.</summary>
    Paused,

    /// <summary>Ended.</summary>
    Discontinued,

    /// <summary>Reachable for some users or from some places only.</summary>
    Restricted,

    /// <summary>Published, and in part or whole taken back.</summary>
    Withdrawn,

    /// <summary>Published under another definition.</summary>
    Redefined,
}

/// <summary>A status implied by one curated entry, and the days between which it began.</summary>
/// <param name="Status">The status.</param>
/// <param name="BeganEarliest">First day on which it can have begun; null when the sources do not bound it.</param>
/// <param name="BeganLatest">Last day on which it can have begun.</param>
/// <param name="Entry">The entry that says so.</param>
public sealed record CuratedClaim(CuratedStatus Status, DateOnly? BeganEarliest, DateOnly BeganLatest, CuratedEntry Entry);

/// <summary>What the cited history says about one series on one day.</summary>
/// <param name="Claim">The status by the last entry that had certainly taken effect; null when there is none or it implies no status.</param>
/// <param name="Possible">What may have held that day instead: entries whose day is not known well enough, and delays whose end is not recorded.</param>
/// <param name="Remarks">Entries in effect by then that imply no status (a revision, a move, a disclosure, …).</param>
/// <param name="Leads">Entries of low confidence, whatever their day: they establish nothing.</param>
public sealed record CuratedAnswer(
    CuratedClaim? Claim,
    ImmutableArray<CuratedClaim> Possible,
    ImmutableArray<CuratedEntry> Remarks,
    ImmutableArray<CuratedEntry> Leads);
