using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Core.Judging;

/// <summary>Which blindness each failure of a look amounts to.</summary>
public static class BlindReasons
{
    public static BlindReason Of(FailureKind kind) => kind switch
    {
        FailureKind.OwnNetwork => BlindReason.OwnNetwork,
        FailureKind.Challenge or FailureKind.Captcha or FailureKind.Throttled => BlindReason.Challenged,
        FailureKind.LoginWall => BlindReason.LoginWall,
        FailureKind.Truncated or FailureKind.OverLimit or FailureKind.NotFound or FailureKind.RedirectedHome or FailureKind.RedirectedOffSite
            or FailureKind.TooManyRedirects or FailureKind.ForbiddenRedirect or FailureKind.UnexpectedStatus or FailureKind.StaleCache
            or FailureKind.WrongType or FailureKind.ApiError or FailureKind.MalformedReply or FailureKind.ShellPage or FailureKind.AnchorMissing
            or FailureKind.BadEncoding or FailureKind.LabelChanged or FailureKind.ValueUnreadable or FailureKind.PeriodUnreadable or FailureKind.TimeUnreadable or FailureKind.NoWitness
            => BlindReason.ReaderBroken,
        _ => BlindReason.Unreachable,
    };
}
