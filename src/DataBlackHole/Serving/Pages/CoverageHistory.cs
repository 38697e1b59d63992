using DataBlackHole.Core.Judging;

namespace DataBlackHole.Serving.Pages;

/// <summary>Times in which we could not see, and what share of the watched time they are. Pure.</summary>
internal static class CoverageHistory
{
    /// <param name="flips">Flips about our sight of one series, of any axis, oldest first.</param>
    public static IEnumerable<(BlindReason Reason, DateTimeOffset From, DateTimeOffset? Until)> Intervals(IEnumerable<FlipRecord> flips)
    {
        (BlindReason Reason, DateTimeOffset From)? open = null;
        foreach (var flip in flips.Select(f => f.Flip).Where(f => f.Axis == FlipAxis.Visibility).OrderBy(f => f.At))
        {
            if (open is { } begun) yield return (begun.Reason, begun.From, flip.At);
            open = flip.To == nameof(Visibility.Blind) ? (flip.BlindReason, flip.At) : null;
        }
        if (open is { } lasting) yield return (lasting.Reason, lasting.From, null);
    }

    /// <param name="watches">By series: its first and its last look. What lies after the last look was not watched.</param>
    public static MonthCoverage Month(
        DateOnly month, IReadOnlyDictionary<string, (DateTimeOffset First, DateTimeOffset Last)> watches, IReadOnlyCollection<BlindInterval> blind, DateTimeOffset until)
    {
        var (begin, end) = (new DateTimeOffset(month, TimeOnly.MinValue, TimeSpan.Zero), new DateTimeOffset(month.AddMonths(1), TimeOnly.MinValue, TimeSpan.Zero));
        if (end > until) end = until;
        double Hours(DateTimeOffset from, DateTimeOffset to) => Math.Max(0, ((to < end ? to : end) - (from > begin ? from : begin)).TotalHours);
        var watched = watches.Values.Select(w => Hours(w.First, w.Last)).ToList();
        var total = watched.Sum();
        var lost = blind.Sum(b => watches.TryGetValue(b.Key, out var watch)
            ? Hours(b.From > watch.First ? b.From : watch.First, b.Until is { } over && over < watch.Last ? over : watch.Last)
            : 0);
        return new MonthCoverage(month, watched.Count(h => h > 0), total > 0 ? Math.Clamp(1 - lost / total, 0, 1) : null);
    }
}
