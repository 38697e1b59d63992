using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Fetching;
using Microsoft.AspNetCore.Http;

namespace DataBlackHole.Tests.Fetching;

public class NetworkFailureTests
{
    [Test]
    public async Task A_name_that_does_not_resolve_is_a_dns_failure()
    {
        var capture = await Looks.AtAsync("http://no-such-host.invalid/");
        Assert.That(Looks.KindOf(capture), Is.EqualTo(FailureKind.DnsFailure), capture.Measurement.Failure?.Detail);
        Assert.That(capture.Measurement.Failure!.Operation, Is.EqualTo(ProbeOperation.Connect));
        Assert.That(capture.Measurement.Status, Is.Null);
    }

    [Test]
    public async Task A_port_where_nobody_listens_is_a_connect_failure()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var capture = await Looks.AtAsync($"http://127.0.0.1:{port}/");
        Assert.That(Looks.KindOf(capture), Is.EqualTo(FailureKind.ConnectFailure), capture.Measurement.Failure?.Detail);
    }

    [Test]
    public async Task A_certificate_for_another_name_is_a_tls_failure()
    {
        using var certificate = LoopbackSite.SelfSigned("other.example");
        await using var site = await LoopbackSite.StartAsync(context => context.Response.WriteAsync("document"), certificate);
        var capture = await Looks.AtAsync(site.Url);
        Assert.That(Looks.KindOf(capture), Is.EqualTo(FailureKind.TlsFailure), capture.Measurement.Failure?.Detail);
        Assert.That(capture.Body.IsEmpty, Is.True);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_handshake_cut_off_is_a_reset_and_no_judgement_on_certificates(bool reset)
    {
        using var site = new RawSite(null, reset);
        var capture = await Looks.AtAsync($"https://127.0.0.1:{site.Port}/");
        Assert.That(Looks.KindOf(capture), Is.EqualTo(FailureKind.ConnectionReset), capture.Measurement.Failure?.Detail);
        Assert.That(capture.Measurement.Failure!.Operation, Is.EqualTo(ProbeOperation.Connect));
    }

    [Test]
    public async Task A_server_without_tls_on_a_tls_address_is_a_tls_failure()
    {
        using var site = new RawSite("HTTP/1.1 400 Bad Request\r\n\r\n");
        var capture = await Looks.AtAsync($"https://127.0.0.1:{site.Port}/");
        Assert.That(Looks.KindOf(capture), Is.EqualTo(FailureKind.TlsFailure), capture.Measurement.Failure?.Detail);
    }

    [TestCase(null, true)]
    [TestCase(null, false)]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Le", false)]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<html>", true)]
    public async Task A_connection_that_breaks_is_a_reset(string? said, bool reset)
    {
        using var site = new RawSite(said, reset);
        var capture = await Looks.AtAsync($"http://127.0.0.1:{site.Port}/");
        Assert.That(Looks.KindOf(capture), Is.EqualTo(FailureKind.ConnectionReset), capture.Measurement.Failure?.Detail);
        Assert.That(capture.Body.IsEmpty, Is.True);
    }

    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<html>")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n<html>\r\n")]
    public async Task A_body_that_ends_before_its_announced_end_is_truncated(string said)
    {
        using var site = new RawSite(said);
        var capture = await Looks.AtAsync($"http://127.0.0.1:{site.Port}/");
        Assert.That(Looks.KindOf(capture), Is.EqualTo(FailureKind.Truncated), capture.Measurement.Failure?.Detail);
        Assert.That(capture.Body.IsEmpty, Is.True);
        Assert.That(capture.Measurement.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_compressed_body_whose_end_is_missing_is_truncated()
    {
        await using var site = await LoopbackSite.StartAsync(context => SendGzip(context, packed => packed[..^20]));
        var capture = await Looks.AtAsync(site.Url);
        Assert.That(Looks.KindOf(capture), Is.EqualTo(FailureKind.Truncated), capture.Measurement.Failure?.Detail);
    }

    [Test]
    public async Task A_body_that_only_pretends_to_be_compressed_is_truncated()
    {
        await using var site = await LoopbackSite.StartAsync(context => SendGzip(context, _ => "<html>plain</html>"u8.ToArray()));
        var capture = await Looks.AtAsync(site.Url);
        Assert.That(Looks.KindOf(capture), Is.EqualTo(FailureKind.Truncated), capture.Measurement.Failure?.Detail);
    }

    [Test]
    public async Task A_refusal_stays_a_refusal_when_its_body_breaks_off()
    {
        using var site = new RawSite("HTTP/1.1 403 Forbidden\r\nContent-Length: 500\r\n\r\n<html>");
        var capture = await Looks.AtAsync($"http://127.0.0.1:{site.Port}/");
        Assert.That(Looks.KindOf(capture), Is.EqualTo(FailureKind.Refused));
    }

    [Test]
    public async Task An_answer_that_is_not_http_is_unknown_and_says_what_was_wrong()
    {
        using var site = new RawSite("SSH-2.0-OpenSSH_9.2\r\n");
        var capture = await Looks.AtAsync($"http://127.0.0.1:{site.Port}/");
        Assert.That(Looks.KindOf(capture), Is.EqualTo(FailureKind.Unknown));
        Assert.That(capture.Measurement.Failure!.Detail, Is.Not.Empty);
    }

    [Test]
    public async Task An_address_nobody_can_ask_is_a_measurement_too()
    {
        var capture = await Looks.AtAsync("http://");
        Assert.That(Looks.KindOf(capture), Is.EqualTo(FailureKind.Unknown));
    }

    [Test]
    public async Task A_body_that_drips_is_cut_at_the_deadline()
    {
        await using var site = await LoopbackSite.StartAsync(Drip);
        var capture = await Looks.AtAsync(site.Url, Looks.Quick with { Deadline = TimeSpan.FromMilliseconds(400) });
        Assert.That(Looks.KindOf(capture), Is.EqualTo(FailureKind.Timeout), capture.Measurement.Failure?.Detail);
        Assert.That(capture.Measurement.Status, Is.EqualTo(200));
        Assert.That(capture.Measurement.Duration, Is.GreaterThan(TimeSpan.FromMilliseconds(300)));
        Assert.That(capture.Body.IsEmpty, Is.True);
    }

    [Test]
    public async Task A_server_that_never_answers_is_a_timeout()
    {
        await using var site = await LoopbackSite.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var capture = await Looks.AtAsync(site.Url, Looks.Quick with { Deadline = TimeSpan.FromMilliseconds(300) });
        Assert.That(Looks.KindOf(capture), Is.EqualTo(FailureKind.Timeout));
        Assert.That(capture.Measurement.Status, Is.Null);
    }

    [Test]
    public async Task Shutting_down_in_the_middle_of_a_look_is_no_measurement()
    {
        await using var site = await LoopbackSite.StartAsync(Drip);
        using var handler = ProbeHandler.Create();
        using var fetcher = new DocumentFetcher(handler, new HostGate(TimeProvider.System), TimeProvider.System, Looks.UserAgent);
        using var stopping = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var look = fetcher.FetchAsync(Looks.Source(site.Url), new("GET", site.Url), null, "direct", "hash", Looks.Publisher(), stopping.Token);
        Assert.That(async () => await look, Throws.InstanceOf<OperationCanceledException>());
    }

    private static async Task Drip(HttpContext context)
    {
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.WriteAsync("a");
            await context.Response.Body.FlushAsync();
            await Task.Delay(20);
        }
    }

    private static async Task SendGzip(HttpContext context, Func<byte[], byte[]> damage)
    {
        using var memory = new MemoryStream();
        await using (var packed = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var i = 0; i < 500; i++) await packed.WriteAsync(Encoding.UTF8.GetBytes(Guid.NewGuid().ToString()));
        }
        context.Response.Headers.ContentEncoding = "gzip";
        await context.Response.Body.WriteAsync(damage(memory.ToArray()));
    }
}
