using System.Diagnostics;
using System.Text;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Loading;
using DataBlackHole.Storage;
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
        await new ConstructedFlips(service.Store, service.Catalogue).WatchAsync();
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
    public Task FlipAsync(Flip flip, DateTimeOffset at, bool isBlind = false) => new ConstructedFlips(Store, Catalogue).RecordAsync(flip, at, isBlind);

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
