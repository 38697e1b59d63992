using System.Collections.Immutable;
using System.Diagnostics;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Notifying;
using DataBlackHole.Proving;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace DataBlackHole.Benchmarks;

/// <summary>How things stand at the end of a simulated month.</summary>
/// <param name="Day">Simulated days since the start.</param>
/// <param name="Looks">Looks so far.</param>
/// <param name="Bytes">Size of the record.</param>
/// <param name="GrowthPerLook">Growth of the whole record since the last line, changes and all, for each look.</param>
/// <param name="ResidentMb">Resident memory of the process.</param>
/// <param name="HeapMb">Live objects after a full collection.</param>
/// <param name="Handles">Open files and sockets.</param>
/// <param name="LooksPerSecond">Since the last line, with sweeps and the log.</param>
/// <param name="CpuMsPerLook">Processor time for each, with sweeps and the log; others on the machine do not change it.</param>
internal sealed record YearMonth(int Day, long Looks, long Bytes, double GrowthPerLook, double ResidentMb, double HeapMb, int Handles, double LooksPerSecond, double CpuMsPerLook);

/// <summary>
/// Months of operation in minutes: the real pipeline over constructed publishers on a simulated clock. Looks are taken when the planner wants
/// them, the sweep runs every ten minutes, the log is kept up to date in every minute in which it grows, the monitor watches itself every hour.
/// </summary>
internal sealed class YearBenchmark : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan WatchEvery = TimeSpan.FromHours(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("year-").FullName;
    private readonly SimulatedClock _clock = new(Start);
    private readonly MonitorCatalogue _catalogue;
    private readonly ServiceProvider _services;
    private readonly YearSize _size;
    private readonly PriorityQueue<SourceDefinition, DateTimeOffset> _plan = new();
    private long _looks;
    private DateTimeOffset? _log;

    public YearBenchmark(int series, DatabaseSettings? database)
    {
        var site = new YearSite(_clock);
        _catalogue = site.Catalogue(series);
        Database = database ?? DatabaseSettings.File(Path.Combine(_folder, "record.db"));
        var settings = new MonitorSettings("", Database, "DataBlackHole-Benchmark/1.0") { Evidence = EvidenceSettings.Default(DatabaseSettings.File(Path.Combine(_folder, "record.db"))) };
        var reader = new Recipient { Key = "desk", Channel = AlertChannel.Mail, Address = "desk@example.org", Language = AlertLanguage.En };
        var rules = new AlertRules(ImmutableSortedDictionary<string, Recipient>.Empty.Add(reader.Key, reader), [new AlertRoute { To = ["desk"], Audience = AlertAudience.Reader }, new AlertRoute { To = ["desk"], Audience = AlertAudience.Operator }]);
        _services = new ServiceCollection().AddLogging().AddMonitor(_catalogue, settings).AddAlerts(_catalogue, rules)
            .AddSingleton<TimeProvider>(_clock).AddSingleton<HttpMessageHandler>(site).BuildServiceProvider();
        _size = new YearSize(Database);
    }

    public DatabaseSettings Database { get; }

    public YearSize Size => _size;

    public IServiceProvider Services => _services;

    public async Task<IReadOnlyList<YearMonth>> RunAsync(int days, Action<YearMonth> tell)
    {
        await _services.PrepareRecordAsync(CancellationToken.None);
        await _size.OpenAsync();
        foreach (var source in _services.GetRequiredService<LookSchedule>().PolledSources(Start)) _plan.Enqueue(source, Start);
        var (sweep, watch, month, end) = (Start, Start, Start.AddMonths(1), Start.AddDays(days));
        var months = new List<YearMonth>();
        var (bytes, looks, clock, busy) = (await _size.BytesAsync(), 0L, Stopwatch.StartNew(), Busy());
        while (_clock.Now < end)
        {
            _plan.TryPeek(out _, out var look);
            _clock.Now = new[] { look, sweep, watch, _log ?? end, month, end }.Min();
            if (_clock.Now == look) await LookAsync();
            if (_clock.Now == sweep) sweep = await SweepAsync();
            if (_clock.Now == watch) watch = await WatchAsync();
            if (_clock.Now == _log) await LogAsync();
            else if (_log is null && await _size.IsLogBehindAsync()) _log = _clock.Now.AddTicks(-(_clock.Now.Ticks % TimeSpan.TicksPerMinute)).AddMinutes(1);
            if (_clock.Now != month && _clock.Now != end) continue;
            month = _clock.Now.AddMonths(1);
            months.Add(await MonthAsync(bytes, looks, clock.Elapsed, Busy() - busy));
            tell(months[^1]);
            (bytes, looks, busy) = (months[^1].Bytes, _looks, Busy());
            clock.Restart();
        }
        return months;
    }

    /// <summary>Whether everything on record agrees with itself and the log.</summary>
    public async Task<bool> VerifyAsync() => (await _services.GetRequiredService<EvidenceAudit>().RunAsync()).Findings.IsEmpty;

    public async ValueTask DisposeAsync()
    {
        await _size.DisposeAsync();
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task LookAsync()
    {
        var source = _plan.Dequeue();
        var next = await _services.GetRequiredService<SourcePoller>().PollAsync(source, CancellationToken.None);
        _plan.Enqueue(source, next > _clock.Now ? next : _clock.Now.AddMinutes(1));
        _looks++;
    }

    private async Task<DateTimeOffset> SweepAsync()
    {
        await _services.GetRequiredService<DeadlineSweep>().RunAsync(CancellationToken.None);
        return _clock.Now + SweepEvery;
    }

    private async Task<DateTimeOffset> WatchAsync()
    {
        await _services.GetRequiredService<SelfWatcher>().EvaluateAsync(CancellationToken.None);
        return _clock.Now + WatchEvery;
    }

    private async Task LogAsync()
    {
        await _services.GetRequiredService<LogKeeper>().RunAsync(CancellationToken.None);
        _log = null;
    }

    private static TimeSpan Busy()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private async Task<YearMonth> MonthAsync(long bytesBefore, long looksBefore, TimeSpan took, TimeSpan busy)
    {
        using var process = Process.GetCurrentProcess();
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        var (bytes, looks) = (await _size.BytesAsync(), _looks - looksBefore);
        return new YearMonth(
            (int)(_clock.Now - Start).TotalDays, _looks, bytes, (bytes - bytesBefore) / (double)Math.Max(1, looks), process.WorkingSet64 / 1e6, heap / 1e6,
            Directory.Exists("/proc/self/fd") ? Directory.GetFiles("/proc/self/fd").Length : process.HandleCount, looks / took.TotalSeconds,
            busy.TotalMilliseconds / Math.Max(1, looks));
    }
}
