using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Archives;

namespace DataBlackHole.Tests.Archives;

public sealed class WarcWriterTests
{
    private static readonly DateTimeOffset _noon = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] _page = Encoding.UTF8.GetBytes("<html>失业率</html>");

    [Test]
    public void An_answer_has_a_request_a_response_and_metadata_with_every_look()
    {
        var records = Write(new WarcCapture(7, Look() with { Request = new ProbeRequest("POST", "https://example.org/q?a=1", "{\"x\":1}") }, _page, [_noon, _noon.AddHours(1)]));

        Assert.That(records.Select(r => r.Type), Is.EqualTo(["warcinfo", "response", "request", "metadata"]));
        Assert.That(records[0].Text, Does.Contain("headers: only those that were kept"));
        Assert.That(records[1].Text, Does.Contain($"WARC-Payload-Digest: sha256:{ContentDigest.Of(_page)}").And.Contain("HTTP/1.1 200 OK\r\n").And.Contain($"\r\nContent-Length: {_page.Length}\r\n\r\n<html>失业率</html>"));
        Assert.That(records[1].Text, Does.Contain("X-Archive-Orig-Content-Length: 12\r\n").And.Contain("Server: a b\r\n"), "lengths as sent are told, and a header stays one line");
        Assert.That(records[2].Text, Does.Contain("POST /q?a=1 HTTP/1.1\r\nHost: example.org\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"x\":1}"));
        Assert.That(records[3].Text, Does.Contain("measurement: 7\r\n").And.Contain("look: 2026-10-01T12:00:00.000Z\r\nlook: 2026-10-01T13:00:00.000Z\r\n"));
    }

    [Test]
    public void The_same_document_is_there_once_and_revisited_after_that()
    {
        var records = Write(
            new WarcCapture(1, Look(), _page, [_noon]),
            new WarcCapture(2, Look() with { TakenAt = _noon.AddDays(1) }, _page, [_noon.AddDays(1)]),
            new WarcCapture(3, Look() with { TakenAt = _noon.AddDays(2), Status = 304, BodyLength = 0 }, _page, [_noon.AddDays(2)]));
        var revisits = records.Where(r => r.Type == "revisit").Select(r => r.Text).ToList();

        Assert.That(records.Count(r => r.Type == "response"), Is.EqualTo(1));
        Assert.That(revisits[0], Does.Contain("/revisit/identical-payload-digest\r\n").And.Contain("WARC-Refers-To-Date: 2026-10-01T12:00:00.000Z"));
        Assert.That(revisits[1], Does.Contain("/revisit/server-not-modified\r\n").And.Contain("HTTP/1.1 304 Not Modified\r\n"));
    }

    [Test]
    public void A_look_without_an_answer_invents_none()
    {
        var failed = Look() with { Status = null, Body = null, BodyLength = 0, Failure = new ProbeFailure(FailureKind.Timeout, ProbeOperation.Exchange, "10 s") };
        var records = Write(new WarcCapture(1, failed, null, [_noon]));

        Assert.That(records.Select(r => r.Type), Is.EqualTo(["warcinfo", "request", "metadata"]));
        Assert.That(records[2].Text, Does.Contain("failure: Timeout"));
    }

    [Test]
    public void What_a_redirect_led_to_is_filed_under_its_own_address()
    {
        var records = Write(new WarcCapture(1, Look() with { Redirects = ["https://example.org/b", "https://example.org/c"] }, _page, [_noon]));
        Assert.That(records[1].Text, Does.Contain("WARC-Target-URI: https://example.org/c\r\n"));
        Assert.That(records[2].Text, Does.Contain("WARC-Target-URI: https://example.org/a\r\n"));
    }

    private static Measurement Look() => new()
    {
        Source = "s",
        Vantage = "direct",
        Request = new ProbeRequest("GET", "https://example.org/a"),
        TakenAt = _noon,
        Status = 200,
        Headers = ImmutableSortedDictionary<string, string>.Empty.Add("Content-Length", "12").Add("Server", "a\r\nb"),
        Body = ContentDigest.Of(_page),
        BodyLength = _page.Length,
        CatalogueHash = "c",
    };

    private static List<(string Type, string Text)> Write(params WarcCapture[] captures)
    {
        var file = new MemoryStream();
        using (var warc = new WarcWriter(file))
        {
            warc.WriteInfo("test", "a test", _noon);
            foreach (var capture in captures) warc.Write(capture);
        }
        using var unpacked = new StreamReader(new GZipStream(new MemoryStream(file.ToArray()), CompressionMode.Decompress));
        return [.. unpacked.ReadToEnd().Split("WARC/1.1\r\n", StringSplitOptions.RemoveEmptyEntries).Select(r => (r.Split("WARC-Type: ")[1].Split("\r\n")[0], r))];
    }
}
