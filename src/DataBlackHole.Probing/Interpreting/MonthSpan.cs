using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>Months of one year, first to last, as a title names them; both are valid months.</summary>
public readonly record struct MonthSpan(int Year, int First, int Last)
{
    public DateOnly Start => new(Year, First, 1);

    public DateOnly End => new(Year, Last, DateTime.DaysInMonth(Year, Last));

    /// <summary>
    /// The reference period of a series that such a title reports: of a cumulative one (1 to 7) the last month.
    /// Null when the span is no period of the cadence.
    /// </summary>
    /// <param name="cadence">Cadence of the series.</param>
    /// <param name="rule">Its release rule, which knows whether January and February come out together.</param>
    public ReferencePeriod? ToPeriod(Cadence cadence, ReleaseRule? rule = null) => cadence switch
    {
        Cadence.Monthly => ToMonth(rule),
        Cadence.Quarterly when Last % 3 == 0 && First % 3 == 1 => ReferencePeriod.Quarter(Year, Last / 3),
        Cadence.Annual when First == 1 && Last == 12 => ReferencePeriod.Year(Year),
        _ => null,
    };

    private ReferencePeriod? ToMonth(ReleaseRule? rule)
    {
        if (Last > 2) return ReferencePeriod.Month(Year, Last);
        if (rule is { CombinesJanuaryAndFebruary: true })
        {
            // January alone has no place in such a calendar: better unread than taken for both months.
            return Last == 2 ? ReferencePeriod.Months(Year, 1, 2) : null;
        }
        return First == 1 && Last == 2 && rule is null ? ReferencePeriod.Months(Year, 1, 2) : ReferencePeriod.Month(Year, Last);
    }
}
