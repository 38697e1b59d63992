using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>
/// Finds the months that a release is about in its title: <c>2023年1—7月份</c>, <c>2024年上半年</c>, <c>前三季度</c>, <c>2023年全国</c>.
/// A title without a year gets it from the day of the document.
/// </summary>
public static partial class PeriodText
{
    /// <summary>Longest title that is looked at; a longer one is no title.</summary>
    private const int MaxLength = 500;

    /// <summary>Between a year and its months there may stand a few words (<c>2023年全国1—7月</c>), but no sentence.</summary>
    private const int MaxWordsBetween = 8;

    /// <summary>Some releases come out before their month has ended: the January PMI of 2025 on 27 January.</summary>
    private const int DaysBeforeTheEnd = 7;

    /// <summary>The months a title names, or null when it names none, names a part of a month or is about time to come.</summary>
    public static MonthSpan? Find(string title, DateOnly documentDay)
    {
        ArgumentNullException.ThrowIfNull(title);
        if (title.Length > MaxLength) return null;
        var text = Simplify(title);
        if (PartOfMonth().IsMatch(text)) return null;
        var year = Year().Match(text);
        if (!year.Success) return Latest(MonthsFrom(text, 0), documentDay);
        var number = Number(year.Groups["y"].Value);
        var after = year.Index + year.Length;
        if (MonthsFrom(text, after) is { } months)
        {
            if (months.At - after > MaxWordsBetween) return null;
            var span = new MonthSpan(number, months.First, months.Last);
            return span.Start <= documentDay ? span : null;
        }
        // Months that stand before the year are of another year, the current one ("前三季度…比2020年同期…").
        if (MonthsFrom(text[..year.Index], 0) is { } before) return Latest(before, documentDay);
        // Months that cannot be: no reading is better than the whole year.
        if (AnyPartOfYear().IsMatch(text)) return null;
        var whole = new MonthSpan(number, 1, 12);
        return whole.End <= documentDay ? whole : null;
    }

    private static MonthSpan? Latest(PartOfYear? part, DateOnly documentDay)
    {
        if (part is null) return null;
        var horizon = documentDay.AddDays(DaysBeforeTheEnd);
        var span = new MonthSpan(horizon.Year, part.First, part.Last);
        return span.End <= horizon ? span : span with { Year = span.Year - 1 };
    }

    private static PartOfYear? MonthsFrom(string text, int start)
    {
        var match = Part().Match(text, start);
        if (!match.Success) return null;
        var (first, last) = Months(match);
        return first >= 1 && first <= last && last <= 12 ? new PartOfYear(match.Index, first, last) : null;
    }

    private static (int First, int Last) Months(Match match)
    {
        if (match.Groups["from"].Success) return (Number(match.Groups["from"].Value), Number(match.Groups["to"].Value));
        if (match.Groups["month"].Success) return (Number(match.Groups["month"].Value), Number(match.Groups["month"].Value));
        if (match.Groups["first"].Success) return (1, Number(match.Groups["first"].Value));
        if (match.Groups["half"].Success) return match.Groups["half"].Value == "上" ? (1, 6) : (7, 12);
        if (match.Groups["quarters"].Success) return (1, Ordinal(match.Groups["quarters"].Value) * 3);
        if (match.Groups["quarter"].Success)
        {
            var last = Ordinal(match.Groups["quarter"].Value) * 3;
            return (last - 2, last);
        }
        return (1, 12);
    }

    /// <summary>Full-width digits become ASCII, blanks go, and everything that is used as a dash becomes one.</summary>
    private static string Simplify(string title)
    {
        var text = new StringBuilder(title.Length);
        foreach (var c in title)
        {
            if (char.IsWhiteSpace(c) || c is '\u200B' or '\u200C' or '\u200D' or '\uFEFF') continue;
            text.Append(c switch
            {
                >= '０' and <= '９' => (char)(c - '０' + '0'),
                '—' or '–' or '－' or '―' or '─' or '‐' or '‑' or '−' or '~' or '～' or '〜' or '∼' or '至' => '-',
                _ => c,
            });
        }
        return DashRun().Replace(text.ToString(), "-");
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static int Ordinal(string numeral) => numeral switch
    {
        "一" or "1" => 1,
        "二" or "两" or "2" => 2,
        "三" or "3" => 3,
        _ => 4,
    };

    private sealed record PartOfYear(int At, int First, int Last);

    [GeneratedRegex("--+")]
    private static partial Regex DashRun();

    // Ten days, a day, or a time that crosses the end of a year.
    [GeneratedRegex(@"月份?[上中下]旬|[0-9]月[0-9]{1,2}[日号]|[0-9]月份?-[0-9]{4}年", RegexOptions.CultureInvariant)]
    private static partial Regex PartOfMonth();

    // "2021-2030年" is a plan, not a period; "1-2023年" does not occur.
    [GeneratedRegex(@"(?<![0-9])(?<!年-|[0-9]-)(?<y>(?:19|20)[0-9]{2})年(?!-)", RegexOptions.CultureInvariant)]
    private static partial Regex Year();

    [GeneratedRegex(
        @"(?<![0-9])(?<from>[0-9]{1,2})月?份?-(?<to>[0-9]{1,2})月|(?<![0-9])(?<month>[0-9]{1,2})月|前(?<first>[0-9]{1,2})个月"
        + "|(?<half>[上下])半年|(?:前|第?[一1]-第?)(?<quarters>[一二两三四1-4])个?季度|(?<![0-9-])第?(?<quarter>[一二三四1-4])季度|(?<whole>全年)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Part();

    [GeneratedRegex("[0-9]个?月|季度|半年", RegexOptions.CultureInvariant)]
    private static partial Regex AnyPartOfYear();
}
