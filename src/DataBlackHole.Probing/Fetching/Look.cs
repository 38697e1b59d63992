using System.Collections.Immutable;
using System.Net;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Probing.Fetching;

/// <summary>What is known of one look while it is under way.</summary>
internal sealed class Look(ProbeRequest request, KnownVersion? known, RedirectPolicy policy, string vantage)
{
    private readonly List<string> _redirects = [];
    private ImmutableSortedDictionary<string, string> _headers = ImmutableSortedDictionary<string, string>.Empty;
    private ReadOnlyMemory<byte> _body;

    public RedirectPolicy Policy { get; } = policy;

    public string Vantage { get; } = vantage;

    /// <summary>Cookies live as long as the look: a site that sets one and sends us back finds it, the next look starts without.</summary>
    public CookieContainer Cookies { get; } = new();

    public KnownVersion? Known { get; } = request.Method == "GET" && known is { CanAsk: true } ? known : null;

    public ProbeRequest First { get; } = request;

    public int? Status { get; private set; }

    public ProbeFailure? Failure { get; private set; }

    public bool Redirected => _redirects.Count > 0;

    /// <summary>Whether the head of the answer to the current request has come.</summary>
    public bool Answered { get; private set; }

    /// <summary>Time spent asking; time spent waiting for a turn is not in it.</summary>
    public TimeSpan Spent { get; set; }

    public void Asking() => Answered = false;

    public void Answer(HttpResponseMessage response)
    {
        Answered = true;
        Status = (int)response.StatusCode;
        _headers = KeptHeaders.Of(response);
    }

    public void Fail(FailureKind kind, ProbeOperation operation, string detail) => Fail(new ProbeFailure(kind, operation, KeptHeaders.Clean(detail)));

    public void Fail(ProbeFailure failure) => Failure = failure;

    public void Receive(ReadOnlyMemory<byte> body, bool asksToWait)
    {
        _body = body;
        Failure = StatusReading.FailureOf(Status ?? 0, body.IsEmpty, Known is not null, asksToWait);
    }

    /// <summary>Records a redirect and says whether it may be followed.</summary>
    public bool Follow(Uri target, int maxRedirects)
    {
        _redirects.Add(target.AbsoluteUri);
        if (Policy.Refusal(new Uri(First.Url), target) is { } refusal) Fail(refusal);
        else if (_redirects.Count > maxRedirects) Fail(FailureKind.TooManyRedirects, ProbeOperation.Exchange, $"more than {maxRedirects} redirects");
        return Failure is null;
    }

    public Capture ToCapture(string source, string catalogueHash, DateTimeOffset now) => new(
        new Measurement
        {
            Source = source,
            Vantage = Vantage,
            Request = First,
            TakenAt = now,
            Duration = Spent,
            Status = Status,
            Redirects = [.. _redirects],
            Headers = _headers,
            Body = DigestOfBody(),
            BodyLength = _body.Length,
            Failure = Failure,
            CatalogueHash = catalogueHash,
        },
        _body);

    private ContentDigest? DigestOfBody()
    {
        if (Status == 304 && Failure is null) return Known?.Body;
        return _body.IsEmpty ? null : ContentDigest.Of(_body.Span);
    }
}
