using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Serving.Pages;

/// <summary>The few files that pages load: they lie in the program itself, and their address changes with their content.</summary>
internal static class PageAssets
{
    private static readonly Asset _style = Read("site.css", "text/css; charset=utf-8");
    private static readonly Asset _icon = Read("favicon.svg", "image/svg+xml");

    public static string Style => _style.Address;

    public static string Icon => _icon.Address;

    public static bool IsOne(PathString path) => path == $"/{_style.Name}" || path == $"/{_icon.Name}";

    public static void MapPageAssets(this IEndpointRouteBuilder pages)
    {
        foreach (var asset in new[] { _style, _icon })
            pages.MapMethods($"/{asset.Name}", [HttpMethods.Get, HttpMethods.Head], (HttpContext context) => SendAsync(context, asset));
    }

    private static Task SendAsync(HttpContext context, Asset asset)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'";
        context.Response.Headers.CacheControl = context.Request.QueryString.Value == $"?{asset.Version}" ? "public, max-age=31536000, immutable" : "public, max-age=300";
        return asset.Body.SendAsync(context, StatusCodes.Status200OK, asset.ContentType);
    }

    private static Asset Read(string name, string contentType)
    {
        using var from = typeof(PageAssets).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the program");
        using var bytes = new MemoryStream();
        from.CopyTo(bytes);
        return new Asset(name, ContentDigest.Of(bytes.ToArray()).Hex[..12], contentType, new PageBody(bytes.ToArray()));
    }

    private sealed record Asset(string Name, string Version, string ContentType, PageBody Body)
    {
        public string Address => $"/{Name}?{Version}";
    }
}
