namespace DataBlackHole.Tests.AbsenceBench;

/// <summary>One seed of every scenario.</summary>
public sealed class AbsenceBenchTests
{
    [Test]
    public async Task Probe()
    {
        foreach (var scenario in Enumerable.Range(0, 4).SelectMany(_ => Scenarios.PunctualScenarios.All))
        {
            var result = await BenchRun.RunAsync(scenario, 1);
            await TestContext.Out.WriteLineAsync($"{scenario.Name}: {result.Looks} looks {result.Requests} requests {result.Took.TotalMilliseconds} ms, {result.Looks / result.Took.TotalSeconds:0}/s; {string.Join("; ", result.Problems)} | {string.Join("; ", result.Events)}");
        }
    }
}
