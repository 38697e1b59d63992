using System.Net;
using System.Net.Sockets;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing;
using DataBlackHole.Probing.Fetching;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Tests.Fetching;

namespace DataBlackHole.Tests.Vantages;

/// <summary>When the controls of a vantage are asked, and what their answers make of a failed look.</summary>
public sealed class ControlLookTests
{
    private const string Site = "https://www.site.example/page";

    private static readonly VantageDefinition Direct = VantageDefinition.PlainDirect with { Controls = ["https://first.example/", "https://second.example/"] };

    [Test]
    public async Task A_look_without_an_answer_is_our_own_trouble_when_no_control_answers_either()
    {
        using var handler = new FakeHandler(_ => throw NoNetwork());
        var failure = await LookAsync(handler, Direct);
        Assert.That(failure!.Kind, Is.EqualTo(FailureKind.OwnNetwork));
        Assert.That(failure.Detail, Does.Contain("no control answered").And.Contain("ConnectFailure"));
        Assert.That(ControlLooks.SaidIn(failure.Detail), Does.StartWith("no control answered, the last was https://second.example/").And.Not.Contain("itself"));
        Assert.That(HostsOf(handler), Is.EqualTo(["www.site.example", "first.example", "second.example"]));
    }

    [TestCase(200)]
    [TestCase(301)]
    [TestCase(404)]
    public async Task It_stays_what_it_was_when_a_control_answers(int status)
    {
        using var handler = new FakeHandler(request => request.RequestUri!.Host == "second.example" ? Answer(status) : throw NoNetwork());
        var failure = await LookAsync(handler, Direct);
        Assert.That((failure!.Kind, failure.Operation), Is.EqualTo((FailureKind.ConnectFailure, ProbeOperation.Connect)));
        Assert.That(failure.Detail, Does.Contain($"control: https://second.example/ answered {status}"));
        Assert.That(ControlLooks.SaidIn(failure.Detail), Is.EqualTo($"https://second.example/ answered {status}"));
    }

    [TestCase(502)]
    [TestCase(504)]
    [TestCase(407)]
    public async Task The_excuse_of_a_proxy_is_no_answer(int status)
    {
        using var handler = new FakeHandler(_ => Answer(status));
        var behindProxy = Direct with { Kind = VantageKind.HttpProxy, Proxy = "proxy.example:1", Country = "DE" };
        Assert.That((await LookAsync(handler, behindProxy))!.Kind, Is.EqualTo(FailureKind.OwnNetwork));
    }

    [Test]
    public async Task A_network_that_redirects_everything_to_its_own_page_is_no_answer()
    {
        using var handler = new FakeHandler(request => request.RequestUri!.Host == "www.site.example" ? throw NoNetwork() : FakeHandler.Redirect("https://portal.hotel.example/"));
        Assert.That((await LookAsync(handler, Direct))!.Kind, Is.EqualTo(FailureKind.OwnNetwork));
    }

    [TestCase(200)]
    [TestCase(403)]
    [TestCase(404)]
    [TestCase(503)]
    public async Task An_answer_of_any_kind_needs_no_control(int status)
    {
        using var handler = new FakeHandler(_ => Answer(status));
        await LookAsync(handler, Direct);
        Assert.That(HostsOf(handler), Is.EqualTo(["www.site.example"]));
    }

