using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage.Writing;

/// <summary>Finding runs by address, moment and document.</summary>
internal static class RunQueries
{
    /// <summary>The one run of an address that may still grow.</summary>
    public static Task<MeasurementRow?> LatestAsync(MonitorDb db, string address, CancellationToken cancellationToken) =>
        db.Measurements.AsNoTracking().Where(m => m.Address == address)
            .OrderByDescending(m => m.LastAt).ThenByDescending(m => m.Id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>
    /// The run in which exactly this look is on record. Captured copies may carry the same coarse time and be different documents:
    /// a run that begins at the moment with another body is another look.
    /// </summary>
    public static async Task<long?> FindLookAsync(
        MonitorDb db, string address, DateTimeOffset takenAt, ContentDigest? body, CancellationToken cancellationToken)
    {
        var runs = await db.Measurements.AsNoTracking()
            .Where(m => m.Address == address && m.FirstAt <= takenAt && m.LastAt >= takenAt)
            .OrderBy(m => m.Id).ToListAsync(cancellationToken);
        return runs.Find(run => Holds(run, takenAt) && !(run.FirstAt == takenAt && IsOther(run, body)))?.Id;
    }

    public static async Task<long?> FindDocumentAsync(MonitorDb db, EvidenceRef document, CancellationToken cancellationToken)
    {
        var takenAt = UtcMilliseconds.Truncate(document.TakenAt);
        var runs = await db.Measurements.AsNoTracking()
            .Where(m => m.Url == document.Url && m.SourceKey == document.Source && m.FirstAt <= takenAt && m.LastAt >= takenAt)
            .OrderBy(m => m.Id).ToListAsync(cancellationToken);
        var holding = runs.FindAll(run => Holds(run, takenAt));
        return (holding.Find(run => run.BodyDigest == document.Body?.Hex) ?? holding.FirstOrDefault())?.Id;
    }

    private static bool Holds(MeasurementRow run, DateTimeOffset takenAt) =>
        run.LastAt == takenAt || LookTimes.Decode(run.FirstAt, run.Times).Contains(takenAt);

    private static bool IsOther(MeasurementRow run, ContentDigest? body) =>
        body is { } known && run.BodyDigest is { } digest && digest != known.Hex;
}
