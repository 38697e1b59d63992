using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Core.Census;

/// <summary>Looks for what continues an indicator that ended: another base year, or another name.</summary>
internal sealed class CensusSuccession(CensusFacts facts, CensusLag lag)
{
    private readonly ILookup<string, CensusIndicator> _byParent = facts.Indicators.ToLookup(i => $"{i.Leaf.Tree.Code}:{i.Leaf.Parent}", StringComparer.Ordinal);

    private readonly ILookup<string, CensusIndicator> _byStem = facts.Indicators.ToLookup(i => StemIn(i.Leaf.Tree.Code, i.Leaf.Branch, i.Listed.Name), StringComparer.Ordinal);

    /// <summary>Whether an indicator belongs to years that are over: by its own name, its leaf or a node above, or because its base year was replaced.</summary>
    internal bool IsWindowOver(CensusIndicator indicator, DateOnly today)
    {
        if (IsRangeOver(indicator, today)) return true;
        if (BaseOf(indicator) is not { } year) return false;
        return _byStem[StemIn(indicator.Leaf.Tree.Code, indicator.Leaf.Branch, indicator.Listed.Name)]
            .Any(other => other != indicator && BaseOf(other) != year && other.Last > indicator.Last);
    }

    /// <summary>Whether its range of years is over, by its own name, its leaf or a node above.</summary>
    internal static bool IsRangeOver(CensusIndicator indicator, DateOnly today) =>
        (indicator.Leaf.EndYear ?? indicator.Listed.EndYear ?? CensusName.EndYear(indicator.Listed.Name)) < today.Year;

    /// <summary>An indicator near by with a similar name that begins where this one ends.</summary>
    internal CensusIndicator? ContinuationOf(CensusTree tree, string leaf, string parent, string id, string name, ReferencePeriod last) =>
        Alike(tree, leaf, parent, id, name)
            .Where(other => other.First is { } first && other.Begins && Follows(tree.Cadence, last, first))
            .OrderByDescending(other => other.Leaf.Id == leaf).ThenByDescending(other => CensusName.Likeness(CensusName.Stem(name), CensusName.Stem(other.Listed.Name))).ThenBy(other => other.Id, StringComparer.Ordinal)
            .FirstOrDefault();

    /// <summary>
    /// One in the same leaf (or in one beside it that differs by its years alone) that goes on and was there from the first period asked for,
    /// when that is later than the end of this one: it may have begun there.
    /// </summary>
    internal CensusIndicator? PossibleContinuationOf(CensusIndicator ended, ReferencePeriod last) => Alike(ended.Leaf.Tree, ended.Leaf.Id, ended.Leaf.Parent, ended.Id, ended.Listed.Name)
        .Where(other => other.Leaf == ended.Leaf || CensusName.Stem(other.Leaf.Name) == CensusName.Stem(ended.Leaf.Name))
        .FirstOrDefault(other => other.First > last && !other.Begins && lag.Behind(other) <= CensusLag.Patience(ended.Leaf.Tree.Cadence) * 3);

    private IEnumerable<CensusIndicator> Alike(CensusTree tree, string leaf, string parent, string id, string name) => _byParent[$"{tree.Code}:{parent}"]
        .Where(other => other.Id != id && other.Last is not null
            && (other.Leaf.Id == leaf ? CensusName.AreAlike(name, other.Listed.Name) : other.Leaf.Parent.Length > 0 && CensusName.AreNearlyTheSame(name, other.Listed.Name)));

    private static bool Follows(Cadence cadence, ReferencePeriod last, ReferencePeriod first) =>
        PeriodCount.Of(first) - PeriodCount.Of(last) is var distance && distance >= 1 && distance <= CensusLag.Patience(cadence) * 3;

    private static int? BaseOf(CensusIndicator indicator) => CensusName.BaseYear(indicator.Listed.Name) ?? CensusName.BaseYear(indicator.Leaf.Name);

    private static string StemIn(int tree, string branch, string name) => $"{tree}:{branch}:{CensusName.Stem(name)}";
}
