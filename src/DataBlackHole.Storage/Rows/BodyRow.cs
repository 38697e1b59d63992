using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataBlackHole.Storage.Rows;

/// <summary>The bytes of one document, once for each digest. Append-only.</summary>
internal sealed class BodyRow
{
    public required string Digest { get; set; }

    /// <summary>Number of bytes before compression.</summary>
    public long Length { get; set; }

    public required string Encoding { get; set; }

    public required byte[] Content { get; set; }

    public static void Configure(EntityTypeBuilder<BodyRow> row)
    {
        row.ToTable("bodies");
        row.HasKey(b => b.Digest);
    }
}
