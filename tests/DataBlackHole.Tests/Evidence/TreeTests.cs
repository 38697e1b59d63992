using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Tests.Evidence;

/// <summary>The Merkle tree of the log against the published vectors of RFC 6962 and against its own definition.</summary>
public sealed class TreeTests
{
    private const int Most = 70;

    /// <summary>The entries and roots with which implementations of Certificate Transparency are tested.</summary>
    private static readonly (string Entry, string Root)[] _vectors =
    [
        ("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        ("00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        ("10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        ("2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        ("3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
        ("40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
        ("5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
        ("606162636465666768696a6b6c6d6e6f", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ];

    private static readonly TreeHash[] _leaves = [.. Enumerable.Range(0, Most).Select(i => TreeHash.Leaf([(byte)i, 1]))];

    [Test]
    public void Roots_are_those_of_the_published_vectors()
    {
        var tree = new TreeFrontier();
        Assert.That(tree.Root.ToString(), Is.EqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        foreach (var (entry, root) in _vectors)
        {
            tree.Append(TreeHash.Leaf(Convert.FromHexString(entry)));
            Assert.That(tree.Root.ToString(), Is.EqualTo(root), $"{tree.Size} leaves");
        }
    }

    [Test]
    public void A_tree_that_is_taken_up_again_goes_on_as_if_it_had_never_stopped()
    {
        var nodes = Nodes();
        var whole = new TreeFrontier();
        for (var size = 0; size < Most; size++)
        {
            var again = new TreeFrontier(size, TreeFrontier.Nodes(size).Select(n => nodes[n]));
            again.Append(_leaves[size]);
            whole.Append(_leaves[size]);
            Assert.That(again.Root, Is.EqualTo(whole.Root), $"{size} leaves");
        }
    }

    [Test]
    public void Every_leaf_of_every_tree_is_proved_and_no_other_leaf_at_no_other_place()
    {
        var nodes = Nodes();
        for (var size = 1; size <= Most; size++)
        {
            for (var index = 0; index < size; index++)
            {
                var proof = TreeProof.Inclusion(index, size).Select(s => TreeProof.Fold(s, n => nodes[n])).ToList();
                var root = RootOf(0, size);
                Assert.That(TreeProof.Includes(root, _leaves[index], index, size, proof), Is.True, $"{index} of {size}");
                Assert.That(TreeProof.Includes(root, TreeHash.Leaf("other"u8), index, size, proof), Is.False, $"{index} of {size}");
                if (index > 0) Assert.That(TreeProof.Includes(root, _leaves[index], index - 1, size, proof), Is.False, $"{index} of {size}");
                if (proof.Count > 0) Assert.That(TreeProof.Includes(root, _leaves[index], index, size, [.. proof.SkipLast(1)]), Is.False, $"{index} of {size}");
                Assert.That(TreeProof.Includes(root, _leaves[index], index, size, [.. proof, root]), Is.False, $"{index} of {size}");
            }
        }
    }

    [Test]
    public void Every_tree_is_proved_to_be_the_beginning_of_every_later_one_and_a_rewritten_one_is_not()
    {
        var nodes = Nodes();
        for (var to = 0; to <= Most; to++)
        {
            for (var from = 0; from <= to; from++)
            {
                var proof = TreeProof.Consistency(from, to).Select(s => TreeProof.Fold(s, n => nodes[n])).ToList();
                Assert.That(TreeProof.IsBeginning(from, RootOf(0, from), to, RootOf(0, to), proof), Is.True, $"{from} of {to}");
                if (from == 0 || from == to) continue;
                Assert.That(TreeProof.IsBeginning(from, TreeHash.Leaf("other"u8), to, RootOf(0, to), proof), Is.False, $"{from} of {to}");
                Assert.That(TreeProof.IsBeginning(from, RootOf(0, from), to, TreeHash.Leaf("other"u8), proof), Is.False, $"{from} of {to}");
                Assert.That(TreeProof.IsBeginning(from, RootOf(0, from), to, RootOf(0, to), [.. proof.Skip(1)]), Is.False, $"{from} of {to}");
            }
        }
    }

    [Test]
    public void There_is_no_proof_of_a_leaf_that_is_not_there()
    {
        Assert.That(() => TreeProof.Inclusion(5, 5), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => TreeProof.Consistency(6, 5), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    /// <summary>The root as RFC 6962 defines it.</summary>
    private static TreeHash RootOf(int from, int count)
    {
        if (count == 0) return TreeHash.Empty;
        if (count == 1) return _leaves[from];
        var left = 1;
        while (left * 2 < count) left *= 2;
        return TreeHash.Node(RootOf(from, left), RootOf(from + left, count - left));
    }

    private static Dictionary<NodeId, TreeHash> Nodes()
    {
        var nodes = new Dictionary<NodeId, TreeHash>();
        var tree = new TreeFrontier();
        for (var i = 0; i < Most; i++)
        {
            nodes[new NodeId(0, i)] = _leaves[i];
            tree.Append(_leaves[i], nodes.Add);
        }
        return nodes;
    }
}
