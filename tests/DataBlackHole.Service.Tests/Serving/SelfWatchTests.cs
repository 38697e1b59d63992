using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Judging;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DataBlackHole.Service.Tests.Serving;

/// <summary>The monitor watches itself: over its real record, told by its real service.</summary>
public sealed class SelfWatchTests
{
    private const string Polled = "nbs-latest-releases";
    private const string Retired = "nbs-easyquery-cpi";

    [Test]
    public async Task A_source_that_stays_blind_is_told_once_shown_and_taken_back_when_it_can_be_seen()
    {
        await using var served = await ServedMonitor.StartAsync();
        var watcher = served.Services.GetRequiredService<SelfWatcher>();
        await LookedAsync(served, Polled, 0, blindSince: ServedMonitor.Now.AddHours(-25));

        var begun = (await watcher.EvaluateAsync(CancellationToken.None)).Changes;
        Assert.That(begun.Where(c => c.Trouble.Kind == SelfTrouble.SourceBlind).Select(c => (c.Trouble.Subject, c.Begun, c.Trouble.Since)), Is.EqualTo([(Polled, true, ServedMonitor.Now.AddHours(-25))]));
        Assert.That((await watcher.EvaluateAsync(CancellationToken.None)).Changes, Is.Empty, "what stands is not told again");
        var monitor = await served.GetAsync("/api/v1/monitor");
        Assert.That(Kinds(monitor["health"]!["troubles"]!), Does.Contain("SourceBlind"));
        Assert.That((string)monitor["health"]!["status"]!, Is.EqualTo("blind"));

        await LookedAsync(served, Polled, 1, blindSince: null);
        var ended = (await watcher.EvaluateAsync(CancellationToken.None)).Changes;
        Assert.That(ended.Select(c => (c.Trouble.Kind, c.Trouble.Subject, c.Begun)), Is.EqualTo([(SelfTrouble.SourceBlind, Polled, false)]));
        monitor = await served.GetAsync("/api/v1/monitor");
        Assert.That(Kinds(monitor["health"]!["troubles"]!), Does.Not.Contain("SourceBlind"));
        Assert.That(monitor["history"]!.AsArray().Where(h => (string)h!["trouble"]!["kind"]! == "SourceBlind").Select(h => (bool)h!["begun"]!), Is.EqualTo(new[] { false, true }));
        Assert.That(((int)monitor["coverage"]!["sourcesSeenInADay"]!, (int)monitor["coverage"]!["series"]!), Is.EqualTo((1, 95)));
    }

    [Test]
    public async Task Next_years_holidays_are_missed_on_the_first_of_December()
    {
        await using var served = await ServedMonitor.StartAsync();
        await served.Services.GetRequiredService<SelfWatcher>().EvaluateAsync(CancellationToken.None);

        var trouble = (await served.GetAsync("/healthz"))["troubles"]!.AsArray().Single(t => (string)t!["kind"]! == "HolidaysMissing")!;
        Assert.That((string)trouble["sentence"]!["en"]!, Does.Contain("cn").And.Contain("2027"));
    }

    [Test]
    public async Task Health_counts_only_what_live_looks_go_to()
    {
        await using var served = await ServedMonitor.StartAsync();
        await LookedAsync(served, Polled, 0, blindSince: null);
        await LookedAsync(served, Retired, 0, blindSince: ServedMonitor.Now.AddDays(-300));

        var health = await served.GetAsync("/healthz");

        Assert.That(((string)health["status"]!, health["sources"]!.ToJsonString()), Is.EqualTo(("ok", """{"Clear":1}""")));
        Assert.That((await served.GetAsync("/api/v1/sources"))["items"]!.AsArray().Count(s => (string)s!["visibility"]!["state"]! == "Blind"), Is.EqualTo(1), "the record still has it");
    }

