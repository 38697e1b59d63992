using System.Text.Json;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Loading;
using DataBlackHole.Serving;

namespace DataBlackHole.Commands;

/// <summary><c>catalogue check</c> and <c>catalogue list</c>.</summary>
internal static class CatalogueCommand
{
    public static int Check(Invocation invocation)
    {
        var folder = invocation.Settings().Config;
        var result = CatalogueLoader.Load(folder);
        if (invocation.Json)
            invocation.Output.WriteLine(JsonSerializer.Serialize(new { folder, result.Catalogue?.Hash, problems = result.Problems }, ApiJson.Indented));
        else
            Describe(invocation.Output, folder, result);
        return result.Catalogue is null ? ExitCode.BadInput : ExitCode.Ok;
    }

    public static int List(Invocation invocation)
    {
        if (invocation.LoadCatalogue(invocation.Settings()).Catalogue is not { } catalogue) return ExitCode.BadInput;
        if (invocation.Json)
            invocation.Output.WriteLine(JsonSerializer.Serialize(catalogue.Series.Values.Select(Row), ApiJson.Indented));
        else
            foreach (var series in catalogue.Series.Values)
                invocation.Output.WriteLine($"{series.Key,-46} {(series.Kind == SeriesKind.Service ? nameof(SeriesKind.Service) : series.Cadence.ToString()),-9} {series.Name.En} · {series.Name.Zh}{(series.Ended is null ? "" : $" (ended with {series.Ended.LastPeriod})")}{(series.IsWatched ? "" : " (not watched; history only)")}");
        return ExitCode.Ok;
    }

    private static void Describe(TextWriter output, string folder, LoadResult result)
    {
        foreach (var problem in result.Problems) output.WriteLine(problem);
        output.WriteLine(result.Catalogue is { } catalogue
            ? $"{folder}: {catalogue.Publishers.Count} publishers, {catalogue.Sources.Count} sources, {catalogue.Series.Count} series, {catalogue.History.Entries.Length} history entries, no problem; catalogue {catalogue.Hash[..12]}"
            : $"{folder}: {result.Problems.Length} problem(s)");
    }

    private static object Row(SeriesDefinition series) => new
    {
        series.Key,
        series.Name,
        series.Publisher,
        series.Kind,
        series.Cadence,
        Sources = series.Readings.Select(r => r.Source).Distinct(),
        Watched = series.IsWatched,
        Ended = series.Ended?.LastPeriod.ToString(),
        series.SucceededBy,
    };
}
