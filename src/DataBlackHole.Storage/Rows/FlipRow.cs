using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataBlackHole.Storage.Rows;

/// <summary>One change of status. Append-only.</summary>
internal sealed class FlipRow
{
    public long Id { get; set; }

    public required string SeriesKey { get; set; }

    public FlipAxis Axis { get; set; }

    /// <summary>Empty for an axis without periods, never null: a unique index takes two nulls for different values.</summary>
    public required string Period { get; set; }

    public required string FromStatus { get; set; }

    public required string ToStatus { get; set; }

    public Reason Reason { get; set; }

    public BlindReason BlindReason { get; set; }

    public Grade Grade { get; set; }

    public Origin Origin { get; set; }

    public DateTimeOffset At { get; set; }

    public DateTimeOffset RecordedAt { get; set; }

    public DateTimeOffset? LastSeenAt { get; set; }

    public DateTimeOffset? FirstMissedAt { get; set; }

    public long? MeasurementId { get; set; }

    public string? EvidenceSource { get; set; }

    public string? EvidenceUrl { get; set; }

    public DateTimeOffset? EvidenceAt { get; set; }

    public string? EvidenceDigest { get; set; }

    public string? Detail { get; set; }

    public static FlipRow From(Flip flip, long? measurementId, DateTimeOffset recordedAt) => new()
    {
        SeriesKey = flip.Series,
        Axis = flip.Axis,
        Period = flip.Period?.ToString() ?? "",
        FromStatus = flip.From,
        ToStatus = flip.To,
        Reason = flip.Reason,
        BlindReason = flip.BlindReason,
        Grade = flip.Grade,
        Origin = flip.Origin,
        At = UtcMilliseconds.Truncate(flip.At),
        RecordedAt = recordedAt,
        LastSeenAt = flip.LastSeenAt,
        FirstMissedAt = flip.FirstMissedAt,
        MeasurementId = measurementId,
        EvidenceSource = flip.Evidence?.Source,
        EvidenceUrl = flip.Evidence?.Url,
        EvidenceAt = flip.Evidence?.TakenAt,
        EvidenceDigest = flip.Evidence?.Body?.Hex,
        Detail = flip.Detail,
    };

    public Flip ToFlip() => new()
    {
        Series = SeriesKey,
        Axis = Axis,
        Period = Period.Length == 0 ? null : ReferencePeriod.Parse(Period),
        From = FromStatus,
        To = ToStatus,
        Reason = Reason,
        BlindReason = BlindReason,
        Grade = Grade,
        Origin = Origin,
        At = At,
        LastSeenAt = LastSeenAt,
        FirstMissedAt = FirstMissedAt,
        Evidence = EvidenceSource is { } source
            ? new EvidenceRef(source, EvidenceUrl!, EvidenceAt!.Value, EvidenceDigest is { } hex ? ContentDigest.Parse(hex) : null)
            : null,
        Detail = Detail,
    };

    public static void Configure(EntityTypeBuilder<FlipRow> row)
    {
        row.ToTable("flips");
        row.HasKey(f => f.Id);
        row.HasOne<MeasurementRow>().WithMany().HasForeignKey(f => f.MeasurementId).OnDelete(DeleteBehavior.Restrict);
        row.HasIndex(f => new { f.SeriesKey, f.Axis, f.Period, f.At, f.FromStatus, f.ToStatus }).IsUnique();
        row.HasIndex(f => new { f.SeriesKey, f.Id });
    }
}
