using System.Globalization;
using System.Net;
using System.Text;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Probing.Fetching;
using DataBlackHole.Tests.Interpreting;

namespace DataBlackHole.Tests.Rebuilt;

/// <summary>
/// The publisher's site as it answered at the moment of the clock: a list of the releases that are out, their pages, and databases.
/// All documents are constructed.
/// </summary>
internal sealed class RebuiltSite(RunningClock clock) : HttpMessageHandler
{
    public const string Root = "https://www.stats.gov.cn/sj/zxfb/";

    private readonly List<(DateTimeOffset At, string Title, string Path, string Body)> _releases = [];
    private readonly List<(DatabaseQuery Query, DateTimeOffset At, ReferencePeriod Period, string Value)> _values = [];
    private readonly List<(string Url, DateTimeOffset From)> _refused = [];

    /// <summary>Addresses that were asked for.</summary>
    public HashSet<string> Asked { get; } = [];

    /// <param name="at">Publication, Beijing time; it is also printed on the page.</param>
    /// <param name="title">Title in the list and on the page.</param>
    /// <param name="body">HTML of the body.</param>
    public void Publish(string at, string title, string body = "<p>文</p>") =>
        _releases.Add((Beijing(at), title, string.Create(CultureInfo.InvariantCulture, $"{Beijing(at).AddHours(8):yyyyMM}/t{_releases.Count:0000}.html"), body));

    public void Fill(SourceDefinition database, string at, string period, string value) =>
        _values.Add((database.Query!, Beijing(at), ReferencePeriod.Parse(period), value));

    /// <summary>From then on the address answers 403.</summary>
    public void Refuse(string url, string from) => _refused.Add((url, Beijing(from)));

    public static DateTimeOffset Beijing(string local) =>
        new DateTimeOffset(DateTime.Parse(local, CultureInfo.InvariantCulture), TimeSpan.FromHours(8)).ToUniversalTime();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var url = request.RequestUri!.AbsoluteUri;
        var now = clock.GetUtcNow();
        Asked.Add(url);
        if (_refused.Any(r => url == r.Url && now >= r.From)) return Answer(HttpStatusCode.Forbidden, "<html><body>Access denied by UrlACL</body></html>", "text/html");
        if (request.Content is { } content) return Answer(HttpStatusCode.OK, Reply(url, await content.ReadAsStringAsync(cancellationToken), now), "application/json");
        if (url == Root + "index.html") return Answer(HttpStatusCode.OK, List(now), "text/html");
        var page = _releases.FirstOrDefault(r => Root + r.Path == url && r.At <= now);
        return page.Path is null
            ? Answer(HttpStatusCode.NotFound, "<html><body>404</body></html>", "text/html")
            : Answer(HttpStatusCode.OK, SamplePages.Page(page.Title, page.At.AddHours(8).ToString("yyyy/MM/dd HH:mm", CultureInfo.InvariantCulture), page.Body), "text/html");
    }

    /// <summary>The last three months; a long first page, so that no further one is needed.</summary>
    private string List(DateTimeOffset now) => SamplePages.Listing([.. _releases
        .Where(r => r.At <= now && r.At > now.AddDays(-100)).OrderByDescending(r => r.At)
        .Select(r => (r.Title, "./" + r.Path, r.At.AddHours(8).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))]);

    private string Reply(string url, string request, DateTimeOffset now) => url.EndsWith("easyquery.htm", StringComparison.Ordinal)
        ? OldReply(_values.Where(v => NbsQueryIs(request, v.Query)).ToList(), now)
        : NewReply(_values.Where(v => request.Contains(v.Query.Indicator, StringComparison.Ordinal)).ToList(), now);

    private static bool NbsQueryIs(string request, DatabaseQuery query) =>
        WebUtility.UrlDecode(request) is var form && form.Contains($"dbcode={query.Category}&", StringComparison.Ordinal) && form.Contains($"\"{query.Indicator}\"", StringComparison.Ordinal);

    private static string OldReply(List<(DatabaseQuery Query, DateTimeOffset At, ReferencePeriod Period, string Value)> values, DateTimeOffset now)
    {
        var nodes = Places(values, now).Select(p => $$"""
            {"data":{"data":0,"hasdata":{{(p.Value.Length > 0 ? "true" : "false")}},"strdata":"{{p.Value}}"},"wds":[{"valuecode":"{{values[0].Query.Indicator}}","wdcode":"zb"},{"valuecode":"{{NbsPeriodCode.Old(p.Period)}}","wdcode":"sj"}]}
            """);
        return $$$"""{"returncode":200,"returndata":{"datanodes":[{{{string.Join(',', nodes)}}}],"freshsort":0,"hasdatacount":1,"wdnodes":[]}}""";
    }

    private static string NewReply(List<(DatabaseQuery Query, DateTimeOffset At, ReferencePeriod Period, string Value)> values, DateTimeOffset now)
    {
        var rows = Places(values, now).Select(p => $$"""{"dt":"{{NbsPeriodCode.New(p.Period)}}","v":"{{p.Value}}"}""");
        return $$"""{"success":true,"state":20000,"message":"成功","data":[{{string.Join(',', rows)}}]}""";
    }

    /// <summary>Every period from the first one filled to the present one; those that are not filled yet are empty.</summary>
    private static IEnumerable<(ReferencePeriod Period, string Value)> Places(
        List<(DatabaseQuery Query, DateTimeOffset At, ReferencePeriod Period, string Value)> values, DateTimeOffset now)
    {
        if (values.Count == 0) yield break;
        var today = ReferencePeriod.Containing(values[0].Query.Cadence, DateOnly.FromDateTime(now.AddHours(8).DateTime));
        for (var period = values.Min(v => v.Period); period <= today; period = period.Next())
            yield return (period, values.FirstOrDefault(v => v.Period == period && v.At <= now).Value ?? "");
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string body, string type) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, type) };
}
