using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Probing.Fetching;

/// <summary>Gives what the network threw its name in the closed vocabulary of failures.</summary>
internal static partial class FailureClassifier
{
    /// <param name="answered">Whether the head of an answer had come when it failed.</param>
    /// <param name="redirected">Whether the request that failed followed a redirect.</param>
    public static ProbeFailure Classify(Exception exception, bool answered, bool redirected)
    {
        var chain = Chain(exception).ToArray();
        var (kind, operation) = KindOf(chain, answered, redirected);
        return new ProbeFailure(kind, operation, KeptHeaders.Clean(DetailOf(chain)));
    }

    private static (FailureKind, ProbeOperation) KindOf(Exception[] chain, bool answered, bool redirected)
    {
        if (chain.OfType<ForbiddenAddressException>().Any())
            return (redirected ? FailureKind.ForbiddenRedirect : FailureKind.ConnectFailure, ProbeOperation.Connect);
        if (chain.OfType<AuthenticationException>().Any()) return (FailureKind.TlsFailure, ProbeOperation.Connect);
        if (chain.OfType<EndOfStreamException>().Any() || chain.OfType<InvalidDataException>().Any())
            return (FailureKind.Truncated, ProbeOperation.Exchange);
        // The handler's own limit on connecting; our deadline is told apart by its token before.
        if (chain.OfType<TimeoutException>().Any()) return (FailureKind.ConnectFailure, ProbeOperation.Connect);
        return OfSocket(chain) ?? OfHttp(chain, answered) ?? (FailureKind.Unknown, ProbeOperation.Unknown);
    }

    private static (FailureKind, ProbeOperation)? OfSocket(Exception[] chain) => chain.OfType<SocketException>().FirstOrDefault()?.SocketErrorCode switch
    {
        null => null,
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery =>
            (FailureKind.DnsFailure, ProbeOperation.Connect),
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown =>
            (FailureKind.ConnectionReset, IsHandshake(chain) ? ProbeOperation.Connect : ProbeOperation.Exchange),
        SocketError.ConnectionRefused or SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown
            or SocketError.NetworkDown or SocketError.TimedOut or SocketError.AddressNotAvailable or SocketError.AccessDenied =>
            (FailureKind.ConnectFailure, ProbeOperation.Connect),
        _ => null,
    };

    private static (FailureKind, ProbeOperation)? OfHttp(Exception[] chain, bool answered) => ErrorOf(chain) switch
    {
        HttpRequestError.NameResolutionError => (FailureKind.DnsFailure, ProbeOperation.Connect),
        HttpRequestError.ConnectionError => (FailureKind.ConnectFailure, ProbeOperation.Connect),
        HttpRequestError.ProxyTunnelError => (IsOfTheProxy(chain) ? FailureKind.OwnNetwork : FailureKind.ConnectFailure, ProbeOperation.Connect),
        // A handshake cut off without any word on certificates: the line was closed, nobody judged a certificate.
        HttpRequestError.SecureConnectionError => chain.OfType<IOException>().Any()
            ? (FailureKind.ConnectionReset, ProbeOperation.Connect)
            : (FailureKind.TlsFailure, ProbeOperation.Connect),
        HttpRequestError.ConfigurationLimitExceeded => (FailureKind.OverLimit, ProbeOperation.Exchange),
        HttpRequestError.ResponseEnded => (answered ? FailureKind.Truncated : FailureKind.ConnectionReset, ProbeOperation.Exchange),
        _ => null,
    };

    /// <summary>
    /// A proxy that does not know us or does not want to go there says nothing about the site; only what it says of having tried may. The answer
    /// stands in the message alone.
    /// </summary>
    private static bool IsOfTheProxy(Exception[] chain) =>
        chain.Select(e => ProxyAnswer().Match(e.Message)).FirstOrDefault(m => m.Success) is { } answer && answer.Groups[1].Value is not ("502" or "503" or "504");

    [GeneratedRegex(@"'(\d{3})'")]
    private static partial Regex ProxyAnswer();

    private static bool IsHandshake(Exception[] chain) => ErrorOf(chain) == HttpRequestError.SecureConnectionError;

    private static HttpRequestError? ErrorOf(Exception[] chain) => chain.Select(e => e switch
    {
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } request => request.HttpRequestError,
        HttpIOException { HttpRequestError: not HttpRequestError.Unknown } io => io.HttpRequestError,
        _ => (HttpRequestError?)null,
    }).FirstOrDefault(e => e is not null);

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException) yield return exception;
    }

    private static string DetailOf(Exception[] chain) => chain.Length == 1
        ? $"{chain[0].GetType().Name}: {chain[0].Message}"
        : $"{chain[0].Message} {chain[^1].GetType().Name}: {chain[^1].Message}";
}
