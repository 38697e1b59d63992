using System.Text.Json;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;
using Quartz;

namespace DataBlackHole.Serving;

/// <summary>The hosted service: schedule and status API in one process.</summary>
public static class MonitorHost
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    public static WebApplication Build(MonitorCatalogue catalogue, MonitorSettings settings, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddConfiguration(MonitorSettings.Sources());
        builder.Services.AddMonitor(catalogue, settings);
        AddSchedule(builder.Services);
        AddApi(builder.Services);
        adjust?.Invoke(builder);
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapStatusApi();
        return app;
    }

    /// <summary>Brings the record up to date and keeps the definitions in it; must have run before the first look.</summary>
    public static async Task PrepareAsync(WebApplication app, CancellationToken stopping)
    {
        await app.Services.MigrateHistoryAsync(stopping);
        var catalogue = app.Services.GetRequiredService<MonitorCatalogue>();
        var summary = JsonSerializer.Serialize(
            new { Publishers = catalogue.Publishers.Keys, Sources = catalogue.Sources.Keys, Series = catalogue.Series.Keys }, ApiJson.Compact);
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        await app.Services.GetRequiredService<HistoryStore>().RememberCatalogueAsync(catalogue.Hash, summary, now, stopping);
    }

    private static void AddSchedule(IServiceCollection services)
    {
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore();
            quartz.UseDefaultThreadPool(16);
            quartz.AddJob<SweepJob>(job => job.WithIdentity("sweep").StoreDurably());
            quartz.AddTrigger<SweepJob>(trigger => trigger.ForJob("sweep").WithIdentity("sweep").StartNow()
                .WithSimpleSchedule(s => s.WithInterval(SweepInterval).RepeatForever()));
        });
        // Looks are planned before the scheduler starts: hosted services start in the order of their registration.
        services.AddHostedService<ScheduleStartup>();
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }

    private static void AddApi(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddProblemDetails();
        services.AddOpenApi();
    }
}
