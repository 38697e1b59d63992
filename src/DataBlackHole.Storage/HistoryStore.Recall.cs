using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <content>What a look asks of the record, answered from memory where the last looks left it there.</content>
public sealed partial class HistoryStore
{
    private static readonly CompiledQuery<Func<MonitorDb, string, string, Task<PageCount?>>> LooksAt = new(() => EF.CompileAsyncQuery(
        (MonitorDb db, string source, string url) => db.Measurements.Where(m => m.SourceKey == source && m.Url == url)
            .GroupBy(m => m.Url).Select(g => new PageCount(g.Key, g.Max(m => m.LastAt), g.Count(m => m.FailureKind == null))).FirstOrDefault()));

    private readonly LookMemory _memory = new();

    /// <summary>As <see cref="LoadSeriesAsync"/>, or what this process wrote last.</summary>
    public async Task<IReadOnlyDictionary<string, KnownSeries>> RecallSeriesAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default)
    {
        var recalled = new Dictionary<string, KnownSeries>(StringComparer.Ordinal);
        var unknown = new List<string>();
        foreach (var key in keys)
        {
            if (_memory.Series.TryGet(key, out var known)) recalled[key] = known;
            else unknown.Add(key);
        }
        if (unknown.Count == 0) return recalled;
        foreach (var (key, loaded) in await LoadSeriesAsync(unknown, cancellationToken))
        {
            _memory.Series.Put(key, loaded);
            recalled[key] = loaded;
        }
        return recalled;
    }

    /// <summary>What this process wrote or read last of a source; null when it has forgotten it.</summary>
    public SourceState? RememberedSource(string key) => _memory.Sources.TryGet(key, out var known) ? known : null;

    /// <summary>As <see cref="LoadSourceAsync"/>, or what this process wrote last.</summary>
    public async Task<SourceState?> RecallSourceAsync(string key, CancellationToken cancellationToken = default)
    {
        if (_memory.Sources.TryGet(key, out var known)) return known;
        var loaded = await LoadSourceAsync(key, cancellationToken);
        if (loaded is not null) _memory.Sources.Put(key, loaded);
        return loaded;
    }

    /// <summary>The last live run of an address that could see and has a body.</summary>
    public async Task<KnownRun?> LastClearRunAsync(
        string source, string vantage, ProbeRequest request, CancellationToken cancellationToken = default)
    {
        var address = LookAddress.Of(source, vantage, "live", request);
        if (_memory.Runs.TryGet(address, out var known)) return known;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var run = await db.Measurements.AsNoTracking().Include(m => m.Observations.OrderBy(o => o.Id))
            .Where(m => m.Address == address && m.FailureKind == null && m.BodyDigest != null)
            .OrderByDescending(m => m.LastAt).ThenByDescending(m => m.Id).FirstOrDefaultAsync(cancellationToken);
        if (run is null) return null;
        known = KnownRun.Of(run, [.. run.Observations.Select(o => o.ToObservation())])!;
        _memory.Runs.Put(address, known);
        return known;
    }

    /// <summary>As <see cref="LastClearRunAsync"/>, without the facts; null when this process did not look there lately, or could not see.</summary>
    public KnownRun? RememberedRun(string source, string vantage, ProbeRequest request) =>
        _memory.Latest.TryGet(LookAddress.Of(source, vantage, "live", request), out var run) ? KnownRun.Of(run, []) : null;

    /// <summary>What became of the looks at these addresses under this source; those never looked at are left out.</summary>
    public async Task<IReadOnlyDictionary<string, PageLooks>> PageLooksAsync(
        string source, IReadOnlyCollection<string> urls, CancellationToken cancellationToken = default)
    {
        var known = new Dictionary<string, PageLooks>(StringComparer.Ordinal);
        var unknown = new List<string>();
        foreach (var url in urls)
        {
            if (_memory.Pages.TryGet((source, url), out var looks)) known[url] = looks;
            else unknown.Add(url);
        }
        if (unknown.Count == 0) return known;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = unknown.Count == 1
            ? await LooksAt.On(db)(db, source, unknown[0]) is { } only ? [only] : []
            : await db.Measurements.Where(m => m.SourceKey == source && unknown.Contains(m.Url))
                .GroupBy(m => m.Url).Select(g => new PageCount(g.Key, g.Max(m => m.LastAt), g.Count(m => m.FailureKind == null))).ToListAsync(cancellationToken);
        foreach (var page in found) _memory.Pages.Put((source, page.Url), known[page.Url] = new PageLooks(page.At, page.Read > 0));
        return known;
    }

    /// <summary>When a page was last looked at, and in how many runs it could be read.</summary>
    private sealed record PageCount(string Url, DateTimeOffset At, int Read);
}
