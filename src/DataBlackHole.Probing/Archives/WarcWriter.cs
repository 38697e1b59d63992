using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Probing.Archives;

/// <summary>A run of looks to be written, with the bytes that were kept of it.</summary>
/// <param name="Id">Number of the measurement.</param>
/// <param name="Body">Decompressed; null when none was kept.</param>
/// <param name="LookTimes">Every look of the run; the first is the one whose answer was kept.</param>
public sealed record WarcCapture(long Id, Measurement Look, ReadOnlyMemory<byte>? Body, IReadOnlyList<DateTimeOffset> LookTimes);

/// <summary>
/// Writes WARC/1.1 (ISO 28500:2017), each record compressed by itself. The same captures give the same bytes. What was not kept is not
/// invented: the answer carries the headers that were kept, its body is the decompressed one, and a look that got no answer has only a
/// request and metadata.
/// </summary>
public sealed class WarcWriter(Stream output) : IDisposable
{
    private const string Response = "application/http;msgtype=response";
    private const string SamePayload = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
    private const string NotModifiedProfile = "http://netpreserve.org/warc/1.1/revisit/server-not-modified";

    private readonly Dictionary<ContentDigest, (string Id, string Uri, DateTimeOffset At)> _written = [];
    private string _info = "";

    /// <summary>The record that describes the file; must come first.</summary>
    public void WriteInfo(string software, string description, DateTimeOffset at)
    {
        var fields = $"software: {software}\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\ndescription: {description}\r\n"
            + "headers: only those that were kept (Content-Type, ETag, Last-Modified, Date, Retry-After, Server, Location, Age, names of cookies); "
            + "bodies are decompressed, X-Archive-Orig-Content-Length is the length as sent\r\n";
        _info = IdOf("warcinfo", description, at);
        Write("warcinfo", _info, at, [("Content-Type", "application/warc-fields")], Encoding.UTF8.GetBytes(fields), null);
    }

    public void Write(WarcCapture capture)
    {
        var look = capture.Look;
        var target = look.Redirects.IsDefaultOrEmpty ? look.Request.Url : look.Redirects[^1];
        var request = IdOf("request", capture.Id.ToString(CultureInfo.InvariantCulture), look.TakenAt);
        var answer = look.Status is null ? null : WriteAnswer(capture, target);
        (string, string)[] with = answer is null ? [] : [("WARC-Concurrent-To", answer)];
        Write("request", request, look.TakenAt, [("WARC-Target-URI", UriOf(look.Request.Url)), .. with, ("Content-Type", "application/http;msgtype=request")], RequestOf(look.Request), null);
        (string, string) about = ("WARC-Concurrent-To", answer ?? request);
        Write(
            "metadata", IdOf("metadata", capture.Id.ToString(CultureInfo.InvariantCulture), look.TakenAt), look.TakenAt,
            [("WARC-Target-URI", UriOf(target)), about, ("Content-Type", "application/warc-fields")], MetadataOf(capture), null);
    }

    public void Dispose() => output.Dispose();

    /// <returns>Identity of the record.</returns>
    private string WriteAnswer(WarcCapture capture, string target)
    {
        const int notModified = 304;
        var look = capture.Look;
        var number = capture.Id.ToString(CultureInfo.InvariantCulture);
        var before = look.Body is { } digest && _written.TryGetValue(digest, out var known) ? known : ((string Id, string Uri, DateTimeOffset At)?)null;
        var isConfirmation = look.Status == notModified;
        (string, string)[] payload = look.Body is { } body ? [("WARC-Payload-Digest", $"sha256:{body}")] : [];
        if (before is null && !isConfirmation)
        {
            var bytes = capture.Body ?? ReadOnlyMemory<byte>.Empty;
            var id = IdOf("response", number, look.TakenAt);
            if (look.Body is { } kept) _written[kept] = (id, UriOf(target), look.TakenAt);
            Write("response", id, look.TakenAt, [("WARC-Target-URI", UriOf(target)), .. payload, ("Content-Type", Response)], HeadOf(look, bytes.Length), bytes);
            return id;
        }
        var revisit = IdOf("revisit", number, look.TakenAt);
        (string, string)[] refers = before is not { } first ? [] :
            [("WARC-Refers-To", first.Id), ("WARC-Refers-To-Target-URI", first.Uri), ("WARC-Refers-To-Date", CanonicalJson.InstantText(first.At))];
        Write(
            "revisit", revisit, look.TakenAt,
            [("WARC-Target-URI", UriOf(target)), ("WARC-Profile", isConfirmation ? NotModifiedProfile : SamePayload), .. refers, .. payload, ("Content-Type", Response)],
            HeadOf(look, null), null);
        return revisit;
    }

