using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using DataBlackHole.Tests.AbsenceBench.Scenarios;

namespace DataBlackHole.Tests.AbsenceBench;

/// <summary>Every seed of every scenario; minutes of work, so only when asked for by its category.</summary>
[Explicit("takes minutes: dotnet test tests/DataBlackHole.Tests --filter TestCategory=AllSeeds")]
[Category("AllSeeds")]
[NonParallelizable]
public sealed class AllSeedsTests
{
    private static readonly int Seeds = int.Parse(Environment.GetEnvironmentVariable("DATABLACKHOLE_BENCH_SEEDS") ?? "20", CultureInfo.InvariantCulture);

    /// <summary>Set to run other seeds than the first ones, and scenarios whose name contains something: to find out about one that fails.</summary>
    private static readonly int FirstSeed = int.Parse(Environment.GetEnvironmentVariable("DATABLACKHOLE_BENCH_FIRST_SEED") ?? "1", CultureInfo.InvariantCulture);

    private static readonly string? Only = Environment.GetEnvironmentVariable("DATABLACKHOLE_BENCH_ONLY");

    private static IEnumerable<Scenario> Asked => AllScenarios.All.Where(s => Only is null || s.Name.Contains(Only, StringComparison.OrdinalIgnoreCase));

    [Test]
    public async Task Every_seed_of_every_scenario_raises_exactly_its_events()
    {
        var started = Stopwatch.GetTimestamp();
        var years = Asked.SelectMany(s => Enumerable.Range(FirstSeed, Seeds).Select(seed => (Scenario: s, Seed: (ulong)seed)));
        var results = new ConcurrentBag<BenchResult>();
        await Parallel.ForEachAsync(years, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (year, _) =>
        {
            var result = await BenchRun.RunAsync(year.Scenario, year.Seed);
            results.Add(result);
            if (!result.Passed) await TestContext.Progress.WriteLineAsync($"{result.Scenario} (seed {result.Seed}): {string.Join("; ", result.Problems)}");
            if (results.Count % 100 == 0) await TestContext.Progress.WriteLineAsync($"{results.Count} years, {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
        });
        var took = Stopwatch.GetElapsedTime(started);
        await TestContext.Progress.WriteLineAsync(BenchTable.Of(results));
        await TestContext.Progress.WriteLineAsync($"{took.TotalSeconds:0} s, {results.Sum(r => r.Looks) / took.TotalSeconds:0} looks/s on {Environment.ProcessorCount} cores; {GC.GetTotalPauseDuration().TotalSeconds:0} s of it in {GC.CollectionCount(0)} collections of garbage");
        var failed = results.Where(r => !r.Passed && !AllScenarios.AwaitsJudge.ContainsKey(r.Scenario)).OrderBy(r => r.Scenario, StringComparer.Ordinal).ThenBy(r => r.Seed);
        Assert.That(failed.Select(r => $"{r.Scenario} (seed {r.Seed}): {string.Join("; ", r.Problems)}"), Is.Empty);
    }
}
