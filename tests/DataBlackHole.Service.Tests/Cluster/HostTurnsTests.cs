using System.Collections.Concurrent;
using System.Diagnostics;
using DataBlackHole.Probing.Fetching;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace DataBlackHole.Service.Tests.Cluster;

/// <summary>Politeness to one host from several nodes that share a PostgreSQL.</summary>
public sealed class HostTurnsTests
{
    private const string Host = "www.agency.example";

    private static readonly TimeSpan _gap = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private TestDatabase _database = null!;
    private ServiceProvider _services = null!;

    [SetUp]
    public async Task Prepare()
    {
        _database = TestDatabase.Name(DatabaseProvider.Postgres);
        _services = new ServiceCollection().AddHistory(DatabaseSettings.Parse(_database.Setting)).BuildServiceProvider();
        await MonitorDatabase.MigrateAsync(_services.GetRequiredService<IDbContextFactory<MonitorDb>>());
    }

    [TearDown]
    public async Task Clear()
    {
        if (_services is not null) await _services.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    [Test]
    public async Task Requests_of_three_nodes_to_one_host_never_overlap_and_keep_their_distance()
    {
        var spans = new ConcurrentBag<(TimeSpan Begun, TimeSpan Ended)>();
        var watch = Stopwatch.StartNew();
        var nodes = Enumerable.Range(0, 3).Select(_ => Node()).ToList();
        await Task.WhenAll(nodes.SelectMany(gate => Enumerable.Range(0, 5).Select(async _ =>
        {
            await using var turn = await gate.EnterAsync(Host, _gap, _patience, CancellationToken.None);
            var begun = watch.Elapsed;
            await Task.Delay(20);
            spans.Add((begun, watch.Elapsed));
        })));

        var ordered = spans.OrderBy(s => s.Begun).ToList();
        var gaps = ordered.Zip(ordered.Skip(1), (before, after) => after.Begun - before.Ended).ToList();
        TestContext.Out.WriteLine($"15 requests of 3 nodes in {watch.Elapsed.TotalSeconds:0.0} s; gaps {gaps.Min().TotalMilliseconds:0} to {gaps.Max().TotalMilliseconds:0} ms, wanted {_gap.TotalMilliseconds:0}");
        Assert.That(ordered, Has.Count.EqualTo(15));
        // The end of a request is on the clock of the database a moment after it is on ours, never before.
        Assert.That(gaps.Min(), Is.GreaterThanOrEqualTo(_gap - TimeSpan.FromMilliseconds(2)));
        Assert.That(gaps.Average(g => g.TotalMilliseconds), Is.LessThan(1000), "no turn is left unused for long");
    }

    [Test]
    public async Task A_turn_of_a_node_that_died_ends_by_itself()
    {
        var dead = await Node().EnterAsync(Host, _gap, _patience, CancellationToken.None, longest: TimeSpan.FromSeconds(1));
        var watch = Stopwatch.StartNew();
        await using var turn = await Node().EnterAsync(Host, _gap, _patience, CancellationToken.None);

        Assert.That(watch.Elapsed, Is.GreaterThan(TimeSpan.FromSeconds(0.9)).And.LessThan(TimeSpan.FromSeconds(4)));
        await dead.DisposeAsync();
        Assert.That((await Turns.TakeAsync(Host, "third", _gap, _gap, (60, _gap))).IsHeld, Is.True, "what was lost is not given back");
    }

    [Test]
    public async Task The_silence_a_host_asked_one_node_for_is_kept_by_all()
    {
        var first = Node();
        await using (await first.EnterAsync(Host, _gap, _patience, CancellationToken.None)) first.KeepQuiet(Host, TimeSpan.FromMinutes(10));

        await using var refused = await Node().EnterAsync(Host, _gap, _patience, CancellationToken.None);
        await using var elsewhere = await Node().EnterAsync("other.example", _gap, _patience, CancellationToken.None);

        Assert.That(refused.QuietUntil, Is.EqualTo(TimeProvider.System.GetUtcNow().AddMinutes(10)).Within(TimeSpan.FromSeconds(20)));
        Assert.That(elsewhere.QuietUntil, Is.Null);
    }

    [Test]
    public async Task After_a_burst_a_host_is_left_alone()
    {
        var pause = TimeSpan.FromSeconds(2);
        for (var i = 0; i < 5; i++)
        {
            Assert.That((await Turns.TakeAsync(Host, $"{i}", TimeSpan.Zero, _patience, (5, pause))).IsMine, Is.True);
            await Turns.GiveBackAsync(Host, $"{i}", TimeSpan.Zero, TimeSpan.Zero);
        }
        var sixth = await Turns.TakeAsync(Host, "6", TimeSpan.Zero, _patience, (5, pause));

        Assert.That((sixth.IsMine, sixth.IsHeld), Is.EqualTo((false, false)));
        Assert.That(sixth.Wait, Is.EqualTo(pause).Within(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public async Task Looks_that_find_a_host_busy_get_moments_a_gap_apart_whichever_node_asks()
    {
        var gates = new[] { Node(), Node() };
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 20; i++) waits.Add(await gates[i % 2].ReserveAsync(Host, TimeSpan.FromSeconds(10), CancellationToken.None));

        Assert.That(waits[0], Is.LessThan(TimeSpan.FromSeconds(1)));
        Assert.That(waits[19], Is.EqualTo(TimeSpan.FromSeconds(190)).Within(TimeSpan.FromSeconds(5)));
    }

    private HostTurns Turns => _services.GetRequiredService<HostTurns>();

    private HostGate Node() => new(TimeProvider.System, new DatabaseTurns(Turns, TimeProvider.System, NullLogger<DatabaseTurns>.Instance));
}