    private static byte[] HeadOf(Measurement look, int? length)
    {
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {look.Status} {ReasonOf(look.Status!.Value)}\r\n"));
        foreach (var (name, value) in look.Headers)
        {
            var isLength = name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase);
            head.Append(isLength ? $"X-Archive-Orig-{name}" : name).Append(": ").Append(OneLine(value)).Append("\r\n");
        }
        if (length is { } known) head.Append(CultureInfo.InvariantCulture, $"Content-Length: {known}\r\n");
        return Encoding.UTF8.GetBytes(head.Append("\r\n").ToString());
    }

    private static byte[] RequestOf(ProbeRequest request)
    {
        var uri = new Uri(request.Url);
        var body = Encoding.UTF8.GetBytes(request.Body ?? "");
        var head = $"{request.Method} {uri.PathAndQuery} HTTP/1.1\r\nHost: {uri.Authority}\r\n";
        if (request.Body is { } text)
            head += string.Create(CultureInfo.InvariantCulture, $"Content-Type: {(text is ['{' or '[', ..] ? "application/json" : "application/x-www-form-urlencoded")}\r\nContent-Length: {body.Length}\r\n");
        return [.. Encoding.UTF8.GetBytes(head + "\r\n"), .. body];
    }

    private static byte[] MetadataOf(WarcCapture capture)
    {
        var look = capture.Look;
        var fields = new StringBuilder();
        void Field(string name, string value) => fields.Append(name).Append(": ").Append(OneLine(value)).Append("\r\n");
        Field("measurement", capture.Id.ToString(CultureInfo.InvariantCulture));
        Field("source", look.Source);
        Field("vantage", look.Vantage);
        Field("origin", look.Origin);
        Field("catalogue", look.CatalogueHash);
        Field("fetchTimeMs", look.Duration.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture));
        if (look.Failure is { } failure) Field("failure", failure.ToString());
        foreach (var redirect in look.Redirects.IsDefault ? [] : look.Redirects) Field("redirectedTo", redirect);
        foreach (var at in capture.LookTimes) Field("look", CanonicalJson.InstantText(at));
        return Encoding.UTF8.GetBytes(fields.ToString());
    }

    private void Write(string type, string id, DateTimeOffset at, IEnumerable<(string Name, string Value)> fields, byte[] head, ReadOnlyMemory<byte>? body)
    {
        var rest = body ?? ReadOnlyMemory<byte>.Empty;
        using var block = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        block.AppendData(head);
        block.AppendData(rest.Span);
        var text = new StringBuilder("WARC/1.1\r\n");
        void Field(string name, string value) => text.Append(name).Append(": ").Append(value).Append("\r\n");
        Field("WARC-Type", type);
        Field("WARC-Record-ID", id);
        Field("WARC-Date", CanonicalJson.InstantText(at));
        if (type != "warcinfo" && _info.Length > 0) Field("WARC-Warcinfo-ID", _info);
        foreach (var (name, value) in fields) Field(name, value);
        Field("WARC-Block-Digest", $"sha256:{Convert.ToHexStringLower(block.GetHashAndReset())}");
        Field("Content-Length", (head.Length + rest.Length).ToString(CultureInfo.InvariantCulture));
        using var record = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true);
        record.Write(Encoding.UTF8.GetBytes(text.Append("\r\n").ToString()));
        record.Write(head);
        record.Write(rest.Span);
        record.Write("\r\n\r\n"u8);
    }

    /// <summary>The same record has the same identity in every export.</summary>
    private static string IdOf(string type, string what, DateTimeOffset at) =>
        $"<urn:uuid:{new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{type} {what} {CanonicalJson.InstantText(at)}")).AsSpan(0, 16))}>";

    private static string UriOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.AbsoluteUri : url;

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static string ReasonOf(int status) => status switch
    {
        200 => "OK",
        304 => "Not Modified",
        403 => "Forbidden",
        404 => "Not Found",
        _ => "Status",
    };
}
