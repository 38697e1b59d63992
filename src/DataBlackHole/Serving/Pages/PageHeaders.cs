using Microsoft.Net.Http.Headers;

namespace DataBlackHole.Serving.Pages;

/// <summary>What browsers are told about every page: nothing runs, nothing is loaded from elsewhere, nobody frames it.</summary>
internal static class PageHeaders
{
    public const string Html = "text/html; charset=utf-8";

    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static void Put(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.Append(HeaderNames.Vary, "Accept-Language");
    }
}
