using System.Collections.Immutable;

namespace DataBlackHole.Core.Calendars;

/// <summary>One past release for the statistics: how late it was, in working days, against the first and the last announced date.</summary>
/// <param name="AgainstLast">Against the last announced date; null when none was announced.</param>
/// <param name="AgainstFirst">Against the first announced date; null when none was announced.</param>
/// <param name="AgainstWindow">Against the due day of the window, announced or by rule; null when no publication time is known.</param>
public sealed record PastDelay(ReferencePeriod Period, int? AgainstFirst, int? AgainstLast, int? AgainstWindow);

/// <summary>
/// Punctuality in the manner of the SDDS reports: counts and spread of the delays of releases whose date was announced.
/// Releases without an announced date are counted and not judged.
/// </summary>
public sealed record PunctualityTable(int Releases, int Announced, int OnAnnouncedDay, int Early, int Late, int? MedianDelay, int? LargestDelay, int Rescheduled)
{
    public static PunctualityTable Of(IReadOnlyCollection<PastDelay> past)
    {
        var delays = past.Where(p => p.AgainstLast is not null).Select(p => p.AgainstLast!.Value).Order().ToImmutableArray();
        return new PunctualityTable(
            past.Count,
            delays.Length,
            delays.Count(d => d == 0),
            delays.Count(d => d < 0),
            delays.Count(d => d > 0),
            delays.IsEmpty ? null : delays[(delays.Length - 1) / 2],
            delays.IsEmpty ? null : delays[^1],
            past.Count(p => p.AgainstFirst is not null && p.AgainstFirst != p.AgainstLast));
    }
}

/// <summary>
/// How unusual a delay is among the past of the same series: the share of delays at least as long, this one counted among them
/// (rank p-value). Null when the past is too short to say anything.
/// </summary>
/// <param name="Delay">Working days after the due day.</param>
/// <param name="Past">How many past releases it is compared with.</param>
/// <param name="AtLeastAsLate">How many of them were at least as late.</param>
/// <param name="PValue">(AtLeastAsLate + 1) / (Past + 1).</param>
public sealed record Unusualness(int Delay, int Past, int AtLeastAsLate, double PValue)
{
    /// <summary>Fewer past releases than this support no claim.</summary>
    public const int LeastPast = 12;

    public static Unusualness? Of(int delay, IEnumerable<PastDelay> past)
    {
        var delays = past.Where(p => p.AgainstWindow is not null).Select(p => p.AgainstWindow!.Value).ToImmutableArray();
        if (delays.Length < LeastPast) return null;
        var atLeast = delays.Count(d => d >= delay);
        return new Unusualness(delay, delays.Length, atLeast, (atLeast + 1.0) / (delays.Length + 1.0));
    }
}
