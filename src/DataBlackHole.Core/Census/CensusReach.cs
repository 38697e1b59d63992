using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Core.Census;

/// <summary>Which periods a census asks for: the last years of all indicators, and of those that have no figure in them the time before.</summary>
internal static class CensusReach
{
    internal const int Count = 3;

    /// <summary>No series of the publisher is older.</summary>
    private const int FirstYear = 1949;

    internal static (ReferencePeriod From, ReferencePeriod To) Of(CensusLeaf leaf, DateOnly today, int reach)
    {
        var cadence = leaf.Tree.Cadence;
        var end = leaf.EndYear is { } year && year < today.Year ? new DateOnly(year, 12, 31) : today;
        var newest = PeriodCount.Of(ReferencePeriod.Containing(cadence, end));
        var oldest = PeriodCount.Of(ReferencePeriod.Containing(cadence, new DateOnly(FirstYear, 1, 1)));
        var (to, from) = reach switch
        {
            0 => (newest, newest - Recent(cadence) + 1),
            1 => (newest - Recent(cadence), newest - Recent(cadence) - Further(cadence) + 1),
            _ => (newest - Recent(cadence) - Further(cadence), oldest),
        };
        return (PeriodCount.Period(cadence, from), PeriodCount.Period(cadence, to));
    }

    /// <summary>Long enough that what comes once a year is seen to do so.</summary>
    private static int Recent(Cadence cadence) => cadence switch { Cadence.Monthly => 36, Cadence.Quarterly => 16, _ => 10 };

    private static int Further(Cadence cadence) => cadence switch { Cadence.Monthly => 120, Cadence.Quarterly => 40, _ => 20 };
}
