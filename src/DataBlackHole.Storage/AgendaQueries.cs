using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>What is on record of one series for its calendar.</summary>
/// <param name="State">Null when nothing was judged about it yet.</param>
public sealed record AgendaRecord(SeriesState? State, IReadOnlyList<ReleaseState> Releases, IReadOnlyDictionary<ReferencePeriod, AgendaChanges> Changes);

/// <summary>Since when the record knows what a calendar rests on.</summary>
/// <param name="DefinitionsAt">When the present definitions came into the record.</param>
/// <param name="CalendarsAt">By source: when the newest version of an announced calendar was first read.</param>
public sealed record AgendaBasis(DateTimeOffset DefinitionsAt, IReadOnlyDictionary<string, DateTimeOffset> CalendarsAt);

/// <summary>What calendars of releases read. Nothing here writes.</summary>
public sealed class AgendaQueries(IDbContextFactory<MonitorDb> contexts)
{
    private static readonly string[] _turns =
        [nameof(ReleaseStatus.Scheduled), nameof(ReleaseStatus.Withheld), nameof(ReleaseStatus.Withdrawn), nameof(ReleaseStatus.NotPlanned)];

    /// <summary>By series key: state, releases of periods that ended on the day or later, and all changes of them.</summary>
    public async Task<IReadOnlyDictionary<string, AgendaRecord>> RecordAsync(
        IReadOnlyCollection<string> series, DateOnly periodsFrom, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var states = await db.SeriesStates.AsNoTracking().Include(s => s.Settled).Where(s => series.Contains(s.SeriesKey)).ToDictionaryAsync(s => s.SeriesKey, StringComparer.Ordinal, cancellationToken);
        var releases = (await db.Releases.AsNoTracking().Where(r => series.Contains(r.SeriesKey) && r.PeriodEnd >= periodsFrom).ToListAsync(cancellationToken)).ToLookup(r => r.SeriesKey);
        // Every period begins with its year, and none reaches into another.
        var year = periodsFrom.ToString("yyyy", CultureInfo.InvariantCulture);
        var changes = await db.Flips.AsNoTracking()
            .Where(f => series.Contains(f.SeriesKey) && f.Period.CompareTo(year) >= 0 && (f.Axis == FlipAxis.Release || f.Axis == FlipAxis.Calendar || f.Axis == FlipAxis.Value))
            .OrderBy(f => f.Id).Select(f => new { f.SeriesKey, f.Period, f.Axis, f.ToStatus, f.Reason, f.RecordedAt }).ToListAsync(cancellationToken);
        var bySeries = changes.ToLookup(f => f.SeriesKey);
        return series.ToDictionary(
            key => key,
            key => new AgendaRecord(
                states.GetValueOrDefault(key)?.ToState(),
                [.. releases[key].Select(r => r.ToRelease())],
                bySeries[key].GroupBy(f => f.Period).ToDictionary(
                    g => ReferencePeriod.Parse(g.Key),
                    g => new AgendaChanges(
                        g.Count(f => f.Axis == FlipAxis.Calendar),
                        g.Count(f => f.Axis == FlipAxis.Release && _turns.Contains(f.ToStatus)),
                        g.LastOrDefault(f => f.Axis == FlipAxis.Calendar)?.Reason,
                        g.Max(f => f.RecordedAt)))),
            StringComparer.Ordinal);
    }

    public async Task<AgendaBasis> BasisAsync(string catalogue, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var definitions = await db.Catalogues.Where(c => c.Hash == catalogue).Select(c => c.LoadedAt).SingleAsync(cancellationToken);
        var calendars = await db.CalendarVersions.GroupBy(c => c.SourceKey).Select(g => new { g.Key, At = g.Max(c => c.FirstReadAt) })
            .ToDictionaryAsync(g => g.Key, g => g.At, StringComparer.Ordinal, cancellationToken);
        return new AgendaBasis(definitions, calendars);
    }
}
