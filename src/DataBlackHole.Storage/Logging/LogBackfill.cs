using System.Data.Common;
using System.Globalization;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Storage.Writing;

namespace DataBlackHole.Storage.Logging;

/// <summary>
/// Queues leaves for records from before there was a log, when it is about to begin. In order, kind by kind, in transactions of their own;
/// what was done before an interruption is not done again.
/// </summary>
internal static class LogBackfill
{
    private const int Batch = 5_000;

    /// <returns>Whether nothing is left to be done.</returns>
    public static async Task<bool> RunAsync(MonitorDb db, CancellationToken cancellationToken)
    {
        foreach (var form in LeafForm.All)
        {
            for (long? after = 0; after is not null;)
            {
                if (await StepAsync(db, form.Table, form.Kind, "1 = 1", after.Value, cancellationToken) is not { } step) return false;
                after = step.Next;
            }
        }
        for (long? after = 0; after is not null;)
        {
            if (await StepAsync(db, "measurements", LogEntryKind.Looks, "t.looks > 1", after.Value, cancellationToken) is not { } step) return false;
            after = step.Next;
        }
        return true;
    }

    /// <summary>One transaction. Null when another node holds the claim; it does the same.</summary>
    private static async Task<Step?> StepAsync(MonitorDb db, string table, LogEntryKind kind, string where, long after, CancellationToken cancellationToken)
    {
        await using var claim = await SequencerClaim.TakeAsync(db, cancellationToken);
        if (claim is null) return null;
        // Once the log has begun, a record without a leaf is a finding for the audit, and not to be slipped in.
        if (await LogNodes.SizeAsync(claim.Connection, claim.Transaction, cancellationToken) > 0) return new Step(null);
        var ids = await NextAsync(claim, table, kind, where, after, cancellationToken);
        if (ids.Count == 0) return new Step(null);
        var leaves = kind == LogEntryKind.Looks
            ? await LooksAsync(claim.Connection, claim.Transaction, ids, cancellationToken)
            : await LeavesAsync(claim.Connection, claim.Transaction, LeafForm.Of(kind), ids, cancellationToken);
        try
        {
            await LeafQueue.AddAsync(claim.Connection, claim.Transaction, kind, leaves, cancellationToken);
            await claim.CommitAsync(cancellationToken);
        }
        catch (Exception error) when (WriteConflict.Is(error))
        {
            // A writer covered one of these runs in this instant: the same step again.
            return new Step(after);
        }
        return new Step(ids[^1]);
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

    private static async Task<List<long>> NextAsync(SequencerClaim claim, string table, LogEntryKind kind, string where, long after, CancellationToken cancellationToken)
    {
        var ids = new List<long>();
        var sql = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT t.id FROM {table} t WHERE t.id > {after} AND {where}
            AND NOT EXISTS (SELECT 1 FROM log_leaves l WHERE l.kind = '{kind}' AND l.subject = t.id)
            AND NOT EXISTS (SELECT 1 FROM log_leaf_queue q WHERE q.kind = '{kind}' AND q.subject = t.id)
            ORDER BY t.id LIMIT {Batch}
            """);
        await LogNodes.ReadAsync(claim.Connection, claim.Transaction, sql, row => ids.Add(row.GetInt64(0)), cancellationToken);
        return ids;
    }

    /// <param name="Next">After which record to go on; null when none is left.</param>
    private sealed record Step(long? Next);

    private static string Among(List<long> ids) => $"t.id IN ({string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)))})";
}
