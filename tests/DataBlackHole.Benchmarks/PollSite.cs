using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DataBlackHole.Benchmarks;

/// <summary>
/// Constructed lists of releases on a free port of the loopback, in a process of its own so that its work is not counted as ours. The first line it
/// writes is its port; it ends with its input.
/// </summary>
internal static class PollSite
{
    public const string Small = "14kB";
    public const string Large = "73kB";

    private const string Head = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>数据发布</title></head><body><ul class=\"list\">";

    private static readonly ConcurrentDictionary<string, int> Asked = new(StringComparer.Ordinal);

    public static async Task ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://0.0.0.0:0");
        await using var app = builder.Build();
        app.MapGet("/{how}/{size}/{page}", Answer);
        app.MapGet("/shelf/{series:int}", Shelf);
        await app.StartAsync();
        Console.WriteLine(new Uri(app.Urls.Single()).Port);
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }

    /// <summary>Every page has a host of its own, because a host is left alone for a minute after sixty requests.</summary>
    public static string HostOf(int page) => string.Create(CultureInfo.InvariantCulture, $"127.1.{page / 250}.{page % 250 + 1}");

    public static string Address(int port, string how, string size, int page) => string.Create(CultureInfo.InvariantCulture, $"http://{HostOf(page)}:{port}/{how}/{size}/{page}");

    /// <summary>The last year that is out, where the next one comes out in half a year.</summary>
    public static int LastYear(DateTimeOffset now) => Opening(now) > now.Month ? now.Year - 2 : now.Year - 1;

    /// <summary>The month in which releases come out: half a year from now.</summary>
    public static int Opening(DateTimeOffset now) => (now.Month + 5) % 12 + 1;

    private static IResult Answer(string how, string size, string page, HttpContext context)
    {
        var count = how == "changed" ? Asked.AddOrUpdate($"{size}/{page}", 1, (_, n) => n + 1) : 0;
        var etag = $"\"{page}-{count}\"";
        if (how == "asked")
        {
            context.Response.Headers.ETag = etag;
            if (context.Request.Headers.IfNoneMatch == etag) return Results.StatusCode(304);
        }
        return Results.Bytes(Encoding.UTF8.GetBytes(Page(page, size == Small ? 14_000 : 73_000, count)), "text/html; charset=utf-8");
    }

    /// <summary>A list with the releases of several series, the same for ever.</summary>
    private static IResult Shelf(int series, HttpContext context)
    {
        const string etag = "\"shelf\"";
        context.Response.Headers.ETag = etag;
        if (context.Request.Headers.IfNoneMatch == etag) return Results.StatusCode(304);
        var html = new StringBuilder(Head);
        var year = LastYear(TimeProvider.System.GetUtcNow());
        for (var i = 0; i < 3; i++)
        {
            for (var k = 0; k < series; k++) Item(html, "shelf", new ListItem($"{year - i}年指标{k}公报", new DateOnly(year - i + 1, 1, 2), i * series + k));
        }
        return Results.Bytes(Encoding.UTF8.GetBytes(html.Append("</ul></body></html>").ToString()), "text/html; charset=utf-8");
    }

    /// <summary>Each further edition shows one year more.</summary>
    private static string Page(string page, int length, int edition)
    {
        var year = LastYear(TimeProvider.System.GetUtcNow());
        return Document(page, length, Enumerable.Range(0, 10 + edition).Select(i => new ListItem($"{year - i}年人口抽样公报", new DateOnly(year - i + 1, 1, 2), i)));
    }

    /// <summary>A list of these items and as many others as it takes to be as long.</summary>
    public static string Document(string page, int length, IEnumerable<ListItem> items)
    {
        var html = new StringBuilder(Head);
        foreach (var item in items) Item(html, page, item);
        // Counted as it grows: what the site takes is taken from those who ask it.
        var (bytes, counted) = (0, 0);
        for (var i = 0; i < 2000; i += 20)
        {
            bytes += Encoding.UTF8.GetByteCount(html.ToString(counted, html.Length - counted));
            counted = html.Length;
            if (bytes >= length - 60) break;
            for (var j = i; j < i + 20; j++) Item(html, page, new ListItem($"1900年其他公告第{j}号，全文及附件", new DateOnly(1901, 1, 2), 100 + j));
        }
        return html.Append("</ul></body></html>").ToString();
    }

    private static void Item(StringBuilder html, string page, ListItem item) => html.Append(
        CultureInfo.InvariantCulture, $"<li><a href=\"/r/{page}/{item.Number}.html\" title=\"{item.Title}\">{item.Title}</a><span>{item.Date:yyyy-MM-dd}</span></li>\n");
}

/// <summary>An item of a constructed list of releases.</summary>
internal sealed record ListItem(string Title, DateOnly Date, int Number);
