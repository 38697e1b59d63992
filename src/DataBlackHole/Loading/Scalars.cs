using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Probing.Interpreting;
using Quartz;

namespace DataBlackHole.Loading;

/// <summary>The kinds of scalar that definitions are written with.</summary>
public static partial class Scalars
{
    private static readonly ConcurrentDictionary<string, WeakReference<Regex>> Patterns = new(StringComparer.Ordinal);

    public static readonly ScalarKind<string> Text = new(ProblemCode.WrongType, "a text", "write some text", TryText);

    public static readonly ScalarKind<bool> Flag = new(ProblemCode.WrongType, "a yes or no", "write true or false", TryFlag);

    public static readonly ScalarKind<string> Key = new(
        ProblemCode.BadKey, "a key", "small letters, digits and single hyphens, such as nbs-cpi", TryKey);

    public static readonly ScalarKind<ReferencePeriod> Period = new(
        ProblemCode.BadPeriod, "a reference period",
        "write 2023-07, 2023-Q3, 2023, 2022-05-11 or 2024-01..2024-02", ReferencePeriod.TryParse);

    public static readonly ScalarKind<DateOnly> Date = new(ProblemCode.BadDate, "a date", "write 2023-08-15", TryDate);

    /// <summary>A time as precisely as it is known.</summary>
    public static readonly ScalarKind<ReferencePeriod> RoughDate = new(
        ProblemCode.BadDate, "a date", "write 2023-08-15, or as much as is known: 2023-08, 2023-Q3 or 2023", TryRoughDate);

    public static readonly ScalarKind<(DateOnly From, DateOnly To)> Days = new(
        ProblemCode.BadDate, "a day or range of days", "write 2024-01-01 or 2024-02-10..2024-02-17", TryDays);

    public static readonly ScalarKind<TimeOnly> Time = new(ProblemCode.BadTime, "a time of day", "write \"09:30\"", TryTime);

    public static readonly ScalarKind<DateTime> LocalMoment = new(
        ProblemCode.BadTime, "a date with a time of day", "write \"2022-10-19T09:30\", local to the calendar's time zone", TryLocalMoment);

    public static readonly ScalarKind<TimeSpan> Duration = new(
        ProblemCode.BadDuration, "a duration", "write \"00:15:00\", 30s, 15m, 6h or 2d; more than nothing", TryDuration);

    public static readonly ScalarKind<TimeZoneInfo> Zone = new(
        ProblemCode.BadTimeZone, "a known time zone", "write an IANA name such as Asia/Shanghai", TryZone);

    public static readonly ScalarKind<Regex> Pattern = new(
        ProblemCode.BadPattern, "a regular expression", ".NET syntax; put it into single quotes", TryPattern);

    public static readonly ScalarKind<string> Selector = new(
        ProblemCode.BadSelector, "a CSS selector",
        "such as \".list-content li\", with @attribute behind it to take an attribute", TrySelector);

    /// <summary>A part of an item of a list.</summary>
    public static readonly ScalarKind<string> ItemPart = new(
        ProblemCode.BadSelector, "a CSS selector",
        "such as \"a@title\", or @title alone for an attribute of the item itself", TryItemPart);

    public static readonly ScalarKind<string> Url = new(
        ProblemCode.BadUrl, "an absolute http or https address", "such as https://www.stats.gov.cn/sj/", TryUrl);

    public static readonly ScalarKind<string> CitedAddress = new(
        ProblemCode.BadUrl, "an absolute http or https address, or briefing: and a name", "such as https://www.yicai.com/news/101835390.html", TryCitedAddress);

    public static readonly ScalarKind<string> Host = new(
        ProblemCode.BadHost, "a host name", "the bare name, such as www.stats.gov.cn", TryHost);

    public static readonly ScalarKind<string> Cron = new(
        ProblemCode.BadCron, "a Quartz cron expression",
        "six or seven fields beginning with seconds, such as \"0 0/10 9-18 ? * *\"", TryCron);

    public static readonly ScalarKind<string> DateFormat = new(
        ProblemCode.BadDateFormat, "a .NET date format", "it must hold year, month and day, such as yyyy/MM/dd HH:mm", TryDateFormat);

    /// <summary>The form of a period; a month alone will do.</summary>
    public static readonly ScalarKind<string> MonthFormat = new(
        ProblemCode.BadDateFormat, "a .NET date format", "it must hold year and month, such as yyyy-MM or yyyyMMdd", TryMonthFormat);

    public static readonly ScalarKind<int> Number = new(ProblemCode.WrongType, "a whole number", "write digits only", TryNumber);

    /// <summary>A word of an enumeration, written as in the code; the member for "not known" is no word.</summary>
    public static ScalarKind<T> Word<T>() where T : struct, Enum
    {
        var words = Words<T>();
        return new ScalarKind<T>(ProblemCode.BadWord, "an allowed word", $"one of {string.Join(", ", words)}", (string text, out T value) =>
        {
            value = default;
            return words.Contains(text) && Enum.TryParse(text, out value);
        });
    }

