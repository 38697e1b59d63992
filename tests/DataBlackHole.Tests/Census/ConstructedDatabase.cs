using System.Globalization;
using System.Text.Json;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Probing.Fetching;
using DataBlackHole.Tests.Fetching;
using Microsoft.AspNetCore.Http;

namespace DataBlackHole.Tests.Census;

/// <summary>One request as the server saw it.</summary>
internal sealed record SeenRequest(string Question, DateTimeOffset At, bool Answered);

/// <summary>
/// A local server that answers like the database of the bureau (constructed after captures: envelope, members and quirks are theirs, names and
/// figures are invented), with its manners: too many questions without a long pause are challenged, now and then a connection is reset or
/// an answer is empty.
/// </summary>
internal sealed class ConstructedDatabase : IAsyncDisposable
{
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly List<SeenRequest> _seen = [];
    private LoopbackSite _site = null!;
    private int _sincePause;

    private ConstructedDatabase(TimeProvider clock) => _clock = clock;

    /// <summary>Roots by number of the tree.</summary>
    public Dictionary<int, ConstructedNode> Trees { get; } = [];

    /// <summary>So many questions without a pause of ten minutes, and the next are challenged; null for never.</summary>
    public int? ChallengeAfter { get; set; }

    /// <summary>Every so many questions meet a reset, an empty answer or an error.</summary>
    public bool HasMoods { get; set; }

    /// <summary>Questions with this in them always meet a reset.</summary>
    public string? Broken { get; set; }

    /// <summary>Refuses to tell figures of several indicators together.</summary>
    public bool RefusesTogether { get; set; }

    /// <summary>Called with the number of the request before it is answered.</summary>
    public Action<int>? OnRequest { get; set; }

    public string Url => _site.Url;

    public IReadOnlyList<SeenRequest> Seen
    {
        get { lock (_lock) return [.. _seen]; }
    }

    public static async Task<ConstructedDatabase> StartAsync(TimeProvider clock)
    {
        var database = new ConstructedDatabase(clock);
        database._site = await LoopbackSite.StartAsync(database.AnswerAsync);
        return database;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var question = $"{context.Request.Path}{context.Request.QueryString} {body}";
        var (number, mood) = Arrived(question);
        OnRequest?.Invoke(number);
        switch (mood)
        {
            case Mood.Reset: context.Abort(); return;
            case Mood.Empty: return;
            case Mood.Error: context.Response.StatusCode = 502; return;
            case Mood.Challenge: await ChallengeAsync(context); return;
            default: await WriteAsync(context, body); return;
        }
    }

