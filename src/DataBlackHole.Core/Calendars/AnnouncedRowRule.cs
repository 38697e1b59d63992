using System.Text.RegularExpressions;

namespace DataBlackHole.Core.Calendars;

/// <summary>Where the dates of a release rule are announced: rows of a calendar page.</summary>
public sealed record AnnouncedRowRule
{
    /// <summary>Key of the source that is the calendar.</summary>
    public required string Source { get; init; }

    /// <summary>
    /// Names of the rows. Several rows may match when their releases share one rule; then they must agree in everything.
    /// </summary>
    public required Regex Row { get; init; }

    /// <summary>
    /// A date in month M is about the planned period that ends this many months before M. Null: about the planned period whose last day
    /// is at most <see cref="AnnouncedDates.MostDaysFromPeriodEnd"/> days before or after the date; no two periods end that near to each other.
    /// </summary>
    public int? MonthsBefore { get; init; }
}
