using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Metering;
using DataBlackHole.Storage;

namespace DataBlackHole.Scheduling;

/// <summary>
/// Tells the judge that time passed. Idempotent, and it catches up after any downtime: what is due is an indexed question to the record.
/// </summary>
public sealed class DeadlineSweep(MonitorCatalogue catalogue, Judge judge, HistoryStore history, TimeProvider time, MonitorMeters? meters = null)
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
            var judged = await PassTimeAsync(watched, now, stopping);
            stalled = judged == 0 || keys.Count < Batch;
            swept += judged;
        }
        return swept;
    }

    /// <summary>
    /// Judges every series on record, whatever its deadline: definitions may have changed since the last start, and deadlines with them.
    /// </summary>
    public async Task RunAllAsync(CancellationToken stopping)
    {
        foreach (var keys in catalogue.Series.Keys.Chunk(Batch)) await PassTimeAsync(keys, time.GetUtcNow(), stopping);
    }

    /// <returns>How many series were judged; none when another node was faster, which will be told the same by its own sweep.</returns>
    private async Task<int> PassTimeAsync(IReadOnlyCollection<string> keys, DateTimeOffset now, CancellationToken stopping)
    {
        var states = await history.LoadSeriesAsync(keys, stopping);
        if (states.Count == 0) return 0;
        var judged = states.Select(s => new JudgedSeries(s.Value.Version, judge.Decide(catalogue.Series[s.Key], s.Value.State, new TimePassed(now)))).ToImmutableArray();
        var outcome = await history.RecordPassedTimeAsync(judged, now, stopping);
        if (outcome.IsConflict) return 0;
        meters?.Swept(judged.Length);
        return judged.Length;
    }
}
