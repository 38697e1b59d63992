using System.Linq.Expressions;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage.Logging;
using DataBlackHole.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage.Writing;

/// <summary>Writes what was judged: states first (their versions keep out a second writer), then releases and flips.</summary>
internal sealed class VerdictWriter(MonitorDb db)
{
    public RowsAdded Added { get; private set; } = RowsAdded.None;

    public async Task WriteStatesAsync(IEnumerable<JudgedSeries> judged, SourceState? source, CancellationToken cancellationToken)
    {
        // In key order, so that two writers on PostgreSQL wait for each other and never both ways round.
        foreach (var series in judged.OrderBy(j => j.Verdict.State.Series, StringComparer.Ordinal))
            Put(SeriesStateRow.From(series.Verdict.State, series.LoadedVersion), series.LoadedVersion);
        if (source is not null) Put(SourceStateRow.From(source, source.Version), source.Version);
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task WriteReleasesAsync(Verdict verdict, CancellationToken cancellationToken)
    {
        if (verdict.Changed.IsEmpty && verdict.Backfilled.IsEmpty) return;
        var series = verdict.State.Series;
        var periods = verdict.Changed.Concat(verdict.Backfilled).Select(r => r.Period.ToString()).Distinct().ToList();
        var rows = await db.Releases.Where(r => r.SeriesKey == series && periods.Contains(r.Period))
            .ToDictionaryAsync(r => r.Period, StringComparer.Ordinal, cancellationToken);
        foreach (var release in verdict.Changed) Upsert(rows, ReleaseRow.From(series, release));
        foreach (var release in verdict.Backfilled) AddWhereAbsent(rows, ReleaseRow.From(series, release));
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>A flip that is on record already, as when a state is rebuilt from old captures, is not recorded again.</summary>
    public async Task WriteFlipsAsync(Verdict verdict, RunWriter runs, DateTimeOffset recordedAt, CancellationToken cancellationToken)
    {
        foreach (var flip in verdict.Flips)
        {
            var measurement = flip.Evidence is { } document ? await runs.MeasurementOfAsync(document, cancellationToken) : null;
            var row = FlipRow.From(flip, measurement, recordedAt);
            if (await db.Flips.AnyAsync(IsSame(row), cancellationToken)) continue;
            db.Flips.Add(row);
            await db.SaveChangesAsync(cancellationToken);
            await LeafQueue.AddAsync(db, LogEntryKind.Flip, row.Id, cancellationToken);
            Added = Added with { Flips = Added.Flips + 1 };
        }
    }

    private static Expression<Func<FlipRow, bool>> IsSame(FlipRow row) => f =>
        f.SeriesKey == row.SeriesKey && f.Axis == row.Axis && f.Period == row.Period && f.At == row.At
        && f.FromStatus == row.FromStatus && f.ToStatus == row.ToStatus;

    private void Upsert(Dictionary<string, ReleaseRow> rows, ReleaseRow row)
    {
        if (rows.TryGetValue(row.Period, out var known)) db.Entry(known).CurrentValues.SetValues(row);
        else AddWhereAbsent(rows, row);
    }

    private void AddWhereAbsent(Dictionary<string, ReleaseRow> rows, ReleaseRow row)
    {
        if (!rows.TryAdd(row.Period, row)) return;
        db.Releases.Add(row);
        Added = Added with { Releases = Added.Releases + 1 };
    }

    private void Put<T>(T row, long loadedVersion) where T : class
    {
        var entry = db.Entry(row);
        entry.State = loadedVersion == 0 ? EntityState.Added : EntityState.Modified;
        entry.Property("Version").CurrentValue = loadedVersion + 1;
        if (loadedVersion == 0) Added = Added with { States = Added.States + 1 };
    }
}
