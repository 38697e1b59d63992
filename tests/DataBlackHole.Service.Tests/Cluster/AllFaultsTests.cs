using System.Diagnostics;
using Npgsql;

namespace DataBlackHole.Service.Tests.Cluster;

/// <summary>What becomes of the record when nodes and the database fail, one test for each fault.</summary>
[Explicit("takes minutes: dotnet test tests/DataBlackHole.Service.Tests --filter TestCategory=AllFaults")]
[Category("AllFaults")]
public sealed class AllFaultsTests
{
    [Test]
    public async Task A_node_that_is_killed_in_the_middle_of_its_transaction_leaves_nothing_half()
    {
        await using var bench = await ClusterBench.StartAsync();
        await using (var connection = new NpgsqlConnection(bench.Database.Setting))
        {
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var hold = new NpgsqlCommand("SELECT 1 FROM source_states WHERE source_key = 'database' FOR UPDATE", connection, transaction);
            await hold.ExecuteScalarAsync();
            bench.Publish(9);
            await bench.UntilAsync("a node waits in its transaction", async () => await bench.Database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%source_states%'") > 0);
            await (await bench.LookingAsync("database")).KillAsync();
            await transaction.RollbackAsync();
        }
        await bench.LookedAgainAsync();

        await bench.AssertSoundAsync(outage: TimeSpan.FromSeconds(20));
    }

    [Test]
    public async Task Nodes_that_are_killed_while_they_mail_tell_everything_under_one_identifier_each()
    {
        await using var bench = await ClusterBench.StartAsync();
        for (var kill = 0; kill < 4; kill++)
        {
            await bench.TellAsync(8);
            await bench.UntilAsync("a mail is under way", async () => await bench.Database.ScalarAsync<long>("SELECT count(*) FROM alert_outbox WHERE claimed_until > now() AND state = 'Pending'") > 0);
            await bench.Nodes.First().KillAsync();
            await bench.AddAsync();
        }

        await bench.AssertSoundAsync();
    }

    [Test]
    public async Task A_database_that_is_restarted_is_waited_for_and_what_was_fetched_meanwhile_is_recorded()
    {
        await using var bench = await ClusterBench.StartAsync();
        bench.Publisher.Delay = TimeSpan.FromSeconds(3);
        await bench.LookingAsync("database");
        bench.Publish(9);
        await bench.UntilAsync("a node asks the publisher", async () => await bench.Database.ScalarAsync<long>("SELECT count(*) FROM host_turns WHERE holder <> ''") > 0);
        var (closed, looks) = (TimeProvider.System.GetUtcNow(), bench.Publisher.Visits.Length);
        await bench.Database.CloseAsync();
        await Task.Delay(TimeSpan.FromSeconds(15));
        bench.Publisher.Delay = TimeSpan.Zero;
        await bench.Database.OpenAsync();
        await bench.LookedAgainAsync();

        Assert.That(bench.Nodes.Count(), Is.EqualTo(3), "nobody died of it");
        Assert.That(bench.Publisher.Visits.Skip(looks).Any(v => v.Begun < closed.AddSeconds(1)), Is.True, "a look was under way");
        await bench.AssertSoundAsync(outage: TimeSpan.FromSeconds(30));
    }

    [Test]
    public async Task A_database_that_stands_still_for_a_minute_is_survived()
    {
        await using var bench = await ClusterBench.StartAsync();
        await bench.TellAsync(3);
        await bench.Database.PauseAsync();
        await Task.Delay(TimeSpan.FromSeconds(60));
        await bench.Database.GoOnAsync();
        bench.Publish(9);
        await bench.LookedAgainAsync();

        Assert.That(bench.Nodes.Count(), Is.EqualTo(3), "nobody died of it");
        await bench.AssertSoundAsync(outage: TimeSpan.FromSeconds(90));
    }

    [Test]
    public async Task A_node_that_is_asked_to_stop_during_a_look_stops_soon_and_another_takes_the_look()
    {
        await using var bench = await ClusterBench.StartAsync();
        bench.Publisher.Delay = TimeSpan.FromSeconds(4);
        var node = await bench.LookingAsync("list");
        var took = await node.StopAsync();
        var watch = Stopwatch.StartNew();
        bench.Publisher.Delay = TimeSpan.Zero;
        await bench.LookedAgainAsync(times: 1);
        TestContext.Out.WriteLine($"the stop took {took.TotalSeconds:0.0} s; every source was looked at {watch.Elapsed.TotalSeconds:0.0} s later");

        Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(15)));
        await bench.AssertSoundAsync();
    }

    [Test]
    public async Task Nodes_with_older_definitions_stand_by_and_say_so_and_go_on_when_the_newer_one_leaves()
    {
        await using var bench = await ClusterBench.StartAsync(nodes: 2);
        var newer = await bench.AddAsync(bench.OtherDefinitions());
        foreach (var node in bench.Nodes.Where(n => n != newer))
        {
            await bench.UntilAsync("the older nodes stand by", async () => (await node.HealthAsync()).GetProperty("node").GetProperty("standsByFor").GetString() is not null);
            Assert.That((await node.HealthAsync()).GetProperty("status").GetString(), Is.Not.EqualTo("ok"));
            Assert.That(node.Output, Does.Contain("stands by and plans, looks and mails nothing"));
        }
        var since = await bench.Database.ScalarAsync<long>("SELECT max(id) FROM measurements");
        bench.Publish(9);
        await bench.TellAsync(2);
        await bench.LookedAgainAsync();
        var hashes = await bench.Database.ListAsync<string>($"SELECT DISTINCT catalogue_hash FROM measurements WHERE id > {since}");
        Assert.That(hashes, Is.EqualTo(new[] { (await newer.HealthAsync()).GetProperty("node").GetProperty("catalogue").GetString() }), "one catalogue counts");
        await newer.StopAsync();
        await bench.LookedAgainAsync();

        Assert.That(bench.Nodes.Select(n => n.Output), Is.All.Contains("works again"));
        await bench.AssertSoundAsync();
    }

    [Test]
    public async Task A_rolling_restart_with_new_definitions_misses_nothing()
    {
        await using var bench = await ClusterBench.StartAsync();
        var folder = bench.OtherDefinitions();
        foreach (var node in bench.Nodes.ToList())
        {
            await node.StopAsync();
            await bench.AddAsync(folder);
            bench.Publish(9);
        }
        await bench.TellAsync(3);
        await bench.LookedAgainAsync();

        await bench.AssertSoundAsync();
    }
}
