using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataBlackHole.Storage.Rows;

/// <summary>One version of the definitions by which looks were made. Append-only.</summary>
internal sealed class CatalogueRow
{
    public required string Hash { get; set; }

    public DateTimeOffset LoadedAt { get; set; }

    public required string Summary { get; set; }

    public static void Configure(EntityTypeBuilder<CatalogueRow> row)
    {
        row.ToTable("catalogues");
        row.HasKey(c => c.Hash);
    }
}
