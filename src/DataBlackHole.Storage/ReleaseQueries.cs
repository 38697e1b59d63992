using System.Runtime.CompilerServices;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>One release with its series.</summary>
public sealed record ReleaseRecord(string Series, ReleaseState Release);

/// <summary>Where a list of releases goes on: after this one.</summary>
public readonly record struct ReleaseCursor(ReferencePeriod Period, string Series);

/// <summary>Which releases.</summary>
public sealed record ReleaseFilter
{
    /// <summary>Of these series; of all when null.</summary>
    public IReadOnlyCollection<string>? Series { get; init; }

    public ReleaseStatus? Status { get; init; }

    /// <summary>Those that have or had this status, as far as their flips tell.</summary>
    public ReleaseStatus? HadStatus { get; init; }

    /// <summary>Of periods that ended on this day or later.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Of periods that began on this day or earlier.</summary>
    public DateOnly? To { get; init; }
}

/// <summary>What lists and exports of releases read. Nothing here writes.</summary>
public sealed class ReleaseQueries(IDbContextFactory<MonitorDb> contexts)
{
    private const int Portion = 1000;

    private static readonly FlipAxis[] _axes = [FlipAxis.Release, FlipAxis.Calendar, FlipAxis.Value];

    /// <summary>Releases, the newest period first, after the cursor when there is one.</summary>
    public async Task<IReadOnlyList<ReleaseRecord>> NewestAsync(ReleaseFilter filter, ReleaseCursor? after, int limit, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var releases = Where(db, filter);
        if (after is { Period: { Start: var start, End: var end } period, Series: var series })
        {
            var text = period.ToString();
            // The first condition follows from the second; by it alone the index is entered in the right place.
            releases = releases.Where(r => r.PeriodEnd <= end && (r.PeriodEnd < end || r.PeriodStart < start
                || (r.PeriodStart == start && (r.Period.CompareTo(text) < 0 || (r.Period == text && r.SeriesKey.CompareTo(series) < 0)))));
        }
        var rows = await releases.OrderByDescending(r => r.PeriodEnd).ThenByDescending(r => r.PeriodStart).ThenByDescending(r => r.Period).ThenByDescending(r => r.SeriesKey)
            .Take(limit).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new ReleaseRecord(r.SeriesKey, r.ToRelease()))];
    }

    /// <summary>Releases in the order of series and periods, in portions, so that memory does not grow with the record and no transaction stays open.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ReleaseRecord>> InOrderAsync(ReleaseFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (ReleaseCursor? after = null; ;)
        {
            var portion = await PortionAsync(filter, after, cancellationToken);
            if (portion.Count > 0) yield return portion;
            if (portion.Count < Portion) yield break;
            after = new ReleaseCursor(portion[^1].Release.Period, portion[^1].Series);
        }
    }

    private async Task<IReadOnlyList<ReleaseRecord>> PortionAsync(ReleaseFilter filter, ReleaseCursor? after, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var releases = Where(db, filter);
        if (after is { Period: { Start: var start, End: var end } period, Series: var series })
        {
            var text = period.ToString();
            releases = releases.Where(r => r.SeriesKey.CompareTo(series) >= 0 && (r.SeriesKey.CompareTo(series) > 0 || r.PeriodEnd > end
                || (r.PeriodEnd == end && (r.PeriodStart > start || (r.PeriodStart == start && r.Period.CompareTo(text) > 0)))));
        }
        var rows = await releases.OrderBy(r => r.SeriesKey).ThenBy(r => r.PeriodEnd).ThenBy(r => r.PeriodStart).ThenBy(r => r.Period).Take(Portion).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new ReleaseRecord(r.SeriesKey, r.ToRelease()))];
    }

    /// <summary>The changes of these releases, by series and period.</summary>
    public async Task<ILookup<(string Series, ReferencePeriod Period), FlipRecord>> FlipsOfAsync(IReadOnlyCollection<ReleaseRecord> releases, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var series = releases.Select(r => r.Series).Distinct(StringComparer.Ordinal).ToList();
        var periods = releases.Select(r => r.Release.Period.ToString()).Distinct(StringComparer.Ordinal).ToList();
        var rows = await db.Flips.AsNoTracking().Where(f => series.Contains(f.SeriesKey) && _axes.Contains(f.Axis) && periods.Contains(f.Period)).ToListAsync(cancellationToken);
        return rows.Select(r => new FlipRecord(r.Id, r.ToFlip(), r.RecordedAt, r.MeasurementId)).ToLookup(f => (f.Flip.Series, f.Flip.Period!.Value));
    }

    /// <summary>By series: when anything about it was recorded first.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> KnownSinceAsync(IReadOnlyCollection<string> series, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Flips.Where(f => series.Contains(f.SeriesKey)).GroupBy(f => f.SeriesKey).Select(g => new { g.Key, At = g.Min(f => f.RecordedAt) })
            .ToDictionaryAsync(g => g.Key, g => g.At, StringComparer.Ordinal, cancellationToken);
    }

    private static IQueryable<ReleaseRow> Where(MonitorDb db, ReleaseFilter filter)
    {
        var releases = db.Releases.AsNoTracking();
        if (filter.HadStatus is { } had)
        {
            var word = had.ToString();
            releases = releases.Where(r => r.Status == had
                || db.Flips.Any(f => f.SeriesKey == r.SeriesKey && f.Axis == FlipAxis.Release && f.Period == r.Period && (f.ToStatus == word || f.FromStatus == word)));
        }
        if (filter.Series is { } series) releases = releases.Where(r => series.Contains(r.SeriesKey));
        if (filter.Status is { } status) releases = releases.Where(r => r.Status == status);
        if (filter.From is { } from) releases = releases.Where(r => r.PeriodEnd >= from);
        if (filter.To is { } to) releases = releases.Where(r => r.PeriodStart <= to);
        return releases;
    }
}
