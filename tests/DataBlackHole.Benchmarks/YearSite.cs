using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Benchmarks;

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class SimulatedClock(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => Now.UtcTicks;
}

/// <summary>
/// Constructed publishers as they would answer at the simulated moment: lists with four monthly series each, every second of them with a tag for
/// conditional requests, and databases with one. Every tenth series leaves out a month, every seventh is late once, and one
/// answer in a thousand is an error.
/// </summary>
internal sealed partial class YearSite(SimulatedClock clock) : HttpMessageHandler
{
    public const int SeriesOfList = 4;

    private const int FromDay = 9;
    private const int ToDay = 12;
    private const int MonthsListed = 15;

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private readonly Dictionary<string, (string Content, byte[] Bytes)> _documents = [];
    private int _asked;

    /// <summary>How many lists, of four series each, and how many databases make so many series: four in five are listed.</summary>
    public static (int Lists, int Databases) Shape(int series) => (series * 4 / 5 / SeriesOfList, series - series * 4 / 5 / SeriesOfList * SeriesOfList);

    public MonitorCatalogue Catalogue(int series)
    {
        var (lists, databases) = Shape(series);
        var hosts = Enumerable.Range(0, lists).Select(ListHost).Concat(Enumerable.Range(0, databases).Select(DatabaseHost));
        var publisher = new PublisherDefinition { Key = "pub", Name = new("Publisher", "发布机构"), TimeZone = _zone, Hosts = [.. hosts], Homepage = "https://example.org/" };
        var days = new WorkingDays("land", Enumerable.Range(2024, 6).Select(y => new WorkingYear(y, [new DateOnly(y, 10, 1), new DateOnly(y, 10, 2)], [], "constructed")));
        var rule = new ReleaseRule { Key = "monthly", Cadence = Cadence.Monthly, TimeZone = _zone, WorkingDays = days, Time = new TimeOnly(9, 30), Usual = new DayRange(1, FromDay, ToDay) };
        return new MonitorCatalogue(
            "year", [publisher],
            [.. Enumerable.Range(0, lists).Select(List), .. Enumerable.Range(0, databases).Select(Database)],
            [.. Enumerable.Range(0, lists * SeriesOfList).Select(i => Listed(i, rule)), .. Enumerable.Range(0, databases).Select(i => Queried(i, rule))],
            []);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var host = request.RequestUri!.Host;
        var number = int.Parse(host.Split('.')[0][1..], CultureInfo.InvariantCulture);
        var isList = host[0] == 'l';
        if (++_asked % 1000 == 0) return Answer(HttpStatusCode.ServiceUnavailable, [], "text/html", request);
        var content = isList ? ListState(number) : await QueryAsync(number, request.Content!, cancellationToken);
        var bytes = BytesOf(host, content, () => isList ? ListPage(number) : content);
        if (!isList) return Answer(HttpStatusCode.OK, bytes, "application/json", request);
        var tag = $"\"{content.GetHashCode(StringComparison.Ordinal):x8}\"";
        var isKnown = number % 2 == 0 && request.Headers.IfNoneMatch.Any(t => t.Tag == tag);
        var answer = Answer(isKnown ? HttpStatusCode.NotModified : HttpStatusCode.OK, isKnown ? [] : bytes, "text/html; charset=utf-8", request);
        if (number % 2 == 0) answer.Headers.ETag = new(tag);
        return answer;
    }

    private HttpResponseMessage Answer(HttpStatusCode status, byte[] body, string type, HttpRequestMessage request)
    {
        var answer = new HttpResponseMessage(status) { Content = new ByteArrayContent(body), RequestMessage = request };
        answer.Headers.Date = clock.Now;
        answer.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return answer;
    }

    /// <summary>The same bytes as long as the document is the same, without writing it anew for every look.</summary>
    private byte[] BytesOf(string host, string content, Func<string> write)
    {
        if (_documents.TryGetValue(host, out var known) && known.Content == content) return known.Bytes;
        var bytes = Encoding.UTF8.GetBytes(write());
        _documents[host] = (content, bytes);
        return bytes;
    }

    private IEnumerable<DateOnly> Months() => Enumerable.Range(1, MonthsListed).Select(i => new DateOnly(clock.Now.Year, clock.Now.Month, 1).AddMonths(-i));

    private bool IsOut(int series, DateOnly month) => PublishedAt(series, month) is { } at && at <= clock.Now;

