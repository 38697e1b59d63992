using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>Reads the publication time that a page prints, by the date formats of its definition.</summary>
internal static class StatedTimes
{
    /// <summary>The first time printed in the text in one of the formats; a format with an hour is preferred to one without.</summary>
    internal static StatedTime? Find(string text, IEnumerable<string> formats, TimeZoneInfo zone)
    {
        foreach (var format in formats.OrderBy(f => HasHour(f) ? 0 : 1))
        {
            var match = Regex.Match(text, PatternOf(format), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            if (!match.Success) continue;
            if (DateTime.TryParseExact(match.Value, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            {
                return HasHour(format) ? new StatedTime(new DateTimeOffset(local, zone.GetUtcOffset(local)), false) : Day(DateOnly.FromDateTime(local), zone);
            }
        }
        return null;
    }

    /// <summary>The statement of a day alone: its first instant in the publisher's zone.</summary>
    internal static StatedTime Day(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new StatedTime(new DateTimeOffset(local, zone.GetUtcOffset(local)), true);
    }

    internal static DateOnly LocalDay(DateTimeOffset moment, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);

    private static bool HasHour(string format) => format.Contains('H', StringComparison.Ordinal) || format.Contains('h', StringComparison.Ordinal);

    private static string PatternOf(string format)
    {
        var pattern = new StringBuilder("(?<![0-9])");
        for (var i = 0; i < format.Length;)
        {
            var length = 1;
            while (i + length < format.Length && format[i + length] == format[i]) length++;
            var run = format.Substring(i, length);
            pattern.Append(format[i] is 'y' or 'M' or 'd' or 'H' or 'h' or 'm' or 's'
                ? length == 1 ? "[0-9]{1,2}" : $"[0-9]{{{length}}}"
                : Regex.Escape(run));
            i += length;
        }
        return pattern.Append("(?![0-9])").ToString();
    }
}
