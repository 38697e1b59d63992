using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Catalogue;
using Capture = DataBlackHole.Core.Measuring.Capture;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>One page of a listing as read, newest item first.</summary>
/// <param name="Items">Items with title, address and day, in page order, repeated ones left out.</param>
/// <param name="Unclear">Days of entries that could be items but lack a whole title, an address or (null) a day.</param>
/// <param name="Mark">What the page shares with all pages made from the same state of the list.</param>
internal sealed partial record ListingPage(Capture Capture, ImmutableArray<ListingItem> Items, ImmutableArray<DateOnly?> Unclear, string? Mark)
{
    internal bool IsNewestFirst => Items.Zip(Items.Skip(1), (above, below) => above.Date >= below.Date).All(inOrder => inOrder);

    internal static ListingPage Of(Capture capture, PageText page, ListingRules rules)
    {
        var items = ImmutableArray.CreateBuilder<ListingItem>();
        var unclear = ImmutableArray.CreateBuilder<DateOnly?>();
        var seen = new HashSet<(string, string)>();
        var address = Uri.TryCreate(page.Url, UriKind.Absolute, out var known) ? known : null;
        foreach (var element in page.Html!.QuerySelectorAll(rules.Item))
        {
            var title = Selection.Value(element, rules.Title);
            var date = DateIn(Selection.Value(element, rules.Date), rules);
            // A pager, a heading, a line: lists have entries that are no items.
            if (title is null && date is null) continue;
            var url = Absolute(address, Selection.Value(element, rules.Link));
            if (title is null || date is not { } day || url is null || CutTitle().IsMatch(title)) unclear.Add(date);
            else if (seen.Add((title, url))) items.Add(new ListingItem(ElementText.Shorten(title), url, day));
        }
        return new ListingPage(capture, items.ToImmutable(), unclear.ToImmutable(), MarkOf(page, rules));
    }

    private static string? MarkOf(PageText page, ListingRules rules)
    {
        try
        {
            return rules.SharedMark?.Match(page.Text) is { Success: true } mark ? mark.Value : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static DateOnly? DateIn(string? text, ListingRules rules)
    {
        if (rules.DatePattern is { } pattern) text = FirstGroup(text, pattern);
        if (text is null) return null;
        var printed = text.Trim('[', ']', '(', ')', '（', '）', ' ');
        return DateOnly.TryParseExact(printed, rules.DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    private static string? FirstGroup(string? text, Regex pattern)
    {
        try
        {
            return text is not null && pattern.Match(text) is { Success: true } match ? match.Groups[1].Value : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static string? Absolute(Uri? page, string? link)
    {
        if (link is null || page is null) return null;
        return Uri.TryCreate(page, link, out var to) && (to.Scheme == Uri.UriSchemeHttp || to.Scheme == Uri.UriSchemeHttps) ? to.AbsoluteUri : null;
    }

    [GeneratedRegex(@"(?:\.\.\.|…)\z", RegexOptions.CultureInvariant)]
    private static partial Regex CutTitle();
}
