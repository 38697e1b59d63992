using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataBlackHole.Storage.Rows;

/// <summary>Says of a measurement that it is an earlier one read again. Append-only.</summary>
internal sealed class RereadingRow
{
    public long MeasurementId { get; set; }

    public long OfId { get; set; }

    public required string Reader { get; set; }

    public static void Configure(EntityTypeBuilder<RereadingRow> row)
    {
        row.ToTable("rereadings");
        row.HasKey(r => r.MeasurementId);
        row.Property(r => r.MeasurementId).ValueGeneratedNever();
        row.HasOne<MeasurementRow>().WithMany().HasForeignKey(r => r.MeasurementId).OnDelete(DeleteBehavior.Restrict);
        row.HasOne<MeasurementRow>().WithMany().HasForeignKey(r => r.OfId).OnDelete(DeleteBehavior.Restrict);
    }
}
