using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using DataBlackHole.Probing.Fetching;

namespace DataBlackHole.Tests.AbsenceBench.World;

/// <summary>
/// The scripted publisher in place of the network. What it shows changes only at the moments its script names, so pages are made once.
/// </summary>
internal sealed class ScriptedSite(Script script, SimulatedClock clock) : HttpMessageHandler
{
    private readonly DateTimeOffset[] _changes = [.. script.Changes().Distinct().Order()];
    private readonly Dictionary<(int State, string Asked), Answer> _made = [];

    public int Requests { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        var place = PlaceOf(request.RequestUri!);
        var asked = place == Place.Database ? await request.Content!.ReadAsStringAsync(cancellationToken) : request.RequestUri!.AbsoluteUri;
        Answer Usual(DateTimeOffset at) => Show(request, place, asked, at);
        var fault = script.Faults.FirstOrDefault(f => f.Concerns(place, clock.Now));
        var exchange = new Exchange(request, place, clock.Now, Requests, Usual, clock);
        return Respond(fault is null ? Usual(clock.Now) : await fault.Reply(exchange, cancellationToken), request);
    }

    private static Place PlaceOf(Uri uri) =>
        uri.Host == Script.Control ? Place.Control : uri.Host != Script.Site ? Place.Database : uri.AbsolutePath.Contains("/index", StringComparison.Ordinal) ? Place.Listing : Place.Page;

    private Answer Show(HttpRequestMessage request, Place place, string asked, DateTimeOffset at)
    {
        var state = Array.BinarySearch(_changes, at);
        var key = (state < 0 ? ~state : state + 1, place == Place.Database ? request.RequestUri!.AbsoluteUri + asked : asked);
        if (!_made.TryGetValue(key, out var answer)) _made[key] = answer = Make(request.RequestUri!, place, asked, at);
        return answer with { Date = at };
    }

    private Answer Make(Uri uri, Place place, string asked, DateTimeOffset at) => place switch
    {
        Place.Listing => ListingPage(uri, at),
        Place.Page => ReleasePage(uri, at),
        Place.Control => Html("<html><body>hello</body></html>"),
        _ => Reply(uri, asked, at),
    };

    private Answer ListingPage(Uri uri, DateTimeOffset at)
    {
        var name = Path.GetFileNameWithoutExtension(uri.AbsolutePath);
        var page = name == "index" ? 0 : int.Parse(name["index_".Length..], CultureInfo.InvariantCulture);
        var items = script.ListedAt(at);
        if (page > 0 && page * SitePages.ItemsPerPage >= items.Count) return NotFound();
        return Html(SitePages.Listing(items, page, script.LookAt(at)));
    }

    private Answer ReleasePage(Uri uri, DateTimeOffset at)
    {
        var release = script.Releases.Find(r => r.IsOutAt(at) && uri.AbsolutePath.EndsWith(SitePages.PathOf(r), StringComparison.Ordinal));
        return release is null ? NotFound() : Html(SitePages.Release(release, at));
    }

    private Answer Reply(Uri uri, string asked, DateTimeOffset at)
    {
        if (script.DatabaseAddressAt(at) != uri.AbsoluteUri) return new Answer(403, "<html><body>reason: UrlACL</body></html>"u8.ToArray());
        using var query = JsonDocument.Parse(asked);
        var series = query.RootElement.GetProperty("id").GetString();
        var figures = script.Releases.Where(r => r.Series == series && r.HasFigureAt(at)).ToDictionary(r => NbsPeriodCode.New(r.Period), r => r.Figure!);
        var data = query.RootElement.GetProperty("dts").EnumerateArray().Select(d => d.GetString()!)
            .Select(code => new { dt = code, v = figures.GetValueOrDefault(code, ""), code = "000000000000" });
        var body = JsonSerializer.SerializeToUtf8Bytes(new { success = true, state = 20000, data });
        return new Answer(200, body, "application/json;charset=UTF-8");
    }

    private Answer Html(string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        return new Answer(200, body) { ETag = script.SendsETags ? $"\"{body.Length:x}-{text.Aggregate(7u, (h, c) => h * 31 + c):x}\"" : null };
    }

    private static Answer NotFound() => new(404, "<html><body><h1>404 Not Found</h1></body></html>"u8.ToArray());

    private static HttpResponseMessage Respond(Answer answer, HttpRequestMessage request)
    {
        var unchanged = answer is { Status: 200, ETag: { } tag } && request.Headers.NonValidated.TryGetValues("If-None-Match", out var known) && known.ToString() == tag;
        var response = new HttpResponseMessage(unchanged ? HttpStatusCode.NotModified : (HttpStatusCode)answer.Status)
        {
            Content = new ByteArrayContent(unchanged ? [] : answer.Body),
        };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", answer.ContentType);
        if (answer.AnnouncedLength is { } length) response.Content.Headers.ContentLength = length;
        if (answer.Date is { } date) response.Headers.Date = date;
        if (answer.ETag is { } etag) response.Headers.TryAddWithoutValidation("ETag", etag);
        if (answer.Location is { } location) response.Headers.TryAddWithoutValidation("Location", location);
        if (answer.RetryAfterSeconds is { } seconds) response.Headers.TryAddWithoutValidation("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
        return response;
    }
}
