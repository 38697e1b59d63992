using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving.Pages;

/// <summary>
/// Releases as they stood at another time. What changed with a flip is known by the flip; a release that was out before anybody waited for it has
/// none, and counts from the look that found it, as soon as anything about its series was on record. Pure.
/// </summary>
internal sealed class PastReleases(IEnumerable<ReleaseTurn> turns, IReadOnlyDictionary<string, DateTimeOffset> firstRecorded, DateTimeOffset asOf, DateTimeOffset before)
{
    private readonly Dictionary<(string, string), ReleaseTurn> _turns = turns.ToDictionary(t => (t.Series, t.Period));

    public IEnumerable<ReleaseMark> Of(IEnumerable<ReleaseMark> now) => now.Select(Then).OfType<ReleaseMark>();

    /// <summary>Null when nothing was on record of it.</summary>
    public ReleaseMark? Then(ReleaseMark now)
    {
        if (_turns.TryGetValue((now.Series, now.Period), out var turn) && Enum.TryParse<ReleaseStatus>(turn.To, out var status))
            return now with { Status = status, Reason = turn.Reason };
        var wasRecorded = firstRecorded.TryGetValue(now.Series, out var first) && first <= asOf;
        return wasRecorded && now is { Reason: Reason.FirstSeen } && now.FirstSeenAt <= asOf && now.FirstSeenAt < before ? now with { Status = ReleaseStatus.Published } : null;
    }

    /// <summary>The release with nothing that was learnt later.</summary>
    public ReleaseState? Then(string series, ReleaseState now)
    {
        if (Then(new ReleaseMark(series, now.Period.ToString(), now.Status, now.Reason, now.FirstSeenAt)) is not { } then) return null;
        var isOut = then.Status is ReleaseStatus.Published or ReleaseStatus.Withdrawn;
        bool WasThen(DateTimeOffset? at) => at <= asOf && at < before;
        return now with
        {
            Status = then.Status,
            Reason = then.Reason,
            Grade = then.Status == now.Status ? now.Grade : Grade.None,
            PublishedAt = isOut ? now.PublishedAt : null,
            FirstSeenAt = isOut ? now.FirstSeenAt : null,
            LastUnseenAt = WasThen(now.LastUnseenAt) ? now.LastUnseenAt : null,
            Value = isOut ? now.Value : null,
            RevisedValue = null,
            Title = isOut ? now.Title : null,
            Link = isOut ? now.Link : null,
            Evidence = WasThen(now.Evidence?.TakenAt) ? now.Evidence : null,
        };
    }
}
