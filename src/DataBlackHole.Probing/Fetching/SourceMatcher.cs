using System.Globalization;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Probing.Fetching;

/// <summary>The source that a request belongs to; for a listing also which of its pages, 0 being the first.</summary>
public sealed record SourceMatch(SourceDefinition Source, int Page)
{
    public bool IsFirstPage => Page == 0;
}

/// <summary>
/// Finds the source that a captured document was taken from. Strict: a document given to the wrong source would be read as its absence,
/// so what cannot be told from the request is not matched.
/// </summary>
public static class SourceMatcher
{
    private const string PageMark = "987654321";

    /// <param name="requestBody">JSON or form body of a POST, as it was sent.</param>
    public static SourceMatch? Find(MonitorCatalogue catalogue, string method, string url, string? requestBody)
    {
        if (PlaceOf(url) is not { } place) return null;
        if (method != "GET") return Database(catalogue, place, requestBody);
        return Exact(catalogue, place) ?? Records(catalogue, place) ?? FurtherPage(catalogue, place) ?? Database(catalogue, place, requestBody) ?? (IsPage(url) ? Below(catalogue, place) : null);
    }

    private static SourceMatch? Exact(MonitorCatalogue catalogue, string place) => catalogue.Sources.Values
        .Where(s => s.Kind is SourceKind.ReleaseListing or SourceKind.Page or SourceKind.ReleaseCalendar && s.Addresses.Any(a => PlaceOf(a.Url) == place))
        .Select(s => new SourceMatch(s, 0)).FirstOrDefault();

    private static SourceMatch? Records(MonitorCatalogue catalogue, string place) => catalogue.Sources.Values
        .Where(s => s.Kind == SourceKind.Records && s.Addresses.Any(a => AddressTemplate.IsSame(PlaceOf(AddressTemplate.Fill(a.Url, DateOnly.MinValue)), place)))
        .Select(s => new SourceMatch(s, 0)).FirstOrDefault();

    private static SourceMatch? FurtherPage(MonitorCatalogue catalogue, string place)
    {
        foreach (var source in catalogue.Sources.Values)
        {
            if (source.Listing?.FurtherPages is not { } further) continue;
            foreach (var address in source.Addresses)
            {
                if (PageNumber(address.Url, further, place) is { } page) return new SourceMatch(source, page);
            }
        }
        return null;
    }

    private static int? PageNumber(string first, string further, string place)
    {
        if (PlaceOf(first) is null || PlaceOf(RequestBuilder.PageAddress(first, further, PageMark)) is not { } marked) return null;
        var pattern = $"^{Regex.Escape(marked).Replace(PageMark, "([1-9][0-9]{0,4})", StringComparison.Ordinal)}$";
        var match = Regex.Match(place, pattern, RegexOptions.CultureInvariant);
        return match.Groups.Count == 2 && match.Success ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>A release page lies below a folder of its source; the innermost folder counts. The folder's own index is a listing.</summary>
    private static SourceMatch? Below(MonitorCatalogue catalogue, string place) => catalogue.Sources.Values
        .Where(s => s.Kind == SourceKind.ReleasePage)
        .SelectMany(s => s.Addresses.Select(a => (Source: s, Folder: FolderOf(a.Url))))
        .Where(p => p.Folder is not null && place.StartsWith(p.Folder, StringComparison.Ordinal) && !IsIndexOf(p.Folder, place))
        .OrderByDescending(p => p.Folder!.Length)
        .Select(p => new SourceMatch(p.Source, 0)).FirstOrDefault();

    private static bool IsPage(string url) => new Uri(url).AbsolutePath is var path
        && (path.EndsWith(".html", StringComparison.Ordinal) || path.EndsWith(".htm", StringComparison.Ordinal));

    private static SourceMatch? Database(MonitorCatalogue catalogue, string place, string? requestBody) => catalogue.Sources.Values
        .Where(s => s.Query is not null && s.Addresses.Any(a => PlaceOf(a.Url) is { } own && own == place.Split('?')[0]))
        .Where(s => s.Kind switch
        {
            SourceKind.NbsDatabase => NbsQueryMatch.IsNew(s.Query!, requestBody),
            SourceKind.NbsEasyQuery => NbsQueryMatch.IsOld(s.Query!, requestBody ?? (place.Split('?') is [_, var query] ? query : null)),
            _ => false,
        })
        .Select(s => new SourceMatch(s, 0)).FirstOrDefault();

    private static string? FolderOf(string url) => PlaceOf(url) is { } place ? place.TrimEnd('/') + "/" : null;

    private static bool IsIndexOf(string folder, string place)
    {
        var rest = place[folder.Length..];
        return rest.Length == 0 || !rest.Contains('/') && rest.StartsWith("index", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Host, path and query: the scheme, a fragment and a trailing <c>index.html</c> make no difference. Null when it is no HTTP address.</summary>
    private static string? PlaceOf(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) return null;
        var path = uri.AbsolutePath;
        foreach (var index in (string[])["/index.html", "/index.htm"])
        {
            if (path.EndsWith(index, StringComparison.Ordinal)) path = path[..^(index.Length - 1)];
        }
        return uri.IdnHost.ToLowerInvariant() + (uri.IsDefaultPort ? "" : $":{uri.Port}") + path + uri.Query;
    }
}