    private (int Number, Mood Mood) Arrived(string question)
    {
        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            if (_seen.Count > 0 && now - _seen[^1].At >= TimeSpan.FromMinutes(10)) _sincePause = 0;
            _sincePause++;
            var number = _seen.Count + 1;
            var mood = _sincePause > ChallengeAfter ? Mood.Challenge
                : Broken is not null && question.Contains(Broken, StringComparison.Ordinal) ? Mood.Reset
                : !HasMoods ? Mood.Good
                : number % 37 == 0 ? Mood.Reset : number % 53 == 0 ? Mood.Empty : number % 71 == 0 ? Mood.Error : Mood.Good;
            _seen.Add(new SeenRequest(question, now, mood == Mood.Good));
            return (number, mood);
        }
    }

    private static Task ChallengeAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync("<!DOCTYPE HTML><html><head><noscript>Please enable JavaScript and refresh the page.</noscript><script>var WZWS_CHARSET='x';var u='/WZWSRELbG9uZw==';</script></head><body></body></html>");
    }

    private async Task WriteAsync(HttpContext context, string body)
    {
        var path = context.Request.Path.Value!;
        if (path.EndsWith("/new/queryIndexTreeAsync", StringComparison.Ordinal)) await ReplyAsync(context, Tree(context.Request.Query));
        else if (path.EndsWith("/new/queryIndicatorsByCid", StringComparison.Ordinal)) await ReplyAsync(context, Indicators(context.Request.Query["cid"].ToString()));
        else if (path.EndsWith("/stream/esData", StringComparison.Ordinal) && !RefusesTogether) await ReplyAsync(context, Figures(JsonDocument.Parse(body).RootElement));
        else if (path.EndsWith("/getEsDataByIndicatorIdAndDa", StringComparison.Ordinal)) await ReplyAsync(context, FiguresOfOne(JsonDocument.Parse(body).RootElement));
        else context.Response.StatusCode = 404;
    }

    private static Task ReplyAsync(HttpContext context, object? data)
    {
        context.Response.ContentType = "application/json;charset=UTF-8";
        return context.Response.WriteAsync(JsonSerializer.Serialize(new { data, success = true, state = 20000, message = "成功" }));
    }

    private object Tree(IQueryCollection query)
    {
        var root = Trees[int.Parse(query["code"].ToString(), CultureInfo.InvariantCulture)];
        var pid = query["pid"].ToString();
        var nodes = pid.Length == 0 ? [root] : Find(root, pid)?.Nodes ?? [];
        return nodes.Select(n => new
        {
            explain = n.Explanation,
            sdate = n.StartYear,
            _name = n.Name,
            treeinfo_pid = pid,
            type = "catalog",
            edate = n.EndYear,
            isLeaf = n.IsLeaf,
            name = n.Name,
            _id = n.Id,
        });
    }

    private object Indicators(string leaf)
    {
        var list = Trees.Values.Select(t => Find(t, leaf)).FirstOrDefault(n => n is not null)?.Indicators ?? [];
        return new
        {
            total = list.Count,
            list = list.Select((i, n) => new { i_showname = i.Name, _name = i.Name, i_annotation = i.Annotation, ds_order = n, du_name = "%", catalogid = leaf, daterange_edate = (string?)null, i_mark = "constructed", _id = i.Id }),
        };
    }

    /// <summary>Newest first; a period in which nobody has a figure has no values at all.</summary>
    private object Figures(JsonElement asked)
    {
        var ids = asked.GetProperty("indicatorIds").EnumerateArray().Select(i => i.GetString()!).ToList();
        var known = All.Where(i => ids.Contains(i.Id)).ToList();
        var ends = asked.GetProperty("dts")[0].GetString()!.Split('-');
        var today = Today;
        return Periods(Parse(ends[0]), Parse(ends[1])).Reverse().Select(period => new
        {
            code = NbsPeriodCode.New(period),
            name = period.ToString(),
            values = known.Exists(i => i.HasFigure(period, today))
                ? known.Select(i => new { _id = i.Id, i_showname = i.Name, value = i.HasFigure(period, today) ? "1.5" : "", du_name = "%" }).ToList()
                : [],
        });
    }

    private object FiguresOfOne(JsonElement asked)
    {
        var indicator = All.FirstOrDefault(i => i.Id == asked.GetProperty("id").GetString());
        var today = Today;
        return asked.GetProperty("dts").EnumerateArray().Select(d => Parse(d.GetString()!)).Select(period => new
        {
            dt = NbsPeriodCode.New(period),
            code = "000000000000",
            v = indicator?.HasFigure(period, today) == true ? "1.5" : "",
            i = "another identity",
        });
    }

    private IEnumerable<ConstructedIndicator> All => Trees.Values.SelectMany(t => t.Leaves).SelectMany(l => l.Indicators);

    private DateOnly Today => DateOnly.FromDateTime(_clock.GetUtcNow().AddHours(8).DateTime);

    private static ConstructedNode? Find(ConstructedNode node, string id) =>
        node.Id == id ? node : node.Nodes.Select(n => Find(n, id)).FirstOrDefault(n => n is not null);

    private static IEnumerable<ReferencePeriod> Periods(ReferencePeriod from, ReferencePeriod to)
    {
        for (var period = from; period <= to; period = period.Next()) yield return period;
    }

    private static ReferencePeriod Parse(string code)
    {
        var year = int.Parse(code[..4], CultureInfo.InvariantCulture);
        return code[^2..] switch
        {
            "MM" => ReferencePeriod.Month(year, int.Parse(code[4..6], CultureInfo.InvariantCulture)),
            "SS" => ReferencePeriod.Quarter(year, int.Parse(code[4..6], CultureInfo.InvariantCulture)),
            _ => ReferencePeriod.Year(year),
        };
    }

    private enum Mood
    {
        Good,
        Reset,
        Empty,
        Error,
        Challenge,
    }
}
