namespace DataBlackHole.Core.Calendars;

/// <summary>How often a series has a new reference period (SDMX FREQ).</summary>
public enum Cadence
{
    /// <summary>The cadence is not known; a series of this cadence is never judged.</summary>
    Unknown = 0,

    /// <summary>One reference period a day.</summary>
    Daily,

    /// <summary>One reference period a month; some months may be released together.</summary>
    Monthly,

    /// <summary>One reference period a quarter.</summary>
    Quarterly,

    /// <summary>One reference period a year.</summary>
    Annual,
}
