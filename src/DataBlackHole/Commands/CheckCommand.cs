using System.Text.Json;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing;
using DataBlackHole.Scheduling;
using DataBlackHole.Serving;

namespace DataBlackHole.Commands;

/// <summary><c>check</c>: one look at every source of the given series; what was read, and what the judge would make of it alone.</summary>
internal static class CheckCommand
{
    public static async Task<int> RunAsync(Invocation invocation, string[] keys, CancellationToken stopping)
    {
        var settings = invocation.Settings();
        if (invocation.LoadCatalogue(settings).Catalogue is not { } catalogue) return ExitCode.BadInput;
        var unknown = keys.Where(k => !catalogue.Series.ContainsKey(k)).ToList();
        foreach (var key in unknown) invocation.Error.WriteLine($"There is no series '{key}'; `catalogue list` shows the keys");
        if (unknown.Count > 0) return ExitCode.BadInput;
        await using var services = new ServiceCollection().AddLogging().AddMonitor(catalogue, settings).BuildServiceProvider();
        var reader = services.GetRequiredService<SourceReader>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var looks = new List<CheckedSource>();
        foreach (var source in Sources(catalogue, keys, now))
        {
            foreach (var vantage in source.Vantages) looks.Add(await LookAsync(catalogue, reader, source, vantage, keys, now, stopping));
        }
        if (invocation.Json) invocation.Output.WriteLine(JsonSerializer.Serialize(looks, ApiJson.Indented));
        else foreach (var look in looks) Describe(invocation.Output, look);
        return looks.Any(l => l.Failure is not null) ? ExitCode.Blind : ExitCode.Ok;
    }

    private static IEnumerable<SourceDefinition> Sources(MonitorCatalogue catalogue, string[] keys, DateTimeOffset now) => keys
        .SelectMany(k => catalogue.Series[k].Readings.Select(r => r.Source)).Distinct(StringComparer.Ordinal)
        .Select(s => catalogue.Sources[s])
        .Where(s => s.Kind != SourceKind.ReleasePage && s.AddressOn(DateOnly.FromDateTime(now.UtcDateTime)) is not null);

    private static async Task<CheckedSource> LookAsync(
        MonitorCatalogue catalogue, SourceReader reader, SourceDefinition source, string vantage, string[] keys, DateTimeOffset now, CancellationToken stopping)
    {
        var look = (await reader.LookAsync(source, now, null, null, stopping, vantage)).ToList();
        if (source.Listing?.LeadsTo is { } pages)
        {
            var wanted = look.SelectMany(r => r.Observations).Where(o => keys.Contains(o.Series));
            foreach (var link in FollowPlanner.Links(catalogue, catalogue.Sources[pages], wanted).Take(keys.Length))
                look.Add(await reader.LookAtAsync(catalogue.Sources[pages], new ProbeRequest("GET", link), stopping, vantage));
        }
        var first = look[0].Capture.Measurement;
        return new CheckedSource(
            source.Key, first.Vantage, first.Request.Url, first.Status, first.BodyLength, first.Body?.Hex, first.Failure,
            [.. look.SelectMany(r => r.Observations).Where(o => keys.Contains(o.Series))]);
    }

    private static void Describe(TextWriter output, CheckedSource look)
    {
        output.WriteLine($"{look.Source}  {look.Url}{(look.Vantage == SourceReader.Direct ? "" : $"  from {look.Vantage}")}");
        output.WriteLine($"  status {(object?)look.Status ?? "none"}, {look.Length} bytes{(look.Sha256 is null ? "" : $", sha256 {look.Sha256}")}");
        if (look.Failure is { } failure) output.WriteLine($"  cannot see ({BlindReasons.Of(failure.Kind)}): {failure}");
        foreach (var seen in look.Observations)
            output.WriteLine($"  {seen.Series}: {seen.Kind} {seen.Period} {seen.Value} {seen.Title}{(seen.Witness is null ? "" : $"  [witness: {seen.Witness}]")}{(seen.Failure is null ? "" : $"  [{seen.Failure}]")}");
        output.WriteLine();
    }

    /// <summary>One look of a check.</summary>
    internal sealed record CheckedSource(
        string Source, string Vantage, string Url, int? Status, long Length, string? Sha256, ProbeFailure? Failure, IReadOnlyList<Observation> Observations);
}
