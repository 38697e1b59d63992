using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DataBlackHole.Storage;

public static class HistoryMigration
{
    /// <summary>Brings the record that <see cref="StorageServices.AddHistory"/> registered up to date, creating it when there is none.</summary>
    public static Task MigrateHistoryAsync(this IServiceProvider services, CancellationToken cancellationToken = default) =>
        MonitorDatabase.MigrateAsync(services.GetRequiredService<IDbContextFactory<MonitorDb>>(), cancellationToken);
}
