using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Probing.Fetching;

/// <summary>
/// What a status alone says about a look. 202, 412 and 521 with a body are left without a failure although no document comes that way:
/// anti-robot challenges use them, and only the reader of the body can name the challenge. A page that is none fails there as unrecognised.
/// </summary>
internal static class StatusReading
{
    public static ProbeFailure? FailureOf(int status, bool bodyIsEmpty, bool hasKnownVersion, bool asksToWait)
    {
        if (KindOf(status, bodyIsEmpty, hasKnownVersion, asksToWait) is not { } kind) return null;
        return new ProbeFailure(kind, ProbeOperation.Exchange, bodyIsEmpty ? $"status {status}, no body" : $"status {status}");
    }

    /// <summary>Whether the status says already that no document comes, whatever becomes of the body.</summary>
    public static bool IsFailure(int status) => status is not (200 or 202 or 304 or 412 or 521);

    private static FailureKind? KindOf(int status, bool bodyIsEmpty, bool hasKnownVersion, bool asksToWait) => status switch
    {
        200 or 202 => bodyIsEmpty ? FailureKind.EmptyBody : null,
        204 or 205 => FailureKind.EmptyBody,
        304 when hasKnownVersion => null,
        412 or 521 when !bodyIsEmpty => null,
        401 or 403 or 405 or 418 => FailureKind.Refused,
        404 or 410 => FailureKind.NotFound,
        429 => FailureKind.Throttled,
        503 when asksToWait => FailureKind.Throttled,
        >= 500 and <= 599 => FailureKind.ServerError,
        _ => FailureKind.UnexpectedStatus,
    };
}
