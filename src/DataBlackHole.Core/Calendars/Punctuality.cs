namespace DataBlackHole.Core.Calendars;

/// <summary>
/// Punctuality of one published release (ESS code of practice 13.4): the printed publication time against the window.
/// </summary>
/// <param name="DelayWorkingDays">Working days from the due day to the publication day; negative when before it.</param>
/// <param name="IsLate">Whether the publication came after the late-after instant.</param>
public sealed record Punctuality(int DelayWorkingDays, bool IsLate)
{
    /// <summary>Null when there is no window or no printed time: nothing can be said then.</summary>
    public static Punctuality? Of(ReleaseCalendar? calendar, ReleaseWindow? window, StatedTime? published)
    {
        if (calendar is null || window is null || published is null) return null;
        var late = published.IsDayOnly
            ? calendar.LocalDay(published.At) > calendar.LocalDay(window.LateAfter)
            : published.At > window.LateAfter;
        return new Punctuality(calendar.DelayInWorkingDays(window, published.At), late);
    }
}