    [Test]
    public async Task A_control_is_asked_once_for_looks_that_fail_together()
    {
        using var handler = new FakeHandler(request => request.RequestUri!.Host == "first.example" ? Answer(200) : throw NoNetwork());
        await LookAsync(handler, Direct, looks: 5);
        Assert.That(HostsOf(handler).Count(h => h == "first.example"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_vantage_without_controls_leaves_the_failure_as_it_is()
    {
        using var handler = new FakeHandler(_ => throw NoNetwork());
        Assert.That((await LookAsync(handler, VantageDefinition.PlainDirect))!.Kind, Is.EqualTo(FailureKind.ConnectFailure));
    }

    [Test]
    public void A_secret_that_is_not_set_is_named_and_never_shown()
    {
        var vantage = Direct with { Kind = VantageKind.Socks5, Proxy = "proxy.example:1080", UserVariable = "THE_USER", PasswordVariable = "THE_PASSWORD" };
        var error = Assert.Throws<MissingSecretException>(() => VantageProxy.Of(vantage, name => name == "THE_USER" ? "somebody" : null));
        Assert.That(error!.Message, Does.Contain("THE_PASSWORD").And.Not.Contain("somebody"));
    }

    [TestCase(403, FailureKind.OwnNetwork)]
    [TestCase(407, FailureKind.OwnNetwork)]
    [TestCase(502, FailureKind.ConnectFailure)]
    [TestCase(504, FailureKind.ConnectFailure)]
    public async Task A_proxy_that_does_not_let_us_pass_is_our_own_trouble_and_one_that_could_not_reach_the_site_may_not_be(int status, FailureKind kind)
    {
        await using var proxy = LoopbackProxy.Refusing("127.0.0.2", status);
        using var handler = ProbeHandler.Create(VantageProxy.Of(Direct with { Kind = VantageKind.HttpProxy, Proxy = proxy.Endpoint }, _ => null));
        Assert.That(Looks.KindOf(await Looks.AtAsync(handler, Site, null, null, "www.site.example")), Is.EqualTo((FailureKind?)kind));
    }

    [TestCase(VantageKind.HttpProxy)]
    [TestCase(VantageKind.Socks5)]
    public async Task An_encrypted_site_is_reached_through_a_proxy_and_its_certificate_checked(VantageKind kind)
    {
        using var certificate = LoopbackSite.SelfSigned("another.example");
        await using var site = await LoopbackSite.StartAsync(ComparedSite.WritePage, certificate);
        await using var proxy = kind == VantageKind.Socks5 ? LoopbackProxy.Socks5("127.0.0.2") : LoopbackProxy.Http("127.0.0.2");
        using var handler = ProbeHandler.Create(VantageProxy.Of(Direct with { Kind = kind, Proxy = proxy.Endpoint }, _ => null));
        var capture = await Looks.AtAsync(handler, site.Url, null, null, "127.0.0.1");
        Assert.That((Looks.KindOf(capture), proxy.Served), Is.EqualTo(((FailureKind?)FailureKind.TlsFailure, 1)));
    }

    [Test]
    public async Task Two_vantages_together_are_as_polite_to_a_host_as_one()
    {
        using var handler = new FakeHandler(_ => Answer(200));
        using var fetcher = new DocumentFetcher(handler, new HostGate(TimeProvider.System), TimeProvider.System, Looks.UserAgent);
        var source = Looks.Source(Site, Looks.Quick with { HostGap = TimeSpan.FromMilliseconds(300) });
        var started = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(new[] { "direct", "inside", "outside" }.Select(v =>
            fetcher.FetchAsync(source, new ProbeRequest("GET", Site), null, v, "hash", Looks.Publisher("www.site.example"), CancellationToken.None)));
        Assert.That(TimeProvider.System.GetElapsedTime(started), Is.GreaterThan(TimeSpan.FromMilliseconds(580)));
    }

    [Test]
    public async Task A_challenge_is_looked_at_once_and_never_answered()
    {
        using var handler = new FakeHandler(_ =>
        {
            var answer = new HttpResponseMessage((HttpStatusCode)412) { Content = new StringContent("<html><head><script r='m'>$_ts=window['$_ts'];</script></head><body></body></html>") };
            answer.Headers.TryAddWithoutValidation("Set-Cookie", "challengeS=60abc; Path=/");
            return answer;
        });
        var failure = await LookAsync(handler, Direct, looks: 2);
        Assert.That((failure!.Kind, handler.Asked.Count), Is.EqualTo((FailureKind.Challenge, 2)));
    }

    private static async Task<ProbeFailure?> LookAsync(FakeHandler handler, VantageDefinition vantage, int looks = 1)
    {
        var source = Looks.Source(Site) with { Anchors = ["main"], Limits = Looks.Quick };
        var catalogue = new MonitorCatalogue("test", [Looks.Publisher("www.site.example")], [source], [], Interpreting.SampleCatalogue.Recognisers, vantages: [vantage]);
        using var fetcher = new DocumentFetcher(handler, new HostGate(TimeProvider.System), TimeProvider.System, Looks.UserAgent);
        var reader = new SourceReader(catalogue, fetcher, new Interpreter(catalogue));
        ProbeFailure? failure = null;
        for (var look = 0; look < looks; look++)
            failure = (await reader.LookAsync(source, TimeProvider.System.GetUtcNow(), null, null, CancellationToken.None))[0].Capture.Measurement.Failure;
        return failure;
    }

    private static IEnumerable<string> HostsOf(FakeHandler handler) => handler.Asked.Select(u => u.Host);

    private static HttpResponseMessage Answer(int status) => new((HttpStatusCode)status) { Content = new StringContent("<html><main>hello</main></html>") };

    private static HttpRequestException NoNetwork() =>
        new(HttpRequestError.ConnectionError, "Network is unreachable", new SocketException((int)SocketError.NetworkUnreachable));
}
