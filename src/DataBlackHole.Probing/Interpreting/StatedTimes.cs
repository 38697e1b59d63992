using System.Globalization;
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

    private static bool HasHour(string format) => Parts(format).Any(p => p is { IsLiteral: false, Text: ['H' or 'h', ..] });

    private static string PatternOf(string format)
    {
        var digits = Parts(format).Select(p =>
            p.IsLiteral ? Regex.Escape(p.Text)
            : p.Text.Length == 1 ? "[0-9]{1,2}"
            : string.Create(CultureInfo.InvariantCulture, $"[0-9]{{{p.Text.Length}}}"));
        return $"(?<![0-9]){string.Concat(digits)}(?![0-9])";
    }

    /// <summary>The runs of a .NET date format: fields such as <c>yyyy</c>, and everything else, quoted or not, as literal text.</summary>
    private static IEnumerable<(string Text, bool IsLiteral)> Parts(string format)
    {
        for (var i = 0; i < format.Length;)
        {
            var first = format[i];
            var start = i++;
            if (first is '\'' or '"')
            {
                var end = format.IndexOf(first, i) is var closing and >= 0 ? closing : format.Length;
                yield return (format[i..end], true);
                i = Math.Min(end + 1, format.Length);
                continue;
            }
            while (i < format.Length && format[i] == first) i++;
            yield return (format[start..i], first is not ('y' or 'M' or 'd' or 'H' or 'h' or 'm' or 's'));
        }
    }
}
