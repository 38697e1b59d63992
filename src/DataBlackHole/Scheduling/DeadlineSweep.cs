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
    /// <summary>Series judged and recorded in one transaction: few enough that a look does not wait long for its turn to write.</summary>
    private const int Batch = 400;

    /// <summary>How often series are judged again that another node was faster with; then they wait for the next sweep, if they are still due.</summary>
    private const int Attempts = 3;

    /// <returns>How many series were judged.</returns>
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var due = await history.SeriesWithDeadlineBeforeAsync(time.GetUtcNow(), int.MaxValue, stopping);
        return await PassTimeAsync([.. due.Where(catalogue.Series.ContainsKey)], isStart: false, stopping);
    }

    /// <summary>
    /// Judges every series on record, whatever its deadline: definitions may have changed since the last start, and deadlines with them.
    /// </summary>
    public Task RunAllAsync(CancellationToken stopping) => PassTimeAsync([.. catalogue.Series.Keys], isStart: true, stopping);

    private async Task<int> PassTimeAsync(IReadOnlyList<string> keys, bool isStart, CancellationToken stopping)
    {
        var swept = 0;
        for (var attempt = 0; attempt < Attempts && keys.Count > 0; attempt++)
        {
            var (judged, contested) = await PassTimeOnceAsync(keys, isStart, stopping);
            swept += judged;
            keys = contested;
        }
        return swept;
    }

    /// <summary>One batch after the other; while some are written the next is judged.</summary>
    private async Task<(int Judged, IReadOnlyList<string> Contested)> PassTimeOnceAsync(IReadOnlyList<string> keys, bool isStart, CancellationToken stopping)
    {
        var (swept, contested) = (0, new List<string>());
        var (writing, atOnce) = (new Queue<Task<(int Judged, ImmutableArray<string> Contested)>>(), keys.Count > Batch ? history.WritersAtOnce : 1);
        try
        {
            foreach (var batch in keys.Chunk(Batch))
            {
                var now = time.GetUtcNow();
                var judged = await JudgeAsync(batch, now, isStart, stopping);
                if (writing.Count == atOnce) Count(await writing.Dequeue());
                writing.Enqueue(keys.Count <= Batch ? RecordAsync(judged, now, stopping) : Task.Run(() => RecordAsync(judged, now, stopping), stopping));
            }
        }
        finally
        {
            foreach (var written in await Task.WhenAll(writing)) Count(written);
        }
        return (swept, contested);

        void Count((int Judged, ImmutableArray<string> Contested) written)
        {
            swept += written.Judged;
            contested.AddRange(written.Contested);
        }
    }

    private async Task<ImmutableArray<JudgedSeries>> JudgeAsync(string[] keys, DateTimeOffset now, bool isStart, CancellationToken stopping)
    {
        var states = await history.LoadSeriesAsync(keys, stopping);
        return
        [
            .. from state in states
               let verdict = judge.Decide(catalogue.Series[state.Key], state.Value.State, new TimePassed(now))
               where !isStart || IsNews(state.Value.State, verdict)
               select state.Value.Judged(verdict),
        ];
    }

    private async Task<(int Judged, ImmutableArray<string> Contested)> RecordAsync(ImmutableArray<JudgedSeries> judged, DateTimeOffset now, CancellationToken stopping)
    {
        if (judged.IsEmpty) return (0, []);
        var contested = (await history.RecordPassedTimeOfManyAsync(judged, now, stopping)).Contested;
        meters?.Swept(judged.Length - contested.Length);
        return (judged.Length - contested.Length, contested);
    }

    /// <summary>Whether a verdict that no deadline asked for says more than that it is later now.</summary>
    private static bool IsNews(SeriesState before, Verdict verdict) =>
        !verdict.Changed.IsEmpty || !verdict.Backfilled.IsEmpty || !verdict.Flips.IsEmpty
        || verdict.State.NextDeadline != before.NextDeadline
        || verdict.State.PlannedThrough != before.PlannedThrough
        || verdict.State.RecoverySeenAt != before.RecoverySeenAt;
}
