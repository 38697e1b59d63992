using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Storage;

/// <summary>Whether one source can be seen, and when to look again.</summary>
public sealed record SourceState
{
    public required string Source { get; init; }

    public Visibility Visibility { get; init; }

    public BlindReason BlindReason { get; init; }

    /// <summary>Since when <see cref="Visibility"/> has been so.</summary>
    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? LastLookAt { get; init; }

    public DateTimeOffset? LastClearAt { get; init; }

    public DateTimeOffset? NextLookAt { get; init; }

    public int ConsecutiveFailures { get; init; }

    public FailureKind? LastFailureKind { get; init; }

    public string? LastFailureDetail { get; init; }

    /// <summary>The newest day of an item seen on a list: a list that ends before it is an older copy.</summary>
    public DateOnly? NewestListed { get; init; }

    /// <summary>The version that was loaded; 0 = there was no row. Recording writes the next one.</summary>
    public long Version { get; init; }
}
