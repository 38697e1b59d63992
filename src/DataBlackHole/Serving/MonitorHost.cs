using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Metering;
using DataBlackHole.Notifying;
using DataBlackHole.Proving;
using DataBlackHole.Scheduling;
using DataBlackHole.Serving.Answering;
using DataBlackHole.Serving.Badges;
using DataBlackHole.Serving.Census;
using DataBlackHole.Serving.Feeds;
using DataBlackHole.Serving.Ical;
using DataBlackHole.Serving.Pages;
using DataBlackHole.Serving.Reference;
using DataBlackHole.Surveying;
using Quartz;

namespace DataBlackHole.Serving;

/// <summary>The hosted service: schedule and status API in one process.</summary>
public static class MonitorHost
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan _selfWatchInterval = TimeSpan.FromMinutes(1);

    public static WebApplication Build(
        MonitorCatalogue catalogue, MonitorSettings settings, Action<WebApplicationBuilder>? adjust = null, AlertRules? alerts = null)
    {
        var rules = alerts ?? AlertRules.None;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddConfiguration(MonitorSettings.Sources());
        builder.Services.AddMonitor(catalogue, settings);
        builder.Services.AddAlerts(catalogue, rules);
        builder.Services.AddNotifying(rules, settings.Notifying);
        AddSchedule(builder.Services, settings, catalogue);
        AddApi(builder.Services, settings);
        builder.Services.AddMetering();
        adjust?.Invoke(builder);
        var app = builder.Build();
        app.UseAnswering();
        app.UsePageErrors();
        app.MapStatusApi();
        app.MapApiReference();
        app.MapProblemPages();
        app.MapCausesApi();
        app.MapMonitorApi();
        app.MapMetrics();
        app.MapFeeds();
        app.MapCalendars();
        app.MapBadges();
        app.MapAlertsApi();
        app.MapCensusApi();
        app.MapOperatorApi();
        app.MapUnsubscribe();
        app.MapPages();
        return app;
    }

    private static void AddSchedule(IServiceCollection services, MonitorSettings settings, MonitorCatalogue catalogue)
    {
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore();
            // A stop ends the looks under way instead of waiting for slow servers.
            quartz.ConfigureScheduler(options => options.ShutdownJobInterruption = ShutdownJobInterruption.Always);
            quartz.UseDefaultThreadPool(16);
            quartz.AddJob<SweepJob>(job => job.WithIdentity("sweep").StoreDurably());
            quartz.AddTrigger<SweepJob>(trigger => trigger.ForJob("sweep").WithIdentity("sweep").StartNow()
                .WithSimpleSchedule(s => s.WithInterval(SweepInterval).RepeatForever()));
            quartz.AddJob<SelfWatchJob>(job => job.WithIdentity("self-watch").StoreDurably());
            quartz.AddTrigger<SelfWatchJob>(trigger => trigger.ForJob("self-watch").WithIdentity("self-watch").StartNow()
                .WithSimpleSchedule(s => s.WithInterval(_selfWatchInterval).RepeatForever()));
            quartz.AddJob<LogJob>(job => job.WithIdentity("log").StoreDurably());
            quartz.AddTrigger<LogJob>(trigger => trigger.ForJob("log").WithIdentity("log").StartNow()
                .WithSimpleSchedule(s => s.WithInterval(LogInterval).RepeatForever()));
            CensusJob.Schedule(quartz, settings, catalogue);
        });
        // Looks are planned before the scheduler starts: hosted services start in the order of their registration.
        services.AddHostedService<ScheduleStartup>();
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }

    private static void AddApi(IServiceCollection services, MonitorSettings settings)
    {
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddAnswering(settings.Api);
        services.AddPages();
        // A lambda on purpose: with a method group the generator that takes in the comments of the code does not find the call.
        services.AddOpenApi(options => ApiDescription.Configure(options));
    }
}
