using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataBlackHole.Storage.Rows;

/// <summary>One version of an entry of the cited history, as the program first loaded it. Append-only.</summary>
internal sealed class CuratedEntryRow
{
    public long Id { get; set; }

    public required string EntryKey { get; set; }

    /// <summary>SHA-256 of <see cref="Content"/>.</summary>
    public required string Digest { get; set; }

    /// <summary>The entry in its canonical form.</summary>
    public required string Content { get; set; }

    public DateTimeOffset RecordedAt { get; set; }

    public static void Configure(EntityTypeBuilder<CuratedEntryRow> row)
    {
        row.ToTable("curated_entries");
        row.HasKey(c => c.Id);
        row.HasIndex(c => new { c.EntryKey, c.Digest }).IsUnique();
    }
}
