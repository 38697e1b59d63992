using System.Globalization;
using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Probing.Archives;

/// <summary>
/// The earliest and the latest moment at which a copy can have been taken. Where only a day, month or year is known its time zone is
/// not, so the range covers that day in every zone of the world: a bound must never be narrower than what is known.
/// </summary>
public sealed record CaptureTime(DateTimeOffset Earliest, DateTimeOffset Latest)
{
    private static readonly TimeSpan EasternmostZone = TimeSpan.FromHours(14);
    private static readonly TimeSpan WesternmostZone = TimeSpan.FromHours(-12);
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);
    private static readonly string[] Moments = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    public bool IsExact => Earliest == Latest;

    /// <summary>Reads <c>2026-08-04T09:18:07.406Z</c>, <c>2026-10-04T22:41:48+08:00</c>, <c>2026-07-15</c>, <c>2019-10</c> or <c>2019</c>.</summary>
    public static bool TryParse(string text, out CaptureTime? time)
    {
        time = null;
        if (TryParseMoment(text, out var moment)) time = new(moment, moment);
        else if (TryParseDay(text, "yyyy-MM-dd", out var day)) time = Between(day, day.AddDays(1));
        else if (TryParseDay(text, "yyyy-MM", out var month)) time = Between(month, month.AddMonths(1));
        else if (TryParseDay(text, "yyyy", out var year)) time = Between(year, year.AddYears(1));
        return time is not null;
    }

    /// <summary>Reads the publisher's printed time: a moment with its offset, or a day in Beijing.</summary>
    internal static bool TryParseStated(string text, out StatedTime? time)
    {
        time = null;
        if (TryParseMoment(text, out var moment)) time = new(moment, IsDayOnly: false);
        else if (TryParseDay(text, "yyyy-MM-dd", out var day)) time = new(new(day, TimeOnly.MinValue, Beijing), IsDayOnly: true);
        return time is not null;
    }

    private static CaptureTime Between(DateOnly first, DateOnly next) => new(
        new DateTimeOffset(first, TimeOnly.MinValue, EasternmostZone).ToUniversalTime(),
        new DateTimeOffset(next, TimeOnly.MinValue, WesternmostZone).ToUniversalTime().AddMilliseconds(-1));

    private static bool TryParseMoment(string text, out DateTimeOffset moment)
    {
        var withOffset = text.EndsWith('Z') ? text[..^1] + "+00:00" : text;
        return DateTimeOffset.TryParseExact(withOffset, Moments, CultureInfo.InvariantCulture, DateTimeStyles.None, out moment);
    }

    private static bool TryParseDay(string text, string format, out DateOnly day) =>
        DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is > 1900 and < 9000;
}
