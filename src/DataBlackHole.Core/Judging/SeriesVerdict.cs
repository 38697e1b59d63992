using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Core.Judging;

/// <summary>The status of a series as a function of its releases.</summary>
internal static class SeriesVerdict
{
    public static (SeriesStatus Status, Reason Reason, Grade Grade, Origin Origin) Of(SeriesDefinition series, SeriesState state)
    {
        if (series.Ended is { } ended)
        {
            return state.LastPeriod > ended.LastPeriod
                ? (SeriesStatus.Current, Reason.Resumed, Grade.Suspected, Origin.Observed)
                : (SeriesStatus.Discontinued, Reason.EndedByRecord, Grade.None, Origin.Curated);
        }
        if (First(state, ReleaseStatus.Missing) is { } missing) return (SeriesStatus.Missing, missing.Reason, missing.Grade, Origin.Observed);
        if (First(state, ReleaseStatus.Late) is { } late) return (SeriesStatus.Late, late.Reason, late.Grade, Origin.Observed);
        if (state.LastPeriod is null) return (SeriesStatus.New, Reason.Unknown, Grade.None, Origin.Observed);
        var reason = state.Status switch
        {
            SeriesStatus.New => Reason.FirstSeen,
            SeriesStatus.Late => Reason.CaughtUp,
            SeriesStatus.Missing or SeriesStatus.Paused or SeriesStatus.Discontinued => Reason.Resumed,
            _ => Reason.Found,
        };
        return (SeriesStatus.Current, reason, Grade.Suspected, Origin.Observed);
    }

    private static ReleaseState? First(SeriesState state, ReleaseStatus status) => state.Releases.Values.FirstOrDefault(r => r.Status == status);
}
