using System.Collections.Immutable;
using DataBlackHole.Core.Census;
using DataBlackHole.Storage;

namespace DataBlackHole.Surveying;

/// <summary>A census in numbers, with everything it could not tell.</summary>
internal static class CensusSummaries
{
    public static CensusSummary Of(CensusWalk walk, ImmutableArray<CensusFinding> findings)
    {
        var facts = walk.Facts;
        return new CensusSummary
        {
            PagesRead = walk.Done - facts.Gaps.Count,
            PagesUnread = facts.Gaps.Count,
            Leaves = facts.Leaves.Count,
            Indicators = facts.Indicators.Count,
            ByStanding = findings.GroupBy(f => f.Standing).ToImmutableSortedDictionary(g => g.Key, g => g.Count()),
            CannotTell = [.. facts.Gaps.Where(g => g.Call.Step is CensusStep.Tree or CensusStep.Indicators).Select(g => Unread(facts, g)), .. findings.Where(f => f.Doubt != CensusDoubt.None).Select(Untold)],
            IsWhole = facts.IsWhole,
        };
    }

    private static CensusUntold Unread(CensusFacts facts, CensusGap gap)
    {
        var place = facts.PlaceOf(gap.Call.Subject);
        return new CensusUntold(CensusDoubt.BranchUnread, gap.Call.Subject, gap.Call.Tree, place.Name, place.Path, gap.Failure.ToString());
    }

    private static CensusUntold Untold(CensusFinding finding) => new(
        finding.Doubt, finding.Indicator.Indicator, finding.Indicator.Tree, finding.Indicator.Name, finding.Indicator.Path, finding.Detail);
}
