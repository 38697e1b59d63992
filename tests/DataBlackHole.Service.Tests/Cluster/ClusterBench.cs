using System.Globalization;
using DataBlackHole.Commands;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Loading;
using DataBlackHole.Service.Tests.Notifying;
using DataBlackHole.Storage;
using DataBlackHole.Tests.Alerting;
using Microsoft.Extensions.DependencyInjection;

namespace DataBlackHole.Service.Tests.Cluster;

/// <summary>
/// Nodes of the built program on a real PostgreSQL, looking at a constructed publisher every few seconds and mailing through a real server.
/// Whatever a test does to them, what is asked at the end is the same.
/// </summary>
internal sealed class ClusterBench : IAsyncDisposable
{
    /// <summary>Distance between the looks at a source.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    /// <summary>Least distance between requests to the host.</summary>
    public static readonly TimeSpan Gap = TimeSpan.FromSeconds(1);

    /// <summary>How long a look may take, and with it the turn of a node that died.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    /// <summary>How long the others may take to go on where a node died: check-in and patience, the turn it had, and what a busy machine adds.</summary>
    public static readonly TimeSpan Failover = TimeSpan.FromSeconds(20);

    private readonly List<ClusterNode> _nodes = [];
    private readonly CancellationTokenSource _enough = new();
    private readonly Dictionary<string, long> _seen = [];
    private Task _watching = Task.CompletedTask;
    private EximServer _mail = null!;
    private ServiceProvider _services = null!;
    private ConstructedFlips _flips = null!;
    private string? _others;
    private int _told;

    private ClusterBench(PostgresServer database, ConstructedPublisher publisher)
    {
        (Database, Publisher) = (database, publisher);
        Definitions = new Definitions(publisher.Url);
    }

    public PostgresServer Database { get; }

    public ConstructedPublisher Publisher { get; }

    public Definitions Definitions { get; }

    /// <summary>Those that were started and not ended.</summary>
    public IEnumerable<ClusterNode> Nodes => _nodes.Where(n => !n.HasExited);

    public static async Task<ClusterBench> StartAsync(int nodes = 3)
    {
        var bench = new ClusterBench(await PostgresServer.StartAsync(), await ConstructedPublisher.StartAsync());
        try
        {
            bench._mail = await EximServer.StartAsync();
            bench.Define();
            // Really at once, on a server without the database.
            await Task.WhenAll(Enumerable.Range(0, nodes).Select(_ => bench.AddAsync()));
            await bench.UntilAsync("every source is looked at", async () => await bench.Database.ScalarAsync<long>("SELECT count(*) FROM source_states WHERE last_clear_at IS NOT NULL AND source_key <> 'old'") >= 3);
            await bench.RememberAsync();
            bench._watching = bench.WatchAsync();
            return bench;
        }
        catch
        {
            await bench.DisposeAsync();
            throw;
        }
    }

    public Task<ClusterNode> AddAsync(string? folder = null) => Begin(folder).UpAsync();

    public ClusterNode Begin(string? folder = null)
    {
        var settings = new Dictionary<string, string>(_mail.Settings())
        {
            ["Monitor__Database"] = Database.Setting,
            ["Monitor__PublicUrl"] = "https://monitor.example",
            ["Monitor__LinkSecret"] = "a long random text",
            ["Evidence__KeyFile"] = Path.Combine(Definitions.Folder, "log-key.pem"),
            ["Cluster__CheckinSeconds"] = "1",
            ["Cluster__PatienceSeconds"] = "2",
        };
        var node = new ClusterNode(folder ?? Definitions.Folder, settings);
        lock (_nodes) _nodes.Add(node);
        return node;
    }

    /// <summary>A month comes out: each source has something to say and the desk something to read.</summary>
    public void Publish(int month)
    {
        var day = new DateTime(2026, month, 1).AddMonths(1).AddDays(14).AddHours(10);
        Publisher.Values[string.Create(CultureInfo.InvariantCulture, $"2026{month:00}MM")] = $"5.{month}";
        Publisher.Release($"2026年{month}月份产量增长{month}.0%", day, $"t{month}.html");
    }

