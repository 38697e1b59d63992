using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>How often each series was judged and how much operators said: what changes whenever releases or flips of the series do.</summary>
public sealed record SeriesVersionSet(string Record, FrozenDictionary<string, long> Versions, long Reviews)
{
    public (long Version, long Reviews) Of(string series) => (Versions.GetValueOrDefault(series), Reviews);
}

/// <summary>Reads the versions of all series at once. Nothing here writes.</summary>
public sealed class SeriesVersions(IDbContextFactory<MonitorDb> contexts)
{
    /// <param name="record">The version of the record that is read, or an earlier one.</param>
    /// <param name="cancellationToken">Shutdown.</param>
    public async Task<SeriesVersionSet> ReadAsync(string record, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var versions = await db.SeriesStates.Select(s => new { s.SeriesKey, s.Version }).ToListAsync(cancellationToken);
        var reviews = await db.VerdictReviews.MaxAsync(r => (long?)r.Id, cancellationToken) ?? 0;
        return new SeriesVersionSet(record, versions.ToFrozenDictionary(v => v.SeriesKey, v => v.Version, StringComparer.Ordinal), reviews);
    }
}
