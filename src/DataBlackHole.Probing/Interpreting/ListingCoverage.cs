using System.Globalization;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>
/// The days whose releases a look at a listing would all show. Whole days only: the oldest and, on an inner page, the newest day
/// may be cut by the page's edge, so both are left out.
/// </summary>
internal sealed record ListingCoverage(DateOnly From, DateOnly? To, string Witness)
{
    /// <summary>The same without the days up to the given one; null when nothing is left.</summary>
    internal ListingCoverage? After(DateOnly day) =>
        day < From ? this : To is { } to && day >= to ? null : this with { From = day.AddDays(1) };

    /// <summary>What the pages cover; null when they prove nothing. The first page decides, further ones only reach farther back.</summary>
    internal static ListingCoverage? Of(SourceDefinition source, IReadOnlyList<ListingPage?> pages, DateOnly lookDay)
    {
        if (pages is not [{ } first, ..]) return null;
        var isNewest = IsFirstPage(source, first, lookDay);
        // A pinned item may stand on top of the first page. Inside the list, disorder means that the edges are not what they seem.
        if (!isNewest && !first.IsNewestFirst) return null;
        var oldest = first.Items[^1].Date;
        var read = new List<ListingPage> { first };
        foreach (var page in pages.Skip(1).TakeWhile(p => p is not null && p.IsNewestFirst).Cast<ListingPage>())
        {
            if (page.Items[0].Date < oldest && !IsNext(source, first, page, read.Count)) break;
            oldest = Min(oldest, page.Items[^1].Date);
            read.Add(page);
        }
        var coverage = new ListingCoverage(oldest.AddDays(1), isNewest ? null : first.Items[0].Date.AddDays(-1), WitnessOf(read));
        return WithoutUnclear(coverage, read, lookDay);
    }

    /// <summary>
    /// Whether a page is the next of the same list. Two pages without a day in common need proof of it: when they were not made at
    /// the same moment, an item may have slipped between them.
    /// </summary>
    private static bool IsNext(SourceDefinition source, ListingPage first, ListingPage page, int number)
    {
        var from = first.Capture.Measurement.Request.Url;
        return first.Mark is { } mark && page.Mark == mark
            && source.Listing?.FurtherPages?.Replace("{n}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) is { } next
            && Uri.TryCreate(from, UriKind.Absolute, out var start) && Uri.TryCreate(start, next, out var expected)
            && Same(expected.AbsoluteUri, page.Capture.Measurement.Request.Url);
    }

    private static ListingCoverage? WithoutUnclear(ListingCoverage coverage, List<ListingPage> read, DateOnly lookDay)
    {
        ListingCoverage? left = coverage;
        foreach (var unclear in read.SelectMany(p => p.Unclear))
        {
            if (unclear is not { } day) return null;
            left = left?.After(day);
        }
        return left is null || left.From > (left.To ?? lookDay) ? null : left;
    }

    private static bool IsFirstPage(SourceDefinition source, ListingPage page, DateOnly lookDay) =>
        source.AddressOn(lookDay) is { } address && Same(address.Url, page.Capture.Measurement.Request.Url);

    private static bool Same(string first, string second) =>
        Uri.TryCreate(first, UriKind.Absolute, out var a) && Uri.TryCreate(second, UriKind.Absolute, out var b)
        && a.Authority == b.Authority && a.Query == b.Query && WithoutIndex(a.AbsolutePath) == WithoutIndex(b.AbsolutePath);

    private static string WithoutIndex(string path) =>
        path.EndsWith("/index.html", StringComparison.Ordinal) ? path[..^"index.html".Length]
        : path.EndsWith("/index.htm", StringComparison.Ordinal) ? path[..^"index.htm".Length]
        : path;

    private static string WitnessOf(List<ListingPage> read)
    {
        var newest = read[0].Items.MaxBy(i => i.Date)!;
        var count = read.Sum(p => p.Items.Length);
        var title = ElementText.Shorten(newest.Title, 100);
        return string.Create(CultureInfo.InvariantCulture, $"{count} items on {read.Count} page(s), newest {newest.Date:yyyy-MM-dd} {title}");
    }

    private static DateOnly Min(DateOnly a, DateOnly b) => a < b ? a : b;
}
