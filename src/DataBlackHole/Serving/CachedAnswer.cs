using DataBlackHole.Core.Evidence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace DataBlackHole.Serving;

/// <summary>
/// A document that others keep and ask for again: a strong tag over its bytes, so that whoever has it is told so in a few bytes.
/// </summary>
internal static class CachedAnswer
{
    private const int TagDigits = 32;

    private static readonly TimeSpan _age = TimeSpan.FromMinutes(5);

    public static FileContentHttpResult Of(HttpContext context, byte[] document, string contentType, DateTimeOffset? lastModified = null)
    {
        context.Response.Headers.CacheControl = $"public, max-age={(int)_age.TotalSeconds}";
        var tag = new EntityTagHeaderValue($"\"{ContentDigest.Of(document).Hex[..TagDigits]}\"");
        return TypedResults.Bytes(document, contentType, lastModified: lastModified, entityTag: tag);
    }

    /// <summary>Where the service is reached from outside: as configured, or as the request came in.</summary>
    public static Uri Base(HttpContext context, MonitorSettings settings) =>
        settings.PublicUrl ?? new Uri($"{context.Request.Scheme}://{context.Request.Host}/");
}
