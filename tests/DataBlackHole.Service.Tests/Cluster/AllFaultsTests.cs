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
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)), "taken over at once, not by the next planning");
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

    [TestCase(1)]
    [TestCase(-1)]
    public async Task A_clock_that_is_stepped_by_an_hour_makes_nothing_happen_twice(int hours)
    {
        await using var database = TestDatabase.Name(Storage.DatabaseProvider.Postgres);
        await using var publisher = await ConstructedPublisher.StartAsync();
        using var definitions = new Definitions(publisher.Url);
        foreach (var source in new[] { "list", "database" })
            await File.AppendAllTextAsync(Path.Combine(definitions.Folder, "sources", $"{source}.yaml"), "\npoll: { inWindow: 3s, otherwise: 3s }\n");
        publisher.Values["202608MM"] = "5.8";
        publisher.Release("2026年8月份产量增长8.0%", new DateTime(2026, 9, 15, 10, 0, 0), "t8.html");
        var now = TimeProvider.System.GetUtcNow();
        var clocks = new[] { new MovedClock(now), new MovedClock(now) };
        await using var first = await TestService.StartAsync(definitions.Load(), database, clocks[0]);
        await using var second = await TestService.StartAsync(definitions.Load(), database, clocks[1]);
        await first.UntilAsync("/api/v1/series", s => s.GetProperty("items").EnumerateArray().All(i => i.GetProperty("lastPeriod").ValueKind == System.Text.Json.JsonValueKind.String));

        foreach (var step in new[] { hours, -hours })
        {
            clocks[1].Advance(TimeSpan.FromHours(step));
            publisher.Values["202609MM"] = $"{step + 6}.9";
            var before = publisher.Answers.Count(a => a.Path == "/query");
            await UntilAsync(() => publisher.Answers.Count(a => a.Path == "/query") >= before + 3, $"after a step by {step} hours");
        }

        Assert.That(await database.ScalarAsync("SELECT count(*) FROM (SELECT to_status, lag(to_status) OVER (PARTITION BY series_key, axis, period ORDER BY id) AS last FROM flips) f WHERE to_status = last"), Is.Zero, "flips that happened twice");
        Assert.That(first.Errors.Concat(second.Errors), Is.Empty);
        var visits = publisher.Visits.OrderBy(v => v.Begun).ToList();
        Assert.That(visits.Zip(visits.Skip(1), (a, b) => b.Begun - a.Begun).Min(), Is.GreaterThan(TimeSpan.FromSeconds(0.9)), "the host was asked by two nodes at once");

        static async Task UntilAsync(Func<bool> isSo, string when)
        {
            for (var left = 900; !isSo(); left--)
            {
                Assert.That(left, Is.Positive, $"looks did not go on {when}");
                await Task.Delay(100);
            }
        }
    }
}
