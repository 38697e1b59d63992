using System.Text.Json;
using DataBlackHole.Serving;
using DataBlackHole.Storage;

namespace DataBlackHole.Commands;

/// <summary><c>replay</c>: captured documents through the real pipeline into the record, and a report of what they show.</summary>
internal static class ReplayCommand
{
    public static async Task<int> RunAsync(Invocation invocation, string archive, CancellationToken stopping)
    {
        var settings = invocation.Settings();
        if (invocation.LoadCatalogue(settings).Catalogue is not { } catalogue) return ExitCode.BadInput;
        if (!Directory.Exists(archive))
        {
            invocation.Error.WriteLine($"There is no folder '{archive}'; --archive wants the folder that holds index.tsv");
            return ExitCode.BadInput;
        }
        await using var services = new ServiceCollection().AddLogging().AddMonitor(catalogue, settings).AddSingleton<Replay>().BuildServiceProvider();
        await services.MigrateHistoryAsync(stopping);
        var report = await services.GetRequiredService<Replay>().RunAsync(archive, Progress(invocation), stopping);
        if (invocation.Json) invocation.Output.WriteLine(JsonSerializer.Serialize(report, ApiJson.Indented));
        else ReplayText.Write(invocation.Output, report);
        return report.Problems.IsEmpty ? ExitCode.Ok : ExitCode.BadInput;
    }

    /// <summary>Goes to the error stream, so that a report that is redirected stays whole.</summary>
    private static Action<int, int> Progress(Invocation invocation) => (done, all) =>
    {
        if (done % 20 == 0 || done == all) invocation.Error.WriteLine($"{done} of {all} documents");
    };
}
