using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Loading;
using DataBlackHole.Serving;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace DataBlackHole.Service.Tests.Serving;

/// <summary>
/// The real service on a free port of the loopback, with the shipped definitions, a SQLite file of its own, a clock that stands still and no
/// way to the network. The schedule is left out: what is on record is what a test records.
/// </summary>
internal sealed class ServedMonitor : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("served-").FullName;
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private ServedMonitor(Func<MonitorSettings, MonitorSettings>? adjust, Func<MonitorCatalogue, MonitorCatalogue>? enlarge, DateTimeOffset? now)
    {
        var catalogue = CatalogueLoader.Load(ConfigFolder()).Catalogue!;
        catalogue = enlarge?.Invoke(catalogue) ?? catalogue;
        var settings = new MonitorSettings(ConfigFolder(), DatabaseSettings.Parse(Path.Combine(_folder, "history.db")), "DataBlackHole/test");
        settings = adjust?.Invoke(settings) ?? settings;
        _app = MonitorHost.Build(catalogue, settings, builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Services.RemoveAll<IHostedService>();
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new StandingClock(now ?? Now)));
            builder.Services.Replace(ServiceDescriptor.Singleton<HttpMessageHandler>(new NoNetwork()));
        });
        _client = new HttpClient();
    }

    public HistoryStore Store => _app.Services.GetRequiredService<HistoryStore>();

    public IServiceProvider Services => _app.Services;

    public HttpClient Client => _client;

    /// <summary>For a look past the product.</summary>
    public string ConnectionString => $"Data Source={Path.Combine(_folder, "history.db")}";

    public static async Task<ServedMonitor> StartAsync(
        Func<MonitorSettings, MonitorSettings>? adjust = null, Func<MonitorCatalogue, MonitorCatalogue>? enlarge = null, DateTimeOffset? now = null)
    {
        var served = new ServedMonitor(adjust, enlarge, now);
        await served._app.Services.PrepareRecordAsync(CancellationToken.None);
        await served._app.StartAsync();
        served._client.BaseAddress = new Uri(served._app.Urls.Single());
        return served;
    }

    /// <summary>Records changes of the status of a series, each at its own moment.</summary>
    public async Task RecordAsync(string series, params (SeriesStatus To, string At, string RecordedAt)[] changes)
    {
        var version = 0;
        foreach (var (to, at, recordedAt) in changes)
        {
            var flip = new Flip { Series = series, Axis = FlipAxis.Series, From = "New", To = to.ToString(), Reason = Reason.Found, At = Instant(at) };
            var verdict = new Verdict(new SeriesState { Series = series, Status = to }, [], [], [flip]);
            await Store.RecordPassedTimeAsync([new JudgedSeries(version++, verdict)], Instant(recordedAt));
        }
    }

    /// <summary>Records flips as they are, with the state they belong to.</summary>
    public async Task RecordAsync(SeriesState state, string recordedAt, params Flip[] flips)
    {
        var version = (await Store.LoadSeriesAsync([state.Series])).GetValueOrDefault(state.Series).Version;
        await Store.RecordPassedTimeAsync([new JudgedSeries(version, new Verdict(state, [], [], [.. flips]))], Instant(recordedAt));
    }

    /// <summary>Lets the judge hear evidence about a shipped series, and records the verdict when the evidence came.</summary>
    public async Task HearAsync(string series, SeriesEvidence evidence)
    {
        var definition = Services.GetRequiredService<MonitorCatalogue>().Series[series];
        var known = await Store.LoadSeriesAsync([series]);
        var before = known.TryGetValue(series, out var found) ? found : new KnownSeries(Judge.Begin(definition), 0, IsSettled: true);
        var verdict = Services.GetRequiredService<Judge>().Decide(definition, before.State, evidence);
        await Store.RecordPassedTimeAsync([before.Judged(verdict)], evidence.At);
    }

    public async Task<(byte[] Body, HttpResponseMessage Answer)> FetchAsync(string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        var answer = await _client.SendAsync(request);
        return (await answer.Content.ReadAsByteArrayAsync(), answer);
    }

    public async Task<JsonNode> GetAsync(string address)
    {
        using var answer = await _client.GetAsync(new Uri(address, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"{address}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>The detail of the refusal.</summary>
    public async Task<string> RefusalAsync(string address, HttpStatusCode status)
    {
        using var answer = await _client.GetAsync(new Uri(address, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(status), $"{address}: {text}");
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
        return JsonNode.Parse(text)!["detail"]!.GetValue<string>();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    internal static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    internal static string ConfigFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DataBlackHole.sln"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "config");
    }

    private sealed class StandingClock(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }

    private sealed class NoNetwork : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new HttpRequestException("there is no network in this test");
    }
}
