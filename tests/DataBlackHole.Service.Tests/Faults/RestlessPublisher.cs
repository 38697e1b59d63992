using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DataBlackHole.Service.Tests.Faults;

/// <summary>
/// A constructed publisher whose lists and databases say something else whenever they are asked, and now and then nothing at all: every look
/// at it is written in full. It has many hosts, all of them this machine, so that politeness towards one does not slow the others.
/// </summary>
internal sealed class RestlessPublisher : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RestlessPublisher(WebApplication app, int hosts)
    {
        _app = app;
        Definitions = new Definitions("http://127.0.0.1:9");
        foreach (var file in new[] { "sources", "series" }) Directory.Delete(Path.Combine(Definitions.Folder, file), recursive: true);
        Write(new Uri(app.Urls.Single()).Port, hosts);
    }

    public Definitions Definitions { get; }

    public static async Task<RestlessPublisher> StartAsync(int hosts)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://0.0.0.0:0");
        var app = builder.Build();
        var asked = new ConcurrentDictionary<string, int>();
        app.Run(context => AnswerAsync(context, asked.AddOrUpdate(context.Request.Host.Host, 1, (_, n) => n + 1)));
        await app.StartAsync();
        return new RestlessPublisher(app, hosts);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Definitions.Dispose();
    }

    private static string Host(int number) => string.Create(CultureInfo.InvariantCulture, $"127.2.0.{number + 1}");

    private static async Task AnswerAsync(HttpContext context, int count)
    {
        context.Response.StatusCode = count % 7 == 0 ? 500 : 200;
        var (body, type) = context.Request.Path == "/query" ? (await ReplyAsync(context.Request, count), "application/json") : (Listing(count), "text/html; charset=utf-8");
        context.Response.ContentType = type;
        if (context.Response.StatusCode == 200) await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
    }

    private static async Task<string> ReplyAsync(HttpRequest request, int count)
    {
        using var query = await JsonDocument.ParseAsync(request.Body);
        var periods = query.RootElement.GetProperty("dts").EnumerateArray().Select(p => p.GetString()!).ToList();
        return JsonSerializer.Serialize(new
        {
            success = true,
            state = 20000,
            message = "",
            data = periods.Select((p, i) => new { dt = p, v = i < 2 && count < 5 ? "" : string.Create(CultureInfo.InvariantCulture, $"{count}.{i}"), du_name = "%" }),
        });
    }

    private static string Listing(int count)
    {
        var month = TimeProvider.System.GetUtcNow().AddMonths(-1);
        var items = Enumerable.Range(count % 5, 6 + count).Select(i => month.AddMonths(-i)).Select(m => string.Create(
            CultureInfo.InvariantCulture, $"<li><a href=\"r{m:yyyyMM}.html\" title=\"{m.Year}年{m.Month}月份产量增长1.0%\">x</a><span>{m.AddMonths(1):yyyy-MM}-02</span></li>\n"));
        return $"<!DOCTYPE html><html><head><meta charset=\"UTF-8\"><title>数据发布</title></head><body><ul class=\"list\">{string.Concat(items)}</ul><p>{count}</p></body></html>";
    }

    private void Write(int port, int hosts)
    {
        Definitions.Write("publishers/agency.yaml", $$"""
            key: agency
            name: { en: "Agency", zh: "机构" }
            timeZone: Asia/Shanghai
            hosts: [{{string.Join(", ", Enumerable.Range(0, hosts).Select(Host))}}]
            homepage: https://www.agency.example/
            """);
        Definitions.Write("alerts.yaml", """
            recipients: [{ key: desk, mail: desk@example.org, language: En }, { key: ops, mail: ops@example.org, language: En }]
            routes: [{ to: [desk], audience: Reader }, { to: [ops], audience: Operator }]
            blindPatience: 1s
            """);
        for (var i = 0; i < hosts; i++) WriteSource(i, $"http://{Host(i)}:{port}", isDatabase: i % 2 == 0);
    }

    private void WriteSource(int number, string url, bool isDatabase)
    {
        var kind = isDatabase
            ? $$"""
                kind: NbsDatabase
                addresses: [{ url: "{{url}}/query" }]
                query: { category: c1, indicator: i1, root: r1, cadence: Monthly, periodsBack: 6 }
                """
            : $$"""
                kind: ReleaseListing
                addresses: [{ url: "{{url}}/list/" }]
                anchors: ["ul.list li > a[title]"]
                listing: { item: "ul.list li", title: "a@title", link: "a@href", date: span }
                """;
        Definitions.Write($"sources/busy-{number}.yaml", $$"""
            key: busy-{{number}}
            publisher: agency
            name: { en: "Source", zh: "来源" }
            {{kind}}
            poll: { inWindow: 1s, otherwise: 1s }
            limits: { hostGap: 1s, deadline: 5s }
            """);
        Definitions.Write($"series/series-{number}.yaml", $$"""
            key: series-{{number}}
            name: { en: "Series", zh: "指标" }
            publisher: agency
            cadence: Monthly
            calendar: monthly
            readings:
              - { kind: {{(isDatabase ? "database" : "listing")}}, source: busy-{{number}}{{(isDatabase ? "" : ", title: '^\\d{4}年\\d{1,2}月份产量'")}} }
            absence: { en: "It was not there.", zh: "未见。" }
            """);
    }
}
