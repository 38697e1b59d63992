using System.Collections.Immutable;
using AngleSharp.Dom;
using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>Reads one row of a calendar. One cell that is not understood makes the whole row unreadable.</summary>
internal static class CalendarRowReader
{
    internal static AnnouncedRow Read(CalendarTableRow row, int year, TimeOnly? defaultTime, TimeZoneInfo zone)
    {
        var cells = ImmutableArray.CreateBuilder<AnnouncedCell>();
        for (var month = 1; month <= row.Months.Length; month++)
        {
            var (cell, problem) = ReadCell(row.Months[month - 1], year, month, defaultTime, zone);
            if (cell is null) return new AnnouncedRow(row.Number, row.Content, []) { Problem = $"month {month}: {problem}" };
            cells.Add(cell);
        }
        return row.Content.Length == 0
            ? new AnnouncedRow(row.Number, "", []) { Problem = "the row has no name" }
            : new AnnouncedRow(row.Number, row.Content, cells.ToImmutable());
    }

    private static (AnnouncedCell? Cell, string? Problem) ReadCell(ImmutableArray<IElement> lines, int year, int month, TimeOnly? defaultTime, TimeZoneInfo zone)
    {
        if (lines.Length is 0 or > 2) return (null, $"{lines.Length} cells where a date and its time belong");
        if (lines.Any(IsStruck)) return (null, $"'{CalendarTable.TextOf(lines[0])}' is struck through in part or whole");
        var printed = CalendarTable.TextOf(lines[0]);
        var below = lines.Length == 2 ? CalendarTable.TextOf(lines[1]) : "";
        var (cell, problem) = CalendarCell.Read(printed, year, month);
        if (cell is null) return (null, problem);
        var raw = below.Length == 0 ? printed : $"{printed} {below}";
        if (cell.Days.IsEmpty) return (new AnnouncedCell(month, [], cell.IsNone, cell.IsPostponed, cell.Note, raw), null);
        return TimesOf(below, cell.Days.Length, defaultTime) is { } times
            ? (new AnnouncedCell(month, [.. cell.Days.Zip(times, (day, time) => InUtc(day, time, zone))], false, false, cell.Note, raw), null)
            : (null, below.Length == 0 ? $"no time is printed for '{printed}'" : $"'{below}' is no time for '{printed}'");
    }

    /// <summary>One time for every date: each its own, all the same one, or the usual one when none is printed.</summary>
    private static IEnumerable<TimeOnly>? TimesOf(string printed, int dates, TimeOnly? defaultTime)
    {
        if (CalendarCell.Times(printed) is not { } times) return null;
        if (times.Length == dates) return times;
        var time = times.Length == 1 ? times[0] : times.IsEmpty ? defaultTime : null;
        return time is { } one ? Enumerable.Repeat(one, dates) : null;
    }

    /// <summary>A date that is crossed out says that it does not hold, and the text alone does not show that.</summary>
    private static bool IsStruck(IElement cell) => cell.Matches(Struck) || cell.QuerySelector(Struck) is not null;

    private const string Struck = "del, s, strike, [style*=line-through]";

    private static DateTimeOffset InUtc(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
