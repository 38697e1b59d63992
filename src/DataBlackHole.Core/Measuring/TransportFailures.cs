namespace DataBlackHole.Core.Measuring;

/// <summary>The failures in which no answer came at all, so that the trouble may as well be ours.</summary>
public static class TransportFailures
{
    public static bool Includes(FailureKind kind) => kind is FailureKind.DnsFailure or FailureKind.ConnectFailure or FailureKind.TlsFailure
        or FailureKind.ConnectionReset or FailureKind.Timeout or FailureKind.Unknown;
}
