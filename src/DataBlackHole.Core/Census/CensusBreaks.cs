using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Core.Census;

/// <summary>Breaks of definition that the publisher's notes tell: <c>2023年12月起，…进行了调整</c>.</summary>
public static partial class CensusBreaks
{
    /// <summary>The periods from which something else is meant, in order.</summary>
    public static ImmutableArray<ReferencePeriod> In(string? annotation)
    {
        if (annotation is null) return [];
        var found = Since().Matches(CensusName.Simplify(annotation)).Select(m => PeriodOf(m.Groups["year"].Value, m.Groups["month"].Value));
        return [.. found.Where(p => p is not null).Select(p => p!.Value).Distinct().Order()];
    }

    private static ReferencePeriod? PeriodOf(string year, string month)
    {
        var number = int.Parse(year, NumberStyles.None, CultureInfo.InvariantCulture);
        if (month.Length == 0) return ReferencePeriod.Year(number);
        var which = int.Parse(month, NumberStyles.None, CultureInfo.InvariantCulture);
        return which is >= 1 and <= 12 ? ReferencePeriod.Month(number, which) : null;
    }

    [GeneratedRegex(@"(?<![0-9])(?<year>(?:19|20)[0-9]{2})年(?:(?<month>[0-9]{1,2})月份?)?(?:开始|以来|以后|之后|起)", RegexOptions.CultureInvariant)]
    private static partial Regex Since();
}
