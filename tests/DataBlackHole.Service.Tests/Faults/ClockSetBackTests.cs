using DataBlackHole.Storage;

namespace DataBlackHole.Service.Tests.Faults;

/// <summary>A machine whose clock ran ahead and is corrected while the service runs.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
[Parallelizable]
public sealed class ClockSetBackTests(DatabaseProvider provider)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private TestDatabase _database = null!;
    private ConstructedPublisher _publisher = null!;
    private Definitions _definitions = null!;

    private int Queries => _publisher.Answers.Count(a => a.Path == "/query");

    [SetUp]
    public async Task Publish()
    {
        _database = TestDatabase.Name(provider);
        _publisher = await ConstructedPublisher.StartAsync();
        _definitions = new Definitions(_publisher.Url);
        await File.AppendAllTextAsync(Path.Combine(_definitions.Folder, "sources", "database.yaml"), "\npoll: { inWindow: 2s, otherwise: 2s }\n");
        _publisher.Values["202608MM"] = "5.8";
    }

    [TearDown]
    public async Task Clear()
    {
        _definitions?.Dispose();
        if (_publisher is not null) await _publisher.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    [Test]
    [Category("Slow")]
    public async Task Looks_and_everything_else_that_is_planned_go_on_when_the_clock_is_set_back_by_an_hour()
    {
        var clock = new MovedClock(TimeProvider.System.GetUtcNow() + Hour);
        await using var service = await TestService.StartAsync(_definitions.Load(), _database, clock);
        await UntilAsync(() => Task.FromResult(Queries >= 2), "looks begin");
        await UntilAsync(async () => (await service.PlannedAsync()).TryGetValue("list", out var at) && at > clock.GetUtcNow() + Hour / 2, "the other look is planned");
        var list = (await service.PlannedAsync())["list"];

        clock.Advance(-Hour);
        var before = Queries;
        await UntilAsync(() => Task.FromResult(Queries >= before + 3), "looks go on");

        // A look that was under way corrected its own plan at once; the others wait for the watch.
        await UntilAsync(async () => (await service.PlannedAsync())["list"] < list - Hour / 2, "a look that was not due yet is planned anew");
        var planned = await service.PlannedAsync();
        Assert.That(planned["list"], Is.EqualTo(list - Hour).Within(TimeSpan.FromMinutes(1)), "a look that was not due yet");
        foreach (var house in new[] { "sweep", "plan", "self-watch", "log" })
            Assert.That(planned[house], Is.LessThan(clock.GetUtcNow() + TimeSpan.FromSeconds(70)), house);
        Assert.That(service.Errors, Is.Empty);
    }

    [Test]
    [Category("Slow")]
    public async Task Looks_go_on_when_the_clock_was_an_hour_ahead_for_a_few_seconds_only()
    {
        var clock = new MovedClock(TimeProvider.System.GetUtcNow());
        await using var service = await TestService.StartAsync(_definitions.Load(), _database, clock);
        for (var time = 1; time <= 3; time++)
        {
            var before = Queries;
            await UntilAsync(() => Task.FromResult(Queries >= before + 2), $"looks go on before the clock is wrong for time {time}");
            var right = clock.GetUtcNow();
            clock.Advance(Hour);
            await UntilAsync(async () => (await service.PlannedAsync()).TryGetValue("database", out var at) && at > right + Hour / 2, "a look is planned by the clock that is ahead");
            await Task.Delay(TimeSpan.FromSeconds(1.5));
            clock.Advance(-Hour);
        }
        var last = Queries;
        await UntilAsync(() => Task.FromResult(Queries >= last + 3), "looks go on");
        Assert.That(service.Errors, Is.Empty);
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        for (var left = 300; !await isSo(); left--)
        {
            Assert.That(left, Is.Positive, $"it never came to this: {what}");
            await Task.Delay(100);
        }
    }
}
