using System.Text.Json;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Proving;
using DataBlackHole.Serving;
using DataBlackHole.Serving.Exports;

namespace DataBlackHole.Commands;

/// <summary><c>export csv</c>, <c>ndjson</c>, <c>sdmx</c> and <c>archive</c>: the record as tables.</summary>
internal static class TableCommand
{
    private const int FirstYear = 1949;
    private const int LastYear = 9998;

    public static async Task<int> RunAsync(Invocation invocation, string format, string table, ExportAsked asked, TimeAsked time, string output, CancellationToken stopping)
    {
        await using var services = await OpenAsync(invocation, stopping);
        if (services is null) return ExitCode.BadInput;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (!ExportScopes.TryRead(services.GetRequiredService<MonitorCatalogue>(), asked, time, now, out var scope, out var problem))
            throw new SettingsException(problem!.ProblemDetails.Detail ?? "");
        var export = services.GetRequiredService<RecordExport>();
        var content = format == "sdmx" ? export.Observations(scope, stopping) : export.Table(table, scope, stopping);
        if (content is null) throw new SettingsException($"--table: there is no table '{table}': there are {RecordExport.Names}");
        await WriteAsync(output, stream => format == "ndjson" ? NdjsonTable.WriteAsync(stream, content, stopping) : CsvTable.WriteAsync(stream, content, stopping));
        var bytes = new FileInfo(output).Length;
        if (invocation.Json) invocation.Output.WriteLine(JsonSerializer.Serialize(new { output, bytes }, ApiJson.Indented));
        else invocation.Output.WriteLine($"{output}: {bytes} bytes; values are exact, so import them as text");
        return ExitCode.Ok;
    }

    public static async Task<int> ArchiveAsync(Invocation invocation, int year, string output, CancellationToken stopping)
    {
        if (year is < FirstYear or > LastYear) throw new SettingsException($"--year: {year} is no year of this record");
        await using var services = await OpenAsync(invocation, stopping);
        if (services is null) return ExitCode.BadInput;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        IReadOnlyList<string> files = [];
        await GuardAsync(output, async () => files = await services.GetRequiredService<YearArchive>().WriteAsync(year, output, now, stopping));
        if (invocation.Json) invocation.Output.WriteLine(JsonSerializer.Serialize(new { output, year, files }, ApiJson.Indented));
        else invocation.Output.WriteLine($"{output}: {files.Count} files about {year}; begin with README.md");
        return ExitCode.Ok;
    }

    /// <summary>Null when the definitions are wrong; what is wrong was printed.</summary>
    private static async Task<ServiceProvider?> OpenAsync(Invocation invocation, CancellationToken stopping)
    {
        var settings = invocation.Settings();
        if (invocation.LoadCatalogue(settings).Catalogue is not { } catalogue) return null;
        var services = new ServiceCollection().AddLogging().AddMonitor(catalogue, settings).AddSingleton<LogExport>().AddSingleton<YearArchive>().BuildServiceProvider();
        await services.OpenRecordAsync(settings.Database, stopping);
        return services;
    }

    private static Task WriteAsync(string output, Func<Stream, Task> write) => GuardAsync(output, async () =>
    {
        await using var file = File.Create(output);
        await write(file);
    });

    private static async Task GuardAsync(string output, Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"--out: '{output}' cannot be written: {exception.Message}", exception);
        }
    }
}
