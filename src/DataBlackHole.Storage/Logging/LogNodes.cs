using System.Data.Common;
using System.Globalization;
using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Storage.Logging;

/// <summary>Fetches hashes of complete subtrees: kept ones by their number, smaller ones computed from their leaves.</summary>
internal static class LogNodes
{
    /// <summary>Subtrees of fewer leaves (2^4) are not kept: computing one takes at most seven hashes, keeping them would double the log.</summary>
    public const int LowestKept = 4;

    /// <summary>A list of values in front of a cross join: SQLite then looks each of them up, and plans the question in a fraction of the time.</summary>
    public static async Task<Func<NodeId, TreeHash>> LoadAsync(
        DbConnection connection, DbTransaction? transaction, IReadOnlyCollection<NodeId> wanted, CancellationToken cancellationToken)
    {
        var known = new Dictionary<NodeId, TreeHash>();
        var kept = wanted.Where(n => n.Level >= LowestKept).Select(n => $"({Number(n.Level)}, {Number(n.Index)})").ToList();
        if (kept.Count > 0)
        {
            await ReadAsync(
                connection, transaction, $"SELECT n.node_level, n.node_index, n.hash FROM (VALUES {string.Join(", ", kept)}) w CROSS JOIN log_nodes n WHERE n.node_level = w.column1 AND n.node_index = w.column2",
                row => known[new NodeId(row.GetInt32(0), row.GetInt64(1))] = HashOf(row, 2), cancellationToken);
        }
        var leaves = wanted.Where(n => n.Level < LowestKept).Select(n => $"({Number(n.Index << n.Level)}, {Number(((n.Index + 1) << n.Level) - 1)})").ToList();
        if (leaves.Count > 0)
        {
            await ReadAsync(
                connection, transaction, $"SELECT l.leaf_index, l.hash FROM (VALUES {string.Join(", ", leaves)}) w CROSS JOIN log_leaves l WHERE l.leaf_index BETWEEN w.column1 AND w.column2",
                row => known[new NodeId(0, row.GetInt64(0))] = HashOf(row, 1), cancellationToken);
        }
        return node => HashOf(known, node);
    }

    /// <summary>The right edge of the log as it stands.</summary>
    public static async Task<TreeFrontier> FrontierAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        var size = await SizeAsync(connection, transaction, cancellationToken);
        var nodes = TreeFrontier.Nodes(size).ToList();
        var hashOf = await LoadAsync(connection, transaction, nodes, cancellationToken);
        return new TreeFrontier(size, nodes.Select(hashOf));
    }

    public static async Task<long> SizeAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        var size = 0L;
        await ReadAsync(connection, transaction, "SELECT COALESCE(MAX(leaf_index) + 1, 0) FROM log_leaves", row => size = row.GetInt64(0), cancellationToken);
        return size;
    }

    public static async Task ReadAsync(
        DbConnection connection, DbTransaction? transaction, string sql, Action<DbDataReader> each, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken)) each(row);
    }

    private static TreeHash HashOf(DbDataReader row, int ordinal) => TreeHash.Of(row.GetFieldValue<byte[]>(ordinal));

    private static TreeHash HashOf(Dictionary<NodeId, TreeHash> known, NodeId node)
    {
        if (known.TryGetValue(node, out var hash)) return hash;
        if (node.Level is 0 or >= LowestKept) throw new InvalidDataException($"node {node} of the log is not on record: the log is damaged");
        var left = new NodeId(node.Level - 1, node.Index << 1);
        return TreeHash.Node(HashOf(known, left), HashOf(known, left with { Index = left.Index + 1 }));
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
