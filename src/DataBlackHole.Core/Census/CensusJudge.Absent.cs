namespace DataBlackHole.Core.Census;

/// <summary>What earlier censuses found and this one did not.</summary>
public sealed partial class CensusJudge
{
    /// <summary>When so large a part of what a tree held is gone at once, the database was rearranged; that is no end of anything.</summary>
    private const double Rearranged = 0.5;

    /// <summary>Fewer are no tree.</summary>
    private const int LeastForRearranged = 20;

    private IEnumerable<CensusFinding> OfAbsent(IEnumerable<CensusMemory> absent)
    {
        foreach (var tree in absent.GroupBy(m => m.Tree))
        {
            // A tree that was not walked this time says nothing.
            if (!_facts.WasAsked(tree.Key)) continue;
            var known = _memory.Values.Count(m => m.Tree == tree.Key && m.Standing != CensusStanding.Vanished);
            var gone = tree.Count(m => m.Standing != CensusStanding.Vanished);
            var isRearranged = gone >= LeastForRearranged && gone > known * Rearranged;
            foreach (var memory in tree) yield return OfAbsent(memory, isRearranged);
        }
    }

    private CensusFinding OfAbsent(CensusMemory memory, bool isRearranged)
    {
        var finding = new CensusFinding { Indicator = memory, Before = memory.Standing };
        if (Doubt(memory, isRearranged) is { Doubt: not CensusDoubt.None } doubt) return finding with { Doubt = doubt.Doubt, Detail = doubt.Detail };
        if (memory.Standing == CensusStanding.Renamed) return finding;
        var tree = CensusTree.Of(memory.Tree)!;
        var successor = memory.Last is { } last ? _succession.ContinuationOf(tree, memory.Leaf, memory.Parent, memory.Indicator, memory.Name, last) : null;
        successor ??= Newcomer(memory);
        if (successor is not null)
        {
            var renamed = finding with { Successor = successor.Id, SuccessorName = successor.Listed.Name.Trim() };
            return Settled(As(renamed, CensusStanding.Renamed), memory);
        }
        return Settled(As(finding, CensusStanding.Vanished), memory);
    }

    /// <summary>An indicator that no census found before, in the place of one that is gone, under a similar name and with figures as far as it.</summary>
    private CensusIndicator? Newcomer(CensusMemory memory) => _facts.Indicators
        .Where(i => !_memory.ContainsKey(i.Id) && i.Leaf.Tree.Code == memory.Tree && (i.Leaf.Id == memory.Leaf || i.Leaf.Parent == memory.Parent && i.Leaf.Parent.Length > 0))
        .Where(i => CensusName.AreAlike(memory.Name, i.Listed.Name) && (memory.Last is null || i.Last is null || i.Last >= memory.Last))
        .OrderByDescending(i => i.Leaf.Id == memory.Leaf).ThenByDescending(i => CensusName.Likeness(memory.Name, i.Listed.Name)).ThenBy(i => i.Id, StringComparer.Ordinal)
        .FirstOrDefault();

    private (CensusDoubt Doubt, string? Detail) Doubt(CensusMemory memory, bool isRearranged)
    {
        if (isRearranged) return (CensusDoubt.Rearranged, "most of its tree is gone at once");
        if (_facts.EmptyLists.Contains(memory.Leaf)) return (CensusDoubt.EmptyList, "its leaf answered with an empty list");
        var gap = _facts.Gaps.FirstOrDefault(g => g.Call.Tree == memory.Tree && g.Call.Step is CensusStep.Tree or CensusStep.Indicators && MayHide(g.Call, memory));
        if (gap is not null) return (CensusDoubt.BranchUnread, gap.Failure.ToString());
        var empty = _facts.EmptyLists.FirstOrDefault(place => place == CensusFacts.RootOf(memory.Tree) || _facts.BranchOf(place) == memory.Branch && HeldSomething(place));
        return empty is null ? (CensusDoubt.None, null) : (CensusDoubt.EmptyList, "a part of its branch answered with an empty list");
    }

    /// <summary>A leaf that no census ever found anything in may well be empty; a node that should lead on may not.</summary>
    private bool HeldSomething(string place) => !_facts.LeavesById.ContainsKey(place) || _memory.Values.Any(m => m.Leaf == place);

    /// <summary>It may have moved within its branch: what of that could not be read may hold it.</summary>
    private bool MayHide(CensusCall call, CensusMemory memory) =>
        call.Subject.Length == 0 || call.Subject == memory.Leaf || _facts.RootIds.Contains(call.Subject) || _facts.BranchOf(call.Subject) == memory.Branch;
}
