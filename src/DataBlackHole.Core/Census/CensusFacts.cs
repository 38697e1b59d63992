using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Core.Census;

/// <summary>A leaf of the tree, where indicators are.</summary>
public sealed record CensusLeaf(CensusTree Tree, string Id, string Name)
{
    /// <summary>The nodes above it, from below the root of the tree, without itself.</summary>
    public ImmutableArray<CensusNode> Above { get; init; } = [];

    public int? StartYear { get; init; }

    public int? EndYear { get; init; }

    public string? Explanation { get; init; }

    /// <summary>The topmost node: within it lags are compared.</summary>
    public string Branch => Above.Length > 0 ? Above[0].Id : Id;

    /// <summary>The node directly above it.</summary>
    public string Parent => Above.Length > 0 ? Above[^1].Id : "";

    /// <summary>The way to it, for people.</summary>
    public string Path => string.Join(" / ", Above.Select(n => n.Name).Append(Name));
}

/// <summary>Everything a census read about one indicator.</summary>
public sealed class CensusIndicator(CensusLeaf leaf, ListedIndicator listed)
{
    private readonly SortedSet<int> _figures = [];

    public CensusLeaf Leaf { get; } = leaf;

    public ListedIndicator Listed { get; } = listed;

    public string Id => Listed.Id;

    /// <summary>Whether any place of it, filled or blank, was in an answer.</summary>
    public bool HasPlaces { get; private set; }

    /// <summary>How many figures were found.</summary>
    public int Figures => _figures.Count;

    /// <summary>Why its figures could not be read.</summary>
    public ProbeFailure? Unread { get; internal set; }

    /// <summary>The first period that was asked for.</summary>
    public ReferencePeriod? AskedFrom { get; private set; }

    public ReferencePeriod? First => _figures.Count == 0 ? null : PeriodCount.Period(Leaf.Tree.Cadence, _figures.Min);

    public ReferencePeriod? Last => _figures.Count == 0 ? null : PeriodCount.Period(Leaf.Tree.Cadence, _figures.Max);

    /// <summary>Notes of the publisher on the indicator and its leaf.</summary>
    public string? Annotation => string.Join('\n', new[] { Listed.Annotation, Leaf.Explanation }
        .Where(t => !string.IsNullOrWhiteSpace(t)).Select(t => t!.Trim()).Distinct(StringComparer.Ordinal)) is { Length: > 0 } text ? text : null;

    /// <summary>Whether its first figure is really its first: more was blank before it than ever is between two figures.</summary>
    public bool Begins => First is { } first && AskedFrom is { } from && PeriodCount.Of(first) - PeriodCount.Of(from) > (Rhythm(int.MaxValue - 1) ?? LongRhythm);

    /// <summary>Of what has one figure only it is not known how often it comes: in the worst case once a year.</summary>
    private const int LongRhythm = 12;

    /// <summary>The largest distance between two figures in a row among the last ones; null with fewer than two.</summary>
    internal int? Rhythm(int among)
    {
        var last = _figures.Reverse().Take(among + 1).ToList();
        return last.Count < 2 ? null : last.Zip(last.Skip(1), (later, earlier) => later - earlier).Max();
    }

    internal void Take(FigurePlace place)
    {
        if (place.Period.Cadence != Leaf.Tree.Cadence) return;
        HasPlaces = true;
        if (place.HasFigure) _figures.Add(PeriodCount.Of(place.Period));
    }

    internal void AskedSince(ReferencePeriod from)
    {
        if (!(AskedFrom <= from)) AskedFrom = from;
    }
}

/// <summary>What could not be read.</summary>
public sealed record CensusGap(CensusCall Call, ProbeFailure Failure);

/// <summary>What a census has read so far.</summary>
public sealed class CensusFacts
{
    internal Dictionary<string, CensusLeaf> LeavesById { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, CensusIndicator> IndicatorsById { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, (CensusNode Node, ImmutableArray<CensusNode> Above)> NodesById { get; } = new(StringComparer.Ordinal);

    internal List<CensusGap> GapList { get; } = [];

    /// <summary>Leaves and nodes whose list was read and was empty.</summary>
    internal HashSet<string> EmptyLists { get; } = new(StringComparer.Ordinal);

    /// <summary>Leaves and nodes whose list was read and was not empty.</summary>
    internal HashSet<string> ReadLists { get; } = new(StringComparer.Ordinal);

    internal HashSet<string> RootIds { get; } = new(StringComparer.Ordinal);

    /// <summary>By what name the list of the roots of a tree is known.</summary>
    internal static string RootOf(int tree) => $"#{tree}";

    public IReadOnlyCollection<CensusLeaf> Leaves => LeavesById.Values;

    public IReadOnlyCollection<CensusIndicator> Indicators => IndicatorsById.Values;

    public IReadOnlyList<CensusGap> Gaps => GapList;

    /// <summary>Whether a tree was walked at all.</summary>
    internal bool WasAsked(int tree) => ReadLists.Contains(RootOf(tree)) || EmptyLists.Contains(RootOf(tree)) || GapList.Exists(g => g.Call.Tree == tree && g.Call.Subject.Length == 0);

    /// <summary>The topmost node above (or at) a node; null for one that is not in the tree.</summary>
    internal string? BranchOf(string node) => NodesById.TryGetValue(node, out var known) ? (known.Above.IsEmpty ? node : known.Above[0].Id) : null;

    /// <summary>Whether every part of the trees was read, so that what was not found is not there.</summary>
    public bool IsWhole => GapList.TrueForAll(g => g.Call.Step is not (CensusStep.Tree or CensusStep.Indicators)) && EmptyLists.All(LeavesById.ContainsKey);

    /// <summary>The name of a node and the way to it, for people.</summary>
    public (string Name, string Path) PlaceOf(string node) => NodesById.TryGetValue(node, out var known)
        ? (known.Node.Name, string.Join(" / ", known.Above.Select(n => n.Name).Append(known.Node.Name)))
        : (node, node);

    /// <summary>Names of nodes and leaves of a tree, read or not.</summary>
    public IEnumerable<string> NodeNames => NodesById.Values.Select(n => n.Node.Name);
}
