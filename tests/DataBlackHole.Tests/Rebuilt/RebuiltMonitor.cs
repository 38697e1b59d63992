using System.Collections.Immutable;
using System.Globalization;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Loading;
using DataBlackHole.Probing;
using DataBlackHole.Probing.Fetching;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;
using DataBlackHole.Tests.Loading;
using DataBlackHole.Tests.Storage;

namespace DataBlackHole.Tests.Rebuilt;

/// <summary>The real path from the request to the record, over a rebuilt site and on a moved clock.</summary>
internal sealed class RebuiltMonitor : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly RunningClock _clock;
    private readonly RebuiltSite _site;
    private readonly HistoryStore _history;
    private DocumentFetcher? _fetcher;
    private MonitorCatalogue _catalogue = null!;
    private Judge _judge = null!;
    private SourcePoller _poller = null!;
    private DeadlineSweep _sweep = null!;

    private RebuiltMonitor(TestDatabase database, RunningClock clock, RebuiltSite site)
    {
        (_database, _clock, _site) = (database, clock, site);
        _history = database.Store();
    }

    /// <summary>The definitions that the product ships with.</summary>
    public static MonitorCatalogue Shipped { get; } = CatalogueLoader.Load(LoadingSamples.Config).Catalogue!;

    public static async Task<RebuiltMonitor> StartAsync(RunningClock clock, RebuiltSite site, MonitorCatalogue catalogue)
    {
        var monitor = new RebuiltMonitor(await TestDatabase.CreateAsync(DatabaseProvider.Sqlite), clock, site);
        monitor.Use(catalogue);
        return monitor;
    }

    /// <summary>The sources and series named, of the shipped definitions as they are changed; sources had their address at all times.</summary>
    public static MonitorCatalogue Catalogue(IEnumerable<SourceDefinition> sources, params SeriesDefinition[] series) =>
        new("rebuilt", Shipped.Publishers.Values, sources, series, Shipped.Recognisers, Shipped.Notices);

    public static SourceDefinition Always(string source) =>
        Shipped.Sources[source] with { Addresses = [.. Shipped.Sources[source].Addresses.Select(a => a with { ValidFrom = null, ValidTo = null })] };

    /// <summary>Goes on with other definitions, as after a restart.</summary>
    public void Use(MonitorCatalogue catalogue)
    {
        _fetcher?.Dispose();
        _catalogue = catalogue;
        _judge = new Judge(catalogue);
        _fetcher = new DocumentFetcher(_site, new HostGate(_clock), _clock, "DataBlackHole-Tests/1.0 (mailto:tests@example.org)");
        var reader = new SourceReader(catalogue, _fetcher, new Interpreter(catalogue));
        _poller = new SourcePoller(catalogue, reader, new LookPipeline(catalogue, _judge, _history, _clock), _history, _clock);
        _sweep = new DeadlineSweep(catalogue, _judge, _history, _clock);
    }

    /// <summary>One look at every source at the given moment (Beijing), as the schedule would take it.</summary>
    public async Task LookAsync(string at)
    {
        _clock.MoveTo(RebuiltSite.Beijing(at));
        await _sweep.RunAsync(CancellationToken.None);
        foreach (var source in _catalogue.Sources.Values.Where(s => s.Kind != SourceKind.ReleasePage && _catalogue.ReadersOf(s.Key).Any()))
            await _poller.PollAsync(source, CancellationToken.None);
    }

    /// <summary>Daily looks from one day to another, both included.</summary>
    public async Task LookDailyAsync(string from, string to, string time = "11:00")
    {
        foreach (var day in Days(from, to)) await LookAsync($"{day:yyyy-MM-dd} {time}");
    }

    /// <summary>The same on those days of each month on which releases come out or fall due, for long stretches.</summary>
    public async Task LookInSeasonAsync(string from, string to)
    {
        foreach (var day in Days(from, to).Where(d => d.Day is >= 9 and <= 26)) await LookAsync($"{day:yyyy-MM-dd} 11:00");
    }

    private static IEnumerable<DateOnly> Days(string from, string to)
    {
        var last = DateOnly.Parse(to, CultureInfo.InvariantCulture);
        for (var day = DateOnly.Parse(from, CultureInfo.InvariantCulture); day <= last; day = day.AddDays(1)) yield return day;
    }

    /// <summary>The publisher's calendar was read.</summary>
    public async Task ReadCalendarAsync(string series, Func<SeriesState, CalendarRead> read)
    {
        var (state, version) = (await _history.LoadSeriesAsync([series]))[series];
        var verdict = _judge.Decide(_catalogue.Series[series], state, read(state));
        Assert.That((await _history.RecordPassedTimeAsync([new JudgedSeries(version, verdict)], _clock.GetUtcNow())).IsConflict, Is.False);
    }

    public async Task<SeriesState> StateAsync(string series) => (await _history.LoadSeriesAsync([series]))[series].State;

    public async Task<IReadOnlyDictionary<string, ReleaseState>> ReleasesAsync(string series) =>
        (await _database.Queries().ReleasesAsync(series, null, 1000)).ToDictionary(r => r.Period.ToString(), StringComparer.Ordinal);

    /// <summary>All changes of a series on one axis, the first recorded first.</summary>
    public async Task<ImmutableArray<Flip>> FlipsAsync(string? series, FlipAxis axis) =>
        [.. (await _database.Queries().FlipsAsync(series, axis, null, 10_000)).Reverse().Select(f => f.Flip)];

    public async Task<IEnumerable<string>> SeriesFlipsAsync(string series) =>
        (await FlipsAsync(series, FlipAxis.Series)).Select(f => $"{f.At.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd} {f.From}->{f.To} {f.Reason} {f.Grade}");

    public async ValueTask DisposeAsync()
    {
        _fetcher?.Dispose();
        await _database.DisposeAsync();
    }
}
