using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataBlackHole.Storage.Rows;

/// <summary>Whether one source can be seen, and when to look again. Derived.</summary>
internal sealed class SourceStateRow
{
    public required string SourceKey { get; set; }

    public Visibility Visibility { get; set; }

    public BlindReason BlindReason { get; set; }

    public DateTimeOffset? Since { get; set; }

    public DateTimeOffset? LastLookAt { get; set; }

    public DateTimeOffset? LastClearAt { get; set; }

    public DateTimeOffset? NextLookAt { get; set; }

    public int ConsecutiveFailures { get; set; }

    public FailureKind? LastFailureKind { get; set; }

    public string? LastFailureDetail { get; set; }

    public DateOnly? NewestListed { get; set; }

    public long Version { get; set; }

    public static SourceStateRow From(SourceState state, long version) => new()
    {
        SourceKey = state.Source,
        Visibility = state.Visibility,
        BlindReason = state.BlindReason,
        Since = state.Since,
        LastLookAt = state.LastLookAt,
        LastClearAt = state.LastClearAt,
        NextLookAt = state.NextLookAt,
        ConsecutiveFailures = state.ConsecutiveFailures,
        LastFailureKind = state.LastFailureKind,
        LastFailureDetail = state.LastFailureDetail,
        NewestListed = state.NewestListed,
        Version = version,
    };

    public SourceState ToState() => new()
    {
        Source = SourceKey,
        Visibility = Visibility,
        BlindReason = BlindReason,
        Since = Since,
        LastLookAt = LastLookAt,
        LastClearAt = LastClearAt,
        NextLookAt = NextLookAt,
        ConsecutiveFailures = ConsecutiveFailures,
        LastFailureKind = LastFailureKind,
        LastFailureDetail = LastFailureDetail,
        NewestListed = NewestListed,
        Version = Version,
    };

    public static void Configure(EntityTypeBuilder<SourceStateRow> row)
    {
        row.ToTable("source_states");
        row.HasKey(s => s.SourceKey);
        row.Property(s => s.Version).IsConcurrencyToken();
    }
}
