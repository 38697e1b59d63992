using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Core.Judging;

/// <summary>Delays of the releases of one series. Pure.</summary>
public static class PastDelays
{
    public static IEnumerable<PastDelay> Of(ReleaseCalendar? calendar, IEnumerable<ReleaseState> releases) => releases
        .Where(r => r.Status == ReleaseStatus.Published)
        .Select(r => Of(calendar, r));

    /// <summary>Working days by which an open release is overdue at a moment; null when it is not.</summary>
    public static int? Overdue(ReleaseCalendar? calendar, ReleaseState release, DateTimeOffset at)
    {
        if (calendar is null || release is not { IsOpen: true, Window: { } window } || window.Due > at) return null;
        return calendar.DelayInWorkingDays(window, at);
    }

    private static PastDelay Of(ReleaseCalendar? calendar, ReleaseState release)
    {
        int? Delay(DateTimeOffset? due) => calendar is null || due is null || release.PublishedAt is not { } published
            ? null
            : calendar.Rule.WorkingDays.Between(calendar.LocalDay(due.Value), calendar.LocalDay(published.At));
        var announced = release.Window?.Basis == WindowBasis.Announced ? release.Window.Due : (DateTimeOffset?)null;
        return new PastDelay(release.Period, Delay(release.FirstAnnouncedAt ?? announced), Delay(announced), Delay(release.Window?.Due));
    }
}
