using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataBlackHole.Storage.Rows;

/// <summary>Whose turn it is at a host, for nodes that share this record. No history: what it says is of use for minutes.</summary>
internal sealed class HostTurnRow
{
    public required string Host { get; set; }

    /// <summary>Who has the turn; empty when it was given back.</summary>
    public required string Holder { get; set; }

    /// <summary>When the turn ends by itself, because a node that died gives nothing back.</summary>
    public DateTimeOffset LeaseUntil { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The distance that the last request wanted kept behind it.</summary>
    public double GapSeconds { get; set; }

    public int InBurst { get; set; }

    /// <summary>The end of the silence that the host asked for.</summary>
    public DateTimeOffset? QuietUntil { get; set; }

    /// <summary>The moment that the next look is given which finds the host busy.</summary>
    public DateTimeOffset NextSlot { get; set; }

    public static void Configure(EntityTypeBuilder<HostTurnRow> row)
    {
        row.ToTable("host_turns");
        row.HasKey(t => t.Host);
    }
}