    /// <summary>The same definitions but for a word: another catalogue.</summary>
    public string OtherDefinitions()
    {
        var folder = Path.Combine(Definitions.Folder, "..", $"{Path.GetFileName(Definitions.Folder)}-newer");
        foreach (var file in Directory.GetFiles(Definitions.Folder, "*.yaml", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Definitions.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllText(copy, File.ReadAllText(file).Replace("The database was read", "The database was read in full", StringComparison.Ordinal));
        }
        _others = folder;
        return folder;
    }

    /// <summary>Every news of so many is a mail to the desk.</summary>
    public async Task TellAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"s{_told++}");
            var at = TimeProvider.System.GetUtcNow().AddHours(-2).AddSeconds(5 * _told);
            await _flips.RecordAsync(Alerts.OfEveryKind[AlertEventKind.Late] with { Series = key }, at);
        }
    }

    /// <summary>The node that looks at a source at this moment; waits until one does.</summary>
    public async Task<ClusterNode> LookingAsync(string source)
    {
        for (var left = 300; left > 0; left--)
        {
            var names = await Database.ListAsync<string>($"SELECT instance_name FROM qrtz_fired_triggers WHERE job_name = '{source}' AND state = 'EXECUTING'");
            if (Nodes.FirstOrDefault(n => names.Contains(n.Name)) is { } node) return node;
            await Task.Delay(50);
        }
        throw new InvalidOperationException($"nobody looks at {source}\n{Output}");
    }

    public string Output => string.Join("\n----\n", _nodes.Select(n => $"{n.Name}\n{n.Output}"));

    /// <summary>Waits until something is so; what goes wrong on the way there counts as not so.</summary>
    public async Task UntilAsync(string what, Func<Task<bool>> isSo, int seconds = 60)
    {
        for (var left = seconds * 5; ; left--)
        {
            try
            {
                if (await isSo()) return;
            }
            catch (Exception exception) when (left > 0 && exception is Npgsql.NpgsqlException or HttpRequestException or TaskCanceledException or IOException)
            {
                // The database or the node is away.
            }
            Assert.That(left, Is.Positive, $"it never came to this: {what}\n{Output}");
            await Task.Delay(200);
        }
    }

    /// <summary>Waits until every source was looked at again after this moment.</summary>
    public async Task LookedAgainAsync(int times = 2)
    {
        var since = TimeProvider.System.GetUtcNow();
        foreach (var path in new[] { "/list/", "/query" })
            await UntilAsync($"{path} is asked again", () => Task.FromResult(Publisher.Visits.Count(v => v.Path == path && v.Begun > since) >= times), 90);
    }

    /// <summary>
    /// Nothing that was recorded is gone, nothing happened twice, the host was asked politely, and no source was left for longer than the interval,
    /// the failover and what the fault itself took.
    /// </summary>
    public async Task AssertSoundAsync(TimeSpan outage = default)
    {
        await UntilAsync("all mail is out", async () => await Database.ScalarAsync<long>("SELECT count(*) FROM alert_outbox WHERE state = 'Pending'") == 0, 120);
        await _enough.CancelAsync();
        await _watching;
        await Task.WhenAll(Nodes.Select(n => n.StopAsync()));
        var now = await CountAsync();
        foreach (var (address, seen) in _seen) Assert.That(now[address], Is.GreaterThanOrEqualTo(seen), $"looks at {address} that were on record");
        Assert.That(await Database.ScalarAsync<long>("SELECT count(*) FROM (SELECT to_status, lag(to_status) OVER (PARTITION BY series_key, axis, period ORDER BY id) AS last FROM flips) f WHERE to_status = last"), Is.Zero, "flips that happened twice");
        await AssertMailAsync();
        var gaps = AssertVisits(outage);
        var verify = await Verb.RunAsync("verify", "--database", Database.Setting);
        Assert.That(verify.ExitCode, Is.EqualTo(ExitCode.Ok), verify.Output + verify.Error);
        TestContext.Out.WriteLine($"{now.Values.Sum()} looks on record, {await Database.ScalarAsync<long>("SELECT count(*) FROM flips")} flips, {_mail.TakenIds().Count} mails; longest without a look {gaps.Longest.TotalSeconds:0.0} s, closest requests {gaps.Closest.TotalMilliseconds:0} ms apart");
    }

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await _watching;
        foreach (var node in _nodes) await node.DisposeAsync();
        if (_services is not null) await _services.DisposeAsync();
        if (_mail is not null) await _mail.DisposeAsync();
        await Publisher.DisposeAsync();
        await Database.DisposeAsync();
        if (_others is not null) Directory.Delete(_others, recursive: true);
        Definitions.Dispose();
        _enough.Dispose();
    }

    private void Define()
    {
        foreach (var source in new[] { "list", "pages", "database" })
        {
            var file = Path.Combine(Definitions.Folder, "sources", $"{source}.yaml");
            var poll = source == "pages" ? "" : $"\npoll: {{ inWindow: {Interval.TotalSeconds}s, otherwise: {Interval.TotalSeconds}s }}\n";
            File.WriteAllText(file, File.ReadAllText(file).Replace("deadline: 10s", $"deadline: {Deadline.TotalSeconds}s", StringComparison.Ordinal) + poll);
        }
        Definitions.Write("alerts.yaml", """
            grouping: 1s
            blindPatience: 10m
            recipients:
              - { key: desk, mail: desk@example.test, language: En }
            routes:
              - { to: [desk], audience: Reader }
            """);
        Definitions.Write("sources/old.yaml", "key: old\npublisher: agency\nname: { en: Old, zh: 旧 }\nkind: NbsDatabase\naddresses: [{ url: \"https://www.agency.example/query\", validTo: 2020-01-01 }]\nquery: { category: c1, indicator: i1, root: r1, cadence: Monthly, periodsBack: 3 }\n");
        for (var i = 0; i < 40; i++)
            Definitions.Write($"series/s{i}.yaml", $"key: s{i}\nname: {{ en: \"Series {i}\", zh: \"系列{i}\" }}\npublisher: agency\ncadence: Monthly\nunit: \"%\"\ncalendar: monthly\nreadings: [{{ kind: database, source: old }}]\nabsence: {{ en: Absent., zh: 缺。 }}\n");
        for (var month = 6; month <= 8; month++) Publish(month);
    }

    /// <summary>Series at which nobody looks, for whose flips this process stands as one more node.</summary>
    private async Task RememberAsync()
    {
        var loaded = CatalogueLoader.Load(Definitions.Folder);
        _services = new ServiceCollection().AddHistory(DatabaseSettings.Parse(Database.Setting)).AddSingleton(new AlertPolicy(loaded.Catalogue!, loaded.Alerts)).BuildServiceProvider();
        _flips = new ConstructedFlips(_services.GetRequiredService<HistoryStore>(), loaded.Catalogue!);
        await _flips.WatchAsync();
    }

    /// <summary>What is on record at any moment must be there at every later one.</summary>
    private async Task WatchAsync()
    {
        while (!_enough.IsCancellationRequested)
        {
            try
            {
                foreach (var (address, counts) in await CountAsync()) _seen[address] = counts;
            }
            catch (Npgsql.NpgsqlException)
            {
                // Away.
            }
            await Task.Delay(500, _enough.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Dictionary<string, long>> CountAsync()
    {
        var rows = await Database.ListAsync<string>("SELECT address || E'\\t' || sum(looks) FROM measurements GROUP BY address");
        return rows.Select(r => r.Split('\t')).ToDictionary(r => r[0], r => long.Parse(r[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Every alert went out; one that went out twice did so under one identifier.</summary>
    private async Task AssertMailAsync()
    {
        var taken = _mail.TakenIds();
        var alerts = await Database.ListAsync<string>("SELECT trim(message_id, '<>') FROM alert_outbox WHERE state = 'Sent'");
        Assert.That(taken.ToHashSet(), Is.EquivalentTo(alerts), "mails that went out, and alerts that were to go out");
        Assert.That(await Database.ScalarAsync<long>("SELECT count(*) FROM alert_outbox WHERE state NOT IN ('Sent', 'Folded')"), Is.Zero);
        Assert.That(await Database.ScalarAsync<long>("SELECT count(*) FROM (SELECT 1 FROM alert_items GROUP BY recipient, incident, kind, at HAVING count(*) > 1) i"), Is.Zero, "news that was told twice");
    }

    private (TimeSpan Longest, TimeSpan Closest) AssertVisits(TimeSpan outage)
    {
        var longest = TimeSpan.Zero;
        foreach (var path in new[] { "/list/", "/query" })
        {
            var at = Publisher.Visits.Where(v => v.Path == path).Select(v => v.Begun).Order().ToList();
            var gap = at.Zip(at.Skip(1), (a, b) => b - a).Max();
            Assert.That(gap, Is.LessThan(Interval + Failover + outage), path);
            if (gap > longest) longest = gap;
        }
        var visits = Publisher.Visits.OrderBy(v => v.Begun).ToList();
        var closest = visits.Zip(visits.Skip(1), (a, b) => b.Begun - a.Begun).Min();
        Assert.That(closest, Is.GreaterThan(Gap * 0.9), "the host was asked by two nodes at once");
        return (longest, closest);
    }
}
