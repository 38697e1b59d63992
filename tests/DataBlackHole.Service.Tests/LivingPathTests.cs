using System.Diagnostics;
using System.Text;
using System.Text.Json;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Storage;

namespace DataBlackHole.Service.Tests;

/// <summary>From a publisher's page to the answer of the API, in one running service.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
public sealed class LivingPathTests(DatabaseProvider provider)
{
    private const string OutputReleases = $"/api/v1/series/{Definitions.Output}/releases";

    private ConstructedPublisher _publisher = null!;
    private Definitions _definitions = null!;
    private TestDatabase _database = null!;
    private MovedClock _clock = null!;

    [SetUp]
    public async Task Publish()
    {
        _database = TestDatabase.Name(provider);
        _clock = new MovedClock(new DateTimeOffset(2026, 10, 15, 2, 0, 0, TimeSpan.Zero));
        _publisher = await ConstructedPublisher.StartAsync();
        _publisher.Clock = _clock;
        _definitions = new Definitions(_publisher.Url);
        _publisher.Release("2026年8月份产量增长1.0%", new DateTime(2026, 9, 15, 10, 0, 0), "t1.html");
        _publisher.Values["202607MM"] = "5.0";
        _publisher.Values["202608MM"] = "5.1";
    }

    [TearDown]
    public async Task Clear()
    {
        if (_publisher is not null) await _publisher.DisposeAsync();
        _definitions?.Dispose();
        if (_database is not null) await _database.DisposeAsync();
    }

    [Test]
    public async Task A_listed_release_is_published_with_the_time_on_its_page_and_with_evidence()
    {
        await using var service = await StartAsync();
        var listing = _publisher.Listing();

        var series = await service.GetAsync($"/api/v1/series/{Definitions.Output}");
        var release = series.GetProperty("lastRelease");
        Assert.That(Words(release, "period", "status", "publishedAt", "title"), Is.EqualTo("2026-08 Published 2026-09-15T02:00:00+00:00 2026年8月份产量增长1.0%"));
        Assert.That(release.GetProperty("publishedDayOnly").GetBoolean(), Is.False);
        Assert.That(release.GetProperty("link").GetString(), Is.EqualTo($"{_publisher.Url}/list/t1.html"));
        Assert.That(release.GetProperty("sha256").GetString(), Is.EqualTo(DigestOf(listing)), "the document that showed it first");
        Assert.That(series.GetProperty("lastSeen").GetProperty("sha256").GetString(), Is.EqualTo(DigestOf(listing)).Or.EqualTo(DigestOf(_publisher.Pages["t1.html"])));
        Assert.That(await _database.ScalarAsync($"SELECT count(*) FROM bodies WHERE digest = '{DigestOf(listing)}'"), Is.EqualTo(1), "the bytes are kept");
    }

    [Test]
    public async Task A_new_release_is_bounded_by_the_last_look_without_and_the_first_look_with_it()
    {
        await using var service = await StartAsync();
        _clock.Advance(TimeSpan.FromHours(1));
        _publisher.Release("2026年9月份产量增长2.0%", new DateTime(2026, 10, 15, 10, 30, 0), "t2.html");
        _publisher.Values["202609MM"] = "5.2";
        await service.LookAsync("list");
        await service.LookAsync("database");

        foreach (var (key, value, at) in new[] { (Definitions.Output, null as string, "2026-10-15T02:30:00+00:00"), (Definitions.Rate, "5.2", null) })
        {
            var release = (await service.GetAsync($"/api/v1/series/{key}")).GetProperty("lastRelease");
            Assert.That(Words(release, "period", "status", "reason"), Is.EqualTo("2026-09 Published Found"), key);
            Assert.That((release.GetProperty("value").GetString(), release.GetProperty("publishedAt").GetString()), Is.EqualTo((value, at)));
            Assert.That(release.GetProperty("lastUnseenAt").GetDateTimeOffset(), Is.GreaterThanOrEqualTo(new DateTimeOffset(2026, 10, 15, 2, 0, 0, TimeSpan.Zero)).And.LessThan(new DateTimeOffset(2026, 10, 15, 2, 30, 0, TimeSpan.Zero)));
            Assert.That(release.GetProperty("firstSeenAt").GetDateTimeOffset(), Is.GreaterThanOrEqualTo(new DateTimeOffset(2026, 10, 15, 3, 0, 0, TimeSpan.Zero)));
            var flip = (await service.GetAsync($"/api/v1/series/{key}/flips?axis=Release&limit=1")).GetProperty("items")[0];
            Assert.That(Words(flip, "period", "from", "to", "reason", "origin"), Is.EqualTo("2026-09 Scheduled Published Found Observed"));
            Assert.That(flip.GetProperty("sha256").GetString(), Does.Match("^[0-9a-f]{64}$"));
        }
    }

