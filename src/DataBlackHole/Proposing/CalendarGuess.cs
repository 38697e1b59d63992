using System.Collections.Immutable;
using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Probing.Interpreting;

namespace DataBlackHole.Proposing;

/// <summary>When releases seem to come, by the days of past ones; the fewer there are, the wider.</summary>
/// <param name="Usual">The range of days.</param>
/// <param name="CombinesJanuaryAndFebruary">Whether the two come as one.</param>
/// <param name="Saw">What it rests on, in a sentence.</param>
internal sealed record CalendarGuess(DayRange Usual, bool CombinesJanuaryAndFebruary, string Saw)
{
    private const int Many = 12;

    public static CalendarGuess Of(Cadence cadence, ImmutableArray<(ListingItem Item, MonthSpan Months)> items)
    {
        var days = items.Select(i => (After: MonthsAfter(i.Months.End, i.Item.Date), i.Item.Date.Day)).Order().ToList();
        var slack = items.Length >= Many ? 3 : 6;
        var (from, to) = (days[0], days[^1]);
        var usual = new DayRange(Math.Max(0, from.After), Math.Max(1, from.Day - slack), Math.Min(28, to.Day + slack)) { ToMonthsAfter = Math.Max(0, to.After) };
        if (to.Day + slack > 28) usual = usual with { ToMonthsAfter = usual.ToMonthsAfter + 1, ToDay = Math.Max(1, to.Day + slack - 28) };
        var combines = cadence == Cadence.Monthly && !items.Any(i => i.Months is { First: 1, Last: 1 });
        var saw = string.Create(CultureInfo.InvariantCulture,
            $"{items.Length} past release(s) came between day {from.Day} of month +{from.After} and day {to.Day} of month +{to.After} after their period; {slack} days were added on either side");
        return new CalendarGuess(usual, combines, saw);
    }

    private static int MonthsAfter(DateOnly end, DateOnly day) => (day.Year - end.Year) * 12 + day.Month - end.Month;
}
