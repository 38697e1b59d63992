using System.Net;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Probing;
using DataBlackHole.Probing.Fetching;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;
using DataBlackHole.Tests.AbsenceBench;
using DataBlackHole.Tests.Fetching;
using DataBlackHole.Tests.Interpreting;
using Microsoft.AspNetCore.Http;

namespace DataBlackHole.Tests.Vantages;

/// <summary>
/// A service on a real server, watched through two real proxies on other addresses by the real poller and record. The site answers those
/// who come from abroad as the test wants.
/// </summary>
internal sealed class ComparedSite : IAsyncDisposable
{
    public const string Page = "<!DOCTYPE html><html><head><title>Portal</title></head><body><main id=\"portal\">门户首页，欢迎访问。这里有足够多的文字。</main></body></html>";

    private static readonly NetworkCredential Secret = new("watcher", "correct horse");

    private readonly ShiftedClock _clock = new();
    private readonly BenchRecord _record = new();
    private LoopbackSite _site = null!;
    private LoopbackSite _control = null!;
    private LoopbackProxy _home = null!;
    private LoopbackProxy _abroad = null!;
    private VantageRouter _router = null!;
    private DocumentFetcher _fetcher = null!;
    private MonitorCatalogue _catalogue = null!;
    private SourcePoller _poller = null!;

    /// <summary>What those who come from abroad get; everybody else gets the page.</summary>
    public RequestDelegate Abroad { get; set; } = WritePage;

    public IReadOnlyDictionary<string, int> Served => new Dictionary<string, int> { ["home"] = _home.Served, ["abroad"] = _abroad.Served };

    /// <param name="swapped">Whether the vantage at home is behind SOCKS5 and the one abroad behind HTTP, instead of the other way round.</param>
    public static async Task<ComparedSite> StartAsync(bool swapped = false)
    {
        var compared = new ComparedSite();
        compared._site = await LoopbackSite.StartAsync(compared.AnswerAsync);
        compared._control = await LoopbackSite.StartAsync("<html><body>hello</body></html>");
        compared._home = swapped ? LoopbackProxy.Socks5("127.0.0.2") : LoopbackProxy.Http("127.0.0.2", Secret);
        compared._abroad = swapped ? LoopbackProxy.Http("127.0.0.3") : LoopbackProxy.Socks5("127.0.0.3", Secret);
        compared.Watch(swapped);
        await new HistoryStore(compared._record.Contexts).RememberCatalogueAsync(compared._catalogue.Hash, "{}", compared._clock.GetUtcNow());
        return compared;
    }

    public static Task WritePage(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(Page);
    }

    public async Task LookAsync(int times = 1)
    {
        for (var look = 0; look < times; look++)
        {
            await _poller.PollAsync(_catalogue.Sources["portal"], CancellationToken.None);
            _clock.Pass(TimeSpan.FromHours(9));
        }
    }

    public ValueTask KillAbroadAsync() => _abroad.DisposeAsync();

    public async Task<SeriesState> StateAsync() => (await new StatusQueries(_record.Contexts).SeriesAsync("portal"))!.State;

    public async Task<IReadOnlyList<Flip>> FlipsAsync() => [.. (await new StatusQueries(_record.Contexts).FlipsAsync("portal", null, null, 100)).Select(f => f.Flip).Reverse()];

    /// <summary>The vantages that measurements on record name.</summary>
    public async Task<IReadOnlyList<string>> VantagesAsync()
    {
        var queries = new HistoryStore(_record.Contexts);
        var request = new Core.Measuring.ProbeRequest("GET", $"{_site.Url}/portal");
        var known = new List<string>();
        foreach (var vantage in new[] { "home", "abroad", "direct" })
        {
            if (await queries.LastClearRunAsync("portal", vantage, request) is not null) known.Add(vantage);
        }
        return known;
    }

    public async ValueTask DisposeAsync()
    {
        _fetcher.Dispose();
        _router.Dispose();
        await _home.DisposeAsync();
        await _abroad.DisposeAsync();
        await _site.DisposeAsync();
        await _control.DisposeAsync();
        _record.Dispose();
    }

    private Task AnswerAsync(HttpContext context) =>
        context.Connection.RemoteIpAddress!.ToString() == "127.0.0.3" ? Abroad(context) : WritePage(context);

    private void Watch(bool swapped)
    {
        var control = _control.Url + "/";
        var home = Vantage("home", "CN", swapped ? VantageKind.Socks5 : VantageKind.HttpProxy, _home.Endpoint, control, hasSecret: !swapped);
        var abroad = Vantage("abroad", "DE", swapped ? VantageKind.HttpProxy : VantageKind.Socks5, _abroad.Endpoint, control, hasSecret: !swapped);
        var limits = new FetchLimits { Deadline = TimeSpan.FromSeconds(2), HostGap = TimeSpan.FromMilliseconds(1) };
        var source = Looks.Source($"{_site.Url}/portal", limits) with { Key = "portal", Anchors = ["#portal"], Vantages = ["home", "abroad"] };
        var service = new SeriesDefinition
        {
            Key = "portal",
            Name = new BilingualText("Portal", "门户"),
            Publisher = "test",
            Kind = SeriesKind.Service,
            Cadence = Core.Calendars.Cadence.Unknown,
            Readings = [new SiteReading { Source = "portal" }],
            Absence = new BilingualText("Not reached.", "未能访问。"),
        };
        _catalogue = new MonitorCatalogue("compared", [Looks.Publisher("127.0.0.1")], [source], [service], SampleCatalogue.Recognisers, vantages: [home, abroad]);
        _router = new VantageRouter(_catalogue.Vantages.ToDictionary(v => v.Key, HttpMessageHandler (v) => ProbeHandler.Create(VantageProxy.Of(v.Value, SecretOf))));
        _fetcher = new DocumentFetcher(_router, new HostGate(_clock), _clock, Looks.UserAgent);
        var history = new HistoryStore(_record.Contexts);
        var reader = new SourceReader(_catalogue, _fetcher, new Interpreter(_catalogue));
        _poller = new SourcePoller(_catalogue, reader, new LookPipeline(_catalogue, new Judge(_catalogue), history, _clock), history, _clock);
    }

    private static VantageDefinition Vantage(string key, string country, VantageKind kind, string proxy, string control, bool hasSecret) => new()
    {
        Key = key,
        Name = new BilingualText(key, key),
        Kind = kind,
        Country = country,
        Proxy = proxy,
        UserVariable = hasSecret ? "PROXY_USER" : null,
        PasswordVariable = hasSecret ? "PROXY_PASSWORD" : null,
        Controls = [control],
    };

    private static string? SecretOf(string variable) => variable switch
    {
        "PROXY_USER" => Secret.UserName,
        "PROXY_PASSWORD" => Secret.Password,
        _ => null,
    };
}
