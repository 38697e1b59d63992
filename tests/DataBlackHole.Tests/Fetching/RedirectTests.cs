using System.Net;
using System.Text;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Fetching;
using Microsoft.AspNetCore.Http;

namespace DataBlackHole.Tests.Fetching;

public class RedirectTests
{
    [Test]
    public async Task A_redirect_to_another_document_is_followed_and_recorded()
    {
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            if (context.Request.Path == "/new/doc.html") return context.Response.WriteAsync("document");
            context.Response.Redirect("../new/doc.html", permanent: true);
            return Task.CompletedTask;
        });
        var capture = await Looks.AtAsync(site.Url + "/old/doc.html");
        Assert.That(capture.Measurement.Failure, Is.Null);
        Assert.That(capture.Measurement.Redirects, Is.EqualTo(new[] { site.Url + "/new/doc.html" }));
        Assert.That(capture.Measurement.Request.Url, Is.EqualTo(site.Url + "/old/doc.html"));
        Assert.That(Encoding.UTF8.GetString(capture.Body.Span), Is.EqualTo("document"));
    }

    [Test]
    public async Task A_redirect_loop_ends_at_the_limit()
    {
        var asked = 0;
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            Interlocked.Increment(ref asked);
            context.Response.Redirect("/doc.html");
            return Task.CompletedTask;
        });
        var capture = await Looks.AtAsync(site.Url + "/doc.html", Looks.Quick with { MaxRedirects = 3 });
        Assert.That(Looks.KindOf(capture), Is.EqualTo(FailureKind.TooManyRedirects));
        Assert.That(asked, Is.EqualTo(4));
    }

    [TestCase("/")]
    [TestCase("/index.html")]
    [TestCase("/?from=404")]
    public async Task A_document_that_sends_us_home_is_not_the_home_page(string home)
    {
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            if (context.Request.Path != "/sj/doc.html") return context.Response.WriteAsync("welcome");
            context.Response.Redirect(home);
            return Task.CompletedTask;
        });
        var capture = await Looks.AtAsync(site.Url + "/sj/doc.html");
        Assert.That(Looks.KindOf(capture), Is.EqualTo(FailureKind.RedirectedHome));
        Assert.That(capture.Body.IsEmpty, Is.True);
    }

    [Test]
    public async Task A_home_page_may_redirect_to_its_own_index()
    {
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            if (context.Request.Path == "/index.html") return context.Response.WriteAsync("welcome");
            context.Response.Redirect("/index.html");
            return Task.CompletedTask;
        });
        Assert.That(Looks.KindOf(await Looks.AtAsync(site.Url + "/")), Is.Null);
    }

    [TestCase("http://169.254.169.254/latest/meta-data/")]
    [TestCase("http://10.0.0.1/")]
    [TestCase("http://[fd00::1]/")]
    public async Task Even_a_local_site_cannot_send_us_to_another_private_address(string target)
    {
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            context.Response.Redirect(target);
            return Task.CompletedTask;
        });
        var capture = await Looks.AtAsync(site.Url + "/doc.html", hosts: ["169.254.169.254", "10.0.0.1", "fd00::1"]);
        Assert.That(Looks.KindOf(capture), Is.EqualTo(FailureKind.ForbiddenRedirect));
        Assert.That(capture.Measurement.Redirects, Has.Length.EqualTo(1));
        Assert.That(capture.Measurement.Status, Is.EqualTo(302));
    }

    [TestCase("http://127.0.0.1:9/doc.html")]
    [TestCase("http://2130706433/doc.html")]
    [TestCase("http://localhost/doc.html")]
    [TestCase("http://[::ffff:127.0.0.1]/doc.html")]
    [TestCase("http://192.168.1.1/doc.html")]
    public async Task A_public_site_cannot_send_us_into_our_own_network(string target)
    {
        using var handler = new FakeHandler(_ => FakeHandler.Redirect(target));
        var capture = await Looks.AtAsync(handler, "https://www.stats.gov.cn/sj/doc.html", hosts: ["www.stats.gov.cn", "127.0.0.1", "localhost", "192.168.1.1"]);
        Assert.That(Looks.KindOf(capture), Is.EqualTo(FailureKind.ForbiddenRedirect));
        Assert.That(handler.Asked, Has.Count.EqualTo(1));
    }

    [TestCase("https://antirobot.example.com/captcha")]
    [TestCase("ftp://www.stats.gov.cn/doc.html")]
    [TestCase("https://www.stats.gov.cn.example.com/doc.html")]
    public async Task A_redirect_to_a_host_of_somebody_else_is_not_followed(string target)
    {
        using var handler = new FakeHandler(_ => FakeHandler.Redirect(target));
        var capture = await Looks.AtAsync(handler, "https://www.stats.gov.cn/sj/doc.html", hosts: ["www.stats.gov.cn"]);
        Assert.That(Looks.KindOf(capture), Is.EqualTo(FailureKind.RedirectedOffSite));
        Assert.That(capture.Measurement.Redirects, Is.EqualTo(new[] { target }));
        Assert.That(handler.Asked, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_redirect_to_another_host_of_the_publisher_is_followed()
    {
        using var handler = new FakeHandler(request => request.RequestUri!.Host == "data.stats.gov.cn"
            ? new HttpResponseMessage { Content = new StringContent("moved here") }
            : FakeHandler.Redirect("https://DATA.stats.gov.cn/sj/doc.html"));
        var capture = await Looks.AtAsync(handler, "http://www.stats.gov.cn/sj/doc.html", hosts: ["www.stats.gov.cn", "data.stats.gov.cn"]);
        Assert.That(capture.Measurement.Failure, Is.Null);
        Assert.That(capture.Body.Length, Is.EqualTo(10));
    }

    [TestCase(HttpStatusCode.Found, "GET")]
    [TestCase(HttpStatusCode.SeeOther, "GET")]
    [TestCase(HttpStatusCode.TemporaryRedirect, "POST")]
    [TestCase(HttpStatusCode.PermanentRedirect, "POST")]
    public async Task A_query_is_posted_again_only_when_the_server_says_so(HttpStatusCode status, string expected)
    {
        var methods = new List<string>();
        using var handler = new FakeHandler(request =>
        {
            methods.Add(request.Method.Method);
            return methods.Count > 1 ? new HttpResponseMessage { Content = new StringContent("{}") } : FakeHandler.Redirect("/query2", status);
        });
        using var fetcher = new DocumentFetcher(handler, new HostGate(TimeProvider.System), TimeProvider.System, Looks.UserAgent);
        const string url = "https://data.stats.gov.cn/query";
        await fetcher.FetchAsync(Looks.Source(url), new("POST", url, "{}"), null, "direct", "hash", Looks.Publisher(), CancellationToken.None);
        Assert.That(methods, Is.EqualTo(new[] { "POST", expected }));
    }

    [TestCase("http://127.0.0.1/admin.html", FailureKind.ForbiddenRedirect)]
    [TestCase("https://elsewhere.example/doc.html", FailureKind.RedirectedOffSite)]
    public async Task A_link_found_in_a_listing_leads_no_further_than_a_redirect_would(string link, FailureKind expected)
    {
        using var handler = new FakeHandler(_ => new HttpResponseMessage { Content = new StringContent("reached") });
        using var fetcher = new DocumentFetcher(handler, new HostGate(TimeProvider.System), TimeProvider.System, Looks.UserAgent);
        var capture = await fetcher.FetchAsync(
            Looks.Source("https://www.stats.gov.cn/sj/zxfb/"), new("GET", link), null, "direct", "hash", Looks.Publisher("www.stats.gov.cn"), CancellationToken.None);
        Assert.That(Looks.KindOf(capture), Is.EqualTo(expected));
        Assert.That(handler.Asked, Is.Empty);
    }

    [Test]
    public async Task A_name_that_resolves_into_our_own_network_is_not_connected_to()
    {
        // The machine's own name usually points inside; it stands for a public name whose DNS entry does.
        if (await NamePointingInsideAsync() is not { } name)
        {
            Assert.Ignore("no name of this machine resolves to a private address");
            return;
        }
        var first = await Looks.AtAsync($"http://{name}:9/doc.html");
        Assert.That(Looks.KindOf(first), Is.EqualTo(FailureKind.ConnectFailure));
        Assert.That(first.Measurement.Failure!.Detail, Does.Contain("not a public address"));

        using var handler = new FirstHopFake(() => FakeHandler.Redirect($"http://{name}:9/doc.html"));
        var second = await Looks.AtAsync(handler, "https://www.stats.gov.cn/sj/doc.html", hosts: [name]);
        Assert.That(Looks.KindOf(second), Is.EqualTo(FailureKind.ForbiddenRedirect), second.Measurement.Failure?.Detail);
    }

    [TestCase("8.8.8.8", true)]
    [TestCase("100.63.0.1", true)]
    [TestCase("100.64.0.1", false)]
    [TestCase("172.15.0.1", true)]
    [TestCase("172.31.255.255", false)]
    [TestCase("192.0.0.8", false)]
    [TestCase("198.18.0.5", true)]
    [TestCase("0.0.0.0", false)]
    [TestCase("224.0.0.1", false)]
    [TestCase("2001:db8::1", true)]
    [TestCase("::", false)]
    [TestCase("::1", false)]
    [TestCase("fe80::1", false)]
    [TestCase("fc00::1", false)]
    [TestCase("ff02::1", false)]
    [TestCase("::ffff:10.0.0.1", false)]
    [TestCase("64:ff9b::a00:1", false)]
    [TestCase("64:ff9b::808:808", true)]
    [TestCase("2002:7f00:1::", false)]
    public void Public_addresses_are_told_from_those_inside_a_network(string address, bool expected) =>
        Assert.That(AddressGuard.IsPublic(IPAddress.Parse(address)), Is.EqualTo(expected));

    private static IEnumerable<string> NamesOfThisMachine()
    {
        var hosts = File.Exists("/etc/hosts") ? File.ReadAllLines("/etc/hosts") : [];
        return hosts.Select(l => l.Split('#')[0]).SelectMany(l => l.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Skip(1)).Prepend(Dns.GetHostName());
    }

    private static async Task<string?> NamePointingInsideAsync()
    {
        foreach (var name in NamesOfThisMachine())
        {
            try
            {
                var addresses = await Dns.GetHostAddressesAsync(name);
                if (!name.StartsWith("localhost", StringComparison.Ordinal) && addresses.Length > 0 && !addresses.Any(AddressGuard.IsPublic)) return name;
            }
            catch (System.Net.Sockets.SocketException)
            {
                // This machine does not know the name; the next one may serve.
            }
        }
        return null;
    }

    /// <summary>Answers the first request itself and gives the others to the production handler.</summary>
    private sealed class FirstHopFake(Func<HttpResponseMessage> first) : DelegatingHandler(ProbeHandler.Create())
    {
        private int _count;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            _count++ == 0 ? Task.FromResult(first()) : base.SendAsync(request, cancellationToken);
    }
}
