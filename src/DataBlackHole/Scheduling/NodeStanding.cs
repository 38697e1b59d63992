using DataBlackHole.Storage;

namespace DataBlackHole.Scheduling;

/// <summary>
/// Who this node is, and whether its definitions count. Of the nodes on one record those with the definitions of the one that started last do the
/// work; the others stand by, so that no state goes back and forth between two catalogues, or two forms of the record.
/// </summary>
public sealed class NodeStanding(string catalogueHash, NodeRole role) : IDisposable
{
    private readonly Lock _lock = new();
    private CancellationTokenSource _works = new();

    /// <summary>Another one at every start: what a node left behind that died is not its successor's.</summary>
    public string Name { get; } = $"{Environment.MachineName}-{Guid.NewGuid():N}"[..Math.Min(Environment.MachineName.Length + 9, 60)];

    public string CatalogueHash => catalogueHash;

    public NodeRole Role => role;

    /// <summary>The node whose definitions count instead; null when ours do.</summary>
    public LiveNode? SupersededBy { get; private set; }

    public bool IsInForce => SupersededBy is null;

    /// <summary>Ends what is under way when this node is to stand by.</summary>
    public CancellationToken StandingBy
    {
        get
        {
            lock (_lock) return _works.Token;
        }
    }

    /// <summary>Of the nodes that are there, the last one to start decides.</summary>
    /// <returns>Whether anything has changed for this node.</returns>
    public bool Judge(IReadOnlyList<LiveNode> nodes)
    {
        var newer = nodes.Count > 0 && !nodes[0].WorksLike(catalogueHash) ? nodes[0] : null;
        lock (_lock)
        {
            var changed = newer is null != SupersededBy is null;
            SupersededBy = newer;
            if (!changed) return false;
            if (newer is not null) _works.Cancel();
            else _works = new CancellationTokenSource();
            return true;
        }
    }

    public void Dispose() => _works.Dispose();
}
