using System.Globalization;

namespace DataBlackHole.Core.Judging;

/// <summary>
/// One release as it stood at the end of a day, by what had been recorded up to an instant. Told from its flips, which are append-only;
/// what the record cannot tell of that time is left out. Pure.
/// </summary>
/// <param name="State">The release; without its window when that was changed since.</param>
/// <param name="Flip">The change that brought its status about; null when none was on record.</param>
/// <param name="Due">When it was expected then.</param>
public sealed record PastRelease(ReleaseState State, FlipRecord? Flip, DateTimeOffset? Due)
{
    /// <param name="now">The release as it stands now.</param>
    /// <param name="flips">Its flips on the axes of releases, calendars and values, in any order.</param>
    /// <param name="until">The first instant that is too late, by the day asked about.</param>
    /// <param name="asOf">Only what had been recorded by then counts.</param>
    /// <param name="knownSince">When anything about the series was recorded first; null when nothing was.</param>
    /// <returns>Null when the release was not on record then.</returns>
    public static PastRelease? Of(ReleaseState now, IReadOnlyCollection<FlipRecord> flips, DateTimeOffset until, DateTimeOffset asOf, DateTimeOffset? knownSince)
    {
        if (!(knownSince <= asOf)) return null;
        var ordered = flips.OrderBy(f => f.Flip.At).ThenBy(f => f.Id).ToList();
        var known = ordered.Where(f => f.RecordedAt <= asOf && f.Flip.At < until).ToList();
        var last = known.LastOrDefault(f => f.Flip.Axis == FlipAxis.Release);
        var moved = ordered.FirstOrDefault(f => f.Flip.Axis == FlipAxis.Calendar && !known.Contains(f));
        if (Before(now, ordered, last, until, asOf) is not { } state) return null;
        if (last is not null) state = state with { Status = Enum.Parse<ReleaseStatus>(last.Flip.To), Reason = last.Flip.Reason, Grade = last.Flip.Grade };
        state = state with
        {
            FirstSeenAt = Until(now.FirstSeenAt),
            LastUnseenAt = Until(now.LastUnseenAt),
            RevisedValue = known.LastOrDefault(f => f.Flip.Axis == FlipAxis.Value)?.Flip.To,
            Window = moved is null ? now.Window : null,
        };
        if (state.FirstSeenAt is null) state = state with { Value = null, RevisedValue = null, PublishedAt = null, Title = null, Link = null, Evidence = last?.Flip.Evidence };
        return new PastRelease(state, last, moved is null ? now.Window?.Due : Instant(moved.Flip.From));

        DateTimeOffset? Until(DateTimeOffset? at) => at < until && at <= asOf ? at : null;
    }

    /// <summary>A release without a flip by then: out before we looked, or planned and nothing had become of it.</summary>
    private static ReleaseState? Before(ReleaseState now, List<FlipRecord> flips, FlipRecord? last, DateTimeOffset until, DateTimeOffset asOf)
    {
        if (last is not null) return now;
        if (flips.Find(f => f.Flip.Axis == FlipAxis.Release) is { } later)
            return now with { Status = Enum.TryParse<ReleaseStatus>(later.Flip.From, out var from) ? from : ReleaseStatus.Scheduled, Reason = Reason.Planned, Grade = Grade.None };
        return now.Status == ReleaseStatus.Published && !(now.FirstSeenAt < until && now.FirstSeenAt <= asOf) ? null : now;
    }

    private static DateTimeOffset? Instant(string text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