    private static DateTimeOffset? PublishedAt(int series, DateOnly month)
    {
        if (series % 10 == 3 && month.Month == 5) return null;
        var day = month.AddMonths(1).AddDays(FromDay - 1 + (series * 7 + month.Month * 3) % (ToDay - FromDay + 1));
        if (series % 7 == 2 && month.Month == 8) day = day.AddDays(5);
        return new DateTimeOffset(day.ToDateTime(new TimeOnly(1, 30).AddMinutes(series % 120)), TimeSpan.Zero);
    }

    /// <summary>What is on the list, in short.</summary>
    private string ListState(int list) => string.Join(' ', Months().SelectMany(m => Enumerable.Range(list * SeriesOfList, SeriesOfList).Where(s => IsOut(s, m)).Select(s => $"{s}/{m:yyyyMM}")));

    private string ListPage(int list)
    {
        var html = new StringBuilder("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>数据发布</title></head><body><ul class=\"list\">");
        foreach (var month in Months())
        {
            foreach (var series in Enumerable.Range(list * SeriesOfList, SeriesOfList).Where(s => IsOut(s, month)))
            {
                var title = string.Create(CultureInfo.InvariantCulture, $"{month.Year}年{month.Month}月份第{series}号指标数据");
                html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"/r/{series}/{month:yyyyMM}.html\" title=\"{title}\">{title}</a><span>{PublishedAt(series, month):yyyy-MM-dd}</span></li>\n");
            }
        }
        // As much around the list as real pages have.
        var random = new Random(list);
        while (html.Length < 8_000) html.Append(CultureInfo.InvariantCulture, $"<div class=\"nav{random.Next(40)}\"><a href=\"/about/{random.Next()}.html\">栏目{random.Next(100)}</a></div>\n");
        return html.Append("</ul></body></html>").ToString();
    }

    private async Task<string> QueryAsync(int database, HttpContent question, CancellationToken cancellationToken)
    {
        using var query = JsonDocument.Parse(await question.ReadAsStringAsync(cancellationToken));
        return JsonSerializer.Serialize(new
        {
            success = true,
            state = 20000,
            message = "",
            data = query.RootElement.GetProperty("dts").EnumerateArray().Select(p => p.GetString()!).Select(p => new { dt = p, v = Value(database, p), du_name = "%" }),
        });
    }

    private string Value(int database, string period)
    {
        var month = DateOnly.ParseExact(Month().Match(period).Value, "yyyyMM", CultureInfo.InvariantCulture);
        return IsOut(database, month) ? string.Create(CultureInfo.InvariantCulture, $"{100 + (database * 31 + month.DayNumber) % 97 / 10.0:0.0}") : "";
    }

    private static string ListHost(int list) => $"l{list}.example.org";

    private static string DatabaseHost(int database) => $"d{database}.example.org";

    private static SourceDefinition List(int number) => new()
    {
        Key = $"list-{number}",
        Publisher = "pub",
        Name = new("List", "列表"),
        Kind = SourceKind.ReleaseListing,
        Addresses = [new($"https://{ListHost(number)}/list/", null, null)],
        Anchors = ["ul.list li > a[title]"],
        Limits = new FetchLimits { HostGap = TimeSpan.Zero },
        Listing = new ListingRules { Item = "ul.list li", Title = "a@title", Link = "a@href", Date = "span" },
    };

    private static SourceDefinition Database(int number) => new()
    {
        Key = $"database-{number}",
        Publisher = "pub",
        Name = new("Database", "数据库"),
        Kind = SourceKind.NbsDatabase,
        Addresses = [new($"https://{DatabaseHost(number)}/query", null, null)],
        Query = new DatabaseQuery { Category = "c", Indicator = $"i{number}", Root = "r", Cadence = Cadence.Monthly },
        Limits = new FetchLimits { HostGap = TimeSpan.Zero },
    };

    private static SeriesDefinition Listed(int number, ReleaseRule rule) => Series($"listed-{number}", rule, new ListingReading
    {
        Source = $"list-{number / SeriesOfList}",
        Title = new Regex($@"^\d{{4}}年\d{{1,2}}月份第{number}号指标", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)),
    });

    private static SeriesDefinition Queried(int number, ReleaseRule rule) => Series($"queried-{number}", rule, new DatabaseReading { Source = $"database-{number}" });

    private static SeriesDefinition Series(string key, ReleaseRule rule, SeriesReading reading) => new()
    {
        Key = key,
        Name = new("Series", "指标"),
        Publisher = "pub",
        Cadence = Cadence.Monthly,
        Release = rule,
        Readings = [reading],
        Absence = new("Not there.", "未见。"),
    };

    [GeneratedRegex(@"\d{6}")]
    private static partial Regex Month();
}
