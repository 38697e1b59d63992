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
        await MonitorHost.PrepareAsync(app, stopping);
        await app.RunAsync(stopping);
        return ExitCode.Ok;
    }
}
