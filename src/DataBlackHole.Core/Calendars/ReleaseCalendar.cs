using System.Collections.Concurrent;

namespace DataBlackHole.Core.Calendars;

/// <summary>Turns a <see cref="ReleaseRule"/> into planned periods and their windows. Pure.</summary>
public sealed class ReleaseCalendar(ReleaseRule rule)
{
    /// <summary>Extra days for a window that touches a year whose holidays are not announced: the longest holiday block so far.</summary>
    private const int WideningDays = 9;

    /// <summary>How long a release that was postponed without a date is waited for; the one known case took four working days.</summary>
    private const int PostponedLateWorkingDays = 20;

    private const int PostponedMissingWorkingDays = 30;

    /// <summary>Windows follow from the rule alone, and every look asks for them.</summary>
    private readonly ConcurrentDictionary<ReferencePeriod, ReleaseWindow> _windows = new();

    private readonly ReleaseCalendar? _followed = rule.Follows?.Rule is { } followed ? new ReleaseCalendar(followed) : null;

    public ReleaseRule Rule { get; } = rule;

    /// <summary>Whether the period is one of those the publisher releases.</summary>
    public bool IsPlanned(ReferencePeriod period) => period.Cadence == Rule.Cadence && Planned(period) == period;

    /// <summary>The planned period that contains the given one, or null when that time has no release.</summary>
    public ReferencePeriod? Planned(ReferencePeriod period)
    {
        if (period.Cadence == Cadence.Daily && Rule.Follows is null) return IsTradingDay(period.Start) ? period : null;
        if (period.Cadence != Cadence.Monthly) return period;
        if (Rule.CombinesJanuaryAndFebruary && period.End.Month <= 2) return ReferencePeriod.Months(period.End.Year, 1, 2);
        return Rule.MonthsWithout.Contains(period.End.Month) ? null : period;
    }

    /// <summary>The first planned period after the given one.</summary>
    public ReferencePeriod NextPlanned(ReferencePeriod period)
    {
        for (var next = period.Next(); ; next = next.Next())
        {
            if (Planned(next) is { } planned && planned > period) return planned;
        }
    }

