using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>
/// What is printed in one month of a calendar, before the time is known: <c>17/二</c>, <c>9/Fri</c>, <c>4/Wed Note5 31/Tue</c>, <c>……</c>, <c>延期</c>.
/// A day whose weekday does not agree with the year is not read: a slip of the pen must not move a date.
/// </summary>
internal sealed partial record CalendarCell(ImmutableArray<DateOnly> Days, bool IsNone, bool IsPostponed, string? Note)
{
    private const string Latin = "MON|TUE|WED|THU|FRI|SAT|SUN";
    private const string Chinese = "一二三四五六日";

    private const string Weekday =
        "(?:MON(?:DAY)?|TUE(?:S(?:DAY)?)?|WED(?:NESDAY)?|THU(?:R(?:S(?:DAY)?)?)?|FRI(?:DAY)?|SAT(?:URDAY)?|SUN(?:DAY)?|[一二三四五六日天])";

    private const string OneDate = @"(?<day>[0-9]{1,2})\s*/\s*(?:星期|周)?(?<weekday>" + Weekday + @")\.?";

    /// <summary>The cell, or why it cannot be read.</summary>
    internal static (CalendarCell? Cell, string? Problem) Read(string printed, int year, int month)
    {
        // Full-width digits, slashes and dots become ordinary ones; an ellipsis becomes three dots.
        var text = printed.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Trim();
        var note = NoteMark().Match(text) is { Success: true } mark ? ElementText.WithoutBlanks(mark.Value) : null;
        var bare = NoteMark().Replace(text, " ").Trim();
        if (Nothing().IsMatch(bare)) return (new CalendarCell([], true, false, NoteAsPrinted(printed, note)), null);
        if (Postponed().IsMatch(bare)) return (new CalendarCell([], false, true, NoteAsPrinted(printed, note)), null);
        if (!Dates().IsMatch(bare)) return (null, $"'{printed}' is no date");
        var (days, problem) = DaysIn(bare, year, month);
        return problem is null
            ? (new CalendarCell(days, false, false, NoteAsPrinted(printed, note)), null)
            : (null, $"'{printed}': {problem}");
    }

    private static (ImmutableArray<DateOnly> Days, string? Problem) DaysIn(string bare, int year, int month)
    {
        var days = ImmutableArray.CreateBuilder<DateOnly>();
        foreach (Match match in Date().Matches(bare))
        {
            var number = int.Parse(match.Groups["day"].ValueSpan, CultureInfo.InvariantCulture);
            if (number < 1 || number > DateTime.DaysInMonth(year, month)) return ([], $"{number} is no day of {year}-{month:00}");
            var day = new DateOnly(year, month, number);
            if (day.DayOfWeek != WeekdayOf(match.Groups["weekday"].Value)) return ([], $"{day:yyyy-MM-dd} is a {day.DayOfWeek}");
            if (days.Count > 0 && day <= days[^1]) return ([], "the dates are not in order");
            days.Add(day);
        }
        return days.Count <= 2 ? (days.ToImmutable(), null) : ([], "more than two dates");
    }

    /// <summary>The times below a cell, none when there are none, or null when something else stands there.</summary>
    internal static ImmutableArray<TimeOnly>? Times(string printed)
    {
        var text = printed.Normalize(NormalizationForm.FormKC).Trim();
        if (Nothing().IsMatch(text) || text.Length == 0) return [];
        var times = ImmutableArray.CreateBuilder<TimeOnly>();
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TimeOnly.TryParseExact(part, ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return null;
            times.Add(time);
        }
        return times.ToImmutable();
    }

    private static DayOfWeek WeekdayOf(string name)
    {
        var latin = Array.IndexOf(Latin.Split('|'), name.Length >= 3 ? name[..3] : "");
        var index = latin >= 0 ? latin : Chinese.IndexOf(name == "天" ? "日" : name, StringComparison.Ordinal);
        return (DayOfWeek)((index + 1) % 7);
    }

    private static string? NoteAsPrinted(string printed, string? note)
    {
        if (note is null) return null;
        var at = ElementText.WithoutBlanks(printed.Normalize(NormalizationForm.FormKC));
        var start = at.IndexOf(note, StringComparison.OrdinalIgnoreCase);
        return start < 0 ? note : at.Substring(start, note.Length);
    }

    [GeneratedRegex(@"[(\[]?(?:NOTES?|注释?)\s*[0-9]{1,2}(?![0-9/])[)\]]?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NoteMark();

    [GeneratedRegex(@"\A(?:[.·⋯]{2,}|[-–—―]{1,4})\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Nothing();

    [GeneratedRegex(@"\A(?:延期(?:发布)?|推迟(?:发布)?|延迟(?:发布)?|顺延|暂缓(?:发布)?|待定|(?:时间)?另行(?:通知|公布|公告)|DELAYED|POSTPONED|DEFERRED|TO BE DETERMINED|TO BE ANNOUNCED|TBD|TBA)[.。]?\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Postponed();

    [GeneratedRegex(OneDate, RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Date();

    [GeneratedRegex($@"\A(?:{OneDate}[\s,;、]*){{1,4}}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Dates();
}
