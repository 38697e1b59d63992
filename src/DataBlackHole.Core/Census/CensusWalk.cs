using System.Collections.Immutable;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Core.Census;

/// <summary>
/// What a census has still to ask. It asks nothing itself: it is told what was answered, and told the same answers in the same order it
/// asks the same again; so a walk that was broken off goes on from the answers on record. The tree is walked first, that the rest can be estimated.
/// </summary>
public sealed class CensusWalk
{
    /// <summary>Indicators whose figures are asked for together; longer lists were not tried by anybody.</summary>
    public const int MostTogether = 50;

    /// <summary>So many refusals to tell figures together, and nobody asks for several any more.</summary>
    private const int RefusalsThatTeach = 3;

    private readonly Dictionary<string, CensusCall> _open = new(StringComparer.Ordinal);
    private readonly Queue<string> _nodes = new();
    private readonly Queue<string> _leaves = new();
    private readonly Queue<string> _figures = new();
    private readonly Queue<string> _later = new();
    private readonly Dictionary<string, int> _partsUnread = new(StringComparer.Ordinal);
    private readonly DateOnly _today;
    private int _refusals;

    /// <param name="trees">The trees to walk.</param>
    /// <param name="today">The publisher's day on which the census began: it decides which periods are asked for.</param>
    public CensusWalk(IEnumerable<CensusTree> trees, DateOnly today)
    {
        _today = today;
        foreach (var tree in trees) Open(_nodes, new CensusCall(CensusStep.Tree, tree.Code, ""));
    }

    public CensusFacts Facts { get; } = new();

    /// <summary>Questions answered or given up.</summary>
    public int Done { get; private set; }

    /// <summary>Questions that are known to be left; while the tree is walked they become more.</summary>
    public int Left => _open.Count + _open.Values.Count(c => c.Step == CensusStep.Indicators) + _open.Values.Count(c => c.Step == CensusStep.Tree) * 4;

    /// <summary>The next question, or null when everything was asked.</summary>
    public CensusCall? Next()
    {
        foreach (var queue in (Queue<string>[])[_nodes, _figures, _leaves, _later])
        {
            while (queue.TryPeek(out var key))
            {
                if (_open.TryGetValue(key, out var call)) return call;
                queue.Dequeue();
            }
        }
        return null;
    }

    /// <summary>The open question with this key; null when it is not asked (any more).</summary>
    public CensusCall? Find(string key) => _open.GetValueOrDefault(key);

    /// <summary>Takes in a part of the tree that nothing leads to, such as a captured page without those above it.</summary>
    public void Adopt(CensusTree tree, string node)
    {
        ArgumentNullException.ThrowIfNull(tree);
        if (!Facts.NodesById.ContainsKey(node)) Open(_nodes, new CensusCall(CensusStep.Tree, tree.Code, node));
    }

    /// <summary>Takes in a leaf that nothing leads to, with an indicator of it when no list names it.</summary>
    public void Adopt(CensusLeaf leaf, ListedIndicator? indicator = null)
    {
        ArgumentNullException.ThrowIfNull(leaf);
        if (Facts.LeavesById.TryAdd(leaf.Id, leaf)) Open(_leaves, new CensusCall(CensusStep.Indicators, leaf.Tree.Code, leaf.Id));
        if (indicator is null || !Facts.IndicatorsById.TryAdd(indicator.Id, new CensusIndicator(Facts.LeavesById[leaf.Id], indicator))) return;
        AskTogether(leaf, [indicator.Id], 0);
    }

