using System.IO.Compression;
using System.Text;
using DataBlackHole.Core.Evidence;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace DataBlackHole.Serving.Pages;

/// <summary>A page as it is sent: its bytes, and compressed the first time somebody can take it so.</summary>
internal sealed class PageBody
{
    private const int TagDigits = 32;

    private readonly byte[] _plain;
    private readonly string _tag;
    private readonly Lazy<byte[]> _brotli;
    private readonly Lazy<byte[]> _gzip;

    public PageBody(string html)
        : this(Encoding.UTF8.GetBytes(html))
    {
    }

    public PageBody(byte[] bytes)
    {
        _plain = bytes;
        _tag = ContentDigest.Of(bytes).Hex[..TagDigits];
        _brotli = new(() => Compressed(to => new BrotliStream(to, new BrotliCompressionOptions { Quality = 5 })));
        _gzip = new(() => Compressed(to => new GZipStream(to, CompressionLevel.Optimal)));
    }

    public int Length => _plain.Length;

    public async Task SendAsync(HttpContext context, int status, string contentType)
    {
        var (bytes, encoding) = Chosen(context.Request.Headers.AcceptEncoding);
        // Two encodings of one page are two representations: a strong tag may name only one of them.
        var tag = new EntityTagHeaderValue($"\"{_tag}{(encoding is null ? "" : $"-{encoding}")}\"");
        var headers = context.Response.Headers;
        headers.ETag = tag.ToString();
        headers.Append(HeaderNames.Vary, "Accept-Encoding");
        if (status == StatusCodes.Status200OK && IsKnown(context.Request, tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes.Length;
        if (encoding is not null) headers.ContentEncoding = encoding;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known) && known.Any(k => k.Tag == "*" || k.Compare(tag, useStrongComparison: false));

    private (byte[] Bytes, string? Encoding) Chosen(StringValues accepted)
    {
        if (!StringWithQualityHeaderValue.TryParseList(accepted, out var wanted)) return (_plain, null);
        bool Takes(string encoding) => wanted.Any(w => w.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && w.Quality is not 0);
        return Takes("br") ? (_brotli.Value, "br") : Takes("gzip") ? (_gzip.Value, "gzip") : (_plain, null);
    }

    private byte[] Compressed(Func<Stream, Stream> open)
    {
        using var to = new MemoryStream();
        using (var stream = open(to)) stream.Write(_plain);
        return to.ToArray();
    }
}
