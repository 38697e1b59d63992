using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace DataBlackHole.Serving.Reference;

/// <summary>A plain page that needs nothing from elsewhere and may do nothing: no script, one style, told by its digest.</summary>
internal static class HtmlPage
{
    private const string Style = """
        :root{color-scheme:light dark;--line:#8884;--soft:#8882}
        body{font:1rem/1.5 system-ui,sans-serif;max-width:62rem;margin:0 auto;padding:1rem}
        h1,h2,h3{line-height:1.25}h2{border-top:1px solid var(--line);padding-top:1rem}
        code,pre{font:.9em/1.4 ui-monospace,monospace}pre{background:var(--soft);padding:.6rem;overflow-x:auto}
        .table{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;border-bottom:1px solid var(--line);padding:.3rem .6rem .3rem 0}
        .get{font-weight:bold;margin-right:.5rem}nav ul{columns:2 20rem}
        @media print{body{max-width:none}}
        """;

    private static readonly string _policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <param name="context">The request that is answered.</param>
    /// <param name="language">BCP 47 tag of the page.</param>
    /// <param name="title">Its title, as plain text.</param>
    /// <param name="body">Its content, as HTML.</param>
    public static IResult Of(HttpContext context, string language, string title, string body)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = _policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        var page = $"""
            <!DOCTYPE html>
            <html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Text(title)}</title><style>{Style}</style></head>
            <body><main>{body}</main></body></html>

            """;
        return TypedResults.Text(page, "text/html", Encoding.UTF8);
    }
}
