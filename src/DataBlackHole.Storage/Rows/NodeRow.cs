using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataBlackHole.Storage.Rows;

/// <summary>A node that works on this record now, by which definitions. No history: a node that stops takes its row along.</summary>
internal sealed class NodeRow
{
    public required string Node { get; set; }

    public required string CatalogueHash { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset SeenAt { get; set; }

    /// <summary>Whether it has left the work to nodes with newer definitions, and has ended what it had begun.</summary>
    public bool StandsBy { get; set; }

    public static void Configure(EntityTypeBuilder<NodeRow> row)
    {
        row.ToTable("nodes");
        row.HasKey(n => n.Node);
    }
}
