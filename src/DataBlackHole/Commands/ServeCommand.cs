using System.Net.Sockets;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Proving;
using DataBlackHole.Serving;

namespace DataBlackHole.Commands;

/// <summary><c>serve</c>: watch and answer until stopped.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken stopping)
    {
        var settings = invocation.Settings();
        var loaded = invocation.LoadCatalogue(settings);
        if (loaded.Catalogue is not { } catalogue) return ExitCode.BadInput;
        await using var app = MonitorHost.Build(catalogue, settings, alerts: loaded.Alerts);
        // Built now, so that a secret that is not set is told before the start and not by the first look.
        app.Services.GetRequiredService<HttpMessageHandler>();
        try
        {
            await app.Services.PrepareRecordAsync(stopping);
            if (settings.Role == NodeRole.Watch) ProveReady(app.Services, settings);
            await StartAsync(app, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped while it waited for the database, or for other nodes.
            return ExitCode.Ok;
        }
        TellStart(app, catalogue, settings);
        // Loading the definitions leaves several times their size behind, which would stay until the first look that needs it.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        await app.WaitForShutdownAsync(stopping);
        return ExitCode.Ok;
    }

    /// <summary>A key or roots that cannot be used are told now, and not when something is to be proved.</summary>
    private static void ProveReady(IServiceProvider services, MonitorSettings settings)
    {
        _ = services.GetRequiredService<LogKeeper>().Key;
        TimeStamps.Roots(settings.Evidence.StampRoots);
    }

    /// <summary>The one line of an ordinary start: what runs, where it answers, where it writes.</summary>
    private static void TellStart(WebApplication app, MonitorCatalogue catalogue, MonitorSettings settings) => app.Logger.LogInformation(
        "{Does} {Series} series; answering on {Addresses}; the record is {Record}",
        settings.Role == NodeRole.Watch ? "Watching" : "Answering only, about", catalogue.Series.Values.Count(s => s.IsWatched), string.Join(' ', app.Urls), settings.Database.FilePath ?? "in PostgreSQL");

    private static async Task StartAsync(WebApplication app, CancellationToken stopping)
    {
        try
        {
            await app.StartAsync(stopping);
        }
        catch (Exception exception) when (exception is IOException or SocketException or FormatException)
        {
            throw new SettingsException($"Urls: the status API cannot be served: {exception.Message}", exception);
        }
    }
}
