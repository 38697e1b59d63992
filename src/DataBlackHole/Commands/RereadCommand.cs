using System.Text.Json;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Proving;
using DataBlackHole.Serving;

namespace DataBlackHole.Commands;

/// <summary><c>reread</c>: the present readers over the documents that were kept; what they say differently goes on record beside the old.</summary>
internal static class RereadCommand
{
    public static async Task<int> RunAsync(Invocation invocation, string? source, string? version, CancellationToken stopping)
    {
        var settings = invocation.Settings();
        if (invocation.LoadCatalogue(settings).Catalogue is not { } catalogue) return ExitCode.BadInput;
        if (source is not null && !catalogue.Sources.ContainsKey(source)) throw new SettingsException($"There is no source '{source}'; the folder config/sources holds one file for each");
        await using var services = new ServiceCollection().AddLogging().AddMonitor(catalogue, settings).AddSingleton<RereadingRun>().BuildServiceProvider();
        await services.OpenRecordAsync(settings.Database, stopping);
        await services.PrepareRecordAsync(stopping);
        var report = await services.GetRequiredService<RereadingRun>().RunAsync(source is null ? null : [source], version ?? WarcExport.ProgramVersion(), Progress(invocation), stopping);
        if (invocation.Json) invocation.Output.WriteLine(JsonSerializer.Serialize(report, ApiJson.Indented));
        else Describe(invocation.Output, report);
        return ExitCode.Ok;
    }

    private static void Describe(TextWriter output, RereadReport report)
    {
        foreach (var document in report.Changed)
        {
            output.WriteLine($"measurement {document.Measurement}, {document.Source}, {document.TakenAt:u}  {document.Url}");
            if (document.FailureBefore != document.Failure) output.WriteLine($"  could not be read: {document.FailureBefore?.ToString() ?? "no"} then, {document.Failure?.ToString() ?? "no"} now");
            foreach (var gone in document.Gone) output.WriteLine($"  - {Text(gone)}");
            foreach (var found in document.New) output.WriteLine($"  + {Text(found)}");
            foreach (var flip in document.Flips) output.WriteLine($"  {flip.Series} {flip.Period}: {flip.From} → {flip.To} ({flip.Reason})");
        }
        output.WriteLine($"{report.Documents} documents read again by {report.Reader[..Math.Min(40, report.Reader.Length)]}; {report.Changed.Length} say something else now");
    }

    private static string Text(Observation fact) => $"{fact.Series}: {fact.Kind} {fact.Period} {fact.Value} {fact.Title}".TrimEnd();

    private static Action<int> Progress(Invocation invocation) => done =>
    {
        if (done % 100 == 0) invocation.Error.WriteLine($"{done} documents");
    };
}
