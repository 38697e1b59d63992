using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>What the pages read, for all series at once wherever a page shows many. Nothing here writes.</summary>
public sealed class PageQueries(IDbContextFactory<MonitorDb> contexts)
{
    private static readonly FlipAxis[] _public = [.. Enum.GetValues<FlipAxis>().Where(FlipKinds.IsPublic)];
    private static readonly ReleaseStatus[] _open = [ReleaseStatus.Scheduled, ReleaseStatus.Due, ReleaseStatus.Late, ReleaseStatus.Missing];

    public async Task<RecordMark> MarkAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        return new RecordMark(
            await db.Flips.MaxAsync(f => (long?)f.Id, cancellationToken) ?? 0,
            await db.SourceStates.MaxAsync(s => s.LastLookAt, cancellationToken),
            await db.SelfWatchEvents.MaxAsync(e => (long?)e.Id, cancellationToken) ?? 0,
            await db.SeriesStates.SumAsync(s => s.Version, cancellationToken),
            await db.VerdictReviews.MaxAsync(r => (long?)r.Id, cancellationToken) ?? 0,
            await db.CensusEnds.MaxAsync(e => (long?)e.RunId, cancellationToken) ?? 0);
    }

    /// <summary>Releases of the series whose period ends on the day or later.</summary>
    /// <param name="withTimes">Whether it matters when each of them came out: reading that takes longer than all the rest.</param>
    public async Task<IReadOnlyList<ReleaseMark>> ReleaseMarksAsync(
        IReadOnlyCollection<string> series, DateOnly periodsFrom, bool withTimes, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        var releases = db.Releases.Where(r => series.Contains(r.SeriesKey) && r.PeriodEnd >= periodsFrom);
        var marks = withTimes
            ? releases.Select(r => new ReleaseMark(r.SeriesKey, r.Period, r.Status, r.Reason, r.WindowLateAfter, r.FirstSeenAt, r.PublishedAt))
            : releases.Select(r => new ReleaseMark(r.SeriesKey, r.Period, r.Status, r.Reason, null, null, null));
        return await marks.ToListAsync(cancellationToken);
    }

    /// <summary>Releases of the series that are waited for and whose period ends on the day or later, the earliest first.</summary>
    public async Task<IReadOnlyList<OpenRelease>> OpenReleasesAsync(
        IReadOnlyCollection<string> series, DateOnly periodsFrom, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        var rows = await db.Releases.Where(r => series.Contains(r.SeriesKey) && r.PeriodEnd >= periodsFrom && _open.Contains(r.Status))
            .Select(r => new { r.SeriesKey, r.Period, r.Status, r.WindowDue, r.WindowLateAfter, r.WindowBasis }).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new OpenRelease(r.SeriesKey, ReferencePeriod.Parse(r.Period), r.Status, r.WindowDue, r.WindowLateAfter, r.WindowBasis)).OrderBy(r => r.Period)];
    }

    /// <summary>All that is on record of the releases of several series, by series, the newest period first.</summary>
    public async Task<ILookup<string, ReleaseState>> ReleasesOfAsync(IReadOnlyCollection<string> series, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        var rows = await db.Releases.Where(r => series.Contains(r.SeriesKey))
            .OrderByDescending(r => r.PeriodEnd).ThenByDescending(r => r.PeriodStart).ToListAsync(cancellationToken);
        return rows.ToLookup(r => r.SeriesKey, r => r.ToRelease(), StringComparer.Ordinal);
    }

    /// <summary>Flips about the status and the sight of every series that were on record by the instant, by series.</summary>
    public async Task<ILookup<string, FlipRecord>> StatusFlipsAsync(DateTimeOffset recordedBy, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        var rows = await db.Flips.Where(f => (f.Axis == FlipAxis.Series || f.Axis == FlipAxis.Visibility) && f.RecordedAt <= recordedBy).OrderBy(f => f.Id).ToListAsync(cancellationToken);
        return rows.ToLookup(r => r.SeriesKey, Record, StringComparer.Ordinal);
    }

    /// <summary>The last turn of every release by what was on record by the instant and had happened before another.</summary>
    /// <param name="asked">Of which series, recorded by when, before when.</param>
    /// <param name="fromYear">Only of periods of this year or later.</param>
    public async Task<IReadOnlyList<ReleaseTurn>> ReleaseTurnsAsync(FlipsWanted asked, int fromYear, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        // Every period begins with its year, and none reaches into another.
        var year = fromYear.ToString("0000", CultureInfo.InvariantCulture);
        var flips = db.Flips.Where(f => f.Axis == FlipAxis.Release && f.RecordedAt <= asked.RecordedBy && f.At < asked.Before && f.Period.CompareTo(year) >= 0);
        if (asked.Series is { } series) flips = flips.Where(f => series.Contains(f.SeriesKey));
        var rows = await flips.OrderBy(f => f.At).ThenBy(f => f.Id)
            .Select(f => new ReleaseTurn(f.SeriesKey, f.Period, f.FromStatus, f.ToStatus, f.Reason, f.Id)).ToListAsync(cancellationToken);
        return [.. rows.GroupBy(r => (r.Series, r.Period)).Select(g => g.Last())];
    }

    /// <summary>By release: its announced date before the first change of it that came into the record after the instant.</summary>
    public async Task<IReadOnlyDictionary<(string Series, string Period), string>> CalendarMovesAfterAsync(DateTimeOffset instant, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        var rows = await db.Flips.Where(f => f.Axis == FlipAxis.Calendar && f.RecordedAt > instant).OrderBy(f => f.Id)
            .Select(f => new { f.SeriesKey, f.Period, f.FromStatus }).ToListAsync(cancellationToken);
        return rows.GroupBy(r => (r.SeriesKey, r.Period)).ToDictionary(g => g.Key, g => g.First().FromStatus);
    }

    /// <summary>When the first flip of each series came into the record: before that nothing about it was recorded.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> FirstRecordedAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        return await db.Flips.GroupBy(f => f.SeriesKey).Select(g => new { g.Key, At = g.Min(f => f.RecordedAt) })
            .ToDictionaryAsync(g => g.Key, g => g.At, StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>Flips, the last recorded first, before the cursor when there is one.</summary>
    public async Task<IReadOnlyList<FlipRecord>> FlipsAsync(FlipsWanted asked, long? cursor, int limit, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        var flips = db.Flips.Where(f => f.RecordedAt <= asked.RecordedBy);
        if (asked.Series is { } series) flips = flips.Where(f => series.Contains(f.SeriesKey));
        if (asked.Public is { } about) flips = about ? flips.Where(f => _public.Contains(f.Axis)) : flips.Where(f => f.Axis == FlipAxis.Visibility);
        if (asked.Before is { } before) flips = flips.Where(f => f.At < before);
        if (cursor is not null) flips = flips.Where(f => f.Id < cursor);
        var rows = await flips.OrderByDescending(f => f.Id).Take(limit).ToListAsync(cancellationToken);
        return [.. rows.Select(Record)];
    }

    public async Task<IReadOnlyList<SourceLooks>> LooksAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        return await db.Measurements.Where(m => m.Origin != Core.Measuring.Rereading.Origin).GroupBy(m => m.SourceKey)
            .Select(g => new SourceLooks(g.Key, g.Min(m => m.FirstAt), g.Max(m => m.LastAt), g.Sum(m => (long)m.Looks))).ToListAsync(cancellationToken);
    }

    /// <summary>The places in the log of records of one kind; those that wait for theirs are left out.</summary>
    public async Task<IReadOnlyDictionary<long, long>> LeavesAsync(LogEntryKind kind, IReadOnlyCollection<long> records, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        var leaves = await db.LogLeaves.Where(l => l.Kind == kind && records.Contains(l.Subject)).Select(l => new { l.Subject, l.LeafIndex }).ToListAsync(cancellationToken);
        return leaves.GroupBy(l => l.Subject).ToDictionary(g => g.Key, g => g.Min(l => l.LeafIndex));
    }

    private static FlipRecord Record(FlipRow row) => new(row.Id, row.ToFlip(), row.RecordedAt, row.MeasurementId);

    private async Task<MonitorDb> OpenAsync(CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return db;
    }
}
