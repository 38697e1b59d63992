using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage;

/// <summary>The whole record in a few numbers that change whenever anything in it does; the same in every process.</summary>
public sealed class FingerprintQueries(IDbContextFactory<MonitorDb> contexts)
{
    public async Task<string> ReadAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // Whatever a look or a deadline writes raises the version of a state; what has no state only grows.
        var states = await db.SeriesStates.SumAsync(s => s.Version, cancellationToken);
        var sources = await db.SourceStates.SumAsync(s => s.Version, cancellationToken);
        var flips = await db.Flips.MaxAsync(f => (long?)f.Id, cancellationToken) ?? 0;
        var looks = await db.Measurements.MaxAsync(m => (long?)m.Id, cancellationToken) ?? 0;
        var reviews = await db.VerdictReviews.MaxAsync(r => (long?)r.Id, cancellationToken) ?? 0;
        return string.Create(CultureInfo.InvariantCulture, $"{states}.{sources}.{flips}.{looks}.{reviews}");
    }
}
