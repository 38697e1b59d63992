using System.Globalization;
using System.Text.Json;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Serving;
using DataBlackHole.Storage;

namespace DataBlackHole.Commands;

/// <summary><c>backtest</c>: simulated polling over the publication record of the given series, with the real planner and judge.</summary>
internal static class BacktestCommand
{
    /// <summary>Fewer releases with a printed time make no record.</summary>
    private const int LeastReleases = 12;

    private const int MostReleases = 100_000;

    public static async Task<int> RunAsync(Invocation invocation, string[] keys, CancellationToken stopping)
    {
        var settings = invocation.Settings();
        if (invocation.LoadCatalogue(settings).Catalogue is not { } catalogue) return ExitCode.BadInput;
        if (keys.FirstOrDefault(k => !catalogue.Series.ContainsKey(k)) is { } unknown)
        {
            invocation.Error.WriteLine($"There is no series '{unknown}'; `catalogue list` shows the keys");
            return ExitCode.BadInput;
        }
        await using var services = new ServiceCollection().AddLogging().AddMonitor(catalogue, settings).BuildServiceProvider();
        await services.PrepareRecordAsync(stopping);
        var undated = Undated(catalogue);
        var judge = new Judge(undated);
        var queries = services.GetRequiredService<StatusQueries>();
        var results = new List<BacktestResult>();
        foreach (var series in undated.Series.Values.Where(s => s.Release is not null && (keys.Length == 0 || keys.Contains(s.Key))))
        {
            var record = await RecordAsync(queries, judge, series, stopping);
            if (record.Count >= LeastReleases && PolledSource(undated, series) is { } source) results.Add(new Backtest(judge).Run(series, source, record));
        }
        Write(invocation, results);
        return results.Any(r => r.FalseLate + r.FalseMissing + r.Missed.Length > 0) ? ExitCode.Disagrees : ExitCode.Ok;
    }

    /// <summary>The record reaches back to before today's addresses; the simulated shelf was there all the time.</summary>
    private static MonitorCatalogue Undated(MonitorCatalogue catalogue) => new(
        catalogue.Hash,
        catalogue.Publishers.Values,
        catalogue.Sources.Values.Select(s => s with { Addresses = [.. s.Addresses.Select(a => a with { ValidFrom = null, ValidTo = null })] }),
        catalogue.Series.Values.Select(s => s with { Readings = [.. s.Readings.Where(r => PolledSource(catalogue, s)?.Key == r.Source)] }),
        catalogue.Recognisers);

    private static SourceDefinition? PolledSource(MonitorCatalogue catalogue, SeriesDefinition series) =>
        series.Readings.Where(r => r is ListingReading or DatabaseReading or RecordReading).Select(r => catalogue.Sources[r.Source]).FirstOrDefault();

    private static async Task<List<KnownRelease>> RecordAsync(StatusQueries queries, Judge judge, SeriesDefinition series, CancellationToken stopping)
    {
        var releases = await queries.ReleasesAsync(series.Key, null, MostReleases, stopping);
        var time = judge.CalendarOf(series)!.Rule.Time.ToTimeSpan();
        return [.. releases.Where(r => r is { Status: ReleaseStatus.Published, PublishedAt: not null })
            .Select(r => new KnownRelease(r.Period, r.PublishedAt!.IsDayOnly ? r.PublishedAt.At + time : r.PublishedAt.At))];
    }

    private static void Write(Invocation invocation, List<BacktestResult> results)
    {
        if (invocation.Json)
        {
            invocation.Output.WriteLine(JsonSerializer.Serialize(results, ApiJson.Indented));
            return;
        }
        if (results.Count == 0) invocation.Output.WriteLine($"No series has {LeastReleases} releases with a printed publication time on record; replay an archive first");
        foreach (var result in results) Describe(invocation.Output, result);
    }

    private static void Describe(TextWriter output, BacktestResult result)
    {
        output.WriteLine($"{result.Series}: {result.Releases} releases in {result.Stretches} stretches, {result.Looks} looks");
        output.WriteLine($"  false Late {result.FalseLate}, false Missing {result.FalseMissing}, missed {result.Missed.Length}");
        output.WriteLine($"  seen after {Minutes(result.MedianDetection)} min (median), {Minutes(result.LargestDetection)} min (most)");
        foreach (var claim in result.Claims)
            output.WriteLine($"  {claim.Claim} {claim.Period} at {claim.At.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}{(claim.IsTrue ? "" : "  FALSE")}");
        foreach (var period in result.Missed) output.WriteLine($"  MISSED: {period} was late and was not called so");
    }

    private static string Minutes(TimeSpan? span) => span?.TotalMinutes.ToString("0.0", CultureInfo.InvariantCulture) ?? "-";
}
