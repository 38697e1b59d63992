using DataBlackHole.Core.Alerting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataBlackHole.Storage.Rows;

/// <summary>A trouble of the monitor itself that began or ended. Append-only.</summary>
internal sealed class SelfWatchEventRow
{
    public long Id { get; set; }

    public SelfTrouble Trouble { get; set; }

    /// <summary>Empty for the monitor as a whole, never null: a unique index takes two nulls for different values.</summary>
    public required string Subject { get; set; }

    public bool Begun { get; set; }

    public DateTimeOffset Since { get; set; }

    public DateTimeOffset RecordedAt { get; set; }

    public required string Detail { get; set; }

    /// <summary>
    /// The row before it about the same trouble and subject, 0 for the first. Of two nodes that find the same at once only one can follow a row.
    /// </summary>
    public long PreviousId { get; set; }

    public TroubleFound ToTrouble() => new(Trouble, Subject, Since, Detail);

    public static void Configure(EntityTypeBuilder<SelfWatchEventRow> row)
    {
        row.ToTable("self_watch_event");
        row.HasKey(e => e.Id);
        row.HasIndex(e => new { e.Trouble, e.Subject, e.PreviousId }).IsUnique();
    }
}
