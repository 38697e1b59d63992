using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Core.Census;

/// <summary>
/// How far the figures of a branch usually lie back, by those that still come. The branch counts where enough of it goes on, otherwise
/// the whole tree: what is late everywhere is no stop of one indicator.
/// </summary>
internal sealed class CensusLag
{
    /// <summary>Fewer do not make a custom.</summary>
    private const int Enough = 5;

    /// <summary>So many of a hundred are not later than what counts as usual.</summary>
    private const double Usual = 0.9;

    private readonly Dictionary<string, List<(int Behind, CensusIndicator Indicator)>> _alive;
    private readonly DateOnly _today;

    internal CensusLag(IEnumerable<CensusIndicator> indicators, DateOnly today)
    {
        _today = today;
        _alive = indicators
            // What was meant to end says nothing about how late the others are.
            .Where(i => i.Last is not null && Behind(i) <= StillAlive(i.Leaf.Tree.Cadence) && !CensusSuccession.IsRangeOver(i, today))
            .SelectMany(i => new[] { i.Leaf.Branch, TreeOf(i.Leaf.Tree) }.Select(place => (place, i)))
            .GroupBy(p => p.place, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(p => (Behind(p.i), p.i)).OrderBy(p => p.Item1).ThenBy(p => p.i.Id, StringComparer.Ordinal).ToList(), StringComparer.Ordinal);
    }

    /// <summary>Periods from the last figure to the period of today.</summary>
    internal int Behind(CensusIndicator indicator) =>
        PeriodCount.Of(ReferencePeriod.Containing(indicator.Leaf.Tree.Cadence, _today)) - PeriodCount.Of(indicator.Last!.Value);

    /// <summary>The usual lag where the indicator is, and the most recent of its peers; null when nothing there goes on.</summary>
    internal (int Usual, CensusIndicator Newest)? Of(CensusIndicator indicator)
    {
        var peers = Peers(indicator.Leaf.Branch, indicator);
        if (peers.Count < Enough) peers = Peers(TreeOf(indicator.Leaf.Tree), indicator);
        if (peers.Count == 0) return null;
        return (peers[(int)Math.Ceiling(Usual * peers.Count) - 1].Behind, peers[0].Indicator);
    }

    /// <summary>Periods beyond the usual lag before anything is called stopped: first censuses do not know the customs of single indicators.</summary>
    internal static int Patience(Cadence cadence) => cadence switch { Cadence.Monthly => 4, Cadence.Quarterly => 3, _ => 2 };

    private List<(int Behind, CensusIndicator Indicator)> Peers(string place, CensusIndicator except) =>
        _alive.TryGetValue(place, out var peers) ? [.. peers.Where(p => p.Indicator != except)] : [];

    private static int StillAlive(Cadence cadence) => cadence switch { Cadence.Monthly => 12, Cadence.Quarterly => 6, _ => 4 };

    private static string TreeOf(CensusTree tree) => CensusFacts.RootOf(tree.Code);
}
