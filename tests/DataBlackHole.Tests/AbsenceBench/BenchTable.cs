using System.Globalization;
using System.Text;
using DataBlackHole.Tests.AbsenceBench.Scenarios;

namespace DataBlackHole.Tests.AbsenceBench;

/// <summary>Scenarios × result, for people.</summary>
internal static class BenchTable
{
    public static string Of(IReadOnlyCollection<BenchResult> results)
    {
        var byScenario = results.ToLookup(r => r.Scenario, StringComparer.Ordinal);
        var table = new StringBuilder("scenario | seeds | result | looks a year | events of the first seed\n");
        foreach (var scenario in AllScenarios.All.Where(s => byScenario.Contains(s.Name)))
        {
            var years = byScenario[scenario.Name].OrderBy(r => r.Seed).ToList();
            var passed = years.Count(r => r.Passed);
            var verdict = AllScenarios.AwaitsJudge.TryGetValue(scenario.Name, out var feature) ? $"{passed} passed, awaits: {feature}"
                : passed == years.Count ? "passed" : $"FAILED {years.Count - passed}";
            table.Append(CultureInfo.InvariantCulture, $"{scenario.Name} | {years.Count} | {verdict} | {years.Average(r => r.Looks):0} | {string.Join("; ", years[0].Events)}\n");
        }
        return table.Append(Summary(results)).ToString();
    }

    public static string Summary(IReadOnlyCollection<BenchResult> results)
    {
        var looks = results.Sum(r => r.Looks);
        var busy = results.Sum(r => r.Took.TotalSeconds);
        return string.Create(CultureInfo.InvariantCulture,
            $"{results.Count} years, {looks} looks, {results.Sum(r => r.Requests)} requests, {busy:0.0} s of simulation, {looks / Math.Max(busy, 0.001):0} looks/s on one thread, {results.Count(r => !r.Passed)} years with other events than demanded");
    }
}
