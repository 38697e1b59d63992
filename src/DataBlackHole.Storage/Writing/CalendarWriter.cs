using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Storage.Logging;
using DataBlackHole.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage.Writing;

/// <summary>Puts a calendar on record when it differs from the one that was in force at the moment of the look.</summary>
internal static class CalendarWriter
{
    /// <returns>Rows added: one or none.</returns>
    public static async Task<int> WriteAsync(
        MonitorDb db, AnnouncedCalendarVersion version, long measurementId, CancellationToken cancellationToken)
    {
        var row = CalendarVersionRow.From(version, measurementId);
        var known = db.CalendarVersions.Where(c => c.SourceKey == row.SourceKey && c.Year == row.Year);
        var inForce = await known.Where(c => c.FirstReadAt <= row.FirstReadAt)
            .OrderByDescending(c => c.FirstReadAt).ThenByDescending(c => c.Id).Select(c => c.Digest).FirstOrDefaultAsync(cancellationToken);
        // Captured copies may carry one coarse time and be different versions.
        if (inForce == row.Digest || await known.AnyAsync(c => c.FirstReadAt == row.FirstReadAt && c.Digest == row.Digest, cancellationToken)) return 0;
        db.CalendarVersions.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        await LeafQueue.AddAsync(db, LogEntryKind.CalendarVersion, row.Id, cancellationToken);
        return 1;
    }
}
