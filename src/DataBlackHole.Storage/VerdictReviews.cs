using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage.Logging;
using DataBlackHole.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>What operators said of conclusions. Each is a row for ever and a leaf of the log; another row takes it back.</summary>
public sealed class VerdictReviews(IDbContextFactory<MonitorDb> contexts)
{
    /// <returns>The review with its number; null when there is no such flip.</returns>
    public async Task<VerdictReview?> AddAsync(VerdictReview review, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await db.Flips.AnyAsync(f => f.Id == review.FlipId, cancellationToken)) return null;
        var row = new VerdictReviewRow
        {
            FlipId = review.FlipId,
            Action = review.Action,
            Author = review.Author,
            Reason = review.Reason,
            Source = review.Source,
            RecordedAt = UtcMilliseconds.Truncate(review.RecordedAt),
        };
        db.VerdictReviews.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        await LeafQueue.AddAsync(db, LogEntryKind.VerdictReview, row.Id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return row.ToReview();
    }

    /// <summary>Every review with its flip, the first one first. They are few: people write them.</summary>
    public async Task<IReadOnlyList<ReviewedFlip>> AllAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows =
            from review in db.VerdictReviews.AsNoTracking()
            join flip in db.Flips.AsNoTracking() on review.FlipId equals flip.Id
            orderby review.Id
            select new
            {
                review,
                flip,
                IsLast = !db.Flips.Any(f => f.SeriesKey == flip.SeriesKey && f.Axis == flip.Axis && f.Period == (flip.Axis == FlipAxis.Series ? f.Period : flip.Period) && f.Id > flip.Id),
            };
        return [.. (await rows.ToListAsync(cancellationToken)).Select(r =>
            new ReviewedFlip(r.review.ToReview(), new FlipRecord(r.flip.Id, r.flip.ToFlip(), r.flip.RecordedAt, r.flip.MeasurementId), r.IsLast))];
    }

    /// <summary>What held at an instant.</summary>
    public async Task<ReviewBook> BookAsync(DateTimeOffset asOf, CancellationToken cancellationToken = default) => new(await AllAsync(cancellationToken), asOf);
}
