using System.Net.Sockets;
using DataBlackHole.Serving;

namespace DataBlackHole.Commands;

/// <summary><c>serve</c>: watch and answer until stopped.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken stopping)
    {
        var settings = invocation.Settings();
        if (invocation.LoadCatalogue(settings).Catalogue is not { } catalogue) return ExitCode.BadInput;
        await using var app = MonitorHost.Build(catalogue, settings);
        // Built now, so that a secret that is not set is told before the start and not by the first look.
        app.Services.GetRequiredService<HttpMessageHandler>();
        await app.Services.PrepareRecordAsync(stopping);
        await StartAsync(app, stopping);
        await app.WaitForShutdownAsync(stopping);
        return ExitCode.Ok;
    }

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
