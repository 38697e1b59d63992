using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;

namespace DataBlackHole.Scheduling;

/// <summary>
/// Tells the judge that time passed. Idempotent, and it catches up after any downtime: what is due is an indexed question to the record.
/// </summary>
public sealed class DeadlineSweep(MonitorCatalogue catalogue, Judge judge, HistoryStore history, TimeProvider time)
{
    private const int Batch = 500;

    /// <returns>How many series were judged.</returns>
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var swept = 0;
        for (var stalled = false; !stalled;)
        {
            var now = time.GetUtcNow();
            var keys = await history.SeriesWithDeadlineBeforeAsync(now, Batch, stopping);
            var watched = keys.Where(catalogue.Series.ContainsKey).ToList();
            if (watched.Count == 0) return swept;
            var states = await history.LoadSeriesAsync(watched, stopping);
            var judged = states.Select(s => new JudgedSeries(s.Value.Version, judge.Decide(catalogue.Series[s.Key], s.Value.State, new TimePassed(now)))).ToImmutableArray();
            var outcome = await history.RecordPassedTimeAsync(judged, now, stopping);
            stalled = outcome.IsConflict || keys.Count < Batch;
            swept += judged.Length;
        }
        return swept;
    }
}
