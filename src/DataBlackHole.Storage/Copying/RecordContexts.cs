using Microsoft.EntityFrameworkCore;

namespace DataBlackHole.Storage.Copying;

/// <summary>Contexts over a database that is not the one of the service.</summary>
internal sealed class RecordContexts : IDbContextFactory<MonitorDb>
{
    private readonly DbContextOptions<MonitorDb> _options;

    public RecordContexts(DatabaseSettings database)
    {
        var options = new DbContextOptionsBuilder<MonitorDb>();
        options.UseHistory(database);
        _options = options.Options;
    }

    public MonitorDb CreateDbContext() => new(_options);
}
