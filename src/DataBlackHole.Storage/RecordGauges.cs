using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>How far the work on the record is behind. Each question reads an index or a short table.</summary>
public sealed class RecordGauges(IDbContextFactory<MonitorDb> contexts)
{
    /// <summary>Leaves that wait for their place in the log.</summary>
    public async Task<long> QueuedLeavesAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.LogLeafQueue.LongCountAsync(cancellationToken);
    }

    /// <summary>The earliest deadline that has passed without a judgement; null when there is none.</summary>
    /// <param name="isWatched">Series that were taken out of the definitions keep their last deadline, and nobody waits for it.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cancellationToken">Shutdown.</param>
    public async Task<DateTimeOffset?> OldestPassedDeadlineAsync(Func<string, bool> isWatched, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var passed = db.SeriesStates.Where(s => s.NextDeadline <= now).OrderBy(s => s.NextDeadline).Select(s => new { s.SeriesKey, s.NextDeadline }).AsAsyncEnumerable();
        await foreach (var state in passed.WithCancellation(cancellationToken))
        {
            if (isWatched(state.SeriesKey)) return state.NextDeadline;
        }
        return null;
    }
}
