using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Metering;
using DataBlackHole.Notifying;
using DataBlackHole.Scheduling;
using DataBlackHole.Serving.Answering;
using DataBlackHole.Serving.Badges;
using DataBlackHole.Serving.Census;
using DataBlackHole.Serving.Feeds;
using DataBlackHole.Serving.Ical;
using DataBlackHole.Serving.Pages;
using DataBlackHole.Serving.Reference;

namespace DataBlackHole.Serving;

/// <summary>The hosted service: schedule and status API in one process.</summary>
public static class MonitorHost
{
    /// <summary>Settings are read at the start. Watching for changes of their files would wake a thread with every write below the folder of the program, where the record may be.</summary>
    private const string NoFilesWatched = "--hostBuilder:reloadConfigOnChange=false";

    public static WebApplication Build(
        MonitorCatalogue catalogue, MonitorSettings settings, Action<WebApplicationBuilder>? adjust = null, AlertRules? alerts = null)
    {
        var rules = alerts ?? AlertRules.None;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, Args = [NoFilesWatched] });
        builder.Configuration.AddConfiguration(MonitorSettings.Sources());
        builder.Services.AddMonitor(catalogue, settings);
        builder.Services.AddAlerts(catalogue, rules);
        builder.Services.AddNotifying(rules, settings.Notifying);
        if (settings.Role == NodeRole.Watch) builder.Services.AddWatching(settings, catalogue);
        AddApi(builder.Services, settings);
        builder.Services.AddMetering();
        adjust?.Invoke(builder);
        var app = builder.Build();
        app.UseAnswering();
        app.UsePageErrors();
        if (settings.Role == NodeRole.Answer) app.Use(RefuseChangesAsync);
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

    private static Task RefuseChangesAsync(HttpContext context, RequestDelegate next) =>
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method)
            ? next(context)
            : ApiProblems.OnlyAnswers().ExecuteAsync(context);

    private static void AddApi(IServiceCollection services, MonitorSettings settings)
    {
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddAnswering(settings.Api);
        services.AddPages();
        // A lambda on purpose: with a method group the generator that takes in the comments of the code does not find the call.
        services.AddOpenApi(options => ApiDescription.Configure(options));
    }
}
