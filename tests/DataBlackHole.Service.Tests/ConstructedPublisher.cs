using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using DataBlackHole.Core.Evidence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DataBlackHole.Service.Tests;

/// <summary>
/// A constructed publisher: a real web server on a free port of this machine with a list of releases, their pages and a database in the
/// shape of the real ones. None of its texts is a copy. Everything can be changed while it runs.
/// </summary>
internal sealed class ConstructedPublisher : IAsyncDisposable
{
    public const string ChallengePage = """
        <!DOCTYPE html><html><head><script>var wzwschallenge="c29tZQ==";</script></head><body><noscript>Please enable JavaScript and refresh the page</noscript></body></html>
        """;

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, int Status)> _answers = [];
    private readonly ConcurrentQueue<(string Path, DateTimeOffset Begun, DateTimeOffset Ended)> _visits = [];

    private ConstructedPublisher(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    /// <summary>Releases as (title, day, path); the newest first.</summary>
    public List<(string Title, DateOnly Day, string Path)> Releases { get; } = [];

    /// <summary>Pages of releases by path below /list/.</summary>
    public ConcurrentDictionary<string, string> Pages { get; } = [];

    /// <summary>Values of the database by period code; a period that is asked for and not here is blank.</summary>
    public ConcurrentDictionary<string, string> Values { get; } = [];

    /// <summary>When set, every request is answered with this instead.</summary>
    public (int Status, string Body, string ContentType)? Wall { get; set; }

    /// <summary>The clock of the publisher's server, which tells its time in the header Date.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>How long every answer takes.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>What was answered so far.</summary>
    public (string Path, int Status)[] Answers => [.. _answers];

    /// <summary>When each request came and was done with, also one that was broken off; by this machine's clock.</summary>
    public (string Path, DateTimeOffset Begun, DateTimeOffset Ended)[] Visits => [.. _visits];

    public static async Task<ConstructedPublisher> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var publisher = new ConstructedPublisher(app);
        app.Run(publisher.VisitAsync);
        await app.StartAsync();
        return publisher;
    }

    /// <summary>Puts a release with its page on the list.</summary>
    public void Release(string title, DateTime publishedAt, string path)
    {
        Releases.Insert(0, (title, DateOnly.FromDateTime(publishedAt), path));
        Pages[path] = Page(title, publishedAt);
    }

    public string Listing() => $"""
        <!DOCTYPE html>
        <html><head><meta charset="UTF-8"><title>数据发布</title></head><body><ul class="list">
        {string.Concat(Releases.Select(r => string.Create(CultureInfo.InvariantCulture, $"<li><a href=\"{r.Path}\" title=\"{r.Title}\">{r.Title}</a><span>{r.Day:yyyy-MM-dd}</span></li>\n")))}
        </ul></body></html>
        """;

    public static string Page(string title, DateTime publishedAt) => string.Create(CultureInfo.InvariantCulture, $"""
        <!DOCTYPE html>
        <html><head><meta charset="UTF-8"><title>{title}</title></head>
        <body><h1>{title}</h1><p class="time">{publishedAt:yyyy/MM/dd HH:mm}</p><div class="body"><p>本页为测试而写。</p></div></body></html>
        """);

    public string Reply(IEnumerable<string> periods) => JsonSerializer.Serialize(new
    {
        success = true,
        state = 20000,
        message = "",
        data = periods.Select(p => new { dt = p, v = Values.GetValueOrDefault(p, ""), du_name = "%" }),
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task VisitAsync(HttpContext context)
    {
        var begun = TimeProvider.System.GetUtcNow();
        try
        {
            await AnswerAsync(context);
        }
        finally
        {
            _visits.Enqueue((context.Request.Path, begun, TimeProvider.System.GetUtcNow()));
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        await Task.Delay(Delay, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var (status, body, type) = Wall ?? await DocumentAsync(context.Request);
        var bytes = Encoding.UTF8.GetBytes(body);
        var tag = $"\"{ContentDigest.Of(bytes).Hex[..16]}\"";
        if (status == 200 && context.Request.Headers.IfNoneMatch == tag) status = 304;
        _answers.Enqueue((context.Request.Path, status));
        context.Response.StatusCode = status;
        context.Response.Headers.Date = Clock.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        if (status == 304) return;
        context.Response.ContentType = type;
        if (status == 200 && HttpMethods.IsGet(context.Request.Method)) context.Response.Headers.ETag = tag;
        await context.Response.Body.WriteAsync(bytes);
    }

    private async Task<(int Status, string Body, string ContentType)> DocumentAsync(HttpRequest request)
    {
        const string html = "text/html; charset=utf-8";
        if (request.Path == "/list/") return (200, Listing(), html);
        if (request.Path == "/query")
        {
            using var query = await JsonDocument.ParseAsync(request.Body);
            var periods = query.RootElement.GetProperty("dts").EnumerateArray().Select(p => p.GetString()!).ToList();
            return (200, Reply(periods), "application/json");
        }
        return Pages.TryGetValue(request.Path.ToString()["/list/".Length..], out var page) ? (200, page, html) : (404, "", html);
    }
}