    public static IReadOnlyList<string> Words<T>() where T : struct, Enum => [.. Enum.GetNames<T>().Where(name => name != "Unknown")];

    /// <summary>Whether an address names a text at hand instead of a page.</summary>
    public static bool IsBriefing(string address) => BriefingForm().IsMatch(address);

    private static bool TryText(string text, out string value)
    {
        value = text;
        return !string.IsNullOrWhiteSpace(text);
    }

    private static bool TryFlag(string text, out bool value)
    {
        value = text == "true";
        return text is "true" or "false";
    }

    private static bool TryNumber(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static bool TryKey(string text, out string value)
    {
        value = text;
        return KeyForm().IsMatch(text);
    }

    private static bool TryDate(string text, out DateOnly value) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    private static bool TryRoughDate(string text, out ReferencePeriod value) =>
        ReferencePeriod.TryParse(text, out value) && !text.Contains("..", StringComparison.Ordinal);

    private static bool TryDays(string text, out (DateOnly From, DateOnly To) value)
    {
        value = default;
        var parts = text.Split("..");
        if (parts.Length > 2 || !TryDate(parts[0], out var from) || !TryDate(parts[^1], out var to) || to < from) return false;
        value = (from, to);
        return true;
    }

    private static bool TryTime(string text, out TimeOnly value) =>
        TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    private static bool TryLocalMoment(string text, out DateTime value) => DateTime.TryParseExact(
        text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    private static bool TryDuration(string text, out TimeSpan value)
    {
        var match = ShortDuration().Match(text);
        if (!match.Success)
        {
            string[] formats = [@"hh\:mm\:ss", @"d\.hh\:mm\:ss"];
            return TimeSpan.TryParseExact(text, formats, CultureInfo.InvariantCulture, out value) && value > TimeSpan.Zero;
        }
        var count = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        value = match.Groups[2].Value switch
        {
            "s" => TimeSpan.FromSeconds(count),
            "m" => TimeSpan.FromMinutes(count),
            "h" => TimeSpan.FromHours(count),
            _ => TimeSpan.FromDays(count),
        };
        return value > TimeSpan.Zero;
    }

    private static bool TryZone(string text, out TimeZoneInfo value)
    {
        var known = TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone);
        value = zone ?? TimeZoneInfo.Utc;
        return known;
    }

    private static bool TryPattern(string text, out Regex value)
    {
        try
        {
            value = Shared(text);
            return text.Length > 0;
        }
        catch (ArgumentException)
        {
            value = null!;
            return false;
        }
    }

    /// <summary>Many lists have the same titles: one pattern, with what it needs to match, serves them all for as long as one of them is there.</summary>
    private static Regex Shared(string text)
    {
        if (Patterns.TryGetValue(text, out var kept) && kept.TryGetTarget(out var known)) return known;
        var pattern = new Regex(text, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        Patterns[text] = new WeakReference<Regex>(pattern);
        return pattern;
    }

    private static bool TrySelector(string text, out string value)
    {
        value = text;
        return SelectorCheck.IsValid(text);
    }

    private static bool TryItemPart(string text, out string value)
    {
        value = text;
        return SelectorCheck.IsValidInItem(text);
    }

    private static bool TryUrl(string text, out string value)
    {
        value = text;
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", UserInfo: "", Fragment: "" };
    }

    private static bool TryCitedAddress(string text, out string value) => TryUrl(text, out value) || IsBriefing(text);

    private static bool TryHost(string text, out string value)
    {
        value = text;
        return HostForm().IsMatch(text);
    }

    private static bool TryCron(string text, out string value)
    {
        value = text;
        try
        {
            _ = new CronExpression(text);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return false;
        }
    }

    private static bool TryDateFormat(string text, out string value) => TryFormat(text, out value, (read, sample) => read.Date == sample.Date);

    private static bool TryMonthFormat(string text, out string value) =>
        TryFormat(text, out value, (read, sample) => (read.Year, read.Month) == (sample.Year, sample.Month));

    private static bool TryFormat(string text, out string value, Func<DateTime, DateTime, bool> isSame)
    {
        value = text;
        var sample = new DateTime(2023, 11, 28, 13, 45, 0);
        try
        {
            var printed = sample.ToString(text, CultureInfo.InvariantCulture);
            var isRead = DateTime.TryParseExact(printed, text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read);
            return isRead && isSame(read, sample);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyForm();

    [GeneratedRegex(@"^briefing:[A-Za-z0-9][A-Za-z0-9._-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex BriefingForm();

    [GeneratedRegex(@"^[a-z0-9-]+(\.[a-z0-9-]+)+$", RegexOptions.CultureInvariant)]
    private static partial Regex HostForm();

    [GeneratedRegex("^([0-9]{1,6})([smhd])$", RegexOptions.CultureInvariant)]
    private static partial Regex ShortDuration();
}