    /// <summary>Asks a question that could not be answered again when everything else was asked.</summary>
    public void PutOff(CensusCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!_open.ContainsKey(call.Key)) return;
        foreach (var queue in (Queue<string>[])[_nodes, _figures, _leaves])
        {
            if (queue.TryPeek(out var key) && key == call.Key) queue.Dequeue();
        }
        if (!_later.Contains(call.Key)) _later.Enqueue(call.Key);
    }

    public void Take(CensusCall call, CensusDocument document)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!Close(call)) return;
        switch (document)
        {
            case TreePage tree: TakeTree(call, tree); break;
            case IndicatorPage list: TakeIndicators(call, list); break;
            case FigurePage figures: TakeFigures(call, figures); break;
            default: throw new ArgumentException($"nothing is known of {document?.GetType().Name}", nameof(document));
        }
    }

    /// <summary>Whether a refusal of the question leads to other questions: figures that are not told together are asked for one by one.</summary>
    public static bool HasOtherWay(CensusCall call, ProbeFailure failure)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(failure);
        return call.Step == CensusStep.Figures && failure.Kind is FailureKind.NotFound or FailureKind.ApiError or FailureKind.ServerError;
    }

    /// <summary>Gives a question up.</summary>
    public void Fail(CensusCall call, ProbeFailure failure)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(failure);
        if (!Close(call)) return;
        if (HasOtherWay(call, failure))
        {
            _refusals++;
            foreach (var id in call.Indicators) AskOfOne(call, id);
            return;
        }
        Facts.GapList.Add(new CensusGap(call, failure));
        foreach (var indicator in call.Indicators.Select(id => Facts.IndicatorsById[id]).Where(i => i.Last is null)) indicator.Unread ??= failure;
        PartRead(call);
    }

    private void TakeTree(CensusCall call, TreePage page)
    {
        var isRoot = call.Subject.Length == 0;
        (page.Nodes.IsEmpty ? Facts.EmptyLists : Facts.ReadLists).Add(isRoot ? CensusFacts.RootOf(call.Tree) : call.Subject);
        var above = isRoot ? [] : Below(call.Subject);
        foreach (var node in page.Nodes)
        {
            if (!Facts.NodesById.TryAdd(node.Id, (node, above))) continue;
            if (isRoot) Facts.RootIds.Add(node.Id);
            if (!node.IsLeaf) Open(_nodes, new CensusCall(CensusStep.Tree, call.Tree, node.Id));
            else AddLeaf(call.Tree, node, above);
        }
    }

    /// <summary>The way to what lies below a node. A root is no part of it: it is the same for all.</summary>
    private ImmutableArray<CensusNode> Below(string node) =>
        Facts.RootIds.Contains(node) || !Facts.NodesById.TryGetValue(node, out var known) ? [] : known.Above.Add(known.Node);

    private void AddLeaf(int code, CensusNode node, ImmutableArray<CensusNode> above)
    {
        if (CensusTree.Of(code) is not { } tree) return;
        int? end = above.Append(node).Select(n => n.EndYear ?? CensusName.EndYear(n.Name)).Where(y => y is not null).Min();
        var leaf = new CensusLeaf(tree, node.Id, node.Name) { Above = above, StartYear = node.StartYear, EndYear = end, Explanation = node.Explanation };
        Facts.LeavesById[node.Id] = leaf;
        Open(_leaves, new CensusCall(CensusStep.Indicators, code, node.Id));
    }

    private void TakeIndicators(CensusCall call, IndicatorPage page)
    {
        (page.Indicators.IsEmpty ? Facts.EmptyLists : Facts.ReadLists).Add(call.Subject);
        if (!Facts.LeavesById.TryGetValue(call.Subject, out var leaf)) return;
        var mine = page.Indicators.Where(i => Facts.IndicatorsById.TryAdd(i.Id, new CensusIndicator(leaf, i))).Select(i => i.Id).ToList();
        if (leaf.Tree.HasFigures) AskTogether(leaf, mine, 0);
    }

    private void TakeFigures(CensusCall call, FigurePage page)
    {
        foreach (var place in page.Places)
        {
            var id = place.Indicator ?? (call.Indicators.Length == 1 ? call.Indicators[0] : null);
            if (id is not null && call.Indicators.Contains(id)) Facts.IndicatorsById[id].Take(place);
        }
        foreach (var id in call.Indicators) Facts.IndicatorsById[id].AskedSince(call.From!.Value);
        PartRead(call);
    }

    /// <summary>When all that was asked of a leaf is answered, those with hardly a figure, and those that may continue one of them, are asked for the time before.</summary>
    private void PartRead(CensusCall call)
    {
        if (call.Step is not (CensusStep.Figures or CensusStep.FiguresOfOne)) return;
        if (--_partsUnread[call.Subject] > 0) return;
        var leaf = Facts.LeavesById[call.Subject];
        var all = Facts.Indicators.Where(i => i.Leaf.Id == leaf.Id && i.Unread is null).ToList();
        // One figure alone tells no rhythm.
        var without = all.Where(i => i.HasPlaces && i.Figures < 2).ToList();
        if (without.Count == 0 || call.Reach + 1 >= CensusReach.Count) return;
        var alike = all.Where(i => i.Figures > 1 && !i.Begins && without.Any(w => CensusName.AreAlike(w.Listed.Name, i.Listed.Name)));
        AskTogether(leaf, [.. without.Concat(alike).Select(i => i.Id)], call.Reach + 1);
    }

    private void AskTogether(CensusLeaf leaf, List<string> ids, int reach)
    {
        var (from, to) = CensusReach.Of(leaf, _today, reach);
        var chunks = ids.Chunk(_refusals >= RefusalsThatTeach ? 1 : MostTogether).ToList();
        _partsUnread[leaf.Id] = chunks.Count;
        for (var part = 0; part < chunks.Count; part++)
        {
            Open(_figures, new CensusCall(_refusals >= RefusalsThatTeach ? CensusStep.FiguresOfOne : CensusStep.Figures, leaf.Tree.Code, leaf.Id)
            {
                Root = leaf.Branch,
                Indicators = [.. chunks[part]],
                From = from,
                To = to,
                Reach = reach,
                Part = part,
            });
        }
    }

    private void AskOfOne(CensusCall refused, string id)
    {
        var part = refused.Part * MostTogether + refused.Indicators.IndexOf(id);
        if (refused.Indicators[0] != id) _partsUnread[refused.Subject]++;
        Open(_figures, refused with { Step = CensusStep.FiguresOfOne, Indicators = [id], Part = part });
    }

    private void Open(Queue<string> queue, CensusCall call)
    {
        if (_open.TryAdd(call.Key, call)) queue.Enqueue(call.Key);
    }

    private bool Close(CensusCall call)
    {
        if (!_open.Remove(call.Key)) return false;
        Done++;
        return true;
    }
}
