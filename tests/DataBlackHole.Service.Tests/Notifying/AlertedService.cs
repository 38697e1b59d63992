using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Loading;
using DataBlackHole.Storage;
using DataBlackHole.Tests.Alerting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DataBlackHole.Service.Tests.Notifying;

/// <summary>
/// A record into which this test writes flips, as lookers would, and the built program that delivers what they make tell: a process of its
/// own, which can be killed.
/// </summary>
internal sealed class AlertedService : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("alerted-").FullName;
    private readonly StringBuilder _output = new();
    private readonly ServiceProvider _services;
    private Process? _process;

    private AlertedService(TestDatabase database, string recipients, int series)
    {
        Database = database;
        WriteDefinitions(series);
        Write("alerts.yaml", recipients);
        var loaded = CatalogueLoader.Load(_folder);
        Assert.That(loaded.Problems, Is.Empty, string.Join('\n', loaded.Problems));
        Catalogue = loaded.Catalogue!;
        _services = new ServiceCollection().AddHistory(DatabaseSettings.Parse(database.Setting)).AddSingleton(new AlertPolicy(Catalogue, loaded.Alerts)).BuildServiceProvider();
        Store = _services.GetRequiredService<HistoryStore>();
        Outbox = _services.GetRequiredService<AlertOutbox>();
        Rules = loaded.Alerts;
    }

    public TestDatabase Database { get; }

    public MonitorCatalogue Catalogue { get; }

    public AlertRules Rules { get; }

    public HistoryStore Store { get; }

    public AlertOutbox Outbox { get; }

    public int Port { get; } = Places.DeadPort();

    /// <summary>What the program printed.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    public static async Task<AlertedService> CreateAsync(DatabaseProvider provider, string recipients, int series = 1)
    {
        var service = new AlertedService(TestDatabase.Name(provider), recipients, series);
        await MonitorDatabase.MigrateAsync(service._services.GetRequiredService<IDbContextFactory<MonitorDb>>());
        await service.WatchAsync();
        return service;
    }

    public void Start(IReadOnlyDictionary<string, string> settings)
    {
        var environment = new Dictionary<string, string>(settings) { ["Urls"] = $"http://127.0.0.1:{Port}", ["Monitor__PublicUrl"] = "https://monitor.example", ["Monitor__LinkSecret"] = "a long random text" };
        _process = Verb.Start(_folder, environment, "serve", "--config", _folder, "--database", Database.Setting);
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Ends the program as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Records a flip of a series in a transaction of its own.</summary>
    public async Task FlipAsync(Flip flip, DateTimeOffset at, bool isBlind = false)
    {
        var window = Alerts.Window with { Opens = at.AddDays(-7), Due = at.AddDays(-2), LateAfter = at.AddDays(-1), MissingAfter = at.AddHours(-1) };
        var release = new ReleaseState { Period = Alerts.September, Status = ReleaseStatus.Late, Reason = Reason.NotSeenAfterDeadline, Window = window };
        var last = new ReleaseState { Period = ReferencePeriod.Month(2026, 8), Status = ReleaseStatus.Published, Reason = Reason.Found, Value = "18.9", FirstSeenAt = at.AddDays(-30) };
        var state = new SeriesState
        {
            Series = flip.Series,
            LastPeriod = last.Period,
            Releases = ImmutableSortedDictionary<ReferencePeriod, ReleaseState>.Empty.Add(window.Period, release).Add(last.Period, last),
            Channels = ImmutableSortedDictionary<string, ChannelState>.Empty.Add("old", new ChannelState("old", isBlind ? Visibility.Blind : Visibility.Clear, BlindReason.None, at, at)),
        };
        // The program judges every series when it starts, and may be faster.
        for (var left = 20; ; left--)
        {
            var version = (await Store.LoadSeriesAsync([flip.Series]))[flip.Series].Version;
            var outcome = await Store.RecordPassedTimeAsync([new JudgedSeries(version, new Verdict(state, [release, last], [], [flip with { At = at }]))], at);
            if (!outcome.IsConflict) return;
            Assert.That(left, Is.Positive, "every attempt to record was overtaken");
        }
    }

    /// <summary>Waits until nothing is pending, or tells what is.</summary>
    public async Task UntilEmptyAsync(int seconds = 60)
    {
        for (var left = seconds * 5; ; left--)
        {
            var pending = (await Outbox.HealthAsync(TimeProvider.System.GetUtcNow())).Pending;
            if (pending == 0) return;
            Assert.That(left, Is.Positive, $"{pending} alerts are still pending\n{Output}");
            await Task.Delay(200);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await _services.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private void Note(string? line)
    {
        lock (_output) _output.AppendLine(line);
    }

    /// <summary>A live look long ago, so that nothing is taken for a history that was over before anybody looked.</summary>
    private async Task WatchAsync()
    {
        var at = TimeProvider.System.GetUtcNow().AddDays(-100);
        var measurement = new Measurement { Source = "old", Vantage = "direct", Request = new ProbeRequest("GET", "https://www.nbs.example/list/"), TakenAt = at, Status = 200, Body = ContentDigest.Of("page"u8), CatalogueHash = Catalogue.Hash };
        var capture = new Capture(measurement, "page"u8.ToArray());
        await Store.RememberCatalogueAsync(Catalogue.Hash, "{}", at);
        var judged = Catalogue.Series.Keys.Select(key => new JudgedSeries(0, new Verdict(new SeriesState { Series = key }, [], [],
            [new Flip { Series = key, Axis = FlipAxis.Series, From = "New", To = "Current", Reason = Reason.FirstSeen, At = at, Evidence = new EvidenceRef("old", measurement.Request.Url, at, measurement.Body) }])));
        await Store.RecordAsync(new LookRecord("old", [new ReadCapture(capture, [])], [.. judged], new SourceState { Source = "old", Visibility = Visibility.Clear }, at));
    }

    private void WriteDefinitions(int series)
    {
        Write("publishers/nbs.yaml", "key: nbs\nname: { en: Bureau, zh: 国家统计局 }\ntimeZone: Asia/Shanghai\nhosts: [www.nbs.example]\nhomepage: https://www.nbs.example/\n");
        Write("calendars/working-days/land.yaml", "key: land\nname: { en: Land, zh: 国 }\nyears:\n  - { year: 2026, announcedOn: 2025-11-04, source: \"https://www.nbs.example/2026\", off: [\"2026-10-01..2026-10-07\"], work: [] }\n");
        Write("calendars/monthly.yaml", "key: monthly\ncadence: Monthly\ntimeZone: Asia/Shanghai\nworkingDays: land\ntime: \"10:00\"\nusual: { monthsAfter: 1, fromDay: 10, toDay: 20 }\n");
        // An address that ended: the program looks at nothing and changes no state.
        Write("sources/old.yaml", "key: old\npublisher: nbs\nname: { en: Old, zh: 旧 }\nkind: NbsDatabase\naddresses: [{ url: \"https://www.nbs.example/query\", validTo: 2020-01-01 }]\nquery: { category: c1, indicator: i1, root: r1, cadence: Monthly, periodsBack: 3 }\n");
        Write("history/nbs.yaml", """
            publisher: nbs
            entries:
              - key: tonnage-suspended
                series: tonnage
                seriesName: { en: "Tonnage", zh: "吨位" }
                event: Suspended
                announcedOn: 2023-08-15
                confidence: High
                recordedOn: 2026-10-01
                summary: { en: "Tonnage was suspended.", zh: "吨位暂停发布。" }
                unknown: { en: "For how long.", zh: "期限不详。" }
                citations:
                  - { title: "Notice", publisher: "Bureau", url: "https://www.nbs.example/notice", date: 2023-08-15, access: PublisherPage, supports: "the notice" }
            """);
        for (var i = 0; i < series; i++)
        {
            var key = i == 0 ? "youth" : $"s{i}";
            Write($"series/{key}.yaml", $"key: {key}\nname: {{ en: \"series {key}, 16–24 <all>\", zh: \"{key} 16—24岁失业率\" }}\npublisher: nbs\ncadence: Monthly\nunit: \"%\"\ncalendar: monthly\nreadings: [{{ kind: database, source: old }}]\nabsence: {{ en: Absent., zh: 缺。 }}\ntags: [labour]\n");
        }
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
