using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace DataBlackHole.Service.Tests.Serving.Pages;

/// <summary>A page of a served monitor as a document.</summary>
internal static class ServedPage
{
    public static async Task<IDocument> PageAsync(this ServedMonitor served, string path, int status = 200)
    {
        var (bytes, answer) = await served.FetchAsync(path, ("Accept", "text/html"));
        var html = Encoding.UTF8.GetString(bytes);
        Assert.That((int)answer.StatusCode, Is.EqualTo(status), $"{path}: {html}");
        return new HtmlParser().ParseDocument(html);
    }

    public static string Words(this IParentNode page, string selector) => page.QuerySelector(selector) is { } found ? Clean(found) : throw new AssertionException($"there is no {selector}");

    public static string Clean(INode node) => string.Join(' ', node.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
