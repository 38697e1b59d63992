using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Probing.Interpreting;
using Capture = DataBlackHole.Core.Measuring.Capture;

namespace DataBlackHole.Probing.Proposing;

/// <summary>How a list of releases seems to be built, found in the page itself; to be proved by reading the page with it.</summary>
/// <param name="Rules">How to find the items.</param>
/// <param name="Anchors">Selectors by which the page is recognised.</param>
/// <param name="ColumnName">The name that the page gives itself, when it does.</param>
/// <param name="Items">The items found with these rules.</param>
public sealed partial record ListingSketch(ListingRules Rules, ImmutableArray<string> Anchors, string? ColumnName, ImmutableArray<ListingItem> Items)
{
    /// <summary>Fewer are no list.</summary>
    private const int LeastItems = 3;

    /// <summary>How far above a link its day may stand.</summary>
    private const int MostLevels = 4;

    private static readonly string[] _formats = ["yyyy-MM-dd", "yyyy/MM/dd", "yyyy.MM.dd", "yyyy年MM月dd日", "yyyy年M月d日"];

    /// <summary>The list in a page, or null when it has none that can be read.</summary>
    public static ListingSketch? Of(Capture capture)
    {
        ArgumentNullException.ThrowIfNull(capture);
        if (PageText.Open(capture).Page is not { Html: { } html } page) return null;
        var forms = html.QuerySelectorAll("a[href]").Select(FormOf).Where(f => f is not null).Select(f => f!.Value)
            .GroupBy(f => f).OrderByDescending(g => g.Count()).Select(g => g.Key).Take(5);
        return forms.Select(f => Read(capture, page, f)).Where(s => s is not null).MaxBy(s => s!.Items.Length);
    }

    private static ListingSketch? Read(Capture capture, PageText page, Form form)
    {
        var rules = new ListingRules
        {
            Item = form.Item,
            Title = form.Title,
            Link = form.Link,
            Date = form.Date,
            DateFormat = form.Format,
            FurtherPages = FurtherPages(page.Text),
            SharedMark = Total().IsMatch(page.Text) ? new Regex(TotalPattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) : null,
        };
        var items = ListingPage.Of(capture, page, rules).Items;
        if (items.Length < LeastItems) return null;
        var column = page.Html!.QuerySelector("meta[name=\"ColumnName\"]")?.GetAttribute("content") is { Length: > 0 } name && !name.Contains('"', StringComparison.Ordinal) ? name : null;
        var link = form.Link[..form.Link.LastIndexOf('@')];
        ImmutableArray<string> anchors = column is null ? [$"{form.Item} {link}"] : [$"meta[name=\"ColumnName\"][content=\"{column}\"]", $"{form.Item} {link}"];
        return new ListingSketch(rules, anchors, column, items);
    }

    /// <summary>The way from a link to the day beside it.</summary>
    private static Form? FormOf(IElement link)
    {
        var item = link.ParentElement;
        for (var level = 0; item is not null && level < MostLevels; level++, item = item.ParentElement)
        {
            if (item.LocalName is "body" or "html") return null;
            if (item.QuerySelectorAll("*").FirstOrDefault(e => e.ChildElementCount == 0 && FormatOf(e.TextContent) is not null) is not { } day) continue;
            if (item.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")).Distinct().Count() != 1) return null;
            var first = item.QuerySelector("a[href]")!;
            var css = Plain(first);
            return new Form(ItemPath(item), TitleOf(first, css), $"{css}@href", Plain(day), FormatOf(day.TextContent)!);
        }
        return null;
    }

    /// <summary>The whole title where the text may be cut.</summary>
    private static string TitleOf(IElement link, string css) => link.GetAttribute("title")?.Trim() is { Length: > 3 } title && title.Length >= link.TextContent.Trim().Length ? $"{css}@title" : css;

    private static string? FormatOf(string text)
    {
        var printed = text.Trim().Trim('[', ']', '(', ')', '（', '）', ' ');
        return printed.Length > 12 ? null : _formats.FirstOrDefault(f => DateOnly.TryParseExact(printed, f, CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
    }

    /// <summary>The item below the nearest element above it that has a name.</summary>
    private static string ItemPath(IElement item)
    {
        var above = item.ParentElement;
        while (above is not null && above.LocalName is not ("body" or "html"))
        {
            if (ClassOf(above) is { } name) return $"{above.LocalName}{name} {Plain(item)}";
            if (above.Id is { Length: > 0 } id && PlainName().IsMatch(id)) return $"#{id} {Plain(item)}";
            above = above.ParentElement;
        }
        return Plain(item);
    }

    private static string Plain(IElement element) => element.LocalName + ClassOf(element);

    /// <summary>The most particular class: the last one.</summary>
    private static string? ClassOf(IElement element) => element.ClassList.LastOrDefault(c => PlainName().IsMatch(c)) is { } name ? $".{name}" : null;

    private static string? FurtherPages(string text)
    {
        if (PageFunction().Match(text) is { Success: true } call) return $"{call.Groups["name"].Value}_{{n}}.{call.Groups["end"].Value}";
        return NumberedPage().Match(text) is { Success: true } link ? $"{link.Groups["name"].Value}_{{n}}.{link.Groups["end"].Value}" : null;
    }

    private const string TotalPattern = "sCount = '[0-9]+'";

    [GeneratedRegex(TotalPattern, RegexOptions.CultureInvariant)]
    private static partial Regex Total();

    [GeneratedRegex("""createPageHTML\(\s*\d+\s*,\s*\d+\s*,\s*["'](?<name>\w+)["']\s*,\s*["'](?<end>\w+)["']""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PageFunction();

    [GeneratedRegex("""href=["'](?:\./)?(?<name>index|list)_1\.(?<end>s?html?)["']""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NumberedPage();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainName();

    private readonly record struct Form(string Item, string Title, string Link, string Date, string Format);
}
