using DataBlackHole.Core.Judging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DataBlackHole.Storage.Rows;

/// <summary>What an operator said of one conclusion. Append-only.</summary>
internal sealed class VerdictReviewRow
{
    public long Id { get; set; }

    public long FlipId { get; set; }

    public ReviewAction Action { get; set; }

    public required string Author { get; set; }

    public required string Reason { get; set; }

    public required string Source { get; set; }

    public DateTimeOffset RecordedAt { get; set; }

    public VerdictReview ToReview() => new(Id, FlipId, Action, Author, Reason, Source, RecordedAt);

    public static void Configure(EntityTypeBuilder<VerdictReviewRow> row)
    {
        row.ToTable("verdict_reviews");
        row.HasKey(r => r.Id);
        row.HasOne<FlipRow>().WithMany().HasForeignKey(r => r.FlipId).OnDelete(DeleteBehavior.Restrict);
    }
}
