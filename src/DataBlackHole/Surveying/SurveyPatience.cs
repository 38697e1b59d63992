using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Surveying;

/// <summary>How long a census waits after a failed question, and when it gives up.</summary>
internal static class SurveyPatience
{
    /// <summary>Databases that challenge robots leave them alone after ten minutes to half an hour of silence.</summary>
    private static readonly TimeSpan[] _afterWall = [TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(30)];

    private static readonly TimeSpan[] _afterTrouble = [TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15)];

    /// <summary>An answer that was understood is not better the next time; once may be a slip.</summary>
    private static readonly TimeSpan[] _afterRefusal = [TimeSpan.FromSeconds(15)];

    /// <summary>The wait before the next attempt at a question that was asked so often in a row; null to give up for now.</summary>
    public static TimeSpan? After(FailureKind failure, int attempts)
    {
        var waits = failure switch
        {
            FailureKind.Challenge or FailureKind.Captcha or FailureKind.LoginWall or FailureKind.Throttled or FailureKind.Refused or FailureKind.GeoRefusal
                or FailureKind.ShellPage or FailureKind.WrongType or FailureKind.Maintenance => _afterWall,
            FailureKind.NotFound or FailureKind.ApiError or FailureKind.MalformedReply or FailureKind.OverLimit or FailureKind.UnexpectedStatus => _afterRefusal,
            _ => _afterTrouble,
        };
        return attempts <= waits.Length ? waits[attempts - 1] : null;
    }
}
