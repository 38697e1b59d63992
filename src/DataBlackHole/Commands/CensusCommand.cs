using System.Text.Json;
using DataBlackHole.Core.Census;
using DataBlackHole.Serving;
using DataBlackHole.Serving.Census;
using DataBlackHole.Storage;
using DataBlackHole.Surveying;

namespace DataBlackHole.Commands;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Publisher">Key of the publisher.</param>
/// <param name="Archive">Folder of captures to read instead of the network; null for the network.</param>
/// <param name="Csv">File to write all indicators to; null for none.</param>
internal sealed record CensusOrder(string Publisher, string? Archive, string? Csv, bool Provinces, bool Resume, bool Anew);

/// <summary><c>census</c>: every indicator of a publisher's database, and which of them stopped, vanished or came back.</summary>
internal static class CensusCommand
{
    private const int TellEvery = 20;

    public static async Task<int> RunAsync(Invocation invocation, CensusOrder order, CancellationToken stopping)
    {
        var settings = invocation.Settings();
        if (invocation.LoadCatalogue(settings).Catalogue is not { } catalogue) return ExitCode.BadInput;
        if (!catalogue.Publishers.ContainsKey(order.Publisher))
        {
            invocation.Error.WriteLine($"There is no publisher '{order.Publisher}'");
            return ExitCode.BadInput;
        }
        await using var services = new ServiceCollection().AddLogging().AddMonitor(catalogue, settings).BuildServiceProvider();
        return order.Archive is { } archive
            ? await OfArchiveAsync(invocation, services, settings, order, archive, stopping)
            : await LiveAsync(invocation, services, order, stopping);
    }

    private static async Task<int> LiveAsync(Invocation invocation, ServiceProvider services, CensusOrder order, CancellationToken stopping)
    {
        await services.PrepareRecordAsync(stopping);
        var plan = new SurveyPlan(order.Publisher, [.. CensusJob.Trees(order.Provinces)], order.Anew, order.Resume);
        SurveyOutcome? outcome;
        try
        {
            outcome = await services.GetRequiredService<CensusSurvey>().RunAsync(plan, Progress(invocation), stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            invocation.Error.WriteLine("Stopped before the end. What was read is on record; the same command goes on from there.");
            return ExitCode.Blind;
        }
        catch (CensusTakenException exception)
        {
            invocation.Error.WriteLine($"Not taken: {exception.Message}. Wait for its end, or stop it; it can be gone on with at any time.");
            return ExitCode.BadInput;
        }
        if (outcome is null)
        {
            invocation.Error.WriteLine("There is no census to go on with; leave out --resume to begin one.");
            return ExitCode.BadInput;
        }
        if (outcome.Blind is { } blind)
        {
            invocation.Error.WriteLine($"Broken off: the database cannot be seen at present ({blind}). This says nothing about the publisher. The same command goes on from there.");
            return ExitCode.Blind;
        }
        return await TellAsync(invocation, services, order, stopping);
    }

    private static async Task<int> TellAsync(Invocation invocation, ServiceProvider services, CensusOrder order, CancellationToken stopping)
    {
        var queries = services.GetRequiredService<CensusQueries>();
        if (order.Csv is { } file) await ExportAsync(queries, order.Publisher, file, stopping);
        var report = await CensusReport.OfAsync(queries, order.Publisher, stopping);
        if (invocation.Json) invocation.Output.WriteLine(JsonSerializer.Serialize(report, ApiJson.Indented));
        else CensusText.Write(invocation.Output, report);
        return ExitCode.Ok;
    }

    /// <summary>Every indicator on record, as CSV.</summary>
    public static async Task ExportAsync(CensusQueries queries, string publisher, string file, CancellationToken stopping) =>
        await CensusCsv.WriteAsync(file, (await queries.IndicatorsAsync(publisher, cancellationToken: stopping)).Select(v => CensusMapping.Indicator(publisher, v.Finding)), stopping);

    private static async Task<int> OfArchiveAsync(
        Invocation invocation, ServiceProvider services, MonitorSettings settings, CensusOrder order, string archive, CancellationToken stopping)
    {
        if (!Directory.Exists(archive))
        {
            invocation.Error.WriteLine($"There is no folder '{archive}'; --archive wants the folder that holds index.tsv");
            return ExitCode.BadInput;
        }
        var (known, isWhole) = await KnownAsync(services, settings, order.Publisher, stopping);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var report = await services.GetRequiredService<ArchiveCensus>().ReadAsync(archive, order.Publisher, known, isWhole, now, stopping);
        var indicators = report.Findings.Select(f => CensusMapping.Indicator(order.Publisher, f)).ToList();
        if (order.Csv is { } file) await CensusCsv.WriteAsync(file, indicators, stopping);
        if (invocation.Json)
            invocation.Output.WriteLine(JsonSerializer.Serialize(new { report.Documents, indicators, cannotTell = report.Summary.CannotTell.Select(CensusMapping.Untold), old = report.Old, report.Problems }, ApiJson.Indented));
        else CensusText.Write(invocation.Output, report);
        return report.Problems.IsEmpty ? ExitCode.Ok : ExitCode.BadInput;
    }

    /// <summary>The names that the last census on record has; none when there is no record.</summary>
    private static async Task<(IReadOnlyCollection<string> Names, bool IsWhole)> KnownAsync(ServiceProvider services, MonitorSettings settings, string publisher, CancellationToken stopping)
    {
        if (settings.Database.FilePath is { } file && !File.Exists(file)) return ([], false);
        await services.OpenRecordAsync(settings.Database, stopping);
        var queries = services.GetRequiredService<CensusQueries>();
        if (await queries.LastAsync(publisher, cancellationToken: stopping) is not { } last) return ([], false);
        var versions = (await queries.IndicatorsAsync(publisher, cancellationToken: stopping)).Where(v => v.Finding.Indicator.Standing != CensusStanding.Vanished).ToList();
        return ([.. versions.SelectMany(v => v.Finding.Indicator.Path.Split(" / ").Append(v.Finding.Indicator.Name)).Distinct()], last.Summary.IsWhole);
    }

    /// <summary>Goes to the error stream, so that a report that is redirected stays whole.</summary>
    private static Action<SurveyProgress> Progress(Invocation invocation)
    {
        var told = -TellEvery;
        return progress =>
        {
            if (progress.Failure is null && progress.Done < told + TellEvery && progress.Left > 0) return;
            if (progress.Failure is null) told = progress.Done;
            invocation.Error.WriteLine(progress);
        };
    }
}
