using System.Collections.Immutable;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Core.Judging;

/// <summary>What looks from one vantage say about access to a service.</summary>
public enum AccessOutcome
{
    /// <summary>Nothing can be concluded from the look.</summary>
    Unknown = 0,

    /// <summary>The service was there, recognised by its anchors.</summary>
    Reached,

    /// <summary>Something that is not our own trouble stood between us and the service.</summary>
    Barred,
}

/// <summary>The looks in a row from one vantage that had the same outcome.</summary>
/// <param name="Reason">What stood in the way; <see cref="Reason.Found"/> when nothing did.</param>
/// <param name="Detail">The failure in words; null when the service was reached.</param>
/// <param name="Looks">How many in a row.</param>
/// <param name="LastReachedAt">The last look from here, in this run or before it, that reached the service.</param>
public sealed record VantageAccess(
    string Vantage, string? Country, AccessOutcome Outcome, Reason Reason, string? Detail, int Looks, DateTimeOffset First, DateTimeOffset Last, DateTimeOffset? LastReachedAt)
{
    /// <summary>The last look from here, in this run or before it, that something barred.</summary>
    public DateTimeOffset? LastBarredAt { get; init; }

    public bool Lasts(int looks, TimeSpan span) => Looks >= looks && Last - First >= span;
}

/// <summary>One look at a service from one vantage.</summary>
/// <param name="HasControls">Whether the vantage has controls: without, a look that got no answer proves nothing.</param>
public sealed record AccessLook(string Vantage, string? Country, bool HasControls, ProbeFailure? Failure, EvidenceRef Document)
{
    public AccessOutcome Outcome => Failure is null ? AccessOutcome.Reached : Reason == Reason.Unknown ? AccessOutcome.Unknown : AccessOutcome.Barred;

    /// <summary>What the look met; <see cref="Judging.Reason.Unknown"/> for our own trouble and for what is none of access, such as a robot check.</summary>
    public Reason Reason => Failure is not { } failure ? Reason.Found
        : !HasControls && TransportFailures.Includes(failure.Kind) ? Reason.Unknown
        : AccessReasons.Of(failure.Kind);
}

/// <summary>Which failures bar access, and how.</summary>
public static class AccessReasons
{
    public static Reason Of(FailureKind kind) => kind switch
    {
        FailureKind.RedirectedOffSite or FailureKind.RedirectedHome => Reason.RedirectedElsewhere,
        FailureKind.LoginWall => Reason.LoginAskedFor,
        FailureKind.GeoRefusal => Reason.RefusalShown,
        FailureKind.Refused => Reason.AccessRefused,
        FailureKind.NotFound => Reason.NotFoundThere,
        FailureKind.Timeout => Reason.NoAnswerInTime,
        FailureKind.ConnectionReset => Reason.ConnectionsReset,
        FailureKind.DnsFailure or FailureKind.ConnectFailure => Reason.NotConnected,
        // A certificate that ran out, or a cipher that we do not speak, keeps nobody out whose browser is more patient.
        _ => Reason.Unknown,
    };

    /// <summary>Whether what is met everywhere can mean that the service is closed; the rest may be an address that moved.</summary>
    public static bool MayClose(Reason reason) =>
        reason is Reason.LoginAskedFor or Reason.RefusalShown or Reason.NoAnswerInTime or Reason.ConnectionsReset;
}

/// <summary>A service was looked at from every vantage of its source.</summary>
public sealed record ServiceLook(DateTimeOffset At, string Source, ImmutableArray<AccessLook> Looks) : SeriesEvidence(At);
