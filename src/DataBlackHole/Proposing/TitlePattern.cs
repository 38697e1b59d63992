using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Probing.Interpreting;

namespace DataBlackHole.Proposing;

/// <summary>Titles of one recurring release, and the pattern that fits them all and no other title of the list.</summary>
/// <param name="Stem">The words that stay the same, without period and figures.</param>
/// <param name="Pattern">A regular expression for the titles.</param>
/// <param name="Items">The items, the newest first, each with the months it is about.</param>
public sealed partial record TitlePattern(string Stem, string Pattern, ImmutableArray<(ListingItem Item, MonthSpan Months)> Items)
{
    /// <summary>A stem of fewer letters fits too much.</summary>
    private const int LeastStem = 2;

    private const string Period = @"\d{4}年(?:(?:1[-—–－~～至])?\d{1,2}月份?|上半年|前三季度|[一二三四]季度|全年)?";

    /// <summary>The recurring releases in a list, those with most items first. Titles that name no month, quarter or year are left out.</summary>
    public static ImmutableArray<TitlePattern> In(IEnumerable<ListingItem> items)
    {
        var parts = items.Select(Split).Where(p => p is not null).Select(p => p!.Value);
        return [.. parts.GroupBy(p => (p.Before, p.Stem)).Select(g => Of(g.Key.Before, g.Key.Stem, [.. g])).OrderByDescending(p => p.Items.Length).ThenBy(p => p.Stem, StringComparer.Ordinal)];
    }

    /// <summary>How often the release comes, by the periods of its items.</summary>
    public Cadence Cadence
    {
        get
        {
            if (Items.All(i => i.Months is { First: 1, Last: 12 })) return Cadence.Annual;
            var quarterly = Items.All(i => i.Months.Last % 3 == 0) && (Items.Length > 2 || Items.All(i => QuarterWord().IsMatch(i.Item.Title)));
            return quarterly ? Cadence.Quarterly : Cadence.Monthly;
        }
    }

    private static TitlePattern Of(string before, string stem, IReadOnlyCollection<Part> parts)
    {
        var ends = parts.All(p => p.Rest.Length == 0) ? "$" : "";
        return new TitlePattern(before + stem, $"^{Regex.Escape(before)}{Period}{Regex.Escape(stem)}{ends}", [.. parts.Select(p => (p.Item, p.Months)).OrderByDescending(p => p.Item.Date)]);
    }

    private static Part? Split(ListingItem item)
    {
        var title = item.Title.Trim();
        if (PeriodText.Find(title, item.Date) is not { } months || Written().Match(title) is not { Success: true } period) return null;
        var after = title[(period.Index + period.Length)..];
        var stem = Changing().Match(after) is { Success: true, Index: >= LeastStem } change ? after[..change.Index] : after;
        return stem.Length + period.Index < LeastStem || Digits().IsMatch(title[..period.Index]) ? null : new Part(item, months, title[..period.Index], stem, after[stem.Length..]);
    }

    private readonly record struct Part(ListingItem Item, MonthSpan Months, string Before, string Stem, string Rest);

    [GeneratedRegex(Period, RegexOptions.CultureInvariant)]
    private static partial Regex Written();

    // Where a title begins to tell the figure.
    [GeneratedRegex(@"同比|环比|增长|下降|上涨|上升|回升|回落|减少|增加(?!值)|扩大|收窄|持平|转正|略[有升降]|总体|继续|[0-9０-９]|[,，:：（(]", RegexOptions.CultureInvariant)]
    private static partial Regex Changing();

    [GeneratedRegex("[0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex("季度|上半年|全年", RegexOptions.CultureInvariant)]
    private static partial Regex QuarterWord();
}
