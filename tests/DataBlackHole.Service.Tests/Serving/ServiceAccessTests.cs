using System.Net;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Service.Tests.Serving;

/// <summary>A service as the API shows it.</summary>
public sealed class ServiceAccessTests
{
    [Test]
    public async Task A_service_is_shown_with_its_access_and_with_the_vantages_it_was_seen_from()
    {
        var clock = new MovedClock(new DateTimeOffset(2026, 10, 15, 2, 0, 0, TimeSpan.Zero));
        await using var database = TestDatabase.Name();
        using var site = new TwoFaces();
        await using var service = await TestService.StartAsync(Catalogue(), database, clock, site);
        await service.UntilAsync("/api/v1/series/portal", s => Series(s, "status") == "Open");

        site.RefusesAbroad = true;
        for (var look = 0; look < 4; look++)
        {
            clock.Advance(TimeSpan.FromHours(10));
            await service.LookAsync("portal-home");
        }

        var shown = await service.GetAsync("/api/v1/series/portal");
        Assert.That((Series(shown, "status"), Series(shown, "reason"), Series(shown, "kind")), Is.EqualTo(("Restricted", "AccessRefused", "Service")));
        Assert.That(shown.GetProperty("sentence").GetProperty("en").GetString(), Does.Contain("from some vantages only").And.Contain("its server refuses access"));
        Assert.That(shown.GetProperty("sentence").GetProperty("zh").GetString(), Does.Contain("仅可由部分观测点访问"));
        var flips = (await service.GetAsync("/api/v1/series/portal/flips")).GetProperty("items").EnumerateArray().Select(f => f.GetProperty("to").GetString());
        Assert.That(flips, Is.EquivalentTo(["Open", "Restricted"]));
        Assert.That(shown.ToString(), Does.Contain("portal-home@abroad").And.Contain("portal-home@inside"));
    }

    private static string? Series(System.Text.Json.JsonElement shown, string property) => shown.GetProperty("series").GetProperty(property).GetString();

    private static MonitorCatalogue Catalogue()
    {
        var name = new BilingualText("Portal", "门户");
        var publisher = new PublisherDefinition { Key = "agency", Name = name, TimeZone = TimeZoneInfo.Utc, Hosts = ["www.portal.example"], Homepage = "https://www.portal.example/" };
        var source = new SourceDefinition
        {
            Key = "portal-home",
            Publisher = "agency",
            Name = name,
            Kind = SourceKind.Page,
            Addresses = [new SourceAddress("https://www.portal.example/", null, null)],
            Anchors = ["#portal"],
            Vantages = ["inside", "abroad"],
            Limits = new FetchLimits { HostGap = TimeSpan.FromMilliseconds(1) },
        };
        var series = new SeriesDefinition
        {
            Key = "portal",
            Name = name,
            Publisher = "agency",
            Kind = SeriesKind.Service,
            Cadence = Cadence.Unknown,
            Readings = [new SiteReading { Source = "portal-home" }],
            Absence = name,
        };
        VantageDefinition[] vantages =
        [
            new() { Key = "inside", Name = name, Kind = VantageKind.Direct, Country = "CN", Controls = ["https://www.wide.example/"] },
            new() { Key = "abroad", Name = name, Kind = VantageKind.Direct, Country = "DE", Controls = ["https://www.wide.example/"] },
        ];
        return new MonitorCatalogue("portal", [publisher], [source], [series], [], vantages: vantages);
    }

    /// <summary>A site that answers one vantage and refuses the other, in place of the network.</summary>
    private sealed class TwoFaces : HttpMessageHandler
    {
        public bool RefusesAbroad { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Options.TryGetValue(Probing.Fetching.VantageRouter.Vantage, out var vantage);
            var refuses = RefusesAbroad && vantage == "abroad";
            return Task.FromResult(new HttpResponseMessage(refuses ? HttpStatusCode.Forbidden : HttpStatusCode.OK)
            {
                Content = new StringContent("<!DOCTYPE html><html><body><main id=\"portal\">门户首页，欢迎访问。</main></body></html>", System.Text.Encoding.UTF8, "text/html"),
            });
        }
    }
}
