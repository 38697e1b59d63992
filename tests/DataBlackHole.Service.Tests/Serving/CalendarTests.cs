using System.Globalization;
using System.Net;
using System.Text;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Loading;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DataBlackHole.Service.Tests.Serving;

/// <summary>An announced calendar from the look at its page to the answer of the API; the page is constructed.</summary>
public sealed class CalendarTests
{
    private const string Source = "nbs-release-calendar";
    private const string Path = $"/api/v1/calendars/{Source}";

    [Test]
    public async Task Every_version_that_is_read_is_kept_once_and_an_unchanged_page_adds_nothing()
    {
        await using var monitor = new PolledMonitor();
        await monitor.PrepareAsync();
        var looks = new List<long>();
        foreach (var (hours, day) in new[] { (0, "15/四"), (2, "15/四"), (4, "19/一"), (6, "19/一") })
        {
            await monitor.LookAsync(PolledMonitor.Start.AddHours(hours), day);
            looks.Add((await monitor.Queries.VersionsAsync(Source)).Count);
        }

        Assert.That(looks, Is.EqualTo(new[] { 1, 1, 2, 2 }));
        var versions = await monitor.Queries.VersionsAsync(Source);
        Assert.That(versions.Select(v => (v.Version.ReadAt, v.LastReadAt)), Is.EqualTo(new[]
        {
            (PolledMonitor.Start.AddHours(4), PolledMonitor.Start.AddHours(6)), (PolledMonitor.Start, PolledMonitor.Start.AddHours(2)),
        }));
        Assert.That(monitor.NotModified, Is.EqualTo(2), "an unchanged page is asked for conditionally");
        var state = await monitor.Store.LoadSourceAsync(Source);
        Assert.That((state!.LastClearAt, state.LastFailureKind), Is.EqualTo(((DateTimeOffset?)PolledMonitor.Start.AddHours(6), (FailureKind?)null)));
    }

    [Test]
    public async Task The_api_lists_versions_and_tells_what_changed_and_with_what_notice()
    {
        await using var served = await ServedMonitor.StartAsync();
        var first = await RecordAsync(served.Store, 0, "2026-10-01T00:00:00Z", "2026-10-19T02:00:00Z");
        var second = await RecordAsync(served.Store, 1, "2026-10-15T00:00:00Z", "2026-10-26T02:00:00Z");

        var list = await served.GetAsync(Path);
        Assert.That(list["items"]!.AsArray().Select(v => (string)v!["sha256"]!), Is.EqualTo(new[] { second, first }));
        Assert.That((string)list["items"]![1]!["firstReadAt"]!, Does.StartWith("2026-10-01T00:00:00"));

        foreach (var query in new[] { "", $"?from={first}", $"?from={first}&to={second}" })
        {
            var diff = await served.GetAsync($"{Path}/diff{query}");
            var change = diff["changes"]!.AsArray().Single()!;
            Assert.That(((string)change["kind"]!, (string)change["notice"]!, (string)change["row"]!), Is.EqualTo(("Moved", "WithNotice", "能源生产情况月度报告")));
            Assert.That(((string)diff["from"]!["sha256"]!, (string)diff["to"]!["sha256"]!), Is.EqualTo((first, second)));
        }
    }

    [Test]
    public async Task What_is_no_calendar_or_no_version_is_refused_with_a_reason()
    {
        await using var served = await ServedMonitor.StartAsync();
        var only = await RecordAsync(served.Store, 0, "2026-10-01T00:00:00Z", "2026-10-19T02:00:00Z");

        Assert.That(await served.RefusalAsync("/api/v1/calendars/nothing", HttpStatusCode.NotFound), Does.Contain("no release calendar 'nothing'"));
        Assert.That(await served.RefusalAsync("/api/v1/calendars/nbs-latest-releases/diff", HttpStatusCode.NotFound), Does.Contain("no release calendar"));
        Assert.That(await served.RefusalAsync($"{Path}/diff?from=abc", HttpStatusCode.BadRequest), Does.Contain("64 hexadecimal digits"));
        Assert.That(await served.RefusalAsync($"{Path}/diff", HttpStatusCode.NotFound), Does.Contain($"was read before {only}"));
        Assert.That(await served.RefusalAsync($"{Path}/diff?to={new string('0', 64)}", HttpStatusCode.NotFound), Does.Contain("is on record"));
        Assert.That((await served.GetAsync("/api/v1/calendars/nbs-release-calendar-en"))["items"]!.AsArray(), Is.Empty);
    }

