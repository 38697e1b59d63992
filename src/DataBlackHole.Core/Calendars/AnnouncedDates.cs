using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DataBlackHole.Core.Calendars;

/// <summary>
/// What an announced calendar says about the releases of one rule. Pure. Whatever is not clear is not claimed: rows that cannot be read,
/// rows that disagree, two dates for one period, a date for which no period is planned.
/// </summary>
public static class AnnouncedDates
{
    /// <summary>How far from the end of a period a date may lie that is matched by nearness: a date before a holiday, or after it. Less than half a month.</summary>
    public const int MostDaysFromPeriodEnd = 10;

    /// <summary>The announced dates, in order of periods.</summary>
    public static ImmutableArray<AnnouncedDate> For(ReleaseRule rule, AnnouncedCalendarVersion version) =>
        Agreed(rule, version, DatesOf, (period, found) => found.DistinctBy(f => f.At).Count() == 1
            ? new AnnouncedDate(period, found[0].At!.Value, Describe(version, found[0]))
            : null);

    /// <summary>The periods whose date was withdrawn without a new one, in order.</summary>
    public static ImmutableArray<ReferencePeriod> PostponedWithoutDate(ReleaseRule rule, AnnouncedCalendarVersion version) =>
        [.. Agreed(rule, version, PostponedOf, (period, _) => new AnnouncedDate(period, default, "")).Select(d => d.Period)];

    /// <summary>Whether the calendar has rows of the rule and all of them can be read; otherwise it says nothing, not even that a date is gone.</summary>
    public static bool CanTell(ReleaseRule rule, AnnouncedCalendarVersion version) =>
        rule.AnnouncedIn.Any(a => a.Source == version.Source && !ReadableRows(a, version).IsEmpty);

    private static ImmutableArray<AnnouncedDate> Agreed(
        ReleaseRule rule,
        AnnouncedCalendarVersion version,
        Func<ReleaseCalendar, AnnouncedRowRule, AnnouncedRow, int, IEnumerable<Found>> read,
        Func<ReferencePeriod, List<Found>, AnnouncedDate?> conclude)
    {
        var calendar = new ReleaseCalendar(rule);
        var dates = new SortedDictionary<ReferencePeriod, AnnouncedDate>();
        foreach (var announced in rule.AnnouncedIn.Where(a => a.Source == version.Source))
        {
            var rows = ReadableRows(announced, version);
            var found = rows.SelectMany(row => read(calendar, announced, row, version.Year)).ToLookup(f => f.Period);
            foreach (var period in found.Select(g => g.Key))
            {
                var spoken = found[period].ToList();
                if (rows.All(row => spoken.Count(f => f.Row == row) == 1) && conclude(period, spoken) is { } date) dates.TryAdd(period, date);
            }
        }
        return [.. dates.Values];
    }

    /// <summary>The rows that match; none when one of them cannot be read.</summary>
    private static ImmutableArray<AnnouncedRow> ReadableRows(AnnouncedRowRule announced, AnnouncedCalendarVersion version)
    {
        try
        {
            var rows = version.Rows.Where(r => announced.Row.IsMatch(r.Content)).ToImmutableArray();
            return rows.Any(r => r.Problem is not null) ? [] : rows;
        }
        catch (RegexMatchTimeoutException)
        {
            return [];
        }
    }

    private static IEnumerable<Found> DatesOf(ReleaseCalendar calendar, AnnouncedRowRule announced, AnnouncedRow row, int year) =>
        from cell in row.Cells
        from at in cell.At
        let period = announced.MonthsBefore is { } months
            ? EndingIn(calendar, FirstOf(year, cell.Month).AddMonths(-months))
            : NearestTo(calendar, calendar.LocalDay(at))
        where period is not null
        select new Found(period.Value, row, cell, at);

    private static IEnumerable<Found> PostponedOf(ReleaseCalendar calendar, AnnouncedRowRule announced, AnnouncedRow row, int year) =>
        from cell in row.Cells
        where cell.IsPostponedWithoutDate && (announced.MonthsBefore is not null || !FollowsEmptyMonth(row, cell))
        let period = EndingIn(calendar, FirstOf(year, cell.Month).AddMonths(-(announced.MonthsBefore ?? 0)))
        where period is not null
        select new Found(period.Value, row, cell, null);

    /// <summary>Without a date to be near to, the release of this month and that of the month before, which had none, cannot be told apart.</summary>
    private static bool FollowsEmptyMonth(AnnouncedRow row, AnnouncedCell cell) => row.Cells.Any(c => c.Month == cell.Month - 1 && c.IsNone);

    private static ReferencePeriod? EndingIn(ReleaseCalendar calendar, DateOnly month)
    {
        if (calendar.Rule.Cadence is Cadence.Unknown or Cadence.Daily) return null;
        return calendar.Planned(ReferencePeriod.Containing(calendar.Rule.Cadence, month)) is { } period && IsIn(period.End, month) ? period : null;
    }

    private static bool IsIn(DateOnly day, DateOnly month) => day.Year == month.Year && day.Month == month.Month;

    private static ReferencePeriod? NearestTo(ReleaseCalendar calendar, DateOnly day)
    {
        if (calendar.Rule.Cadence is Cadence.Unknown or Cadence.Daily) return null;
        var here = ReferencePeriod.Containing(calendar.Rule.Cadence, day);
        return new[] { here.Previous(), here }
            .Select(calendar.Planned).OfType<ReferencePeriod>()
            .Where(p => Math.Abs(day.DayNumber - p.End.DayNumber) <= MostDaysFromPeriodEnd)
            .Cast<ReferencePeriod?>().FirstOrDefault();
    }

    private static DateOnly FirstOf(int year, int month) => new(year, month, 1);

    private static string Describe(AnnouncedCalendarVersion version, Found found) => string.Create(
        CultureInfo.InvariantCulture,
        $"{version.Page ?? version.Source}, calendar of {version.Year}, row {found.Row.Number}, month {found.Cell.Month}: {found.Cell.Raw} (sha256 {version.Digest})");

    private sealed record Found(ReferencePeriod Period, AnnouncedRow Row, AnnouncedCell Cell, DateTimeOffset? At);
}
