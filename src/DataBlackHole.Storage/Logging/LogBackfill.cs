using System.Data.Common;
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
    private const int Batch = 5_000;

    public static async Task RunAsync(MonitorDb db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        foreach (var form in LeafForm.All)
        {
            for (var after = 0L; await NextAsync(db, form.Table, form.Kind, "1 = 1", after, cancellationToken) is { Count: > 0 } ids; after = ids[^1])
                await QueueAsync(db, form.Kind, (connection, transaction) => LeavesAsync(connection, transaction, form, ids, cancellationToken), cancellationToken);
        }
        for (var after = 0L; await NextAsync(db, "measurements", LogEntryKind.Looks, "t.looks > 1", after, cancellationToken) is { Count: > 0 } ids; after = ids[^1])
            await QueueAsync(db, LogEntryKind.Looks, (connection, transaction) => LooksAsync(connection, transaction, ids, cancellationToken), cancellationToken);
    }

    private static async Task<List<QueuedLeaf>> LeavesAsync(
        DbConnection connection, DbTransaction transaction, LeafForm form, List<long> ids, CancellationToken cancellationToken)
    {
        var leaves = new List<QueuedLeaf>();
        await LeafReader.ReadAsync(connection, transaction, form, Among(ids), (id, json) => leaves.Add(new QueuedLeaf(id, 0, TreeHash.Leaf(json.Written))), cancellationToken);
        return leaves;
    }

    private static async Task<List<QueuedLeaf>> LooksAsync(DbConnection connection, DbTransaction transaction, List<long> ids, CancellationToken cancellationToken)
    {
        var leaves = new List<QueuedLeaf>();
        await foreach (var run in LeafReader.RunsAsync(connection, transaction, Among(ids), cancellationToken))
        {
            if (run.LastAt is { } last) leaves.Add(new QueuedLeaf(run.Id, run.Looks, LooksForm.HashOf(run.Id, run.Looks, last, run.Times)));
        }
        return leaves;
    }

    private static async Task QueueAsync(
        MonitorDb db, LogEntryKind kind, Func<DbConnection, DbTransaction, Task<List<QueuedLeaf>>> read, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var (connection, raw) = (db.Database.GetDbConnection(), transaction.GetDbTransaction());
            await LeafQueue.AddAsync(connection, raw, kind, await read(connection, raw), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception error) when (WriteConflict.Is(error))
        {
            // Another node that starts at the same moment does the same, and was faster; what it leaves is found by the next start.
        }
    }

    private static async Task<List<long>> NextAsync(MonitorDb db, string table, LogEntryKind kind, string where, long after, CancellationToken cancellationToken)
    {
        var ids = new List<long>();
        var sql = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT t.id FROM {table} t WHERE t.id > {after} AND {where}
            AND NOT EXISTS (SELECT 1 FROM log_leaves l WHERE l.kind = '{kind}' AND l.subject = t.id)
            AND NOT EXISTS (SELECT 1 FROM log_leaf_queue q WHERE q.kind = '{kind}' AND q.subject = t.id)
            ORDER BY t.id LIMIT {Batch}
            """);
        await LogNodes.ReadAsync(db.Database.GetDbConnection(), null, sql, row => ids.Add(row.GetInt64(0)), cancellationToken);
        return ids;
    }

    private static string Among(List<long> ids) => $"t.id IN ({string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)))})";
}
