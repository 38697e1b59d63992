using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DataBlackHole.Storage;

public static class HistoryMigration
{
    /// <summary>Brings the record that <see cref="StorageServices.AddHistory"/> registered up to date, creating it when there is none.</summary>
    public static Task MigrateHistoryAsync(this IServiceProvider services, CancellationToken cancellationToken = default) =>
        MonitorDatabase.MigrateAsync(services.GetRequiredService<IDbContextFactory<MonitorDb>>(), cancellationToken);

    /// <summary>How the schema of the record differs from the one of this program; null when it does not. Changes nothing.</summary>
    public static async Task<string?> HistoryDifferenceAsync(this IServiceProvider services, CancellationToken cancellationToken = default)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<MonitorDb>>().CreateDbContextAsync(cancellationToken);
        if (db.Database.IsSqlite() && !await db.Database.CanConnectAsync(cancellationToken)) return "there is no record yet";
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        var own = db.Database.GetMigrations().ToList();
        if (applied.Count == 0) return "there is no record yet";
        if (own.Except(applied, StringComparer.Ordinal).FirstOrDefault() is { } missing) return $"it is older and lacks {missing}";
        return applied.Except(own, StringComparer.Ordinal).FirstOrDefault() is { } unknown ? $"it is newer and has {unknown}" : null;
    }
}
