using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Metering;
using DataBlackHole.Notifying;
using DataBlackHole.Probing.Fetching;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Probing;
using DataBlackHole.Proving;
using DataBlackHole.Scheduling;
using DataBlackHole.Serving;
using DataBlackHole.Serving.Exports;
using DataBlackHole.Storage;
using DataBlackHole.Surveying;

namespace DataBlackHole;

/// <summary>The parts of the monitor and how they fit together; the same for the service and for every verb.</summary>
public static class MonitorServices
{
    public static IServiceCollection AddMonitor(this IServiceCollection services, MonitorCatalogue catalogue, MonitorSettings settings)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(catalogue);
        services.AddSingleton(settings);
        services.AddSingleton(new Judge(catalogue));
        services.AddSingleton<Interpreter>();
        services.AddHistory(settings.Database);
        services.AddMetrics();
        services.AddSingleton<MonitorMeters>();
        services.AddSingleton<LookPipeline>();
        services.AddSingleton<DeadlineSweep>();
        services.AddSingleton<HttpMessageHandler>(_ => Vantages(catalogue));
        if (settings is { Role: NodeRole.Watch, Database.Provider: DatabaseProvider.Postgres }) services.AddSingleton<SharedTurns, DatabaseTurns>();
        services.AddSingleton<HostGate>();
        services.AddSingleton<LookTurns>();
        services.AddSingleton(new NodeStanding(catalogue.Hash, settings.Role));
        services.AddSingleton(s => new DocumentFetcher(
            s.GetRequiredService<HttpMessageHandler>(), s.GetRequiredService<HostGate>(), s.GetRequiredService<TimeProvider>(), settings.UserAgent));
        services.AddSingleton<SourceReader>();
        services.AddSingleton<SourcePoller>();
        services.AddSingleton<PlanDesk>();
        services.AddSingleton<LookSchedule>();
        services.AddSingleton<WatchedSources>();
        services.AddSingleton<DiskSpaceReader>();
        services.AddSingleton<OldestDueNotification>(s => stopping =>
            s.GetRequiredService<AlertOutbox>().OldestDueAsync(s.GetRequiredService<TimeProvider>().GetUtcNow(), stopping));
        services.AddSingleton<SelfWatchDesk>();
        services.AddSingleton<SelfWatcher>();
        services.AddSingleton<Heartbeat>();
        services.AddSingleton(settings.Evidence);
        services.AddSingleton<LogKeeper>();
        services.AddSingleton<EvidenceLogRoot>(s => () => s.GetRequiredService<LogKeeper>().NewestRoot);
        services.AddSingleton<Verification>();
        services.AddSingleton<SightDesk>();
        services.AddSingleton<RecordDesk>();
        services.AddSingleton<RecordExport>();
        services.AddSingleton<ExportFingerprint>();
        services.AddSurvey();
        return services;
    }

    /// <exception cref="SettingsException">A secret that a vantage refers to is not set.</exception>
    private static VantageRouter Vantages(MonitorCatalogue catalogue)
    {
        try
        {
            return new VantageRouter(catalogue.Vantages.ToDictionary(
                v => v.Key, HttpMessageHandler (v) => ProbeHandler.Create(VantageProxy.Of(v.Value, Environment.GetEnvironmentVariable)), StringComparer.Ordinal));
        }
        catch (MissingSecretException exception)
        {
            throw new SettingsException(exception.Message, exception);
        }
    }
}
