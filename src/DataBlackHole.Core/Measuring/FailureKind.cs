namespace DataBlackHole.Core.Measuring;

/// <summary>
/// Why a look could not see: the closed vocabulary of failures. The first group is about fetching, the second about reading.
/// Every kind is our blindness; none is evidence about the publisher.
/// </summary>
public enum FailureKind
{
    /// <summary>A failure that fits no other kind; counted separately and never swallowed.</summary>
    Unknown = 0,

    /// <summary>The host name could not be resolved.</summary>
    DnsFailure,

    /// <summary>No connection to the host or proxy could be made.</summary>
    ConnectFailure,

    /// <summary>The TLS handshake or the certificate check failed.</summary>
    TlsFailure,

    /// <summary>The connection was reset or closed before an answer was complete.</summary>
    ConnectionReset,

    /// <summary>The look took longer than its deadline.</summary>
    Timeout,

    /// <summary>The body ended before its announced length, or the document ends in its middle.</summary>
    Truncated,

    /// <summary>A success status with an empty body; some servers throttle this way.</summary>
    EmptyBody,

    /// <summary>The body, a decompressed body or the headers exceeded our limits.</summary>
    OverLimit,

    /// <summary>More redirects than allowed, or a redirect loop.</summary>
    TooManyRedirects,

    /// <summary>A redirect to a private, loopback or link-local address; never followed.</summary>
    ForbiddenRedirect,

    /// <summary>The server refused the address (403, 405, 418, UrlACL).</summary>
    Refused,

    /// <summary>404 or 410, or a page that says so with a success status.</summary>
    NotFound,

    /// <summary>A redirect to the site's home page instead of the document.</summary>
    RedirectedHome,

    /// <summary>A redirect to another host that the source does not name.</summary>
    RedirectedOffSite,

    /// <summary>An anti-robot script challenge (Ruishu, Jiasule, WZWS, Aliyun), whatever its status.</summary>
    Challenge,

    /// <summary>A page that asks a person to solve a puzzle.</summary>
    Captcha,

    /// <summary>A page or reply that asks to log in.</summary>
    LoginWall,

    /// <summary>A page or reply that refuses visitors of our region.</summary>
    GeoRefusal,

    /// <summary>A page that announces maintenance.</summary>
    Maintenance,

    /// <summary>The server asked us to slow down (429, or 503 with Retry-After).</summary>
    Throttled,

    /// <summary>Any other 5xx status.</summary>
    ServerError,

    /// <summary>Any other unexpected status.</summary>
    UnexpectedStatus,

    /// <summary>A cached copy older than one that was already seen.</summary>
    StaleCache,

    /// <summary>Our own network or proxy is down: the control look failed too.</summary>
    OwnNetwork,

    /// <summary>The answer is of another type than the source has (HTML where JSON is due, an image, …).</summary>
    WrongType,

    /// <summary>The reply is well formed and says that the query failed.</summary>
    ApiError,

    /// <summary>The reply is not well-formed JSON.</summary>
    MalformedReply,

    /// <summary>A page without the content it is known by, filled later by script: nothing can be read from it.</summary>
    ShellPage,

    /// <summary>The page lacks the anchors by which the source recognises it: redesigned, moved or not the page.</summary>
    AnchorMissing,

    /// <summary>The bytes are not text in the announced or detected encoding.</summary>
    BadEncoding,

    /// <summary>A title matched the series but no reference period could be read from it.</summary>
    PeriodUnreadable,

    /// <summary>A title or label resembles the known one and is not it: perhaps renamed. Nothing is concluded until the definition says so.</summary>
    LabelChanged,

    /// <summary>A cell was found that is neither a figure nor empty.</summary>
    ValueUnreadable,

    /// <summary>The publication time could not be read.</summary>
    TimeUnreadable,

    /// <summary>Nothing that must be there was found (no previous period, no sibling), so absence means nothing.</summary>
    NoWitness,
}

/// <summary>What was being done when a look failed.</summary>
public enum ProbeOperation
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Resolving, connecting, TLS.</summary>
    Connect,

    /// <summary>Sending the request, waiting for and reading the answer.</summary>
    Exchange,

    /// <summary>Recognising what kind of page came back.</summary>
    Recognise,

    /// <summary>Reading facts out of a recognised page.</summary>
    Read,
}

/// <summary>One failure: kind, operation and a detail for people (never parsed).</summary>
public sealed record ProbeFailure(FailureKind Kind, ProbeOperation Operation, string Detail)
{
    public override string ToString() => $"{Kind} ({Detail})";
}
