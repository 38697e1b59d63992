using DataBlackHole.Core.Catalogue;
using DataBlackHole.Notifying;
using DataBlackHole.Storage;
using Quartz;

namespace DataBlackHole.Scheduling;

/// <summary>What a node does that watches: it plans, looks, sweeps and mails.</summary>
internal static class WatchingServices
{
    /// <summary>Looks that are under way at the same time in one process.</summary>
    private const int MostAtOnce = 16;

    public static void AddWatching(this IServiceCollection services, MonitorSettings settings, MonitorCatalogue catalogue)
    {
        var isShared = settings.Database.Provider == DatabaseProvider.Postgres;
        // Wrong settings are told now.
        _ = HouseJobs.Of(settings, catalogue, default);
        services.AddSingleton(s => HouseJobs.Of(settings, catalogue, s.GetRequiredService<TimeProvider>().GetUtcNow()));
        services.AddSingleton<LookDesk>();
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(options =>
            {
                options.InstanceName = LookSchedule.Scheduler;
                // A stop ends the looks under way instead of waiting for slow servers.
                options.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.UseDefaultThreadPool(MostAtOnce);
            if (isShared) Share(quartz, settings);
            else quartz.UseInMemoryStore();
        });
        services.AddOptions<QuartzSchedulerOptions>().Configure<NodeStanding>((options, node) => options.InstanceId = node.Name);
        if (isShared) services.AddHostedService<NodeWatch>();
        // Looks are planned before the scheduler starts: hosted services start in the order of their registration.
        services.AddHostedService<ScheduleStartup>();
        services.AddHostedService<ClockWatch>();
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddHostedService<NotifyingService>();
    }

    /// <summary>One schedule for all nodes, in the database of the record: whichever is free takes what is due, and takes over from one that died.</summary>
    private static void Share(IQuartzBuilder quartz, MonitorSettings settings)
    {
        // As soon as a node is missed, the others look for what it would have done next.
        quartz.ConfigureScheduler(options => options.IdleWaitTime = settings.Cluster.Checkin);
        quartz.UsePersistentStore(store =>
        {
            store.UsePostgres(settings.Database.ConnectionString);
            store.UseSystemTextJsonSerializer();
            store.ProvisionSchema();
            store.UseClustering(cluster =>
            {
                cluster.CheckinInterval = settings.Cluster.Checkin;
                cluster.CheckinMisfireThreshold = settings.Cluster.Patience;
            });
            store.ConfigureStore(options =>
            {
                options.StoreJobDataAsStrings = true;
                // A look that a stop breaks off is taken by another node at once.
                options.RecoverFiringsCancelledByShutdown = true;
                options.DbRetryInterval = settings.Cluster.Checkin;
            });
        });
    }
}
