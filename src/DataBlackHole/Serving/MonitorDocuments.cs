using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Serving;

/// <summary>Whether the monitor itself works.</summary>
/// <param name="Status">ok, degraded (some sources blind, or trouble of our own), blind (no source can be seen) or starting (no look yet).</param>
/// <param name="Sources">Sources that live looks go to, by visibility.</param>
/// <param name="LastLookAt">When the last look ended, UTC.</param>
/// <param name="Blind">Every source that cannot be seen, why and since when.</param>
/// <param name="Troubles">What is wrong with the monitor itself.</param>
public sealed record HealthDocument(
    string Status, IReadOnlyDictionary<Visibility, int> Sources, DateTimeOffset? LastLookAt, IReadOnlyList<BlindSourceDocument> Blind, IReadOnlyList<TroubleDocument> Troubles)
{
    /// <summary>Whether alerts reach people.</summary>
    public required AlertHealthDocument Alerts { get; init; }

    /// <summary>The node that answers.</summary>
    public required NodeDocument Node { get; init; }

    /// <summary>That this node cannot write the record, so that its looks are not kept; null while it can.</summary>
    public WritingTroubleDocument? RecordTrouble { get; init; }
}

/// <summary>That this node cannot write the record, such as when the disk is full. What is on record stays.</summary>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Problem">What the database said last.</param>
public sealed record WritingTroubleDocument(DateTimeOffset Since, string Problem);

/// <summary>One node of those that may share the record.</summary>
/// <param name="Name">Its name, another one at every start.</param>
/// <param name="Role">Whether it watches, or only answers.</param>
/// <param name="Catalogue">Hash of the definitions it works by.</param>
/// <param name="StandsByFor">Hash of the newer definitions of other nodes, for which it stands by; null when it does not.</param>
/// <param name="Note">One sentence where something about it is to be known.</param>
public sealed record NodeDocument(string Name, NodeRole Role, string Catalogue, string? StandsByFor, BilingualText? Note);

public sealed record BlindSourceDocument(string Source, BlindReason Reason, DateTimeOffset? Since, FailureKind? Failure, string? Detail);

/// <summary>One trouble of the monitor itself; it says nothing about a publisher.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Subject">What it is wrong with; empty for the monitor as a whole.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Sentence">One sentence.</param>
public sealed record TroubleDocument(SelfTrouble Kind, string Subject, DateTimeOffset Since, BilingualText Sentence);

/// <summary>A trouble that began or ended.</summary>
/// <param name="Trouble">The trouble.</param>
/// <param name="Begun">True when it began, false when it ended.</param>
/// <param name="At">When that was found, UTC.</param>
public sealed record TroubleChangeDocument(TroubleDocument Trouble, bool Begun, DateTimeOffset At);

/// <summary>The monitor about itself.</summary>
public sealed record MonitorDocument
{
    public required HealthDocument Health { get; init; }

    public required CoverageDocument Coverage { get; init; }

    /// <summary>The last troubles that began and ended, the newest first.</summary>
    public required IReadOnlyList<TroubleChangeDocument> History { get; init; }
}

/// <summary>How much of what is watched can be seen.</summary>
public sealed record CoverageDocument
{
    /// <summary>Series that are watched.</summary>
    public required int Series { get; init; }

    /// <summary>Series by visibility; Unknown are those nobody has looked at yet.</summary>
    public required IReadOnlyDictionary<Visibility, int> SeriesByVisibility { get; init; }

    /// <summary>Sources that live looks go to.</summary>
    public required int Sources { get; init; }

    /// <summary>Those of them at which a look finished in the last day.</summary>
    public required int SourcesLookedAtInADay { get; init; }

    /// <summary>Those of them that could be seen in the last day.</summary>
    public required int SourcesSeenInADay { get; init; }

    /// <summary>Looks on record, failed ones included.</summary>
    public required long Looks { get; init; }
}
