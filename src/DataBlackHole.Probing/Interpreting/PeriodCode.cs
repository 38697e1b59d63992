using System.Globalization;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>Period codes of the two NBS databases.</summary>
internal static partial class PeriodCode
{
    /// <summary>Code of the database in use since March 2026: <c>202608MM</c>, <c>202602SS</c> (second quarter), <c>2025YY</c>.</summary>
    internal static ReferencePeriod? New(string? code)
    {
        if (code is null || NewForm().Match(code) is not { Success: true } match) return null;
        var year = Number(match.Groups["year"]);
        var number = match.Groups["number"].Success ? Number(match.Groups["number"]) : 0;
        return match.Groups["kind"].Value switch
        {
            "MM" when number is >= 1 and <= 12 => ReferencePeriod.Month(year, number),
            "SS" when number is >= 1 and <= 4 => ReferencePeriod.Quarter(year, number),
            "YY" when number == 0 => ReferencePeriod.Year(year),
            _ => null,
        };
    }

    /// <summary>Code of the older database: <c>202312</c>, <c>2019A</c> to <c>2019D</c> (quarters), <c>2019</c>.</summary>
    internal static ReferencePeriod? Old(string? code)
    {
        if (code is null || OldForm().Match(code) is not { Success: true } match) return null;
        var year = Number(match.Groups["year"]);
        if (match.Groups["quarter"].Success) return ReferencePeriod.Quarter(year, match.Groups["quarter"].Value[0] - 'A' + 1);
        if (!match.Groups["month"].Success) return ReferencePeriod.Year(year);
        var month = Number(match.Groups["month"]);
        return month is >= 1 and <= 12 ? ReferencePeriod.Month(year, month) : null;
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?<year>(?:19|20)[0-9]{2})(?<number>[0-9]{2})?(?<kind>MM|SS|YY)\z", RegexOptions.CultureInvariant)]
    private static partial Regex NewForm();

    [GeneratedRegex(@"\A(?<year>(?:19|20)[0-9]{2})(?:(?<quarter>[A-D])|(?<month>[0-9]{2}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex OldForm();
}
