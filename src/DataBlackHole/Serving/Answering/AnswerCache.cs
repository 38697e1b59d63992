using System.Security.Cryptography;
using DataBlackHole.Storage;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace DataBlackHole.Serving.Answering;

/// <summary>
/// Finished answers, each good until the next commit to the record, whoever makes it (one about a single series: until that series is judged
/// again), and for the minute it was made in, because some depend on the time. The strong tag is over the bytes; whoever has them is told so
/// without anything being read or written anew.
/// </summary>
internal sealed class AnswerCache(RecordVersion version, SeriesVersions series, TimeProvider time) : IDisposable
{
    private const long MostBytes = 64 * 1024 * 1024;
    private const int LargestKept = 4 * 1024 * 1024;
    private const int TagDigits = 32;

    private readonly MemoryCache _answers = new(new MemoryCacheOptions { SizeLimit = MostBytes });
    private readonly SemaphoreSlim _turn = new(1);
    private volatile SeriesVersionSet? _versions;

    public async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || context.GetEndpoint() is null || !Readers.IsKept(context.Request.Path))
        {
            await next(context);
            return;
        }
        var state = (await StandingAsync(context), time.GetUtcNow().Ticks / TimeSpan.TicksPerMinute);
        var key = KeyOf(context.Request);
        if (!(_answers.TryGetValue(key, out Answer? answer) && answer!.State == state))
        {
            answer = await MakeAsync(context, next, state);
            if (answer is null) return;
            if (answer.Body.Length <= LargestKept)
                _answers.Set(key, answer, new MemoryCacheEntryOptions { Size = answer.Body.Length + 1024, SlidingExpiration = TimeSpan.FromHours(1) });
        }
        await SendAsync(context, answer);
    }

    public void Dispose()
    {
        _answers.Dispose();
        _turn.Dispose();
    }

    /// <summary>What stays the same for as long as the answer does. Read before the answer is made, so that it can only be too old and never too new.</summary>
    private async Task<string> StandingAsync(HttpContext context)
    {
        var record = await version.ReadAsync(context.RequestAborted);
        return Readers.OnlySeries(context.Request) is { } key ? $"{key} {(await VersionsAsync(record, context.RequestAborted)).Of(key)}" : record;
    }

    private async Task<SeriesVersionSet> VersionsAsync(string record, CancellationToken stopping)
    {
        if (_versions is { } known && known.Record == record) return known;
        await _turn.WaitAsync(stopping);
        try
        {
            if (_versions is { } now && now.Record == record) return now;
            return _versions = await series.ReadAsync(record, stopping);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Lets the endpoint answer in full; what is no success goes out as it is.</summary>
    private static async Task<Answer?> MakeAsync(HttpContext context, RequestDelegate next, (string, long) state)
    {
        var (request, response) = (context.Request, context.Response);
        var before = response.Headers.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var asked = (request.Headers.IfNoneMatch, request.Headers.IfModifiedSince);
        request.Headers.IfNoneMatch = StringValues.Empty;
        request.Headers.IfModifiedSince = StringValues.Empty;
        var outside = response.Body;
        using var body = new MemoryStream();
        response.Body = body;
        try
        {
            await next(context);
        }
        finally
        {
            response.Body = outside;
            (request.Headers.IfNoneMatch, request.Headers.IfModifiedSince) = asked;
        }
        if (response.StatusCode == StatusCodes.Status200OK)
        {
            var headers = response.Headers.Where(h => !before.Contains(h.Key) && h.Key is not ("Content-Length" or "ETag")).ToArray();
            var bytes = body.ToArray();
            return new Answer(state, bytes, response.Headers.ETag.FirstOrDefault() ?? $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..TagDigits]}\"", headers);
        }
        // An answer without a body is left to those who say it in words.
        if (body.Length == 0) return null;
        body.Position = 0;
        await body.CopyToAsync(outside, context.RequestAborted);
        return null;
    }

    private static async Task SendAsync(HttpContext context, Answer answer)
    {
        var response = context.Response;
        foreach (var (name, value) in answer.Headers) response.Headers[name] = value;
        response.Headers.ETag = answer.Tag;
        if (StringValues.IsNullOrEmpty(response.Headers.CacheControl)) response.Headers.CacheControl = "public, no-cache";
        if (IsKnown(context.Request.Headers, answer.Tag, response.Headers.LastModified))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            response.Headers.ContentLength = null;
            response.Headers.ContentType = StringValues.Empty;
            return;
        }
        response.ContentLength = answer.Body.Length;
        await response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    /// <summary>Whether the client has the answer already; a date counts only where no tag was sent (RFC 9110, 13.1.3).</summary>
    private static bool IsKnown(IHeaderDictionary asked, string tag, StringValues changed)
    {
        if (!StringValues.IsNullOrEmpty(asked.IfNoneMatch)) return Has(asked.IfNoneMatch, tag);
        return HeaderUtilities.TryParseDate(asked.IfModifiedSince.ToString(), out var since) && HeaderUtilities.TryParseDate(changed.ToString(), out var last) && last <= since;
    }

    private static bool Has(StringValues ifNoneMatch, string tag)
    {
        if (StringValues.IsNullOrEmpty(ifNoneMatch) || !EntityTagHeaderValue.TryParseList(ifNoneMatch, out var tags)) return false;
        // RFC 9110, 13.1.2: the comparison for If-None-Match is the weak one.
        return tags.Any(t => t.Tag == "*" || t.Tag == tag);
    }

    /// <summary>What an answer can depend on: the address as it was asked for, and the kind of document that is accepted.</summary>
    private static string KeyOf(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        var kind = $"{(accept.Contains("text/plain", StringComparison.OrdinalIgnoreCase) ? 't' : '-')}{(accept.Contains("text/html", StringComparison.OrdinalIgnoreCase) ? 'h' : '-')}";
        return $"{kind} {request.Scheme}://{request.Host}{request.PathBase}{request.Path}{request.QueryString}";
    }

    private sealed record Answer((string, long) State, byte[] Body, string Tag, KeyValuePair<string, StringValues>[] Headers);
}
