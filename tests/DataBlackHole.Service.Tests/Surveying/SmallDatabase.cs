using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DataBlackHole.Service.Tests.Surveying;

/// <summary>A local server that answers like the database (constructed): one branch with three leaves of three monthly indicators each.</summary>
internal sealed class SmallDatabase : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Question, long At)> _seen = new();

    private SmallDatabase()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Url => _app.Urls.Single();

    /// <summary>Questions and when they came, by the monotonic clock.</summary>
    public IReadOnlyList<(string Question, long At)> Seen => [.. _seen];

    /// <summary>An indicator that has left the tree.</summary>
    public string? Gone { get; set; }

    public static async Task<SmallDatabase> StartAsync()
    {
        var database = new SmallDatabase();
        await database._app.StartAsync();
        return database;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        _seen.Enqueue(($"{context.Request.Path}{context.Request.QueryString} {body}", TimeProvider.System.GetTimestamp()));
        context.Response.ContentType = "application/json;charset=UTF-8";
        await context.Response.WriteAsync(JsonSerializer.Serialize(new { data = Data(context.Request, body), success = true, state = 20000, message = "成功" }));
    }

    private object Data(HttpRequest request, string body)
    {
        var path = request.Path.Value!;
        if (path.EndsWith("queryIndexTreeAsync", StringComparison.Ordinal)) return Tree(request.Query["code"].ToString(), request.Query["pid"].ToString());
        if (path.EndsWith("queryIndicatorsByCid", StringComparison.Ordinal))
        {
            var ids = Ids(request.Query["cid"].ToString()).Where(i => i != Gone).ToList();
            return new { total = ids.Count, list = ids.Select(i => new { _id = i, i_showname = $"指标{i}", du_name = "%", i_annotation = (string?)null, daterange_edate = (string?)null }) };
        }
        var asked = JsonDocument.Parse(body).RootElement.GetProperty("indicatorIds").EnumerateArray().Select(i => i.GetString()!).ToList();
        var now = TimeProvider.System.GetUtcNow();
        return Enumerable.Range(0, 36).Select(back => now.AddMonths(-back)).Select(month => new
        {
            code = $"{month:yyyyMM}MM",
            // The first of every leaf has had nothing for a year and a half.
            values = asked.Select(i => new { _id = i, value = month > now.AddMonths(-2) || i.EndsWith('0') && month > now.AddMonths(-18) ? "" : "1.5" }),
        });
    }

    private static object[] Tree(string code, string pid) => pid switch
    {
        "" => [Node($"root{code}", code != "1")],
        "root1" => [Node("branch", false)],
        "branch" => [Node("leaf1", true), Node("leaf2", true), Node("leaf3", true)],
        _ => [],
    };

    private static object Node(string id, bool isLeaf) => new { _id = id, name = $"目录{id}", isLeaf, sdate = (string?)null, edate = (string?)null, explain = (string?)null };

    private static IEnumerable<string> Ids(string leaf) => leaf.StartsWith("leaf", StringComparison.Ordinal) ? Enumerable.Range(0, 3).Select(n => $"{leaf}x{n}") : [];
}
