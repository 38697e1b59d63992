using System.Collections.Immutable;

namespace DataBlackHole.Core.Judging;

/// <summary>What an operator says of a conclusion.</summary>
public enum ReviewAction
{
    /// <summary>Not known; never recorded.</summary>
    Unknown = 0,

    /// <summary>A source beside our looks says the same.</summary>
    Confirm,

    /// <summary>A source shows that the conclusion was wrong.</summary>
    Refute,

    /// <summary>What was said of the conclusion before is taken back.</summary>
    Withdraw,
}

/// <summary>
/// What an operator said of one conclusion. Append-only, and laid over the conclusion: the flip and the fold stay as they were drawn from
/// definitions and observations, so that both can be derived again, and cited.
/// </summary>
/// <param name="Id">Number of the review; later ones are greater.</param>
/// <param name="FlipId">Number of the flip that is spoken of.</param>
/// <param name="Source">Address of what supports it.</param>
/// <param name="RecordedAt">When it came into the record, UTC.</param>
public sealed record VerdictReview(long Id, long FlipId, ReviewAction Action, string Author, string Reason, string Source, DateTimeOffset RecordedAt);

/// <summary>A review with the flip it is about.</summary>
/// <param name="IsLast">Whether no later flip changed the same thing again, so that the flip is how it stands now.</param>
public sealed record ReviewedFlip(VerdictReview Review, FlipRecord Flip, bool IsLast);

/// <summary>What holds of all that operators said, up to one instant. Of several words about one flip the last one counts.</summary>
public sealed class ReviewBook
{
    private readonly ImmutableDictionary<long, ReviewedFlip> _byFlip;
    private readonly ILookup<string, ReviewedFlip> _standing;

    /// <param name="reviews">Reviews in any order.</param>
    /// <param name="asOf">Only what had been recorded by then counts.</param>
    public ReviewBook(IEnumerable<ReviewedFlip> reviews, DateTimeOffset asOf)
    {
        _byFlip = reviews.Where(r => r.Review.RecordedAt <= asOf).GroupBy(r => r.Review.FlipId).Select(g => g.MaxBy(r => r.Review.Id)!)
            .Where(r => r.Review.Action is ReviewAction.Confirm or ReviewAction.Refute).ToImmutableDictionary(r => r.Review.FlipId);
        _standing = _byFlip.Values.Where(r => r.IsLast).ToLookup(r => r.Flip.Flip.Series, StringComparer.Ordinal);
    }

    public static ReviewBook Empty { get; } = new([], DateTimeOffset.MaxValue);

    public bool IsEmpty => _byFlip.IsEmpty;

    /// <summary>What holds of a flip, or null.</summary>
    public VerdictReview? Of(long flipId) => _byFlip.GetValueOrDefault(flipId)?.Review;

    /// <summary>What holds of the present status of a series.</summary>
    public VerdictReview? OfSeries(string series) => _standing[series].FirstOrDefault(r => r.Flip.Flip.Axis == FlipAxis.Series)?.Review;

    /// <summary>What holds of the present status of a release.</summary>
    public VerdictReview? OfRelease(string series, Calendars.ReferencePeriod period) =>
        _standing[series].FirstOrDefault(r => r.Flip.Flip.Axis == FlipAxis.Release && r.Flip.Flip.Period == period)?.Review;

    /// <summary>The grade with the review laid over it: a confirmation lifts it, a refutation leaves what was concluded to be read.</summary>
    public static Grade Over(Grade concluded, VerdictReview? review) =>
        review?.Action == ReviewAction.Confirm && concluded < Grade.Confirmed ? Grade.Confirmed : concluded;
}
