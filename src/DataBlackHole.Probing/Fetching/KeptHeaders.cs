using System.Collections.Immutable;
using System.Net.Http.Headers;

namespace DataBlackHole.Probing.Fetching;

/// <summary>The headers of an answer that are kept as evidence. Of cookies only the names: their values are none of our business.</summary>
internal static class KeptHeaders
{
    private const int MaxLength = 1000;

    private static readonly string[] OfResponse = ["ETag", "Date", "Retry-After", "Server", "Location", "Age"];

    private static readonly string[] OfContent = ["Content-Type", "Content-Length", "Last-Modified"];

    public static ImmutableSortedDictionary<string, string> Of(HttpResponseMessage response)
    {
        var kept = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var name in OfResponse) Keep(kept, name, response.Headers.NonValidated);
        foreach (var name in OfContent) Keep(kept, name, response.Content.Headers.NonValidated);
        if (response.Headers.NonValidated.TryGetValues("Set-Cookie", out var cookies))
        {
            kept["Set-Cookie"] = Clean(string.Join(", ", cookies.Select(c => c.Split('=', ';')[0].Trim()).Distinct(StringComparer.Ordinal)));
        }
        return kept.ToImmutable();
    }

    /// <summary>Text from a server, safe to store and to print on one line.</summary>
    public static string Clean(string text)
    {
        var clipped = text.Length > MaxLength ? text[..MaxLength] + "…" : text;
        return clipped.AsSpan().ContainsAnyExceptInRange(' ', '~') ? string.Concat(clipped.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c)) : clipped;
    }

    private static void Keep(ImmutableSortedDictionary<string, string>.Builder kept, string name, HttpHeadersNonValidated headers)
    {
        if (headers.TryGetValues(name, out var values)) kept[name] = Clean(values.ToString());
    }
}
