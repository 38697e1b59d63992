using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Storage.Rows;
using DataBlackHole.Storage.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace DataBlackHole.Storage.Logging;

/// <summary>A leaf of a record that is known by its number.</summary>
internal readonly record struct QueuedLeaf(long Subject, int Looks, TreeHash Hash);

/// <summary>Queues the leaf of a record in the transaction that writes the record: neither is ever there without the other.</summary>
internal static class LeafQueue
{
    private const int RowsInOneStatement = 200;

    /// <summary>Queues the leaf of a record that was written.</summary>
    public static async Task AddAsync(MonitorDb db, LogEntryKind kind, long id, CancellationToken cancellationToken)
    {
        byte[]? hash = null;
        var form = LeafForm.Of(kind);
        var question = Statements.Question(db, FormattableStringFactory.Create(form.SelectOne, id));
        await LeafReader.ReadAsync(question, form, (_, json) => hash = TreeHash.Leaf(json.Written).ToArray(), cancellationToken);
        if (hash is null) throw new InvalidOperationException($"the record {id} of kind {kind} was not written before its leaf");
        await Statements.RunAsync(db, $"INSERT INTO log_leaf_queue (kind, subject, looks, hash) VALUES ({kind.ToString()}, {id}, 0, {hash})", cancellationToken);
    }

    /// <summary>Queues the leaves of records that were written, in the order of their numbers.</summary>
    public static async Task AddAsync(MonitorDb db, LogEntryKind kind, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return;
        var (connection, transaction) = (db.Database.GetDbConnection(), db.Database.CurrentTransaction?.GetDbTransaction());
        var leaves = new List<QueuedLeaf>(ids.Count);
        foreach (var some in ids.Order().Chunk(RowsInOneStatement))
        {
            var where = string.Create(CultureInfo.InvariantCulture, $"t.id IN ({string.Join(", ", some)})");
            await LeafReader.ReadAsync(connection, transaction, LeafForm.Of(kind), where, (id, json) => leaves.Add(new QueuedLeaf(id, 0, TreeHash.Leaf(json.Written))), cancellationToken);
        }
        if (leaves.Count != ids.Count) throw new InvalidOperationException($"{ids.Count - leaves.Count} of {ids.Count} records of kind {kind} were not written before their leaves");
        await AddAsync(connection, transaction, kind, [.. leaves.OrderBy(l => l.Subject)], cancellationToken);
    }

    /// <summary>Covers the looks of a run as it stands; nothing to do for a run of one look, or when these looks are covered.</summary>
    public static async Task AddLooksAsync(MonitorDb db, MeasurementRow run, CancellationToken cancellationToken)
    {
        if (run.Looks < 2) return;
        var hash = LooksForm.HashOf(run.Id, run.Looks, run.LastAt, run.Times).ToArray();
        await Statements.RunAsync(
            db,
            $"""
            INSERT INTO log_leaf_queue (kind, subject, looks, hash)
            SELECT 'Looks', {run.Id}, {run.Looks}, {hash}
            WHERE NOT EXISTS (SELECT 1 FROM log_leaf_queue WHERE kind = 'Looks' AND subject = {run.Id} AND looks = {run.Looks})
                AND NOT EXISTS (SELECT 1 FROM log_leaves WHERE kind = 'Looks' AND subject = {run.Id} AND looks = {run.Looks})
            """,
            cancellationToken);
    }

    /// <summary>Queues many leaves of one kind.</summary>
    public static async Task AddAsync(DbConnection connection, DbTransaction? transaction, LogEntryKind kind, List<QueuedLeaf> leaves, CancellationToken cancellationToken)
    {
        foreach (var some in leaves.Chunk(RowsInOneStatement))
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            var rows = some.Select((leaf, i) =>
            {
                command.Value($"@hash{i}", leaf.Hash.ToArray());
                return string.Create(CultureInfo.InvariantCulture, $"('{kind}', {leaf.Subject}, {leaf.Looks}, @hash{i})");
            });
            command.CommandText = $"INSERT INTO log_leaf_queue (kind, subject, looks, hash) VALUES {string.Join(", ", rows)}";
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
}
