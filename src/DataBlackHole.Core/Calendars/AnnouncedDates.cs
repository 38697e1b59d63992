using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DataBlackHole.Core.Calendars;

/// <summary>
/// What an announced calendar says about the releases of one rule. Pure, and all or nothing: where a row is not there or cannot be read,
/// rows disagree or a period has two dates, nothing is said, because a date left out would look like a date taken back.
/// </summary>
public static class AnnouncedDates
{
    /// <summary>How far from the end of a period a date may lie that is matched by nearness: a date before a holiday, or after it. Less than half a month.</summary>
    public const int MostDaysFromPeriodEnd = 10;

    /// <summary>The announced dates, in order of periods; none when the calendar cannot tell.</summary>
    public static ImmutableArray<AnnouncedDate> For(ReleaseRule rule, AnnouncedCalendarVersion version) => Read(rule, version)?.Dates ?? [];

    /// <summary>Everything that the calendar announces for the rule, or null when it cannot tell.</summary>
    public static CalendarClaims? Read(ReleaseRule rule, AnnouncedCalendarVersion version)
    {
        var calendar = new ReleaseCalendar(rule);
        var told = new List<(AnnouncedRow Row, List<Found> Found)>();
        foreach (var announced in rule.AnnouncedIn.Where(a => a.Source == version.Source))
        {
            foreach (var row in RowsOf(announced, version)) told.Add((row, [.. Found.In(row, announced, calendar, version)]));
        }
        if (told.Count == 0 || told.Exists(t => t.Row.Problem is not null) || told.Exists(t => HasTwice(t.Found))) return null;
        var first = told[0].Found.OrderBy(f => f.Period).ToList();
        if (told.Exists(t => !Same(first, t.Found))) return null;
        return new CalendarClaims(
            [.. first.Where(f => f.At is not null).Select(f => new AnnouncedDate(f.Period, f.At!.Value, Describe(version, told[0].Row, f)))],
            [.. first.Where(f => f.At is null).Select(f => f.Period)]);
    }

    private static IEnumerable<AnnouncedRow> RowsOf(AnnouncedRowRule announced, AnnouncedCalendarVersion version)
    {
        try
        {
            return [.. version.Rows.Where(r => announced.Row.IsMatch(r.Content))];
        }
        catch (RegexMatchTimeoutException)
        {
            return [];
        }
    }

    private static bool HasTwice(List<Found> found) => found.DistinctBy(f => f.Period).Count() < found.Count;

    private static bool Same(List<Found> first, List<Found> other) =>
        first.Select(f => (f.Period, f.At)).SequenceEqual(other.OrderBy(f => f.Period).Select(f => (f.Period, f.At)));

    private static string Describe(AnnouncedCalendarVersion version, AnnouncedRow row, Found found) => string.Create(
        CultureInfo.InvariantCulture,
        $"{version.Page ?? version.Source}, calendar of {version.Year}, row {row.Number}, month {found.Cell.Month}: {found.Cell.Raw} (sha256 {version.Digest})");

    /// <summary>A period with its date, or without one when it is postponed.</summary>
    private sealed record Found(ReferencePeriod Period, AnnouncedCell Cell, DateTimeOffset? At)
    {
        public static IEnumerable<Found> In(AnnouncedRow row, AnnouncedRowRule announced, ReleaseCalendar calendar, AnnouncedCalendarVersion version)
        {
            if (calendar.Rule.Cadence is Cadence.Unknown or Cadence.Daily) yield break;
            foreach (var cell in row.Cells)
            {
                var month = new DateOnly(version.Year, cell.Month, 1);
                foreach (var at in cell.At)
                {
                    var period = announced.MonthsBefore is { } months ? EndingIn(calendar, month.AddMonths(-months)) : NearestTo(calendar, calendar.LocalDay(at));
                    if (period is { } known) yield return new Found(known, cell, at);
                }
                if (!cell.IsPostponedWithoutDate) continue;
                var about = announced.MonthsBefore is { } before ? [EndingIn(calendar, month.AddMonths(-before))] : Awaited(row, cell, calendar, month, version.ReadAt);
                foreach (var period in about.OfType<ReferencePeriod>()) yield return new Found(period, cell, null);
            }
        }

        /// <summary>
        /// Without a date to be near to: the period that ends in the month, and the one before it while it can still be awaited because its own
        /// month had no release.
        /// </summary>
        private static IEnumerable<ReferencePeriod?> Awaited(AnnouncedRow row, AnnouncedCell cell, ReleaseCalendar calendar, DateOnly month, DateTimeOffset readAt)
        {
            var follows = row.Cells.Any(c => c.Month == cell.Month - 1 && c.IsNone) && calendar.LocalDay(readAt) < month.AddDays(MostDaysFromPeriodEnd);
            return follows ? [EndingIn(calendar, month.AddMonths(-1)), EndingIn(calendar, month)] : [EndingIn(calendar, month)];
        }

        private static ReferencePeriod? EndingIn(ReleaseCalendar calendar, DateOnly month) =>
            calendar.Planned(ReferencePeriod.Containing(calendar.Rule.Cadence, month)) is { } period
            && period.End.Year == month.Year && period.End.Month == month.Month ? period : null;

        private static ReferencePeriod? NearestTo(ReleaseCalendar calendar, DateOnly day)
        {
            var here = ReferencePeriod.Containing(calendar.Rule.Cadence, day);
            return new[] { here.Previous(), here }
                .Select(calendar.Planned).OfType<ReferencePeriod>()
                .Where(p => Math.Abs(day.DayNumber - p.End.DayNumber) <= MostDaysFromPeriodEnd)
                .Cast<ReferencePeriod?>().FirstOrDefault();
        }
    }
}
