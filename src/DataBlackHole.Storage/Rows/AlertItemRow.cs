using DataBlackHole.Core.Alerting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataBlackHole.Storage.Rows;

/// <summary>That one recipient is told of one flip, and why. Append-only.</summary>
internal sealed class AlertItemRow
{
    public long Id { get; set; }

    public long OutboxId { get; set; }

    public required string Recipient { get; set; }

    /// <summary>Empty for trouble of the monitor.</summary>
    public required string SeriesKey { get; set; }

    public required string Incident { get; set; }

    public AlertEventKind Kind { get; set; }

    public AlertReason Reason { get; set; }

    public DateTimeOffset At { get; set; }

    public long? FlipId { get; set; }

    public static void Configure(EntityTypeBuilder<AlertItemRow> row)
    {
        row.ToTable("alert_items");
        row.HasKey(i => i.Id);
        row.HasOne<FlipRow>().WithMany().HasForeignKey(i => i.FlipId).OnDelete(DeleteBehavior.Restrict);
        row.HasIndex(i => i.OutboxId);
        row.HasIndex(i => new { i.SeriesKey, i.Recipient });
    }
}

/// <summary>One attempt to deliver one message. Append-only.</summary>
internal sealed class AlertAttemptRow
{
    public long Id { get; set; }

    public long OutboxId { get; set; }

    public DateTimeOffset At { get; set; }

    public DeliveryOutcome Outcome { get; set; }

    public string? Detail { get; set; }

    public required string MessageId { get; set; }

    public static void Configure(EntityTypeBuilder<AlertAttemptRow> row)
    {
        row.ToTable("alert_attempts");
        row.HasKey(a => a.Id);
        row.HasOne<AlertOutboxRow>().WithMany().HasForeignKey(a => a.OutboxId).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>A silence, an acknowledgement, an unsubscription, or the lifting of one. Append-only.</summary>
internal sealed class AlertMuteRow
{
    public long Id { get; set; }

    public MuteAction Action { get; set; }

    public string? SeriesKey { get; set; }

    public string? Publisher { get; set; }

    public AlertEventKind? Event { get; set; }

    public string? Incident { get; set; }

    public string? Recipient { get; set; }

    public required string Author { get; set; }

    public required string Reason { get; set; }

    public DateTimeOffset At { get; set; }

    public DateTimeOffset? Until { get; set; }

    public long? Lifts { get; set; }

    public AlertMute ToMute() => new(
        Id, Action, new MuteScope { Series = SeriesKey, Publisher = Publisher, Event = Event, Incident = Incident, Recipient = Recipient }, Author, Reason, At, Until, Lifts);

    public static void Configure(EntityTypeBuilder<AlertMuteRow> row)
    {
        row.ToTable("alert_mutes");
        row.HasKey(m => m.Id);
        row.HasOne<AlertMuteRow>().WithMany().HasForeignKey(m => m.Lifts).OnDelete(DeleteBehavior.Restrict);
    }
}
