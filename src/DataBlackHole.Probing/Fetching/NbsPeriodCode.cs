using System.Globalization;
using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Probing.Fetching;

/// <summary>How the databases of the National Bureau of Statistics write a reference period.</summary>
public static class NbsPeriodCode
{
    /// <summary>The database in use since March 2026: <c>202608MM</c>, <c>202602SS</c> for the second quarter, <c>2025YY</c>.</summary>
    public static string New(ReferencePeriod period) => period.Cadence switch
    {
        Cadence.Monthly => $"{Year(period)}{period.End.Month:00}MM",
        Cadence.Quarterly => $"{Year(period)}{period.End.Month / 3:00}SS",
        Cadence.Annual => $"{Year(period)}YY",
        _ => throw new ArgumentException($"the database has no period like {period}", nameof(period)),
    };

    /// <summary>The database before it: <c>202312</c>, <c>2023A</c> to <c>2023D</c> for the quarters, <c>2023</c>.</summary>
    public static string Old(ReferencePeriod period) => period.Cadence switch
    {
        Cadence.Monthly => $"{Year(period)}{period.End.Month:00}",
        Cadence.Quarterly => $"{Year(period)}{(char)('A' + period.End.Month / 3 - 1)}",
        Cadence.Annual => Year(period),
        _ => throw new ArgumentException($"the database has no period like {period}", nameof(period)),
    };

    private static string Year(ReferencePeriod period) => period.End.Year.ToString("0000", CultureInfo.InvariantCulture);
}
