using DataBlackHole.Core.Alerting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataBlackHole.Storage.Rows;

/// <summary>One message to one recipient: what is to be told is in its items, how sending went in its attempts. Changes until it is done.</summary>
internal sealed class AlertOutboxRow
{
    public long Id { get; set; }

    public required string Recipient { get; set; }

    public AlertChannel Channel { get; set; }

    /// <summary>What the items have in common; rows of one cause may go out together.</summary>
    public required string Cause { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Not sent before this moment; moved on after each attempt that failed for now.</summary>
    public DateTimeOffset DueAt { get; set; }

    public AlertDelivery State { get; set; }

    public int Attempts { get; set; }

    public string? ClaimToken { get; set; }

    /// <summary>Until then the row belongs to whoever claimed it; when that process is dead, to anybody.</summary>
    public DateTimeOffset? ClaimedUntil { get; set; }

    /// <summary>The row whose message tells these items too.</summary>
    public long? FoldedInto { get; set; }

    /// <summary>Set with the first claim and kept for every attempt: from then on the message holds just these rows.</summary>
    public string? MessageId { get; set; }

    public DateTimeOffset? DoneAt { get; set; }

    public string? LastError { get; set; }

    /// <summary>For trouble of the monitor: what happened, in both languages.</summary>
    public string? NoteEn { get; set; }

    public string? NoteZh { get; set; }

    public List<AlertItemRow> Items { get; } = [];

    public static void Configure(EntityTypeBuilder<AlertOutboxRow> row)
    {
        row.ToTable("alert_outbox");
        row.HasKey(o => o.Id);
        row.HasMany(o => o.Items).WithOne().HasForeignKey(i => i.OutboxId).OnDelete(DeleteBehavior.Restrict);
        row.HasIndex(o => new { o.State, o.Channel, o.DueAt });
        row.HasIndex(o => o.FoldedInto);
    }
}
