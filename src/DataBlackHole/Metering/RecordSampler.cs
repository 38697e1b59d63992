using System.Data.Common;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;

namespace DataBlackHole.Metering;

/// <summary>What the gauges are read from.</summary>
internal sealed record GaugeDesk(
    MonitorCatalogue Catalogue, WatchedSources Watched, HistoryStore History, AlertOutbox Outbox, SelfWatchStore SelfWatch, RecordGauges Gauges);

/// <summary>Reads the gauges from the record when somebody asks, at most every few seconds however many ask.</summary>
internal sealed class RecordSampler(GaugeDesk desk, MonitorMeters meters, TimeProvider time, ILogger<RecordSampler> log) : IDisposable
{
    private static readonly TimeSpan _kept = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1);
    private long? _taken;

    public async Task RefreshAsync(CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            if (_taken is { } taken && time.GetElapsedTime(taken) < _kept) return;
            meters.Sample = await ReadAsync(time.GetUtcNow(), stopping);
            _taken = time.GetTimestamp();
        }
        // The counters of a node that has lost its database are worth telling all the more.
        catch (Exception exception) when (exception is DbException or TimeoutException or IOException or InvalidOperationException)
        {
            (meters.Sample, _taken) = (null, time.GetTimestamp());
            log.LogWarning("The record cannot be read for /metrics: {Reason}", exception.Message);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<RecordSample> ReadAsync(DateTimeOffset now, CancellationToken stopping)
    {
        var known = (await desk.History.LoadSourcesAsync(stopping)).ToDictionary(s => s.Source, StringComparer.Ordinal);
        var outbox = await desk.Outbox.HealthAsync(now, stopping);
        var blind = known.Values.Where(s => s.Visibility == Visibility.Blind).ToList();
        return new RecordSample
        {
            Sources = [.. desk.Watched.On(now).Select(s => known.GetValueOrDefault(s.Key))],
            LongestBlindness = Since(blind.Min(s => s.Since), now),
            SweepLag = Since(await desk.Gauges.OldestPassedDeadlineAsync(desk.Catalogue.Series.ContainsKey, now, stopping), now),
            AlertsWaiting = outbox.Pending,
            OldestAlert = Since(outbox.OldestPendingAt, now),
            QueuedLeaves = await desk.Gauges.QueuedLeavesAsync(stopping),
            Troubles = [.. (await desk.SelfWatch.OpenAsync(stopping)).Select(t => t.Kind)],
        };
    }

    private static TimeSpan Since(DateTimeOffset? begun, DateTimeOffset now) => begun < now ? now - begun.Value : TimeSpan.Zero;
}
