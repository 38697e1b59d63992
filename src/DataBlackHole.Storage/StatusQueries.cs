using System.Linq.Expressions;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>What the status API reads. Nothing here writes, and nothing of the database shows.</summary>
public sealed class StatusQueries(IDbContextFactory<MonitorDb> contexts)
{
    private static readonly Expression<Func<SeriesStateRow, SeriesSummary>> _summary = s => new SeriesSummary
    {
        Series = s.SeriesKey,
        Status = s.Status,
        Since = s.Since,
        Reason = s.Reason,
        Grade = s.Grade,
        Origin = s.Origin,
        Visibility = s.Visibility,
        BlindReason = s.BlindReason,
        BlindSince = s.BlindSince,
        AsOf = s.AsOf,
        LastPeriod = s.LastPeriod == null ? null : ReferencePeriod.Parse(s.LastPeriod),
        NextDeadline = s.NextDeadline,
    };

    public async Task<IReadOnlyList<SeriesSummary>> AllSeriesAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        return await db.SeriesStates.OrderBy(s => s.SeriesKey).Select(_summary).ToListAsync(cancellationToken);
    }

    /// <summary>One series as it stands in the list, or null when nothing was judged about it yet.</summary>
    public async Task<SeriesSummary?> SummaryAsync(string series, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        return await db.SeriesStates.Where(s => s.SeriesKey == series).Select(_summary).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>One series, or null when nothing was judged about it yet.</summary>
    public async Task<SeriesDetail?> SeriesAsync(string series, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        var row = await db.SeriesStates.Include(s => s.Settled).SingleOrDefaultAsync(s => s.SeriesKey == series, cancellationToken);
        if (row is null) return null;
        var state = row.ToState();
        if (row.LastPeriod is not { } period) return new SeriesDetail(state, null, null);
        var release = await db.Releases.SingleOrDefaultAsync(r => r.SeriesKey == series && r.Period == period, cancellationToken);
        return new SeriesDetail(state, release?.ToRelease(), await LastSightingAsync(db, series, period, cancellationToken));
    }

    /// <summary>Releases of a series, the newest period first, before the cursor when there is one.</summary>
    public async Task<IReadOnlyList<ReleaseState>> ReleasesAsync(
        string series, ReferencePeriod? before, int limit, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        var releases = db.Releases.Where(r => r.SeriesKey == series);
        if (before is { Start: var start, End: var end } cursor)
        {
            var text = cursor.ToString();
            releases = releases.Where(r => r.PeriodEnd < end || (r.PeriodEnd == end
                && (r.PeriodStart < start || (r.PeriodStart == start && r.Period.CompareTo(text) < 0))));
        }
        var rows = await releases.OrderByDescending(r => r.PeriodEnd).ThenByDescending(r => r.PeriodStart).ThenByDescending(r => r.Period)
            .Take(limit).ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.ToRelease())];
    }

    /// <summary>Flips, the last recorded first: of one series or all, on one axis or all, before the cursor when there is one.</summary>
    public async Task<IReadOnlyList<FlipRecord>> FlipsAsync(
        string? series, FlipAxis? axis, long? before, int limit, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        IQueryable<FlipRow> flips = db.Flips;
        if (series is not null) flips = flips.Where(f => f.SeriesKey == series);
        if (axis is not null) flips = flips.Where(f => f.Axis == axis);
        if (before is not null) flips = flips.Where(f => f.Id < before);
        var rows = await flips.OrderByDescending(f => f.Id).Take(limit).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new FlipRecord(row.Id, row.ToFlip(), row.RecordedAt, row.MeasurementId))];
    }

    /// <summary>What a series was and whether it could be seen: every flip on these two axes that was on record by the instant, oldest first.</summary>
    public async Task<IReadOnlyList<FlipRecord>> FlipsRecordedByAsync(
        string series, DateTimeOffset instant, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        var rows = await db.Flips
            .Where(f => f.SeriesKey == series && (f.Axis == FlipAxis.Series || f.Axis == FlipAxis.Visibility) && f.RecordedAt <= instant)
            .OrderBy(f => f.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new FlipRecord(row.Id, row.ToFlip(), row.RecordedAt, row.MeasurementId))];
    }

    /// <summary>The states of some sources, by key; one that nobody looked at has none.</summary>
    public async Task<IReadOnlyDictionary<string, SourceState>> SourceStatesAsync(IReadOnlyCollection<string> sources, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        var rows = await db.SourceStates.AsNoTracking().Where(s => sources.Contains(s.SourceKey)).ToListAsync(cancellationToken);
        return rows.Select(r => r.ToState()).ToDictionary(s => s.Source, StringComparer.Ordinal);
    }

    public async Task<IReadOnlyList<SourceSummary>> SourcesAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        var looks = await db.Measurements.Where(m => m.Origin != Rereading.Origin).GroupBy(m => m.SourceKey).Select(g => new { g.Key, Looks = g.Sum(m => (long)m.Looks) })
            .ToDictionaryAsync(g => g.Key, g => g.Looks, StringComparer.Ordinal, cancellationToken);
        var rows = await db.SourceStates.OrderBy(s => s.SourceKey).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new SourceSummary(row.ToState(), looks.GetValueOrDefault(row.SourceKey)))];
    }

    public async Task<MonitorHealth> HealthAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        var sources = await db.SourceStates.GroupBy(s => s.Visibility).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return new MonitorHealth(sources, await db.SourceStates.MaxAsync(s => s.LastLookAt, cancellationToken));
    }

    public async Task<MeasurementRecord?> MeasurementAsync(long id, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        var row = await db.Measurements.Include(m => m.Observations.OrderBy(o => o.Id))
            .SingleOrDefaultAsync(m => m.Id == id, cancellationToken);
        return row is null ? null : new MeasurementRecord(
            row.Id,
            row.ToMeasurement(),
            [.. LookTimes.Decode(row.FirstAt, row.Times)],
            [.. row.Observations.Select(o => o.ToObservation())]);
    }

    private static async Task<Sighting?> LastSightingAsync(MonitorDb db, string series, string period, CancellationToken cancellationToken)
    {
        var sightings =
            from fact in db.Observations
            where fact.SeriesKey == series && fact.Period == period && fact.Kind == ObservationKind.Published
            join run in db.Measurements on fact.MeasurementId equals run.Id
            orderby run.LastAt descending, run.Id descending
            select new { run.Id, run.SourceKey, run.Url, run.LastAt, run.FirstAt, run.BodyDigest };
        var last = await sightings.FirstOrDefaultAsync(cancellationToken);
        if (last is null) return null;
        ContentDigest? body = last.BodyDigest is { } hex ? ContentDigest.Parse(hex) : null;
        return new Sighting(last.Id, last.SourceKey, last.Url, last.LastAt, body, last.FirstAt);
    }

    private async Task<MonitorDb> OpenAsync(CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return db;
    }
}
