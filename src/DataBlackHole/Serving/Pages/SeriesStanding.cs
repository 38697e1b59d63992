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
    public static SeriesStanding Now(SeriesDefinition series, SeriesSummary? known)
    {
        if (known is not null)
            return new SeriesStanding(known.Status, known.Grade, known.Origin, known.Since, known.Visibility, known.BlindReason, known.BlindSince, known.LastPeriod ?? series.Ended?.LastPeriod);
        var begun = Judge.Begin(series);
        return new SeriesStanding(begun.Status, begun.Grade, begun.Origin, null, Visibility.Unknown, BlindReason.None, null, series.Ended?.LastPeriod);
    }

    /// <summary>By what our own looks had concluded; nothing of the definitions of today counts.</summary>
    public static SeriesStanding Then(ObservedAnswer? observed)
    {
        if (observed is null) return new SeriesStanding(SeriesStatus.New, Grade.None, Origin.Observed, null, Visibility.Unknown, BlindReason.None, null, null);
        var flip = observed.Flip.Flip;
        var blind = observed.Blindness?.Flip;
        return new SeriesStanding(
            observed.Status, flip.Grade, flip.Origin, flip.At, blind is null ? Visibility.Clear : Visibility.Blind, blind?.BlindReason ?? BlindReason.None, blind?.At, null);
    }
}

/// <summary>A status as a page shows it: a word, and a class that gives it shape and colour.</summary>
public sealed record StatusLook(string Class, string Word)
{
    public static StatusLook Of(SeriesStatus status, Grade grade, Tongue tongue) => new(ClassOf(status), StateWords.Of(status, grade).In(tongue));

    public static StatusLook Of(CuratedStatus status, Tongue tongue) => new(ClassOf(status), StateWords.Of(status).In(tongue));

    public static StatusLook Of(ReleaseStatus status, Grade grade, Tongue tongue) => new(ClassOf(status), StateWords.Of(status, grade).In(tongue));

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
