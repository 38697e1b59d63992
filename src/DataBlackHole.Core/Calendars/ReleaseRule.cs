using System.Collections.Immutable;

namespace DataBlackHole.Core.Calendars;

/// <summary>
/// Days between which a release is expected, counted from the month in which the reference period ends.
/// </summary>
/// <param name="MonthsAfter">0 = the month in which the period ends, 1 = the month after it.</param>
/// <param name="FromDay">Earliest plausible day of that month; a day past the month's end means its last day.</param>
/// <param name="ToDay">Last day on which a release is still punctual; in the month of <see cref="ToMonthsAfter"/>.</param>
public sealed record DayRange(int MonthsAfter, int FromDay, int ToDay)
{
    /// <summary>Month of <see cref="ToDay"/>, counted like <see cref="MonthsAfter"/>; the same month unless it is given.</summary>
    public int ToMonthsAfter { get; init; } = MonthsAfter;
}

/// <summary>A release date that the publisher announced in advance, with where it was announced.</summary>
public sealed record AnnouncedDate(ReferencePeriod Period, DateTimeOffset At, string Source);

/// <summary>The release that another one follows: a database takes up a figure some days after the press conference.</summary>
/// <param name="Series">Key of the series whose release comes first.</param>
/// <param name="WorkingDays">Working days from that release to the last punctual day of this one.</param>
public sealed record FollowedRelease(string Series, int WorkingDays)
{
    /// <summary>The rule of that series; null until all definitions are read.</summary>
    public ReleaseRule? Rule { get; init; }
}

/// <summary>
/// When a series is expected, for periods whose date nobody announced: a rule wide enough for years it has not seen,
/// and the announced dates that are known, which take precedence.
/// </summary>
public sealed record ReleaseRule
{
    public required string Key { get; init; }

    public required Cadence Cadence { get; init; }

    /// <summary>The publisher's time zone; all dates and times of the rule are local to it.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>Working-day calendar of the publisher's country.</summary>
    public required WorkingDays WorkingDays { get; init; }

    /// <summary>Time of day at which the publisher releases.</summary>
    public required TimeOnly Time { get; init; }

    /// <summary>The release that this one follows, where it has one for the period; the ranges below rule elsewhere.</summary>
    public FollowedRelease? Follows { get; init; }

    /// <summary>The usual range of days.</summary>
    public required DayRange Usual { get; init; }

    /// <summary>Ranges for reference periods that end in a particular month (1 to 12).</summary>
    public ImmutableDictionary<int, DayRange> ByMonth { get; init; } = ImmutableDictionary<int, DayRange>.Empty;

    /// <summary>Whether January and February come out together, as one period.</summary>
    public bool CombinesJanuaryAndFebruary { get; init; }

    /// <summary>Months (1 to 12) that never have a release of their own.</summary>
    public ImmutableHashSet<int> MonthsWithout { get; init; } = [];

    /// <summary>Working days after the due instant before a release counts as late.</summary>
    public int LateAfterWorkingDays { get; init; } = 1;

    /// <summary>Working days after the due instant before a release counts as missing.</summary>
    public int MissingAfterWorkingDays { get; init; } = 7;

    public ImmutableSortedDictionary<ReferencePeriod, AnnouncedDate> Announced { get; init; } =
        ImmutableSortedDictionary<ReferencePeriod, AnnouncedDate>.Empty;

    /// <summary>Calendar pages that announce dates of this rule.</summary>
    public ImmutableArray<AnnouncedRowRule> AnnouncedIn { get; init; } = [];
}
