using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Core.Judging;

/// <summary>The status of a series as a function of its releases.</summary>
internal static class SeriesVerdict
{
    /// <summary>An annual series is over only half a year after its one missing release was missing.</summary>
    private static readonly TimeSpan AnnualPatience = TimeSpan.FromDays(183);

    public static (SeriesStatus Status, Reason Reason, Grade Grade, Origin Origin) Of(SeriesDefinition series, SeriesState state, DateTimeOffset at)
    {
        if (series.Ended is { } ended)
        {
            return state.LastPeriod > ended.LastPeriod
                ? (SeriesStatus.Current, Reason.Resumed, Grade.Suspected, Origin.Observed)
                : (SeriesStatus.Discontinued, Reason.EndedByRecord, Grade.None, Origin.Curated);
        }
        if (state.Halt is { } halt) return (halt.Status, halt.Reason, halt.Grade, Origin.Observed);
        if (HasStopped(series, state, at)) return (SeriesStatus.Discontinued, Reason.SeveralCyclesMissing, Grade.Corroborated, Origin.Observed);
        // A hole behind a later release stays on record as a missing release; the series itself goes on.
        if (state.Releases.Values.FirstOrDefault(r => r.Status == ReleaseStatus.Missing && !(r.Period < state.LastPeriod)) is { } missing) return (SeriesStatus.Missing, missing.Reason, missing.Grade, Origin.Observed);
        if (state.Releases.Values.FirstOrDefault(r => r.Status == ReleaseStatus.Late) is { } late) return (SeriesStatus.Late, late.Reason, late.Grade, Origin.Observed);
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

    /// <summary>The last releases that were expected are all missing, enough of them, while the publisher goes on with its other series.</summary>
    private static bool HasStopped(SeriesDefinition series, SeriesState state, DateTimeOffset at)
    {
        var needed = SignsOfLife.Needed(series.Cadence);
        var missing = state.Releases.Values.Reverse().Where(r => r.Period > state.LastPeriod)
            .SkipWhile(r => r.Status is ReleaseStatus.Scheduled or ReleaseStatus.Due or ReleaseStatus.Late)
            .TakeWhile(r => r.Status == ReleaseStatus.Missing).ToList();
        if (missing.Count < needed) return false;
        var since = missing[needed - 1].Window!.MissingAfter;
        if (series.Cadence == Cadence.Annual && at < since + AnnualPatience) return false;
        return state.PublisherAliveAt >= SignsOfLife.Bar(missing[0]);
    }
}