    [Test]
    public async Task Looks_that_change_nothing_add_no_row_and_are_counted()
    {
        await using var service = await StartAsync();
        var rows = await _database.CountAsync();
        var looks = await LooksAsync(service);

        await service.LookAsync("list");
        await service.LookAsync("database");

        Assert.That(_publisher.Answers[^2..], Is.EqualTo([("/list/", 304), ("/query", 200)]));
        Assert.That(await _database.CountAsync(), Is.EqualTo(rows));
        Assert.That(await LooksAsync(service), Is.EqualTo(looks + 2));
    }

    [Test]
    public async Task A_challenge_with_status_200_blinds_the_source_and_tells_no_fact()
    {
        await using var service = await StartAsync();
        var facts = (await _database.CountAsync())["observations"];
        _publisher.Wall = (200, ConstructedPublisher.ChallengePage, "text/html");
        _clock.Advance(TimeSpan.FromDays(20));
        await service.LookAsync("list");
        await service.LookAsync("database");

        var sources = (await service.GetAsync("/api/v1/sources")).GetProperty("items").EnumerateArray().Where(s => s.GetProperty("kind").GetString() != "ReleasePage").ToList();
        Assert.That(sources.Select(s => Words(s.GetProperty("visibility"), "state", "reason")), Is.All.EqualTo("Blind Challenged"));
        Assert.That(sources.Select(s => s.GetProperty("lastFailure").GetString()), Is.All.EqualTo("Challenge"));
        Assert.That((await _database.CountAsync())["observations"], Is.EqualTo(facts));
        Assert.That((await service.GetAsync($"/api/v1/series/{Definitions.Output}")).GetProperty("series").GetProperty("status").GetString(), Is.EqualTo("Current"));
        Assert.That((await service.GetAsync("/healthz")).GetProperty("status").GetString(), Is.Not.EqualTo("ok"));

        _publisher.Wall = null;
        await service.LookAsync("list");
        var flips = (await service.GetAsync($"/api/v1/series/{Definitions.Output}/flips?axis=Visibility")).GetProperty("items").EnumerateArray();
        Assert.That(flips.Take(2).Select(f => Words(f, "from", "to")), Is.EqualTo(["Blind Clear", "Clear Blind"]));
    }

    [Test]
    public async Task A_release_that_stays_away_is_late_then_missing_and_then_found()
    {
        await using var service = await StartAsync();
        await service.StandByAsync();
        var status = async () => Words((await service.GetAsync(OutputReleases)).GetProperty("items").EnumerateArray().Single(r => r.GetProperty("period").GetString() == "2026-09"), "status", "grade");

        _clock.Advance(TimeSpan.FromDays(7));
        await service.LookAsync("list");
        Assert.That(await status(), Is.EqualTo("Late Suspected"));
        _clock.Advance(TimeSpan.FromDays(7));
        await service.LookAsync("list");
        Assert.That(await status(), Is.EqualTo("Late Suspected"), "two looks are not enough");
        _clock.Advance(TimeSpan.FromHours(1));
        await service.LookAsync("list");
        Assert.That(await status(), Is.EqualTo("Missing Corroborated"));
        Assert.That((await service.GetAsync($"/api/v1/series/{Definitions.Output}")).GetProperty("sentence").GetProperty("zh").GetString(), Does.Contain("2026-09").And.Contain("至今未见"));

        _publisher.Release("2026年9月份产量增长2.0%", new DateTime(2026, 10, 30, 10, 0, 0), "t2.html");
        _clock.Advance(TimeSpan.FromHours(1));
        await service.LookAsync("list");
        var flips = (await service.GetAsync($"/api/v1/series/{Definitions.Output}/flips?axis=Series")).GetProperty("items").EnumerateArray();
        Assert.That(flips.Select(f => Words(f, "from", "to", "reason")), Is.EqualTo(
            ["Missing Current Resumed", "Late Missing NotSeenRepeatedly", "Current Late NotSeenAfterDeadline", "New Current FirstSeen"]));
    }

