using System.Numerics;

namespace DataBlackHole.Core.Evidence;

/// <summary>
/// The right edge of a growing tree: the roots of its largest complete subtrees, from left to right. It is all that is needed to append
/// and to tell the root, however many leaves there are.
/// </summary>
public sealed class TreeFrontier
{
    private readonly List<TreeHash> _roots;

    public TreeFrontier() => _roots = [];

    /// <param name="size">Number of leaves.</param>
    /// <param name="roots">The hashes of <see cref="Nodes"/> of that size, in order.</param>
    public TreeFrontier(long size, IEnumerable<TreeHash> roots)
    {
        Size = size;
        _roots = [.. roots];
        if (_roots.Count != BitOperations.PopCount((ulong)size))
            throw new ArgumentException($"a tree of {size} leaves has {BitOperations.PopCount((ulong)size)} complete subtrees, not {_roots.Count}", nameof(roots));
    }

    /// <summary>Number of leaves.</summary>
    public long Size { get; private set; }

    public TreeHash Root
    {
        get
        {
            if (_roots.Count == 0) return TreeHash.Empty;
            var root = _roots[^1];
            for (var i = _roots.Count - 2; i >= 0; i--) root = TreeHash.Node(_roots[i], root);
            return root;
        }
    }

    /// <summary>The complete subtrees at the right edge of a tree, largest first.</summary>
    public static IEnumerable<NodeId> Nodes(long size)
    {
        for (var level = 62; level >= 0; level--)
        {
            if ((size >> level & 1) == 1) yield return new NodeId(level, (size >> level) - 1);
        }
    }

    /// <summary>Adds a leaf and reports every inner node that it completes, lowest first.</summary>
    public void Append(TreeHash leaf, Action<NodeId, TreeHash>? completed = null)
    {
        var node = new NodeId(0, Size);
        var hash = leaf;
        for (; (node.Index & 1) == 1; node = node.Parent)
        {
            hash = TreeHash.Node(_roots[^1], hash);
            _roots.RemoveAt(_roots.Count - 1);
            completed?.Invoke(node.Parent, hash);
        }
        _roots.Add(hash);
        Size++;
    }
}
