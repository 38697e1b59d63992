using System.Text.Json;
using DataBlackHole.Loading;

namespace DataBlackHole.Service.Tests;

/// <summary>Without a network nothing can be seen, and nothing is said about any publisher.</summary>
[Parallelizable]
public sealed class NoNetworkTests
{
    private static readonly string[] _accusations = ["Late", "Missing", "Paused", "Withheld", "Withdrawn"];

    [Test]
    public async Task Where_nobody_listens_every_source_turns_blind_and_no_series_late()
    {
        using var definitions = new Definitions($"http://127.0.0.1:{Places.DeadPort()}");
        await using var database = TestDatabase.Name();
        await using var service = await TestService.StartAsync(definitions.Load(), database);

        var health = await service.UntilAsync("/healthz", h => Blind(h).Length == 2);

        Assert.That(health.GetProperty("status").GetString(), Is.EqualTo("blind"));
        Assert.That(Blind(health), Is.EquivalentTo(["database Unreachable ConnectFailure", "list Unreachable ConnectFailure"]));
        await AssertNothingIsClaimedAsync(service);
        Assert.That(service.Errors, Is.Empty);
    }

    [Test, Category("Slow")]
    public async Task With_the_shipped_definitions_every_polled_source_turns_blind_and_no_series_late()
    {
        var catalogue = CatalogueLoader.Load(Places.Config).Catalogue!;
        await using var database = TestDatabase.Name();
        using var nowhere = new NoNames();
        await using var service = await TestService.StartAsync(catalogue, database, handler: nowhere);
        var now = TimeProvider.System.GetUtcNow();
        var polled = service.Polled(now);
        Assert.That(polled, Does.Contain("nbs-latest-releases").And.Contain("nbs-db-youth-unemployment").And.None.Contains("easyquery"));

        var health = await service.UntilAsync("/healthz", h => Blind(h).Length == polled.Count, seconds: 60);

        Assert.That(Blind(health), Is.EquivalentTo(polled.Select(s => $"{s} OwnNetwork OwnNetwork")));
        Assert.That(health.GetProperty("status").GetString(), Is.EqualTo("blind"));
        await AssertNothingIsClaimedAsync(service);
    }

    [Test]
    public async Task A_network_that_goes_away_for_months_makes_no_known_series_late()
    {
        var clock = new MovedClock(new DateTimeOffset(2026, 10, 15, 2, 0, 0, TimeSpan.Zero));
        await using var database = TestDatabase.Name();
        var publisher = await ConstructedPublisher.StartAsync();
        publisher.Clock = clock;
        using var definitions = new Definitions(publisher.Url);
        publisher.Release("2026年8月份产量增长1.0%", new DateTime(2026, 9, 15, 10, 0, 0), "t1.html");
        publisher.Values["202608MM"] = "5.1";
        await using (var before = await TestService.StartAsync(definitions.Load(), database, clock))
        {
            await before.UntilAsync("/api/v1/series", s => All(s, "status", "Current"));
        }
        await publisher.DisposeAsync();

        clock.Advance(TimeSpan.FromDays(70));
        await using var service = await TestService.StartAsync(definitions.Load(), database, clock);
        await service.UntilAsync("/healthz", h => Blind(h).Length == 2);
        await service.UntilAsync($"/api/v1/series/{Definitions.Output}/releases", r => r.GetProperty("items").EnumerateArray().Count(i => i.GetProperty("status").GetString() == "Due") == 3);

        await AssertNothingIsClaimedAsync(service);
        var series = await service.GetAsync("/api/v1/series");
        Assert.That(All(series, "status", "Current"), Is.True, "the last thing seen stands");
        Assert.That(series.GetProperty("items").EnumerateArray().Select(s => s.GetProperty("visibility").GetProperty("state").GetString()), Is.All.EqualTo("Blind"));
        var sentence = (await service.GetAsync($"/api/v1/series/{Definitions.Output}")).GetProperty("sentence").GetProperty("en").GetString();
        Assert.That(sentence, Does.Contain("We have not been able to see its source since").And.Contain("says nothing about the publisher"));
    }

    private static async Task AssertNothingIsClaimedAsync(TestService service)
    {
        foreach (var series in (await service.GetAsync("/api/v1/series")).GetProperty("items").EnumerateArray())
        {
            var key = series.GetProperty("key").GetString();
            Assert.That(series.GetProperty("status").GetString(), Is.Not.AnyOf(_accusations), key);
            var releases = (await service.GetAsync($"/api/v1/series/{key}/releases")).GetProperty("items").EnumerateArray();
            Assert.That(releases.Select(r => r.GetProperty("status").GetString()), Is.All.Not.AnyOf(_accusations), key);
            var flips = (await service.GetAsync($"/api/v1/series/{key}/flips")).GetProperty("items").EnumerateArray();
            Assert.That(flips.Select(f => f.GetProperty("to").GetString()), Is.All.Not.AnyOf(_accusations), key);
        }
    }

    private static string[] Blind(JsonElement health) =>
        [.. health.GetProperty("blind").EnumerateArray().Select(b => $"{b.GetProperty("source")} {b.GetProperty("reason")} {b.GetProperty("failure")}")];

    private static bool All(JsonElement list, string property, string value) =>
        list.GetProperty("items").EnumerateArray().All(i => i.GetProperty(property).GetString() == value);

    /// <summary>A network on which no name resolves.</summary>
    private sealed class NoNames : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new HttpRequestException(HttpRequestError.NameResolutionError, $"Name or service not known ({request.RequestUri!.Host})");
    }
}
