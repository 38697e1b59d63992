using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Fetching;
using Microsoft.AspNetCore.Http;

namespace DataBlackHole.Tests.Fetching;

public class DocumentFetcherTests
{
    [Test]
    public async Task A_document_is_captured_with_its_digest_and_the_kept_headers()
    {
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers.ETag = "\"v1\"";
            context.Response.Headers.LastModified = "Fri, 09 Oct 2026 01:00:00 GMT";
            context.Response.Headers.Append("Set-Cookie", "JSESSIONID=secret; Path=/; HttpOnly");
            context.Response.Headers.Append("Set-Cookie", "u=1");
            context.Response.Headers["X-Other"] = "not kept";
            return context.Response.WriteAsync("国家统计局");
        });
        var capture = await Looks.AtAsync(site.Url + "/sj/");
        var measurement = capture.Measurement;
        Assert.That(Encoding.UTF8.GetString(capture.Body.Span), Is.EqualTo("国家统计局"));
        Assert.That(measurement.Failure, Is.Null);
        Assert.That(measurement.Status, Is.EqualTo(200));
        Assert.That(measurement.Body, Is.EqualTo(ContentDigest.Of("国家统计局"u8)));
        Assert.That(measurement.BodyLength, Is.EqualTo(15));
        Assert.That(measurement.Headers["ETag"], Is.EqualTo("\"v1\""));
        Assert.That(measurement.Headers["Last-Modified"], Is.EqualTo("Fri, 09 Oct 2026 01:00:00 GMT"));
        Assert.That(measurement.Headers["Content-Type"], Is.EqualTo("text/html; charset=utf-8"));
        Assert.That(measurement.Headers["Set-Cookie"], Is.EqualTo("JSESSIONID, u"));
        Assert.That(measurement.Headers.Values, Has.None.Contains("secret"));
        Assert.That(measurement.Headers.Keys, Has.No.Member("X-Other").And.Member("Date").And.Member("Server"));
        Assert.That((measurement.Source, measurement.Vantage, measurement.CatalogueHash, measurement.Origin), Is.EqualTo(("test-source", "direct", "hash", "live")));
    }

    [Test]
    public async Task A_request_says_who_asks_and_a_posted_query_its_type()
    {
        var seen = new ConcurrentQueue<string>();
        await using var site = await LoopbackSite.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            seen.Enqueue($"{context.Request.Headers.UserAgent}|{context.Request.ContentType}|{await reader.ReadToEndAsync()}");
            await context.Response.WriteAsync("{}");
        });
        using var handler = ProbeHandler.Create();
        using var fetcher = new DocumentFetcher(handler, new HostGate(TimeProvider.System), TimeProvider.System, Looks.UserAgent);
        foreach (var body in (string[])["{\"dts\":[\"202608MM\"]}", "m=QueryData"])
        {
            await fetcher.FetchAsync(Looks.Source(site.Url), new("POST", site.Url, body), null, "direct", "hash", Looks.Publisher(), CancellationToken.None);
        }
        Assert.That(seen, Is.EqualTo(new[]
        {
            $"{Looks.UserAgent}|application/json|{{\"dts\":[\"202608MM\"]}}",
            $"{Looks.UserAgent}|application/x-www-form-urlencoded|m=QueryData",
        }));
    }

    [TestCase(401, FailureKind.Refused)]
    [TestCase(403, FailureKind.Refused)]
    [TestCase(405, FailureKind.Refused)]
    [TestCase(418, FailureKind.Refused)]
    [TestCase(404, FailureKind.NotFound)]
    [TestCase(410, FailureKind.NotFound)]
    [TestCase(429, FailureKind.Throttled)]
    [TestCase(500, FailureKind.ServerError)]
    [TestCase(503, FailureKind.ServerError)]
    [TestCase(400, FailureKind.UnexpectedStatus)]
    [TestCase(206, FailureKind.UnexpectedStatus)]
    [TestCase(302, FailureKind.UnexpectedStatus)]
    [TestCase(202, null)]
    [TestCase(412, null)]
    [TestCase(521, null)]
    public async Task A_status_with_a_body_has_its_failure_and_keeps_the_body(int status, FailureKind? expected)
    {
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("<script>challenge</script>");
        });
        var capture = await Looks.AtAsync(site.Url);
        Assert.That(Looks.KindOf(capture), Is.EqualTo(expected));
        Assert.That(capture.Measurement.Status, Is.EqualTo(status));
        Assert.That(Encoding.UTF8.GetString(capture.Body.Span), Is.EqualTo("<script>challenge</script>"));
    }

    [TestCase(200, FailureKind.EmptyBody)]
    [TestCase(202, FailureKind.EmptyBody)]
    [TestCase(204, FailureKind.EmptyBody)]
    [TestCase(412, FailureKind.UnexpectedStatus)]
    [TestCase(521, FailureKind.ServerError)]
    [TestCase(304, FailureKind.UnexpectedStatus)]
    [TestCase(403, FailureKind.Refused)]
    public async Task A_status_without_a_body_is_always_a_failure(int status, FailureKind expected)
    {
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        var capture = await Looks.AtAsync(site.Url);
        Assert.That(Looks.KindOf(capture), Is.EqualTo(expected));
        Assert.That(capture.Measurement.Body, Is.Null);
    }

    [Test]
    public async Task An_unchanged_document_is_confirmed_by_its_known_digest()
    {
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            var unchanged = context.Request.Headers.IfNoneMatch == "\"v1\"" && context.Request.Headers.IfModifiedSince == "Fri, 09 Oct 2026 01:00:00 GMT";
            context.Response.StatusCode = unchanged ? 304 : 500;
            return Task.CompletedTask;
        });
        var digest = ContentDigest.Of("old"u8);
        var capture = await Looks.AtAsync(site.Url, known: new KnownVersion("\"v1\"", "Fri, 09 Oct 2026 01:00:00 GMT", digest));
        Assert.That(capture.Measurement.Failure, Is.Null);
        Assert.That(capture.Measurement.Status, Is.EqualTo(304));
        Assert.That(capture.Measurement.Body, Is.EqualTo(digest));
        Assert.That(capture.Body.IsEmpty, Is.True);
    }

    [Test]
    public async Task A_version_without_validators_is_not_asked_about_and_a_304_is_then_unexpected()
    {
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            context.Response.StatusCode = 304;
            return Task.CompletedTask;
        });
        var capture = await Looks.AtAsync(site.Url, known: new KnownVersion(null, null, ContentDigest.Of("old"u8)));
        Assert.That(Looks.KindOf(capture), Is.EqualTo(FailureKind.UnexpectedStatus));
        Assert.That(capture.Measurement.Body, Is.Null);
    }

    [TestCase("gzip")]
    [TestCase("br")]
    [TestCase("deflate")]
    public async Task A_compressed_body_is_delivered_decompressed(string encoding)
    {
        await using var site = await LoopbackSite.StartAsync(context => SendCompressed(context, encoding, new string('a', 5000)));
        var capture = await Looks.AtAsync(site.Url);
        Assert.That(capture.Measurement.Failure, Is.Null);
        Assert.That(capture.Body.Length, Is.EqualTo(5000));
    }

    [Test]
    public async Task A_small_body_that_unpacks_to_a_huge_one_is_over_the_limit()
    {
        await using var site = await LoopbackSite.StartAsync(context => SendCompressed(context, "gzip", new string('a', 4_000_000)));
        var capture = await Looks.AtAsync(site.Url, Looks.Quick with { MaxBodyBytes = 100_000 });
        Assert.That(Looks.KindOf(capture), Is.EqualTo(FailureKind.OverLimit));
        Assert.That(capture.Body.IsEmpty, Is.True);
    }

    [TestCase(1000, null)]
    [TestCase(1001, FailureKind.OverLimit)]
    public async Task The_limit_itself_is_allowed_and_one_byte_more_is_not(int length, FailureKind? expected)
    {
        await using var site = await LoopbackSite.StartAsync(async context =>
        {
            // Two writes without an announced length.
            await context.Response.WriteAsync(new string('a', 600));
            await context.Response.Body.FlushAsync();
            await context.Response.WriteAsync(new string('a', length - 600));
        });
        var capture = await Looks.AtAsync(site.Url, Looks.Quick with { MaxBodyBytes = 1000 });
        Assert.That(Looks.KindOf(capture), Is.EqualTo(expected));
    }

    [TestCase(1)]
    [TestCase(65_535)]
    [TestCase(65_536)]
    [TestCase(65_537)]
    [TestCase(200_000)]
    public async Task A_body_of_unannounced_length_comes_whole(int length)
    {
        var sent = Enumerable.Range(0, length).Select(i => (byte)(i % 251)).ToArray();
        await using var site = await LoopbackSite.StartAsync(async context =>
        {
            foreach (var piece in sent.Chunk(10_000)) await context.Response.Body.WriteAsync(piece);
        });
        var capture = await Looks.AtAsync(site.Url);
        Assert.That(capture.Measurement.Headers.Keys, Has.No.Member("Content-Length"));
        Assert.That(capture.Body.ToArray(), Is.EqualTo(sent));
    }

    [Test]
    public async Task An_announced_length_over_the_limit_is_not_read_at_all()
    {
        using var site = new RawSite("HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\nabc");
        var capture = await Looks.AtAsync($"http://127.0.0.1:{site.Port}/");
        Assert.That(Looks.KindOf(capture), Is.EqualTo(FailureKind.OverLimit));
    }

    [Test]
    public async Task A_thousand_headers_are_over_the_limit()
    {
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            for (var i = 0; i < 1000; i++) context.Response.Headers[string.Create(CultureInfo.InvariantCulture, $"X-Filler-{i}")] = new string('x', 100);
            return context.Response.WriteAsync("ok");
        });
        Assert.That(Looks.KindOf(await Looks.AtAsync(site.Url)), Is.EqualTo(FailureKind.OverLimit));
    }

    [Test]
    public async Task The_same_cookie_goes_back_within_a_look_and_never_into_the_next()
    {
        var seen = new ConcurrentQueue<string>();
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            seen.Enqueue(context.Request.Headers.Cookie.ToString());
            if (context.Request.Headers.Cookie.Count > 0) return context.Response.WriteAsync("document");
            context.Response.Headers.Append("Set-Cookie", "id=7; Path=/");
            context.Response.Redirect("/doc.html");
            return Task.CompletedTask;
        });
        using var handler = ProbeHandler.Create();
        for (var look = 0; look < 2; look++)
        {
            var capture = await Looks.AtAsync(handler, site.Url + "/doc.html");
            Assert.That(capture.Measurement.Failure, Is.Null);
        }
        Assert.That(seen, Is.EqualTo(new[] { "", "id=7", "", "id=7" }));
    }

    private static async Task SendCompressed(HttpContext context, string encoding, string text)
    {
        context.Response.Headers.ContentEncoding = encoding;
        await using Stream packed = encoding switch
        {
            "gzip" => new GZipStream(context.Response.Body, CompressionLevel.Fastest),
            "br" => new BrotliStream(context.Response.Body, CompressionLevel.Fastest),
            _ => new ZLibStream(context.Response.Body, CompressionLevel.Fastest),
        };
        await packed.WriteAsync(Encoding.UTF8.GetBytes(text));
    }
}
