using System.Data.Common;
using System.Globalization;
using System.Runtime.InteropServices;
using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Storage.Logging;

/// <summary>A leaf as it is on record.</summary>
internal readonly record struct AuditedLeaf(long Index, TreeHash Hash);

/// <summary>Builds the tree anew from its leaves and holds it against the kept nodes and every checkpoint.</summary>
internal sealed class TreeAudit
{
    private const long QueuedIndex = -1;

    private readonly Dictionary<NodeId, TreeHash> _kept = [];
    private readonly Dictionary<NodeId, bool> _agrees = [];
    private readonly List<(long Size, bool Agrees)> _roots = [];
    private readonly List<AuditFinding> _faults = [];
    private readonly HashSet<long> _explained = [];

    public long Size { get; private set; }

    public long Queued { get; private set; }

    public long Nodes { get; private set; }

    public long Checkpoints { get; private set; }

    public List<AuditFinding> Findings { get; } = [];

    /// <summary>Leaves by the record they commit to; those still queued have no index.</summary>
    public Dictionary<(LogEntryKind Kind, long Subject, int Looks), AuditedLeaf> Leaves { get; } = [];

    public static async Task<TreeAudit> RunAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlySet<string>? trustedKeys, CancellationToken cancellationToken)
    {
        var audit = new TreeAudit();
        var checkpoints = await CheckpointAudit.ReadAsync(connection, transaction, trustedKeys, audit.Findings, cancellationToken);
        audit.Checkpoints = checkpoints.Count;
        await audit.ReadNodesAsync(connection, transaction, cancellationToken);
        await audit.ReadLeavesAsync(connection, transaction, new Queue<CheckedNote>(checkpoints.OrderBy(c => c.Size)), cancellationToken);
        await audit.ReadQueueAsync(connection, transaction, cancellationToken);
        audit.JudgeNodes();
        return audit;
    }

    /// <summary>Whether the tree above a leaf disagrees with it, so that a disagreement with its record is the leaf's fault.</summary>
    public bool IsAtFault(long index)
    {
        if (index == QueuedIndex) return false;
        var isAtFault = IsDisputed(index);
        if (isAtFault) _explained.Add(index);
        return isAtFault;
    }

    /// <summary>Disagreements of the tree that no single leaf or record was found to cause.</summary>
    public IEnumerable<AuditFinding> UnexplainedFaults() => _explained.Count > 0 ? [] : _faults;

    private bool IsDisputed(long index)
    {
        var group = new NodeId(LogNodes.LowestKept, index >> LogNodes.LowestKept);
        if (_agrees.TryGetValue(group, out var agrees)) return !agrees && !IsNodeAlone(group);
        // At the right edge no kept node covers the leaf: the first checkpoint above it speaks.
        return _roots.FirstOrDefault(r => r.Size > index) is { Size: > 0, Agrees: false };
    }

    private async Task ReadNodesAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await LogNodes.ReadAsync(
            connection, transaction, "SELECT node_level, node_index, hash FROM log_nodes",
            row =>
            {
                var id = new NodeId(row.GetInt32(0), row.GetInt64(1));
                if (row.GetValue(2) is byte[] bytes && TreeHash.TryOf(bytes, out var hash)) _kept[id] = hash;
                else Findings.Add(new AuditFinding(AuditedThing.LogNode, id.ToString(), "is no hash"));
            },
            cancellationToken);
        Nodes = _kept.Count;
    }

    private async Task ReadLeavesAsync(DbConnection connection, DbTransaction transaction, Queue<CheckedNote> checkpoints, CancellationToken cancellationToken)
    {
        var frontier = new TreeFrontier();
        Action<NodeId, TreeHash> completed = Compare;
        await LogNodes.ReadAsync(
            connection, transaction, "SELECT leaf_index, kind, subject, looks, hash FROM log_leaves ORDER BY leaf_index",
            row =>
            {
                var index = row.GetInt64(0);
                if (row.GetValue(4) is not byte[] bytes || !TreeHash.TryOf(bytes, out var hash))
                {
                    Findings.Add(Finding(AuditedThing.LogLeaf, index, "is no hash"));
                    hash = default;
                }
                if (index != frontier.Size) Findings.Add(Finding(AuditedThing.LogLeaf, index, $"stands where leaf {frontier.Size} should be"));
                Keep(row, index, hash);
                frontier.Append(hash, completed);
                for (; checkpoints.TryPeek(out var next) && next.Size == frontier.Size; checkpoints.Dequeue()) Compare(next, frontier.Root);
            },
            cancellationToken);
        Size = frontier.Size;
        foreach (var beyond in checkpoints) Findings.Add(Finding(AuditedThing.Checkpoint, beyond.Size, $"is of a log that had more leaves than the {Size} on record"));
        foreach (var id in _kept.Keys.Where(id => !_agrees.ContainsKey(id))) Findings.Add(new AuditFinding(AuditedThing.LogNode, id.ToString(), "covers leaves that are not on record"));
    }

    private void Keep(DbDataReader row, long index, TreeHash hash)
    {
        if (!Enum.TryParse<LogEntryKind>(row.GetValue(1) as string, out var kind))
            Findings.Add(Finding(AuditedThing.LogLeaf, index, $"'{row.GetValue(1)}' is no kind of entry"));
        if (!Leaves.TryAdd((kind, row.GetInt64(2), row.GetInt32(3)), new AuditedLeaf(index, hash)))
            Findings.Add(Finding(AuditedThing.LogLeaf, index, "commits to a record that has a leaf already"));
    }

    private async Task ReadQueueAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken) => await LogNodes.ReadAsync(
        connection, transaction, "SELECT kind, subject, looks, hash FROM log_leaf_queue",
        row =>
        {
            Queued++;
            if (Enum.TryParse<LogEntryKind>(row.GetValue(0) as string, out var kind) && row.GetValue(3) is byte[] bytes && TreeHash.TryOf(bytes, out var hash))
                Leaves.TryAdd((kind, row.GetInt64(1), row.GetInt32(2)), new AuditedLeaf(QueuedIndex, hash));
        },
        cancellationToken);

    private void Compare(NodeId id, TreeHash computed)
    {
        if (id.Level < LogNodes.LowestKept) return;
        ref var agrees = ref CollectionsMarshal.GetValueRefOrAddDefault(_agrees, id, out _);
        if (_kept.TryGetValue(id, out var kept)) agrees = kept == computed;
        else Findings.Add(new AuditFinding(AuditedThing.LogNode, id.ToString(), "is not on record"));
    }

    private void Compare(CheckedNote note, TreeHash root)
    {
        if (note.Root is not { } signed) return;
        _roots.Add((note.Size, signed == root));
        if (signed != root) _faults.Add(Finding(AuditedThing.Checkpoint, note.Size, $"the leaves on record have the root {root}, the signed one is {signed}"));
    }

    private void JudgeNodes()
    {
        foreach (var id in _agrees.Where(n => !n.Value && _kept.ContainsKey(n.Key)).Select(n => n.Key))
        {
            var finding = new AuditFinding(AuditedThing.LogNode, id.ToString(), "is not the hash of the leaves below it");
            if (IsNodeAlone(id)) Findings.Add(finding);
            else _faults.Insert(0, finding);
        }
    }

    /// <summary>Whether what stands above a node agrees with the leaves, so that the node alone is wrong.</summary>
    private bool IsNodeAlone(NodeId id)
    {
        for (var above = id.Parent; _agrees.TryGetValue(above, out var agrees); above = above.Parent)
        {
            if (agrees) return true;
        }
        var end = (id.Index + 1) << id.Level;
        return _roots.FirstOrDefault(r => r.Size >= end) is { Agrees: true } or { Size: 0 };
    }

    private static AuditFinding Finding(AuditedThing thing, long id, string message) => new(thing, id.ToString(CultureInfo.InvariantCulture), message);
}
