using System.Collections.Immutable;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;

namespace DataBlackHole.Scheduling;

/// <summary>Tells when the longest waiting notification was due; null when none waits.</summary>
public delegate Task<DateTimeOffset?> OldestDueNotification(CancellationToken stopping);

/// <summary>What one evaluation found.</summary>
/// <param name="Found">Everything that is wrong now.</param>
/// <param name="Changes">What began and ended and was put on record by it: each is told to operators once, whichever node finds it.</param>
public sealed record SelfWatchOutcome(ImmutableArray<TroubleFound> Found, IReadOnlyList<TroubleChange> Changes);

/// <summary>Gathers what the monitor knows about itself, applies the rules of <see cref="SelfWatch"/> and records what began and ended.</summary>
public sealed class SelfWatcher(WatchedSources sources, SelfWatchDesk desk, MonitorSettings settings, TimeProvider time)
{
    private static readonly TimeSpan _clocksSince = TimeSpan.FromDays(1);

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    public async Task<SelfWatchOutcome> EvaluateAsync(CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var facts = await GatherAsync(now, stopping);
        var found = SelfWatch.Find(facts, settings.SelfWatch.Limits, now);
        var changes = SelfWatch.Compare(await desk.Store.OpenAsync(stopping), found, facts.Disk, now);
        return new SelfWatchOutcome(found, await desk.Store.RecordAsync(changes, stopping));
    }

    private async Task<SelfWatchFacts> GatherAsync(DateTimeOffset now, CancellationToken stopping)
    {
        var known = (await desk.History.LoadSourcesAsync(stopping)).ToDictionary(s => s.Source, StringComparer.Ordinal);
        var watched = sources.On(now);
        var blind = watched.Select(s => known.GetValueOrDefault(s.Key)).Where(s => s is { Visibility: Visibility.Blind, BlindReason: not BlindReason.Muted })
            .ToDictionary(s => s!.Source, s => s!.LastClearAt, StringComparer.Ordinal);
        var failures = await desk.Store.FirstFailuresAsync(blind, stopping);
        var keys = watched.Select(s => s.Key).ToList();
        return new SelfWatchFacts
        {
            StartedAt = _startedAt,
            Sources = [.. watched.Select(s => Watched(s, known.GetValueOrDefault(s.Key), blind.ContainsKey(s.Key), failures))],
            OldestDue = await desk.OldestDue(stopping),
            Disk = desk.Disk.Read(),
            WorkingDays = [.. desk.Catalogue.Series.Values.Where(s => s.Ended is null).Select(s => s.Release).OfType<Core.Calendars.ReleaseRule>()
                .Where(r => r.WorkingDays.Years.Any()).Select(r => (r.WorkingDays, r.TimeZone)).DistinctBy(w => w.WorkingDays.Key)],
            Clocks = [.. await desk.Store.ClocksAsync(keys, now - _clocksSince, stopping)],
        };
    }

    /// <summary>Only sources that are planned by themselves say how often looks are due; a release page is looked at when a list leads to it.</summary>
    private static WatchedSource Watched(SourceDefinition source, SourceState? state, bool blind, IReadOnlyDictionary<string, DateTimeOffset> failures) => new(
        source.Key,
        source.Kind == SourceKind.ReleasePage ? TimeSpan.MaxValue / 4 : source.Poll.InWindow,
        state?.LastLookAt,
        state?.NextLookAt,
        blind ? failures.TryGetValue(source.Key, out var first) ? first : state!.Since : null,
        $"{state?.BlindReason}, {state?.LastFailureDetail}");
}

/// <summary>What the self-watch reads from.</summary>
public sealed record SelfWatchDesk(
    MonitorCatalogue Catalogue, HistoryStore History, SelfWatchStore Store, DiskSpaceReader Disk, OldestDueNotification OldestDue);
