using System.Globalization;
using System.Text.RegularExpressions;

namespace DataBlackHole.Probing.Fetching;

/// <summary>
/// Addresses with the day of the look in them: <c>{today:yyyyMMdd}</c>, <c>{today-8:yyyy-MM-dd}</c> for a day before it, or
/// <c>{weekday:yyyyMMdd}</c> for the last Monday to Friday before it.
/// </summary>
public static partial class AddressTemplate
{
    public static string Fill(string template, DateOnly today) => Place().Replace(template, place =>
    {
        if (place.Groups["weekday"].Success) return Written(WeekdayBefore(today), place);
        var back = place.Groups["back"].Success ? int.Parse(place.Groups["back"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var day = today.DayNumber < back ? DateOnly.MinValue : today.AddDays(-back);
        return Written(day, place);
    });

    private static DateOnly WeekdayBefore(DateOnly today)
    {
        var day = today;
        do
        {
            day = day.DayNumber == 0 ? DateOnly.MaxValue : day.AddDays(-1);
        }
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        return day;
    }

    private static string Written(DateOnly day, Match place) => day.ToString(place.Groups["format"].Value, CultureInfo.InvariantCulture);

    /// <summary>Whether two filled addresses differ in nothing but their days.</summary>
    internal static bool IsSame(string? filled, string place) => filled is not null && Days().Replace(filled, "#") == Days().Replace(place, "#");

    [GeneratedRegex(@"\{(?:(?<weekday>weekday)|today(?:-(?<back>[0-9]{1,3}))?):(?<format>[yMd-]{6,10})\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();

    [GeneratedRegex("(?<![0-9])[0-9]{4}-?[0-9]{2}-?[0-9]{2}(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Days();
}
