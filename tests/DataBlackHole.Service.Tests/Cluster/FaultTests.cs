using System.Diagnostics;

namespace DataBlackHole.Service.Tests.Cluster;

/// <summary>What becomes of the record when a node dies; the other faults are in <see cref="AllFaultsTests"/>.</summary>
[Category("Faults")]
public sealed class FaultTests
{
    [Test]
    public async Task A_node_that_is_killed_during_a_fetch_is_replaced_within_seconds()
    {
        await using var bench = await ClusterBench.StartAsync();
        bench.Publisher.Delay = TimeSpan.FromSeconds(2);
        var node = await bench.LookingAsync("database");
        await bench.TellAsync(3);
        await node.KillAsync();
        var watch = Stopwatch.StartNew();
        bench.Publisher.Delay = TimeSpan.Zero;
        bench.Publish(9);
        await bench.LookedAgainAsync(times: 1);
        TestContext.Out.WriteLine($"every source was looked at {watch.Elapsed.TotalSeconds:0.0} s after the kill");

        await bench.AssertSoundAsync();
    }
}
