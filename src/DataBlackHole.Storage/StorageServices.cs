using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DataBlackHole.Storage;

public static class StorageServices
{
    public static IServiceCollection AddHistory(this IServiceCollection services, DatabaseSettings settings)
    {
        services.AddSingleton(parts => new RecordWriting(parts.GetService<TimeProvider>() ?? TimeProvider.System, parts.GetService<ILogger<RecordWriting>>()));
        services.AddPooledDbContextFactory<MonitorDb>((parts, options) => options.UseHistory(settings).AddInterceptors(parts.GetRequiredService<RecordWriting>()));
        services.AddSingleton<HistoryStore>();
        services.AddSingleton<StatusQueries>();
        services.AddSingleton<CalendarQueries>();
        services.AddSingleton<FlipQueries>();
        services.AddSingleton<AgendaQueries>();
        services.AddSingleton<PageQueries>();
        services.AddSingleton<ReleaseQueries>();
        services.AddSingleton<LookQueries>();
        services.AddSingleton<VerdictReviews>();
        services.AddSingleton<RecordVersion>();
        services.AddSingleton<SeriesVersions>();
        services.AddSingleton<ExampleQueries>();
        services.AddSingleton<FingerprintQueries>();
        services.AddSingleton<SelfWatchStore>();
        services.AddSingleton<AlertOutbox>();
        services.AddSingleton<AlertMutes>();
        services.AddSingleton<LogSequencer>();
        services.AddSingleton<LogQueries>();
        services.AddSingleton<EvidenceAudit>();
        services.AddSingleton<KeptDocuments>();
        services.AddSingleton<CensusStore>();
        services.AddSingleton<CensusQueries>();
        services.AddSingleton<RecordGauges>();
        services.AddSingleton<HostTurns>();
        services.AddSingleton<Nodes>();
        services.AddSingleton<WakeUps>();
        services.AddSingleton<StartTurn>();
        return services;
    }

    public static DbContextOptionsBuilder UseHistory(this DbContextOptionsBuilder options, DatabaseSettings settings)
    {
        // What fails here throws, and whoever asked for it says what it means: two writers of one row are routine, a given-up look is too.
        options.ConfigureWarnings(warnings => warnings.Log(
            (RelationalEventId.CommandExecuted, LogLevel.Debug),
            (RelationalEventId.CommandError, LogLevel.Debug),
            (RelationalEventId.ConnectionError, LogLevel.Debug),
            (RelationalEventId.TransactionError, LogLevel.Debug),
            (CoreEventId.SaveChangesFailed, LogLevel.Debug),
            (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug)));
        return settings.Provider switch
        {
            DatabaseProvider.Sqlite => options
                .UseSqlite(settings.ConnectionString, sqlite => sqlite.MigrationsAssembly("DataBlackHole.Migrations.Sqlite"))
                .AddInterceptors(SqliteSession.Instance),
            DatabaseProvider.Postgres => options
                .UseNpgsql(settings.ConnectionString, postgres => postgres.MigrationsAssembly("DataBlackHole.Migrations.Postgres")),
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Provider, "not a known database"),
        };
    }
}
