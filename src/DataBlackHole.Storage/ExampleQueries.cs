using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>Something that is on record, for examples; null where there is nothing of the kind.</summary>
/// <param name="Calendar">A source of which two versions of one calendar are known.</param>
/// <param name="Day">A day up to which something was recorded.</param>
public sealed record RecordExamples(string? Series, string? Source, string? Calendar, string? Body, long? Flip, long? Measurement, string? Day, bool HasLog);

/// <summary>Finds examples. Nothing here writes.</summary>
public sealed class ExampleQueries(IDbContextFactory<MonitorDb> contexts)
{
    public async Task<RecordExamples> FindAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var flip = await db.Flips.OrderByDescending(f => f.Id).Select(f => new { f.Id, f.SeriesKey, f.RecordedAt }).FirstOrDefaultAsync(cancellationToken);
        var look = await db.Measurements.Where(m => m.BodyDigest != null).OrderByDescending(m => m.Id).Select(m => new { m.Id, m.SourceKey, m.BodyDigest }).FirstOrDefaultAsync(cancellationToken);
        var calendar = await db.CalendarVersions.GroupBy(c => new { c.SourceKey, c.Year }).Where(g => g.Count() > 1).Select(g => g.Key.SourceKey).FirstOrDefaultAsync(cancellationToken);
        return new RecordExamples(
            flip?.SeriesKey, look?.SourceKey, calendar, look?.BodyDigest, flip?.Id, look?.Id,
            flip?.RecordedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), await db.LogLeaves.AnyAsync(cancellationToken));
    }
}
