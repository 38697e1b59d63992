using System.Collections.Immutable;
using System.Numerics;

namespace DataBlackHole.Core.Evidence;

/// <summary>
/// Proofs about the log (RFC 6962, section 2.1). Which hashes a proof consists of is told first, so that they can be fetched at once:
/// each step is a run of complete subtrees, folded from the right into one hash.
/// </summary>
public static class TreeProof
{
    /// <summary>The steps of the proof that a leaf is in a tree of the given size.</summary>
    public static ImmutableArray<ImmutableArray<NodeId>> Inclusion(long index, long size)
    {
        if (index < 0 || index >= size) throw new ArgumentOutOfRangeException(nameof(index), index, $"a tree of {size} leaves has no such leaf");
        var steps = ImmutableArray.CreateBuilder<ImmutableArray<NodeId>>();
        AddInclusion(steps, index, 0, size);
        return steps.ToImmutable();
    }

    /// <summary>The steps of the proof that a tree is the beginning of a larger one; none when either is all there is.</summary>
    public static ImmutableArray<ImmutableArray<NodeId>> Consistency(long from, long to)
    {
        if (from < 0 || from > to) throw new ArgumentOutOfRangeException(nameof(from), from, $"is no beginning of a tree of {to} leaves");
        var steps = ImmutableArray.CreateBuilder<ImmutableArray<NodeId>>();
        if (from > 0 && from < to) AddConsistency(steps, from, 0, to, isWhole: true);
        return steps.ToImmutable();
    }

    /// <summary>The hash of a step.</summary>
    public static TreeHash Fold(ImmutableArray<NodeId> step, Func<NodeId, TreeHash> hashOf)
    {
        var hash = hashOf(step[^1]);
        for (var i = step.Length - 2; i >= 0; i--) hash = TreeHash.Node(hashOf(step[i]), hash);
        return hash;
    }

    /// <summary>The root of a tree of the given size that holds the leaf at the index, by the proof; null when the proof has another length.</summary>
    public static TreeHash? RootOf(TreeHash leaf, long index, long size, IReadOnlyList<TreeHash> proof)
    {
        if (index < 0 || index >= size) return null;
        var (node, last, hash) = (index, size - 1, leaf);
        foreach (var sibling in proof)
        {
            if (last == 0) return null;
            if ((node & 1) == 1 || node == last)
            {
                hash = TreeHash.Node(sibling, hash);
                for (; (node & 1) == 0 && node != 0; last >>= 1) node >>= 1;
            }
            else
            {
                hash = TreeHash.Node(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 ? hash : null;
    }

    public static bool Includes(TreeHash root, TreeHash leaf, long index, long size, IReadOnlyList<TreeHash> proof) => RootOf(leaf, index, size, proof) == root;

    /// <summary>Whether the proof shows that the tree with the first root is the beginning of the tree with the second.</summary>
    public static bool IsBeginning(long from, TreeHash fromRoot, long to, TreeHash toRoot, IReadOnlyList<TreeHash> proof)
    {
        if (from < 0 || from > to) return false;
        if (from == to) return proof.Count == 0 && fromRoot == toRoot;
        if (from == 0) return proof.Count == 0 && fromRoot == TreeHash.Empty;
        IReadOnlyList<TreeHash> path = BitOperations.IsPow2(from) ? [fromRoot, .. proof] : proof;
        if (path.Count == 0) return false;
        var (node, last) = (from - 1, to - 1);
        for (; (node & 1) == 1; last >>= 1) node >>= 1;
        var (first, second) = (path[0], path[0]);
        foreach (var hash in path.Skip(1))
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                (first, second) = (TreeHash.Node(hash, first), TreeHash.Node(hash, second));
                for (; (node & 1) == 0 && node != 0; last >>= 1) node >>= 1;
            }
            else
            {
                second = TreeHash.Node(second, hash);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && first == fromRoot && second == toRoot;
    }

    private static void AddInclusion(ImmutableArray<ImmutableArray<NodeId>>.Builder steps, long index, long start, long count)
    {
        if (count == 1) return;
        var left = Left(count);
        if (index < left)
        {
            AddInclusion(steps, index, start, left);
            steps.Add(Cover(start + left, count - left));
        }
        else
        {
            AddInclusion(steps, index - left, start + left, count - left);
            steps.Add(Cover(start, left));
        }
    }

    private static void AddConsistency(ImmutableArray<ImmutableArray<NodeId>>.Builder steps, long from, long start, long count, bool isWhole)
    {
        if (from == count)
        {
            if (!isWhole) steps.Add(Cover(start, count));
            return;
        }
        var left = Left(count);
        if (from <= left)
        {
            AddConsistency(steps, from, start, left, isWhole);
            steps.Add(Cover(start + left, count - left));
        }
        else
        {
            AddConsistency(steps, from - left, start + left, count - left, isWhole: false);
            steps.Add(Cover(start, left));
        }
    }

    /// <summary>The largest power of two below the count.</summary>
    private static long Left(long count) => 1L << BitOperations.Log2((ulong)(count - 1));

    /// <summary>The complete subtrees that make up a range which begins at a multiple of the largest of them.</summary>
    private static ImmutableArray<NodeId> Cover(long start, long count) =>
        [.. TreeFrontier.Nodes(count).Select(n => new NodeId(n.Level, (start >> n.Level) + n.Index))];
}
