using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving.Pages;

/// <summary>How a series stands: now by its state, or at another time by the flips on record.</summary>
/// <param name="Since">When the status was concluded; null when it comes from the definition or nothing was concluded.</param>
/// <param name="LastPeriod">The last period seen; null when that is not known.</param>
public sealed record SeriesStanding(
    SeriesStatus Status, Grade Grade, Origin Origin, DateTimeOffset? Since, Visibility Visibility, BlindReason BlindReason, DateTimeOffset? BlindSince, ReferencePeriod? LastPeriod)
{
    /// <summary>What an operator said of the status; null when nothing holds of it.</summary>
    public VerdictReview? Review { get; init; }

    public static SeriesStanding Now(SeriesDefinition series, SeriesSummary? known, VerdictReview? review = null)
    {
        if (known is not null)
            return new SeriesStanding(known.Status, known.Grade, known.Origin, known.Since, known.Visibility, known.BlindReason, known.BlindSince, known.LastPeriod ?? series.Ended?.LastPeriod) { Review = review };
        var begun = Judge.Begin(series);
        return new SeriesStanding(begun.Status, begun.Grade, begun.Origin, null, Visibility.Unknown, BlindReason.None, null, series.Ended?.LastPeriod);
    }

    /// <summary>By what our own looks had concluded; nothing of the definitions of today counts.</summary>
    public static SeriesStanding Then(ObservedAnswer? observed, ReviewBook book)
    {
        if (observed is null) return new SeriesStanding(SeriesStatus.New, Grade.None, Origin.Observed, null, Visibility.Unknown, BlindReason.None, null, null);
        var flip = observed.Flip.Flip;
        var blind = observed.Blindness?.Flip;
        return new SeriesStanding(
            observed.Status, flip.Grade, flip.Origin, flip.At, blind is null ? Visibility.Clear : Visibility.Blind, blind?.BlindReason ?? BlindReason.None, blind?.At, null)
        {
            Review = book.Of(observed.Flip.Id),
        };
    }
}

/// <summary>A status as a page shows it: a word, and a class that gives it shape and colour.</summary>
public sealed record StatusLook(string Class, string Word)
{
    public static StatusLook Of(SeriesStatus status, Grade grade, Tongue tongue, VerdictReview? review = null) =>
        Reviewed(new(ClassOf(status), StateWords.Of(status, ReviewBook.Over(grade, review)).In(tongue)), StateWords.Of(status, Grade.Confirmed) != StateWords.Of(status), review, tongue);

    public static StatusLook Of(CuratedStatus status, Tongue tongue) => new(ClassOf(status), StateWords.Of(status).In(tongue));

    public static StatusLook Of(ReleaseStatus status, Grade grade, Tongue tongue, VerdictReview? review = null) =>
        Reviewed(new(ClassOf(status), StateWords.Of(status, ReviewBook.Over(grade, review)).In(tongue)), StateWords.Of(status, Grade.Confirmed) != StateWords.Of(status), review, tongue);

    /// <summary>What was refuted is never shown with the shape and colour of what was concluded.</summary>
    /// <param name="tellsGrade">Whether the word for the status says how well it is supported.</param>
    private static StatusLook Reviewed(StatusLook plain, bool tellsGrade, VerdictReview? review, Tongue tongue) => review?.Action switch
    {
        ReviewAction.Refute => new StatusLook("refuted", ReviewWords.Refuted(plain.Word).In(tongue)),
        ReviewAction.Confirm when !tellsGrade => plain with { Word = ReviewWords.Confirmed(plain.Word).In(tongue) },
        _ => plain,
    };

    private static string ClassOf(SeriesStatus status) => status switch
    {
        SeriesStatus.Current or SeriesStatus.Open => "good",
        SeriesStatus.Late => "late",
        SeriesStatus.Missing or SeriesStatus.Closed => "missing",
        SeriesStatus.Paused or SeriesStatus.Restricted => "paused",
        SeriesStatus.Discontinued => "ended",
        _ => "unknown",
    };

    private static string ClassOf(CuratedStatus status) => status switch
    {
        CuratedStatus.Current => "good",
        CuratedStatus.Late => "late",
        CuratedStatus.Missing or CuratedStatus.Withdrawn => "missing",
        CuratedStatus.Paused or CuratedStatus.Restricted => "paused",
        CuratedStatus.Discontinued or CuratedStatus.Redefined => "ended",
        _ => "unknown",
    };

    private static string ClassOf(ReleaseStatus status) => status switch
    {
        ReleaseStatus.Published => "good",
        ReleaseStatus.Late => "late",
        ReleaseStatus.Missing or ReleaseStatus.Withdrawn => "missing",
        ReleaseStatus.Withheld => "paused",
        ReleaseStatus.NotPlanned => "ended",
        _ => "unknown",
    };
}
