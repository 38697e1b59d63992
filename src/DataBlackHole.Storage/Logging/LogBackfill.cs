using System.Globalization;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Storage.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace DataBlackHole.Storage.Logging;

/// <summary>
/// Queues leaves for records that have none: those written before there was a log. In order, kind by kind, in transactions of their own;
/// what was done before an interruption is not done again.
/// </summary>
internal static class LogBackfill
{
    private const int Batch = 2_000;

    public static async Task RunAsync(MonitorDb db, CancellationToken cancellationToken)
    {
        foreach (var form in LeafForm.All)
        {
            for (var after = 0L; await NextAsync(db, form.Table, form.Kind, "1 = 1", after, cancellationToken) is { Count: > 0 } ids; after = ids[^1])
                await QueueAsync(db, ids, id => LeafQueue.AddAsync(db, form.Kind, id, cancellationToken), cancellationToken);
        }
        for (var after = 0L; await NextAsync(db, "measurements", LogEntryKind.Looks, "t.looks > 1", after, cancellationToken) is { Count: > 0 } ids; after = ids[^1])
        {
            var runs = await db.Measurements.AsNoTracking().Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancellationToken);
            await QueueAsync(db, ids, id => LeafQueue.AddLooksAsync(db, runs[id], cancellationToken), cancellationToken);
        }
    }

    private static async Task QueueAsync(MonitorDb db, List<long> ids, Func<long, Task> add, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            foreach (var id in ids) await add(id);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception error) when (WriteConflict.Is(error))
        {
            // Another node that starts at the same moment does the same, and was faster; what it leaves is found by the next start.
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    private static async Task<List<long>> NextAsync(MonitorDb db, string table, LogEntryKind kind, string where, long after, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var ids = new List<long>();
        var sql = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT t.id FROM {table} t WHERE t.id > {after} AND {where}
            AND NOT EXISTS (SELECT 1 FROM log_leaves l WHERE l.kind = '{kind}' AND l.subject = t.id)
            AND NOT EXISTS (SELECT 1 FROM log_leaf_queue q WHERE q.kind = '{kind}' AND q.subject = t.id)
            ORDER BY t.id LIMIT {Batch}
            """);
        await LogNodes.ReadAsync(
            db.Database.GetDbConnection(), db.Database.CurrentTransaction?.GetDbTransaction(), sql, row => ids.Add(row.GetInt64(0)), cancellationToken);
        return ids;
    }
}
