namespace DataBlackHole.Core.Calendars;

/// <summary>Kinds of monthly releases that differ in what they contain; only like may be compared with like.</summary>
public enum ReleaseShape
{
    /// <summary>Not known; never used.</summary>
    Unknown = 0,

    /// <summary>Any other month, quarter or year.</summary>
    Ordinary,

    /// <summary>January, February, or both together.</summary>
    JanuaryFebruary,

    /// <summary>March, June or September, which close a quarter.</summary>
    QuarterEnd,

    /// <summary>December, which closes the year.</summary>
    YearEnd,
}

public static class ReleaseShapes
{
    public static ReleaseShape Of(ReferencePeriod period) => (period.Cadence, period.End.Month) switch
    {
        (Cadence.Monthly, 1 or 2) => ReleaseShape.JanuaryFebruary,
        (Cadence.Monthly, 3 or 6 or 9) => ReleaseShape.QuarterEnd,
        (Cadence.Monthly, 12) => ReleaseShape.YearEnd,
        _ => ReleaseShape.Ordinary,
    };
}
