using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Serving;

/// <summary>From what operators said to the documents of the API. Pure.</summary>
internal static class ReviewMapping
{
    public static ReviewDocument Review(VerdictReview review) => new()
    {
        Id = review.Id,
        Flip = review.FlipId,
        Action = review.Action,
        Author = review.Author,
        Reason = review.Reason,
        Source = review.Source,
        RecordedAt = review.RecordedAt,
        Sentence = Sentence(review),
    };

    /// <summary>What holds of the status; where nothing was said of it, a refutation of the release that it rests on.</summary>
    public static VerdictReview? OfStatus(ReviewBook book, string series, SeriesStatus status, ReferencePeriod? overdue) => book.OfSeries(series)
        ?? (status is SeriesStatus.Late or SeriesStatus.Missing && overdue is { } period && book.OfRelease(series, period) is { Action: ReviewAction.Refute } refuted ? refuted : null);

    /// <summary>A sentence that must not be quoted without what was said of it; what was refuted is never told as a fact.</summary>
    public static BilingualText Sentence(BilingualText plain, VerdictReview? review) => review?.Action switch
    {
        null => plain,
        ReviewAction.Refute => new BilingualText($"Concluded, and then refuted: {plain.En} {Sentence(review).En}", $"以下结论已被否定：{plain.Zh}{Sentence(review).Zh}"),
        _ => new BilingualText($"{plain.En} {Sentence(review).En}", $"{plain.Zh}{Sentence(review).Zh}"),
    };

    private static BilingualText Sentence(VerdictReview review)
    {
        var said = Said(review);
        return new BilingualText($"{said.En} (source: {review.Source})", $"{said.Zh}（来源：{review.Source}）");
    }

    /// <summary>Who said what of it, when and why; the source stands beside it.</summary>
    public static BilingualText Said(VerdictReview review)
    {
        var at = review.RecordedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var (en, zh) = review.Action switch
        {
            ReviewAction.Confirm => ("confirmed", "确认"),
            ReviewAction.Refute => ("refuted", "否定"),
            _ => ("taken back what was said before", "撤回先前的意见"),
        };
        return new BilingualText(
            $"This conclusion was {en} by {review.Author} at {at} UTC: {review.Reason}",
            $"该结论由 {review.Author} 于 {at}（UTC）{zh}：{review.Reason}");
    }
}
