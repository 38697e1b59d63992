using System.Globalization;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Tests.Calendars;

/// <summary>Constructed calendars of 2026; dates and times as in Beijing.</summary>
internal static class Announcements
{
    internal const string Source = "calendar";

    private static readonly TimeZoneInfo _beijing = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    internal static DateTimeOffset At(string local) =>
        new DateTimeOffset(DateTime.Parse(local, CultureInfo.InvariantCulture), TimeSpan.FromHours(8)).ToUniversalTime();

    internal static AnnouncedCalendarVersion Version(string readAt, params AnnouncedRow[] rows) =>
        AnnouncedCalendarVersion.Of(Source, 2026, At(readAt), [.. rows], ["1. preliminary"]);

    /// <summary>A row from its dates; a month without one has no release, and <c>postponed</c> names months whose date was withdrawn.</summary>
    internal static AnnouncedRow Row(string number, string content, IEnumerable<DateTimeOffset> dates, params int[] postponed)
    {
        var byMonth = dates.ToLookup(d => TimeZoneInfo.ConvertTime(d, _beijing).Month);
        return new AnnouncedRow(number, content, [.. Enumerable.Range(1, 12).Select(m => Cell(m, [.. byMonth[m].Order()], postponed.Contains(m)))]);
    }

    internal static AnnouncedRow Row(string number, string content, params string[] dates) => Row(number, content, dates.Select(At));

    internal static ReleaseRule Rule(Cadence cadence, int? monthsBefore, string row, bool combines = false, string source = Source) => new()
    {
        Key = "rule",
        Cadence = cadence,
        TimeZone = _beijing,
        WorkingDays = WorkingDays.None,
        Time = new TimeOnly(10, 0),
        Usual = new DayRange(1, 9, 18),
        CombinesJanuaryAndFebruary = combines,
        AnnouncedIn = [new AnnouncedRowRule { Source = source, Row = new Regex(row, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), MonthsBefore = monthsBefore }],
    };

    private static AnnouncedCell Cell(int month, DateTimeOffset[] dates, bool isPostponed) => new(
        month, [.. dates], dates.Length == 0 && !isPostponed, isPostponed, null, isPostponed ? "延期" : dates.Length == 0 ? "……" : string.Join(' ', dates));
}
