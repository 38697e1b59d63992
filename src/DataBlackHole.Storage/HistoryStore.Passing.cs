using System.Collections.Immutable;
using DataBlackHole.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>How recording a batch of series ended.</summary>
/// <param name="Added">Rows that recording added.</param>
/// <param name="Contested">Series that another writer has changed since they were loaded: nothing of them is on record, they are to be judged again.</param>
public sealed record PassedTimeOutcome(RowsAdded Added, ImmutableArray<string> Contested);

/// <content>Thousands of series at once, when a deadline passes for all of them.</content>
public sealed partial class HistoryStore
{
    /// <summary>In how many transactions at once it is worth writing: SQLite has one writer, and a PostgreSQL has other work while one waits for the disk.</summary>
    public int WritersAtOnce
    {
        get
        {
            using var db = contexts.CreateDbContext();
            return db.Database.IsNpgsql() ? 2 : 1;
        }
    }

    /// <summary>
    /// Puts on record what the passing of time alone changed, in one transaction. A series that another writer was faster with is left out, the others are kept.
    /// </summary>
    public async Task<PassedTimeOutcome> RecordPassedTimeOfManyAsync(
        IReadOnlyList<JudgedSeries> series, DateTimeOffset recordedAt, CancellationToken cancellationToken = default)
    {
        var recalled = _memory.Known(series);
        _memory.Forget(series);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var verdicts = new VerdictWriter(db);
            var written = await verdicts.WriteUncontestedStatesAsync(series, cancellationToken);
            List<JudgedSeries> kept = [.. series.Where(s => written.Contains(s.Verdict.State.Series))];
            await verdicts.WriteReleasesAsync([.. kept.Select(k => k.Verdict)], cancellationToken);
            var flips = await verdicts.WriteFlipsAsync(kept, new RunWriter(db, _memory), recordedAt, cancellationToken);
            if (alerts is not null) await new OutboxWriter(db, alerts).WriteAsync(flips, isReplay: false, recordedAt, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            _memory.Remember(recalled.Where(s => written.Contains(s.Verdict.State.Series)));
            return new PassedTimeOutcome(verdicts.Added, [.. series.Select(s => s.Verdict.State.Series).Where(s => !written.Contains(s))]);
        }
        catch (Exception error) when (writing?.Heard(error) is true || WriteConflict.Is(error))
        {
            return new PassedTimeOutcome(RowsAdded.None, [.. series.Select(s => s.Verdict.State.Series)]);
        }
    }
}
