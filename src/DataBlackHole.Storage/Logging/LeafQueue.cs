using System.Data.Common;
using System.Globalization;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace DataBlackHole.Storage.Logging;

/// <summary>A leaf of a record that is known by its number.</summary>
internal readonly record struct QueuedLeaf(long Subject, int Looks, TreeHash Hash);

/// <summary>Queues the leaf of a record in the transaction that writes the record: neither is ever there without the other.</summary>
internal static class LeafQueue
{
    public static async Task AddAsync(MonitorDb db, LogEntryKind kind, long id, CancellationToken cancellationToken)
    {
        TreeHash? hash = null;
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        await LeafReader.ReadAsync(
            db.Database.GetDbConnection(), transaction, LeafForm.Of(kind), string.Create(CultureInfo.InvariantCulture, $"t.id = {id}"), (_, json) => hash = TreeHash.Leaf(json.Written), cancellationToken);
        if (hash is not { } leaf) throw new InvalidOperationException($"{kind} {id} was not written before its leaf");
        await InsertAsync(db, new LogLeafQueueRow { Kind = kind, Subject = id, Hash = leaf.ToArray() }, cancellationToken);
    }

    /// <summary>Covers the looks of a run as it stands; nothing to do for a run of one look, or when these looks are covered.</summary>
    public static async Task AddLooksAsync(MonitorDb db, MeasurementRow run, CancellationToken cancellationToken)
    {
        if (run.Looks < 2) return;
        if (await db.LogLeafQueue.AnyAsync(l => l.Kind == LogEntryKind.Looks && l.Subject == run.Id && l.Looks == run.Looks, cancellationToken)) return;
        if (await db.LogLeaves.AnyAsync(l => l.Kind == LogEntryKind.Looks && l.Subject == run.Id && l.Looks == run.Looks, cancellationToken)) return;
        var hash = LooksForm.HashOf(run.Id, run.Looks, run.LastAt, run.Times);
        await InsertAsync(db, new LogLeafQueueRow { Kind = LogEntryKind.Looks, Subject = run.Id, Looks = run.Looks, Hash = hash.ToArray() }, cancellationToken);
    }

    /// <summary>Queues many leaves of one kind.</summary>
    public static async Task AddAsync(DbConnection connection, DbTransaction transaction, LogEntryKind kind, List<QueuedLeaf> leaves, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO log_leaf_queue (kind, subject, looks, hash) VALUES ('{kind}', @subject, @looks, @hash)";
        var (subject, looks, hash) = (command.Value("@subject", 0L), command.Value("@looks", 0), command.Value("@hash", Array.Empty<byte>()));
        await command.PrepareAsync(cancellationToken);
        foreach (var leaf in leaves)
        {
            (subject.Value, looks.Value, hash.Value) = (leaf.Subject, leaf.Looks, leaf.Hash.ToArray());
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>A parameter whose type is that of its first value.</summary>
    public static DbParameter Value(this DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
        return parameter;
    }

    private static async Task InsertAsync(MonitorDb db, LogLeafQueueRow leaf, CancellationToken cancellationToken)
    {
        db.LogLeafQueue.Add(leaf);
        await db.SaveChangesAsync(cancellationToken);
    }
}
