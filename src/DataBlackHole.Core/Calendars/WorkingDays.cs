using System.Collections.Immutable;

namespace DataBlackHole.Core.Calendars;

/// <summary>One year of a working-day calendar as announced by the authority that fixes it.</summary>
public sealed record WorkingYear(int Year, ImmutableHashSet<DateOnly> Off, ImmutableHashSet<DateOnly> Work, string Source);

/// <summary>
/// Working days of a country: Monday to Friday, less the announced days off, plus the announced make-up days.
/// A year nobody has announced yet is not guessed: <see cref="Knows"/> is false and windows that touch it are widened.
/// </summary>
public sealed class WorkingDays(string key, IEnumerable<WorkingYear> years)
{
    private readonly ImmutableDictionary<int, WorkingYear> _years = years.ToImmutableDictionary(y => y.Year);

    /// <summary>A calendar that knows no holiday of any year; every window computed with it is widened.</summary>
    public static WorkingDays None { get; } = new("none", []);

    public string Key { get; } = key;

    public IEnumerable<int> Years => _years.Keys.Order();

    public bool Knows(int year) => _years.ContainsKey(year);

    public bool IsWorkingDay(DateOnly day)
    {
        if (_years.TryGetValue(day.Year, out var year))
        {
            if (year.Off.Contains(day)) return false;
            if (year.Work.Contains(day)) return true;
        }
        return day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
    }

    /// <summary>The day itself when it is a working day, otherwise the next one.</summary>
    public DateOnly OnOrAfter(DateOnly day)
    {
        while (!IsWorkingDay(day)) day = day.AddDays(1);
        return day;
    }

    /// <summary>The <paramref name="count"/>-th working day after <paramref name="day"/>.</summary>
    public DateOnly Add(DateOnly day, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        for (var left = count; left > 0; left--) day = OnOrAfter(day.AddDays(1));
        return day;
    }

    /// <summary>Signed number of working days from <paramref name="from"/> (not counted) to <paramref name="to"/> (counted).</summary>
    public int Between(DateOnly from, DateOnly to)
    {
        if (to < from) return -Between(to, from);
        var count = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
        {
            if (IsWorkingDay(day)) count++;
        }
        return count;
    }
}