    /// <summary>Planned periods in order, beginning with the first whose late-after moment lies after <paramref name="moment"/>.</summary>
    public IEnumerable<ReleaseWindow> WindowsEndingAfter(DateTimeOffset moment)
    {
        var local = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Rule.TimeZone).DateTime);
        var longestLag = Rule.ByMonth.Values.Append(Rule.Usual).Max(r => r.ToMonthsAfter) + 2;
        var period = ReferencePeriod.Containing(Rule.Cadence, FirstOfMonth(local, -longestLag)).Previous();
        for (period = NextPlanned(period); ; period = NextPlanned(period))
        {
            var window = WindowOf(period);
            if (window.LateAfter > moment) yield return window;
        }
    }

    public ReleaseWindow WindowOf(ReferencePeriod period) => _windows.GetOrAdd(period, Compute);

    private ReleaseWindow Compute(ReferencePeriod period)
    {
        if (Rule.Announced.TryGetValue(period, out var announced)) return OnAnnouncedDay(announced);
        if (_followed?.Planned(period) is { } first) return After(_followed.WindowOf(first), period);
        var range = Rule.ByMonth.GetValueOrDefault(period.End.Month, Rule.Usual);
        var isDaily = period.Cadence == Cadence.Daily;
        var from = isDaily ? period.Start : DayIn(period.End, range.MonthsAfter, range.FromDay);
        var to = isDaily ? period.Start : DayIn(period.End, range.ToMonthsAfter, range.ToDay);
        var due = Rule.WorkingDays.OnOrAfter(to);
        var lateDay = Rule.WorkingDays.Add(due, Rule.LateAfterWorkingDays);
        var missingDay = Rule.WorkingDays.Add(due, Rule.MissingAfterWorkingDays);
        var known = Rule.WorkingDays.Knows(from.Year) && Rule.WorkingDays.Knows(missingDay.Year);
        var slack = known ? 0 : WideningDays;
        return new ReleaseWindow(
            period,
            Opens: At(from, TimeOnly.MinValue),
            Due: At(due, Rule.Time),
            LateAfter: At(lateDay.AddDays(slack), Rule.Time),
            MissingAfter: At(missingDay.AddDays(slack), Rule.Time),
            known ? WindowBasis.Rule : WindowBasis.WidenedRule);
    }

    /// <summary>Markets do not open on the weekends that are worked to make up for holidays.</summary>
    private bool IsTradingDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && Rule.WorkingDays.IsWorkingDay(day);

    /// <summary>Working days from the due day to the day of the actual release; negative when early.</summary>
    public int DelayInWorkingDays(ReleaseWindow window, DateTimeOffset actual) =>
        Rule.WorkingDays.Between(LocalDay(window.Due), LocalDay(actual));

    public DateOnly LocalDay(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Rule.TimeZone).DateTime);

    /// <summary>The window of a release whose announced date was taken back without a new one: it is overdue only after a long wait.</summary>
    public ReleaseWindow PostponedWindow(AnnouncedDate takenBack)
    {
        if (_followed?.Planned(takenBack.Period) is { } first) return After(_followed.PostponedWindow(takenBack with { Period = first }), takenBack.Period);
        var day = LocalDay(takenBack.At);
        return OnAnnouncedDay(takenBack) with
        {
            LateAfter = At(Rule.WorkingDays.Add(day, PostponedLateWorkingDays), Rule.Time),
            MissingAfter = At(Rule.WorkingDays.Add(day, PostponedMissingWorkingDays), Rule.Time),
            Basis = WindowBasis.Postponed,
        };
    }

    /// <summary>The window of a release with an announced date, or of one that follows a release with that date.</summary>
    public ReleaseWindow WindowFor(AnnouncedDate announced) =>
        _followed?.Planned(announced.Period) is { } first ? After(_followed.WindowFor(announced with { Period = first }), announced.Period) : OnAnnouncedDay(announced);

    /// <summary>Never stricter than the release that is followed: where that one is waited for longer, so is this one.</summary>
    private ReleaseWindow After(ReleaseWindow first, ReferencePeriod period)
    {
        var due = Following(first.Due);
        return new ReleaseWindow(
            period,
            first.Opens,
            Due: At(due, Rule.Time),
            LateAfter: At(Later(Rule.WorkingDays.Add(due, Rule.LateAfterWorkingDays), Following(first.LateAfter)), Rule.Time),
            MissingAfter: At(Later(Rule.WorkingDays.Add(due, Rule.MissingAfterWorkingDays), Following(first.MissingAfter)), Rule.Time),
            first.Basis == WindowBasis.Announced ? WindowBasis.Following : first.Basis);
    }

    private DateOnly Following(DateTimeOffset moment) => Rule.WorkingDays.Add(LocalDay(moment), Rule.Follows!.WorkingDays);

    private static DateOnly Later(DateOnly left, DateOnly right) => left > right ? left : right;

    private ReleaseWindow OnAnnouncedDay(AnnouncedDate announced)
    {
        var day = LocalDay(announced.At);
        var range = Rule.ByMonth.GetValueOrDefault(announced.Period.End.Month, Rule.Usual);
        var from = DayIn(announced.Period.End, range.MonthsAfter, range.FromDay);
        return new ReleaseWindow(
            announced.Period,
            Opens: At(from < day ? from : day, TimeOnly.MinValue),
            Due: announced.At,
            LateAfter: At(Rule.WorkingDays.Add(day, Rule.LateAfterWorkingDays), Rule.Time),
            MissingAfter: At(Rule.WorkingDays.Add(day, Rule.MissingAfterWorkingDays), Rule.Time),
            WindowBasis.Announced);
    }

    private DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, Rule.TimeZone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static DateOnly FirstOfMonth(DateOnly day, int monthsAfter) => new DateOnly(day.Year, day.Month, 1).AddMonths(monthsAfter);

    private static DateOnly DayIn(DateOnly periodEnd, int monthsAfter, int day)
    {
        var month = FirstOfMonth(periodEnd, monthsAfter);
        return new DateOnly(month.Year, month.Month, Math.Min(day, DateTime.DaysInMonth(month.Year, month.Month)));
    }
}
