using System.Net;
using System.Net.Http.Headers;
using System.Text;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Probing.Fetching;

/// <summary>
/// Takes one look at one address and says what came of it. A failed look is still a measurement.
/// Captures with status 202, 412 or 521 and a body come without a failure, for a reader to name the challenge (see <see cref="StatusReading"/>);
/// bodies of refusals are kept beside their failure, as evidence.
/// </summary>
public sealed class DocumentFetcher(HttpMessageHandler handler, HostGate gate, TimeProvider time, string userAgent) : IDisposable
{
    /// <summary>How long a look waits for a host that asked for silence; a longer silence is reported at once.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly HttpMessageInvoker _invoker = new(handler, disposeHandler: false);

    public void Dispose() => _invoker.Dispose();

    /// <summary>
    /// Never throws, except <see cref="OperationCanceledException"/> when <paramref name="stopping"/> is cancelled, and <see cref="TurnException"/>,
    /// by which nothing was asked.
    /// </summary>
    public async Task<Capture> FetchAsync(
        SourceDefinition source,
        ProbeRequest request,
        KnownVersion? known,
        string vantage,
        string catalogueHash,
        PublisherDefinition publisher,
        CancellationToken stopping)
    {
        var look = new Look(request, known, RedirectPolicy.Of(source, publisher), vantage);
        try
        {
            await FollowAsync(look, source.Limits, stopping).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not TurnException)
        {
            stopping.ThrowIfCancellationRequested();
            look.Fail(FailureClassifier.Classify(exception, look.Answered, look.Redirected));
        }
        return look.ToCapture(source.Key, catalogueHash, time.GetUtcNow());
    }

    private async Task FollowAsync(Look look, FetchLimits limits, CancellationToken stopping)
    {
        if (look.Policy.Refusal(new Uri(look.First.Url)) is { } refusal)
        {
            look.Fail(refusal);
            return;
        }
        for (var request = look.First; request is not null;)
        {
            var turn = await gate.EnterAsync(HostOf(request), limits.HostGap, Patience, stopping, limits.Deadline).ConfigureAwait(false);
            await using var _ = turn.ConfigureAwait(false);
            if (turn.QuietUntil is { } until)
            {
                look.Fail(FailureKind.Throttled, ProbeOperation.Connect, $"not asked: {HostOf(request)} wants no requests before {until:u}");
                return;
            }
            request = await AskInTimeAsync(look, request, limits, stopping).ConfigureAwait(false);
        }
    }

    private async Task<ProbeRequest?> AskInTimeAsync(Look look, ProbeRequest request, FetchLimits limits, CancellationToken stopping)
    {
        var left = limits.Deadline > look.Spent ? limits.Deadline - look.Spent : TimeSpan.Zero;
        using var deadline = new CancellationTokenSource(left, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, deadline.Token);
        var started = time.GetTimestamp();
        look.Asking();
        try
        {
            return await AskAsync(look, request, limits, either.Token).ConfigureAwait(false);
        }
        catch (Exception) when (deadline.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            look.Fail(FailureKind.Timeout, ProbeOperation.Exchange, $"no {(look.Answered ? "complete " : "")}answer within {limits.Deadline.TotalSeconds:0.#} s");
            return null;
        }
        finally
        {
            look.Spent += time.GetElapsedTime(started);
        }
    }

    private async Task<ProbeRequest?> AskAsync(Look look, ProbeRequest request, FetchLimits limits, CancellationToken token)
    {
        using var message = Compose(look, request);
        using var response = await _invoker.SendAsync(message, token).ConfigureAwait(false);
        var asked = message.RequestUri!;
        look.Answer(response);
        Remember(look.Cookies, asked, response);
        var wait = RetryAfter.Of(response, time.GetUtcNow());
        if (wait is { } duration && (int)response.StatusCode >= 400) gate.KeepQuiet(asked.IdnHost, duration);
        if (RedirectPolicy.TargetOf(response, asked) is { } target)
        {
            return look.Follow(target, limits.MaxRedirects) ? RedirectPolicy.Next(request, response.StatusCode, target) : null;
        }
        if (await BodyOf(response, limits.MaxBodyBytes, token).ConfigureAwait(false) is { } body) look.Receive(body, wait is not null);
        else look.Fail(FailureKind.OverLimit, ProbeOperation.Exchange, $"more than {limits.MaxBodyBytes} bytes");
        return null;
    }

    /// <summary>The body, or null when it is too large. Where the status alone tells the failure, a body that fails too adds nothing.</summary>
    private static async Task<ReadOnlyMemory<byte>?> BodyOf(HttpResponseMessage response, int limit, CancellationToken token)
    {
        var failed = StatusReading.IsFailure((int)response.StatusCode);
        try
        {
            var body = await BodyReader.ReadAsync(response.Content, limit, token).ConfigureAwait(false);
            return body is null && failed ? ReadOnlyMemory<byte>.Empty : body;
        }
        catch (Exception) when (failed && !token.IsCancellationRequested)
        {
            return ReadOnlyMemory<byte>.Empty;
        }
    }

    private HttpRequestMessage Compose(Look look, ProbeRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Url);
        message.Options.Set(ProbeHandler.Guard, look.Policy.Guard);
        message.Options.Set(VantageRouter.Vantage, look.Vantage);
        message.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        message.Headers.TryAddWithoutValidation("Accept", "text/html, application/xhtml+xml, application/json, */*;q=0.8");
        message.Headers.TryAddWithoutValidation("Accept-Language", "zh-CN, zh;q=0.9, en;q=0.5");
        if (look.Cookies.GetCookieHeader(message.RequestUri!) is { Length: > 0 } cookies) message.Headers.TryAddWithoutValidation("Cookie", cookies);
        if (look.Known?.ETag is { } tag) message.Headers.TryAddWithoutValidation("If-None-Match", tag);
        if (look.Known?.LastModified is { } modified) message.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(body is ['{' or '[', ..] ? "application/json" : "application/x-www-form-urlencoded");
        }
        return message;
    }

    private static void Remember(CookieContainer cookies, Uri asked, HttpResponseMessage response)
    {
        if (!response.Headers.NonValidated.TryGetValues("Set-Cookie", out var values)) return;
        foreach (var value in values)
        {
            try
            {
                cookies.SetCookies(asked, value);
            }
            catch (CookieException)
            {
                // A cookie nobody can send back is not worth a failed look.
            }
        }
    }

    private static string HostOf(ProbeRequest request) => new Uri(request.Url).IdnHost;
}
