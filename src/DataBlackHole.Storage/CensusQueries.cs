using DataBlackHole.Core.Census;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>What censuses found. Nothing here writes.</summary>
public sealed class CensusQueries(IDbContextFactory<MonitorDb> contexts)
{
    /// <summary>The last census of a publisher that ended: by the instant when one is given.</summary>
    public async Task<CensusEnd?> LastAsync(string publisher, DateTimeOffset? recordedBy = null, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ends = db.CensusEnds.AsNoTracking();
        if (recordedBy is { } instant) ends = ends.Where(e => e.EndedAt <= instant);
        var found = await (from end in ends
                           join run in db.CensusRuns.AsNoTracking() on end.RunId equals run.Id
                           where run.Publisher == publisher
                           orderby end.RunId descending
                           select new { end, run }).FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : new CensusEnd(found.run.ToRun(), found.end.EndedAt, RecordJson.Read<CensusSummary>(found.end.Summary));
    }

    /// <summary>The present version of every indicator, or the one on record by an instant; of one standing only when it is given.</summary>
    public async Task<IReadOnlyList<CensusVersion>> IndicatorsAsync(
        string publisher, CensusStanding? standing = null, DateTimeOffset? recordedBy = null, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = CensusStore.Newest(db, publisher, recordedBy);
        if (standing is { } wanted) rows = rows.Where(r => r.Standing == wanted);
        return [.. (await rows.OrderBy(r => r.Tree).ThenBy(r => r.Path).ThenBy(r => r.Indicator).ToListAsync(cancellationToken)).Select(r => r.ToVersion())];
    }

    /// <summary>Versions with one of these changes, the newest first.</summary>
    public async Task<IReadOnlyList<CensusVersion>> ChangesAsync(
        string publisher, IReadOnlyCollection<CensusChange> changes, long? before, int limit, long? run = null, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = db.CensusIndicators.AsNoTracking().Where(i => i.Publisher == publisher && changes.Contains(i.Change));
        if (before is { } id) rows = rows.Where(r => r.Id < id);
        if (run is { } only) rows = rows.Where(r => r.RunId == only);
        return [.. (await rows.OrderByDescending(r => r.Id).Take(limit).ToListAsync(cancellationToken)).Select(r => r.ToVersion())];
    }
}
