using System.Collections.Immutable;
using System.Globalization;

namespace DataBlackHole.Core.Alerting;

/// <summary>The rules by which the monitor watches itself. Pure.</summary>
public static class SelfWatch
{
    /// <summary>Everything that is wrong at this moment.</summary>
    public static ImmutableArray<TroubleFound> Find(SelfWatchFacts facts, SelfWatchLimits limits, DateTimeOffset now) =>
    [
        .. LooksStopped(facts, now),
        .. facts.Sources.SelectMany(s => Blind(s, limits, now)),
        .. OutboxStuck(facts, limits, now),
        .. DiskNearlyFull(facts, limits, now),
        .. facts.WorkingDays.DistinctBy(w => w.Days.Key).SelectMany(w => HolidaysMissing(w.Days.Key, w.Days.Knows, w.Zone, limits, now)),
        .. ClockDiffers(facts, limits, now),
    ];

    /// <summary>
    /// What began and what ended. A disk is an affair of its own node: another one neither sees its trouble nor may end it.
    /// </summary>
    /// <param name="open">The troubles that are on record as begun and not ended.</param>
    /// <param name="found">What is wrong now.</param>
    /// <param name="disk">The disk that was looked at, if one was.</param>
    /// <param name="now">The moment of finding.</param>
    public static ImmutableArray<TroubleChange> Compare(
        IReadOnlyCollection<TroubleFound> open, IReadOnlyCollection<TroubleFound> found, DiskSpace? disk, DateTimeOffset now)
    {
        var before = open.Select(Identity).ToHashSet();
        var after = found.Select(Identity).ToHashSet();
        var begun = found.Where(t => !before.Contains(Identity(t))).Select(t => new TroubleChange(t, true, now));
        var ended = open.Where(t => !after.Contains(Identity(t)) && (t.Kind != SelfTrouble.DiskNearlyFull || t.Subject == disk?.Subject)).Select(t => new TroubleChange(t, false, now));
        return [.. begun, .. ended];
    }

    private static (SelfTrouble, string) Identity(TroubleFound trouble) => (trouble.Kind, trouble.Subject);

    /// <summary>
    /// The monitor looks as often as its most frequent source is due. When not one look of any source finished in twice that time, looking itself
    /// has stopped; a source that fails is another matter, because a failed look is finished.
    /// </summary>
    private static IEnumerable<TroubleFound> LooksStopped(SelfWatchFacts facts, DateTimeOffset now)
    {
        if (facts.Sources.IsEmpty) yield break;
        var interval = facts.Sources.Min(s => Max(s.Interval, s.NextLookAt - s.LastLookAt ?? TimeSpan.Zero));
        var last = facts.Sources.Max(s => s.LastLookAt);
        var since = last > facts.StartedAt ? last.Value : facts.StartedAt;
        if (now - since > interval * 2)
            yield return new TroubleFound(SelfTrouble.LooksStopped, "", since, $"last look {(last is { } at ? Instant(at) : "never")}, one expected every {Span(interval)}");
    }

    private static IEnumerable<TroubleFound> Blind(WatchedSource source, SelfWatchLimits limits, DateTimeOffset now)
    {
        var limit = limits.BlindOf.GetValueOrDefault(source.Key, limits.Blind);
        if (source.BlindSince is { } since && now - since > limit)
            yield return new TroubleFound(SelfTrouble.SourceBlind, source.Key, since, $"since {Instant(since)}, limit {Span(limit)}: {source.BlindDetail}");
    }

    private static IEnumerable<TroubleFound> OutboxStuck(SelfWatchFacts facts, SelfWatchLimits limits, DateTimeOffset now)
    {
        if (facts.OldestDue is { } due && now - due > limits.OutboxWait)
            yield return new TroubleFound(SelfTrouble.OutboxStuck, "", due, $"the oldest was due at {Instant(due)}, limit {Span(limits.OutboxWait)}");
    }

    private static IEnumerable<TroubleFound> DiskNearlyFull(SelfWatchFacts facts, SelfWatchLimits limits, DateTimeOffset now)
    {
        if (facts.Disk is { } disk && disk.FreeBytes < limits.DiskFreeBytes)
            yield return new TroubleFound(SelfTrouble.DiskNearlyFull, disk.Subject, now, $"{Megabytes(disk.FreeBytes)} of {Megabytes(disk.TotalBytes)} free, limit {Megabytes(limits.DiskFreeBytes)}");
    }

    /// <summary>The present year is always needed; the next one from the day by which its holidays are usually announced.</summary>
    private static IEnumerable<TroubleFound> HolidaysMissing(string key, Func<int, bool> knows, TimeZoneInfo zone, SelfWatchLimits limits, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var (month, day) = limits.HolidaysFrom;
        var from = new DateOnly(today.Year, month, Math.Min(day, DateTime.DaysInMonth(today.Year, month)));
        int[] needed = today >= from ? [today.Year, today.Year + 1] : [today.Year];
        var missing = needed.Where(year => !knows(year)).ToList();
        if (missing.Count > 0) yield return new TroubleFound(SelfTrouble.HolidaysMissing, key, now, string.Join(", ", missing));
    }

    /// <summary>By the median of the hosts: a single server with a wrong clock or an old copy does not accuse ours.</summary>
    private static IEnumerable<TroubleFound> ClockDiffers(SelfWatchFacts facts, SelfWatchLimits limits, DateTimeOffset now)
    {
        if (facts.Clocks.IsEmpty) yield break;
        var ordered = facts.Clocks.Select(c => c.Offset).Order().ToList();
        // Of an even number the one nearer to zero: half of the hosts are no majority.
        var (low, high) = (ordered[(ordered.Count - 1) / 2], ordered[ordered.Count / 2]);
        var median = low.Duration() < high.Duration() ? low : high;
        if (median.Duration() > limits.Clock)
            yield return new TroubleFound(SelfTrouble.ClockDiffers, "", now, $"{(median < TimeSpan.Zero ? "behind" : "ahead")} by {Span(median.Duration())}, {facts.Clocks.Length} host(s) asked");
    }

    private static string Instant(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Span(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes:00} min");

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024 * 1024)} MB");

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