    internal static async Task<string> RecordAsync(HistoryStore store, long sourceVersion, string readAt, string announced)
    {
        var (at, date) = (Instant(readAt), Instant(announced));
        var cells = Enumerable.Range(1, 12).Select(m => new AnnouncedCell(m, m == date.Month ? [date] : [], m != date.Month, false, null, m == date.Month ? announced : "……"));
        var version = AnnouncedCalendarVersion.Of(Source, 2026, at, [new AnnouncedRow("8", "能源生产情况月度报告", [.. cells])], []);
        var measurement = new Measurement
        {
            Source = Source,
            Vantage = "direct",
            Request = new ProbeRequest("GET", "https://www.stats.gov.cn/sj/fbrc/bnxxfb/"),
            TakenAt = at,
            Status = 200,
            CatalogueHash = "constructed",
        };
        await store.RememberCatalogueAsync("constructed", "{}", at);
        var read = new ReadCapture(new Capture(measurement, ReadOnlyMemory<byte>.Empty), []) { Calendar = new CalendarReading(version) };
        var outcome = await store.RecordAsync(new LookRecord(Source, [read], [], new SourceState { Source = Source, LastLookAt = at, Version = sourceVersion }, at));
        Assert.That(outcome.Added.CalendarVersions, Is.EqualTo(1));
        return version.Digest.Hex;
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>The poller with the shipped definitions, a clock that is set by hand and a server that answers with the constructed page.</summary>
    private sealed class PolledMonitor : IAsyncDisposable
    {
        public static readonly DateTimeOffset Start = new(2026, 10, 8, 1, 0, 0, TimeSpan.Zero);

        private readonly string _folder = Directory.CreateTempSubdirectory("polled-").FullName;
        private readonly SetClock _clock = new();
        private readonly Server _server = new();
        private readonly ServiceProvider _services;

        public PolledMonitor()
        {
            var catalogue = CatalogueLoader.Load(ServedMonitor.ConfigFolder()).Catalogue!;
            var settings = new MonitorSettings(
                ServedMonitor.ConfigFolder(), DatabaseSettings.Parse(System.IO.Path.Combine(_folder, "history.db")), "DataBlackHole/test");
            var services = new ServiceCollection().AddLogging().AddMonitor(catalogue, settings);
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_clock));
            services.Replace(ServiceDescriptor.Singleton<HttpMessageHandler>(_server));
            _services = services.BuildServiceProvider();
        }

        public HistoryStore Store => _services.GetRequiredService<HistoryStore>();

        public CalendarQueries Queries => _services.GetRequiredService<CalendarQueries>();

        public int NotModified => _server.NotModified;

        public Task PrepareAsync() => _services.PrepareRecordAsync(CancellationToken.None);

        public async Task LookAsync(DateTimeOffset at, string october)
        {
            (_clock.Now, _server.October) = (at, october);
            var source = _services.GetRequiredService<Core.Catalogue.MonitorCatalogue>().Sources[Source];
            await _services.GetRequiredService<SourcePoller>().PollAsync(source, CancellationToken.None);
        }

        public async ValueTask DisposeAsync()
        {
            await _services.DisposeAsync();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(_folder, recursive: true);
        }
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Server : HttpMessageHandler
    {
        public string October { get; set; } = "";

        public int NotModified { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var tag = $"\"{Convert.ToHexString(Encoding.UTF8.GetBytes(October))}\"";
            var known = request.Headers.IfNoneMatch.Any(t => t.Tag == tag);
            if (known) NotModified++;
            var answer = known
                ? new HttpResponseMessage(HttpStatusCode.NotModified)
                : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Page(October), Encoding.UTF8, "text/html") };
            answer.Headers.TryAddWithoutValidation("ETag", tag);
            answer.RequestMessage = request;
            return Task.FromResult(answer);
        }

        private static string Page(string october)
        {
            var months = string.Concat(Enumerable.Range(1, 12).Select(m => $"<td>{m}月</td>"));
            var days = string.Concat(Enumerable.Range(1, 12).Select(m => m == 10 ? $"<td>{october}</td>" : "<td rowspan=\"2\">……</td>"));
            return "<!DOCTYPE html><html><head><title>本年信息发布</title></head><body><h1>2026年国家统计局主要统计信息发布日程表</h1>"
                + $"<table><tr><td>序号</td><td>内容</td>{months}</tr><tr><td rowspan=\"2\">14</td><td rowspan=\"2\">商品住宅销售价格指数月度报告</td>{days}</tr>"
                + "<tr><td>9:30</td></tr></table></body></html>";
        }
    }
}
