using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Core.Measuring;

/// <summary>Decides when a source is looked at next: dense while a release is expected, sparse otherwise. Pure.</summary>
public static class PollPlanner
{
    /// <summary>How long after the missing-after instant a source is still looked at often.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    /// <summary>Most doublings of the distance after failed looks.</summary>
    private const int MostDoublings = 3;

    /// <param name="source">The source.</param>
    /// <param name="readers">States of the series read out of it.</param>
    /// <param name="failures">Failed looks in a row.</param>
    /// <param name="notBefore">Earliest moment the publisher's server asked for (Retry-After).</param>
    /// <param name="now">The moment of planning.</param>
    public static DateTimeOffset NextLook(
        SourceDefinition source, IReadOnlyCollection<SeriesState> readers, int failures, DateTimeOffset? notBefore, DateTimeOffset now)
    {
        var windows = readers.SelectMany(s => s.Releases.Values).Where(r => r is { IsOpen: true, Window: not null }).Select(r => r.Window!).ToList();
        var expecting = windows.Any(w => w.Opens <= now && now < w.MissingAfter + Patience) || readers.Any(s => s.RecoverySeenAt is not null);
        var opening = windows.Select(w => w.Opens).Where(o => o > now).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        return Next(source, expecting, opening, failures, notBefore, now);
    }

    /// <summary>As <see cref="NextLook"/>, after a look that could see while nothing is expected.</summary>
    /// <param name="source">The source.</param>
    /// <param name="firstOpening">When the first window opens of the series read out of it; null when none is planned.</param>
    /// <param name="notBefore">Earliest moment the publisher's server asked for (Retry-After).</param>
    /// <param name="now">The moment of planning.</param>
    public static DateTimeOffset NextQuietLook(SourceDefinition source, DateTimeOffset? firstOpening, DateTimeOffset? notBefore, DateTimeOffset now) =>
        Next(source, expecting: false, firstOpening > now ? firstOpening.Value : DateTimeOffset.MaxValue, failures: 0, notBefore, now);

    private static DateTimeOffset Next(SourceDefinition source, bool expecting, DateTimeOffset opening, int failures, DateTimeOffset? notBefore, DateTimeOffset now)
    {
        var usual = expecting ? source.Poll.InWindow : source.Poll.Otherwise;
        var stretched = usual * Math.Pow(2, Math.Clamp(failures, 0, MostDoublings));
        var distance = failures == 0 || stretched < source.Poll.Otherwise ? stretched : Max(usual, source.Poll.Otherwise);
        var next = now + Jittered(distance, source.Key, now);
        if (opening < next) next = opening + Jittered(source.Poll.InWindow, source.Key, opening) - source.Poll.InWindow * 0.9;
        return next < notBefore ? notBefore.Value : next;
    }

    /// <summary>
    /// The distance times 0.9 to 1.1, by a hash of source and moment: looks spread out, and a simulation repeats exactly.
    /// </summary>
    private static TimeSpan Jittered(TimeSpan distance, string key, DateTimeOffset moment)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in key) hash = (hash ^ letter) * 1099511628211UL;
        hash = (hash ^ (ulong)moment.ToUnixTimeSeconds()) * 1099511628211UL;
        return distance * (0.9 + 0.2 * ((hash >> 11) / (double)(1UL << 53)));
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
