using System.Globalization;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage;

namespace DataBlackHole.Scheduling;

/// <summary>The state of a source after a look. Pure.</summary>
public static class SourceStates
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    public static SourceState After(SourceDefinition source, SourceState? before, Measurement look, DateOnly? newestListed = null)
    {
        var clear = look.Failure is null;
        var visibility = clear ? Visibility.Clear : Visibility.Blind;
        var reason = clear ? BlindReason.None : BlindReasons.Of(look.Failure!.Kind);
        if (before is not null && look.TakenAt < before.LastLookAt) return before;
        var same = before is not null && before.Visibility == visibility && before.BlindReason == reason;
        return new SourceState
        {
            Source = source.Key,
            Visibility = visibility,
            BlindReason = reason,
            Since = same ? before!.Since : look.TakenAt,
            LastLookAt = look.TakenAt,
            LastClearAt = clear ? look.TakenAt : before?.LastClearAt,
            ConsecutiveFailures = clear ? 0 : (before?.ConsecutiveFailures ?? 0) + 1,
            LastFailureKind = look.Failure?.Kind ?? before?.LastFailureKind,
            LastFailureDetail = look.Failure?.Detail ?? before?.LastFailureDetail,
            NewestListed = newestListed > before?.NewestListed || before?.NewestListed is null ? newestListed ?? before?.NewestListed : before.NewestListed,
            Version = before?.Version ?? 0,
        };
    }

    /// <summary>The moment before which the server does not want to be asked again, at most a day away.</summary>
    public static DateTimeOffset? AskedToWaitUntil(Measurement look)
    {
        if (!look.Headers.TryGetValue("Retry-After", out var text)) return null;
        var until = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? look.TakenAt.AddSeconds(seconds)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : (DateTimeOffset?)null;
        return until is null || until <= look.TakenAt + LongestWait ? until : look.TakenAt + LongestWait;
    }
}