    [Test]
    public async Task A_waiting_notification_can_be_asked_for_from_anywhere()
    {
        await using var served = await ServedMonitor.StartAsync();
        var desk = served.Services.GetRequiredService<SelfWatchDesk>() with { OldestDue = _ => Task.FromResult<DateTimeOffset?>(ServedMonitor.Now.AddHours(-1)) };
        var watcher = ActivatorUtilities.CreateInstance<SelfWatcher>(served.Services, desk);

        Assert.That((await watcher.EvaluateAsync(CancellationToken.None)).Found.Select(t => t.Kind), Does.Contain(SelfTrouble.OutboxStuck));
    }

    [Test]
    public async Task The_heart_beats_at_its_pace_and_a_dead_listener_is_not_fatal()
    {
        await using var listener = await Listener.StartAsync();
        await using var served = await ServedMonitor.StartAsync(s => s with { SelfWatch = new SelfWatchSettings { HeartbeatUrl = new Uri($"{listener.Url}/beat?key=secret") } });
        var clock = new MovedClock(ServedMonitor.Now);
        using var heartbeat = ActivatorUtilities.CreateInstance<Heartbeat>(served.Services, clock);

        await heartbeat.BeatAsync(CancellationToken.None);
        await heartbeat.BeatAsync(CancellationToken.None);
        Assert.That(listener.Asked, Is.EqualTo(["/beat?key=secret"]), "five minutes have not passed");
        clock.Advance(TimeSpan.FromMinutes(5));
        listener.Status = 500;
        await heartbeat.BeatAsync(CancellationToken.None);
        Assert.That(listener.Asked, Has.Length.EqualTo(2));
        await listener.StopAsync();
        clock.Advance(TimeSpan.FromMinutes(5));
        await Assert.ThatAsync(() => heartbeat.BeatAsync(CancellationToken.None), Throws.Nothing);
    }

    [Test]
    public async Task The_running_service_beats_while_its_looks_finish()
    {
        await using var listener = await Listener.StartAsync();
        await using var publisher = await ConstructedPublisher.StartAsync();
        using var definitions = new Definitions(publisher.Url);
        await using var database = TestDatabase.Name();
        await using var service = await TestService.StartAsync(
            definitions.Load(), database, settings: s => s with { SelfWatch = new SelfWatchSettings { HeartbeatUrl = new Uri($"{listener.Url}/beat") } });

        for (var left = 300; listener.Asked.Length == 0; left--)
        {
            Assert.That(left, Is.Positive, "no heartbeat came");
            await Task.Delay(100);
        }
        Assert.That(service.Errors, Is.Empty);
    }

    private static IEnumerable<string> Kinds(JsonNode troubles) => troubles.AsArray().Select(t => (string)t!["kind"]!);

    /// <summary>A look that has just finished.</summary>
    private static async Task LookedAsync(ServedMonitor served, string source, long version, DateTimeOffset? blindSince)
    {
        var now = ServedMonitor.Now;
        var state = new SourceState
        {
            Source = source,
            Visibility = blindSince is null ? Visibility.Clear : Visibility.Blind,
            BlindReason = blindSince is null ? BlindReason.None : BlindReason.Challenged,
            Since = blindSince ?? now,
            LastLookAt = now,
            LastClearAt = blindSince is null ? now : null,
            NextLookAt = now.AddMinutes(15),
            Version = version,
        };
        await served.Store.RecordAsync(new LookRecord(source, [], [], state, now));
    }

    private sealed class Listener(WebApplication app) : IAsyncDisposable
    {
        private readonly ConcurrentQueue<string> _asked = [];

        public int Status { get; set; } = (int)HttpStatusCode.OK;

        public string Url { get; private set; } = "";

        public string[] Asked => [.. _asked];

        public static async Task<Listener> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var listener = new Listener(builder.Build());
            await listener.RunAsync();
            return listener;
        }

        public Task StopAsync() => app.StopAsync();

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private async Task RunAsync()
        {
            app.Run(context =>
            {
                _asked.Enqueue($"{context.Request.Path}{context.Request.QueryString}");
                context.Response.StatusCode = Status;
                return Task.CompletedTask;
            });
            await app.StartAsync();
            Url = app.Urls.Single();
        }
    }
}
