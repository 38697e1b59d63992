namespace DataBlackHole.Core.Calendars;

/// <summary>What an announced calendar says about a release that follows another one. Pure.</summary>
public static class FollowedDates
{
    /// <summary>
    /// The claims about the release that is followed, told of the periods of the one that follows: a release for January and February
    /// together brings both months into a monthly database.
    /// </summary>
    public static CalendarClaims Of(ReleaseRule following, CalendarClaims followed)
    {
        var calendar = new ReleaseCalendar(following);
        return new CalendarClaims(
            [.. followed.Dates.SelectMany(d => Within(calendar, d.Period).Select(p => d with { Period = p })).OrderBy(d => d.Period)],
            [.. followed.PostponedWithoutDate.SelectMany(p => Within(calendar, p)).Order()]);
    }

    private static IEnumerable<ReferencePeriod> Within(ReleaseCalendar calendar, ReferencePeriod followed)
    {
        for (var period = ReferencePeriod.Containing(calendar.Rule.Cadence, followed.Start); period.Start <= followed.End; period = period.Next())
        {
            if (calendar.Planned(period) is { } planned && planned.End == period.End) yield return planned;
        }
    }
}
