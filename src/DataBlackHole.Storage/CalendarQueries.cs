using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>One recorded version of an announced calendar.</summary>
/// <param name="LastReadAt">The last look that still read it, before the next version was read.</param>
/// <param name="MeasurementId">The run of looks that read it first.</param>
/// <param name="Body">The document kept for that run.</param>
public sealed record CalendarVersionRecord(
    long Id, AnnouncedCalendarVersion Version, DateTimeOffset LastReadAt, long MeasurementId, ContentDigest? Body);

/// <summary>What is on record of announced calendars. Nothing here writes.</summary>
public sealed class CalendarQueries(IDbContextFactory<MonitorDb> contexts)
{
    /// <summary>All versions of the calendars of one source, the last read first.</summary>
    public async Task<IReadOnlyList<CalendarVersionRecord>> VersionsAsync(string source, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.CalendarVersions.AsNoTracking().Where(c => c.SourceKey == source)
            .OrderByDescending(c => c.FirstReadAt).ThenByDescending(c => c.Id).ToListAsync(cancellationToken);
        var runs = await db.Measurements.AsNoTracking()
            .Where(m => m.SourceKey == source && m.FailureKind == null)
            .Select(m => new { m.Id, m.FirstAt, m.LastAt, m.FactsDigest, m.BodyDigest }).ToListAsync(cancellationToken);
        var byId = runs.ToDictionary(r => r.Id);
        return [.. rows.Select(row =>
        {
            var first = byId[row.MeasurementId];
            var next = rows.Where(r => r.Year == row.Year && r.FirstReadAt > row.FirstReadAt).Select(r => (DateTimeOffset?)r.FirstReadAt).Min();
            // Runs that read the same say so by their facts; after a change of definitions the same facts begin a new run.
            var last = runs.Where(r => r.FactsDigest == first.FactsDigest && r.FirstAt >= row.FirstReadAt && !(r.LastAt >= next))
                .Select(r => r.LastAt).Append(row.FirstReadAt).Max();
            return new CalendarVersionRecord(
                row.Id, row.ToVersion(), last, row.MeasurementId, first.BodyDigest is { } hex ? ContentDigest.Parse(hex) : null);
        })];
    }
}