    [Test]
    public async Task A_restart_goes_on_where_the_record_ends()
    {
        string? planned;
        await using (var first = await StartAsync()) planned = await NextLookAsync(first);
        var (rows, answers) = (await _database.CountAsync(), _publisher.Answers.Length);
        await using var second = await TestService.StartAsync(_definitions.Load(), _database, _clock);
        await Task.Delay(TimeSpan.FromSeconds(2));

        Assert.That(_publisher.Answers, Has.Length.EqualTo(answers), "it is not time to look again");
        Assert.That(await _database.CountAsync(), Is.EqualTo(rows));
        Assert.That(await NextLookAsync(second), Is.EqualTo(planned));
        Assert.That((await second.GetAsync($"/api/v1/series/{Definitions.Output}")).GetProperty("lastRelease").GetProperty("status").GetString(), Is.EqualTo("Published"));
    }

    [Test]
    public async Task Time_alone_makes_a_release_due_also_after_a_downtime()
    {
        await (await StartAsync()).DisposeAsync();
        await _publisher.DisposeAsync();
        _clock.Advance(TimeSpan.FromDays(6));
        await using var service = await TestService.StartAsync(_definitions.Load(), _database, _clock);

        await service.UntilAsync(OutputReleases, r => Words(r.GetProperty("items")[0], "period", "status") is "2026-09 Due" or "2026-10 Scheduled");
        var flip = (await service.GetAsync($"/api/v1/series/{Definitions.Output}/flips?axis=Release")).GetProperty("items").EnumerateArray().First(f => f.GetProperty("to").GetString() == "Due");
        Assert.That(Words(flip, "period", "from", "reason", "at"), Is.EqualTo("2026-09 Scheduled DueInstantPassed 2026-10-20T02:00:00+00:00"));
    }

    [Test]
    public async Task The_schedule_looks_again_by_itself_and_stops_in_peace()
    {
        var source = Path.Combine(_definitions.Folder, "sources", "database.yaml");
        await File.AppendAllTextAsync(source, "\npoll: { inWindow: 1s, otherwise: 1s }\n");
        var service = await StartAsync();
        await service.UntilAsync("/api/v1/sources", s => s.GetProperty("items").EnumerateArray().Single(i => i.GetProperty("key").GetString() == "database").GetProperty("looks").GetInt64() >= 3);
        await service.DisposeAsync();

        Assert.That(service.Errors, Is.Empty);
    }

    [Test]
    public async Task A_stop_at_whatever_moment_of_a_look_is_quick_and_the_next_start_takes_the_look_again([Values(0, 300, 1000)] int milliseconds)
    {
        _publisher.Delay = TimeSpan.FromSeconds(8);
        var service = await TestService.StartAsync(_definitions.Load(), _database, _clock);
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds));
        var stop = Stopwatch.StartNew();
        await service.DisposeAsync();

        Assert.That(stop.Elapsed, Is.LessThan(TimeSpan.FromSeconds(6)));
        Assert.That(service.Errors, Is.Empty);
        Assert.That((await _database.CountAsync())["measurements"], Is.Zero);
        _publisher.Delay = TimeSpan.Zero;
        await (await StartAsync()).DisposeAsync();
    }

    /// <summary>Starts the service and waits until it has seen everything.</summary>
    private async Task<TestService> StartAsync()
    {
        var service = await TestService.StartAsync(_definitions.Load(), _database, _clock);
        await service.UntilAsync("/api/v1/series", s => s.GetProperty("items").EnumerateArray().All(i => i.GetProperty("status").GetString() == "Current"));
        await service.UntilAsync(OutputReleases, r => r.GetProperty("items").EnumerateArray().Any(i => i.GetProperty("publishedAt").ValueKind == JsonValueKind.String && !i.GetProperty("publishedDayOnly").GetBoolean()));
        return service;
    }

    private static async Task<long> LooksAsync(TestService service) =>
        (await service.GetAsync("/api/v1/sources")).GetProperty("items").EnumerateArray().Sum(s => s.GetProperty("looks").GetInt64());

    private static async Task<string?> NextLookAsync(TestService service) =>
        (await service.GetAsync("/api/v1/sources")).GetProperty("items").EnumerateArray().Single(s => s.GetProperty("key").GetString() == "list").GetProperty("nextLookAt").GetString();

    private static string Words(JsonElement element, params string[] properties) => string.Join(' ', properties.Select(p => element.GetProperty(p).GetString()));

    private static string DigestOf(string text) => ContentDigest.Of(Encoding.UTF8.GetBytes(text)).Hex;
}
