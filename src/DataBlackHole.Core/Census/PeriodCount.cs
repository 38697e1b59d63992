using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Core.Census;

/// <summary>Periods as whole numbers, so that distances between them can be counted.</summary>
internal static class PeriodCount
{
    internal static int Of(ReferencePeriod period) => period.Cadence switch
    {
        Cadence.Monthly => period.End.Year * 12 + period.End.Month - 1,
        Cadence.Quarterly => period.End.Year * 4 + period.End.Month / 3 - 1,
        Cadence.Annual => period.End.Year,
        _ => throw new ArgumentOutOfRangeException(nameof(period), period, "a census knows months, quarters and years"),
    };

    internal static ReferencePeriod Period(Cadence cadence, int count) => cadence switch
    {
        Cadence.Monthly => ReferencePeriod.Month(count / 12, count % 12 + 1),
        Cadence.Quarterly => ReferencePeriod.Quarter(count / 4, count % 4 + 1),
        Cadence.Annual => ReferencePeriod.Year(count),
        _ => throw new ArgumentOutOfRangeException(nameof(cadence), cadence, "a census knows months, quarters and years"),
    };
}
