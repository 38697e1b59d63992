using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Core.Judging;

/// <summary>Which captured document a conclusion rests on.</summary>
public sealed record EvidenceRef(string Source, string Url, DateTimeOffset TakenAt, ContentDigest? Body);

/// <summary>
/// An append-only change of status. <see cref="LastSeenAt"/> and <see cref="FirstMissedAt"/> bound the event in time;
/// <see cref="At"/> is only when we concluded it.
/// </summary>
public sealed record Flip
{
    public required string Series { get; init; }

    public required FlipAxis Axis { get; init; }

    /// <summary>Set when <see cref="Axis"/> is <see cref="FlipAxis.Release"/>.</summary>
    public ReferencePeriod? Period { get; init; }

    /// <summary>Name of the status before, in the vocabulary of the axis.</summary>
    public required string From { get; init; }

    public required string To { get; init; }

    public required Reason Reason { get; init; }

    /// <summary>Set when <see cref="Axis"/> is <see cref="FlipAxis.Visibility"/>.</summary>
    public BlindReason BlindReason { get; init; }

    public Grade Grade { get; init; }

    public Origin Origin { get; init; } = Origin.Observed;

    /// <summary>The instant of the evidence (or of the deadline) that brought the change about.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// Publisher side: the last look that still saw what this flip says is gone, or, for a find, the last look without it.
    /// </summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>Publisher side: the first look that missed it, or, for a find, the first look with it.</summary>
    public DateTimeOffset? FirstMissedAt { get; init; }

    public EvidenceRef? Evidence { get; init; }

    /// <summary>The witness or other detail, for people.</summary>
    public string? Detail { get; init; }
}
