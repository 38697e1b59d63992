using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving.Pages;

/// <summary>
/// Releases as they stood at another time. What changed with a flip is known by the flip; a release that was out before anybody waited for it has
/// none, and counts from the look that found it, as soon as anything about its series was on record. A printed time of publication that we had
/// read by the instant says by itself that the release was out. Pure.
/// </summary>
internal sealed class PastReleases(IEnumerable<ReleaseTurn> turns, IReadOnlyDictionary<string, DateTimeOffset> firstRecorded, DateTimeOffset asOf, DateTimeOffset before)
{
    private readonly Dictionary<(string, string), ReleaseTurn> _turns = turns.ToDictionary(t => (t.Series, t.Period));

    public IEnumerable<ReleaseMark> Of(IEnumerable<ReleaseMark> now) => now.Select(Then).OfType<ReleaseMark>();

    /// <summary>Null when nothing was on record of it.</summary>
    public ReleaseMark? Then(ReleaseMark now)
    {
        var wasRecorded = firstRecorded.TryGetValue(now.Series, out var first) && first <= asOf && now.FirstSeenAt <= asOf;
        var wasOut = wasRecorded && (now.PublishedAt < before || (now.Reason == Reason.FirstSeen && now.FirstSeenAt < before));
        if (!_turns.TryGetValue((now.Series, now.Period), out var turn) || !Enum.TryParse<ReleaseStatus>(turn.To, out var status))
            return wasOut ? now with { Status = ReleaseStatus.Published } : null;
        return wasOut && (status is ReleaseStatus.Scheduled or ReleaseStatus.Due)
            ? now with { Status = ReleaseStatus.Published }
            : now with { Status = status, Reason = turn.Reason };
    }

    /// <summary>What held of the flip by which the release stood so.</summary>
    public VerdictReview? ReviewOf(string series, string period, ReleaseStatus then, ReviewBook book) =>
        _turns.TryGetValue((series, period), out var turn) && turn.To == then.ToString() ? book.Of(turn.Flip) : null;

    /// <summary>The release with nothing that was learnt later.</summary>
    public ReleaseState? Then(string series, ReleaseState now)
    {
        if (Then(new ReleaseMark(series, now.Period.ToString(), now.Status, now.Reason, now.Window?.LateAfter, now.FirstSeenAt, now.PublishedAt?.At)) is not { } then) return null;
        var isOut = then.Status is ReleaseStatus.Published or ReleaseStatus.Withdrawn;
        bool WasThen(DateTimeOffset? at) => at <= asOf && at < before;
        return now with
        {
            Status = then.Status,
            Reason = then.Reason,
            Grade = then.Status == now.Status ? now.Grade : Grade.None,
            PublishedAt = isOut ? now.PublishedAt : null,
            FirstSeenAt = isOut && now.FirstSeenAt <= asOf ? now.FirstSeenAt : null,
            LastUnseenAt = isOut || WasThen(now.LastUnseenAt) ? now.LastUnseenAt : null,
            Value = isOut ? now.Value : null,
            RevisedValue = null,
            Title = isOut ? now.Title : null,
            Link = isOut ? now.Link : null,
            Evidence = (isOut && now.Evidence?.TakenAt <= asOf) || WasThen(now.Evidence?.TakenAt) ? now.Evidence : null,
        };
    }
}
