using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Tests.Calendars;

/// <summary>A database that takes up a figure three working days after the press conference.</summary>
public sealed class FollowedReleaseTests
{
    private static readonly WorkingDays Land = new("constructed", [
        new WorkingYear(2025, [], [], "constructed"),
        new WorkingYear(2026, [new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 2)], [], "constructed"),
        new WorkingYear(2027, [], [], "constructed")]);

    private static readonly ReleaseRule Conference = new()
    {
        Key = "conference",
        Cadence = Cadence.Monthly,
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
        WorkingDays = Land,
        Time = new TimeOnly(10, 0),
        Usual = new DayRange(1, 9, 17),
        CombinesJanuaryAndFebruary = true,
    };

    private static readonly ReleaseRule Database = Conference with
    {
        Key = "database",
        Time = new TimeOnly(18, 0),
        Usual = new DayRange(1, 13, 24),
        CombinesJanuaryAndFebruary = false,
        LateAfterWorkingDays = 3,
        MissingAfterWorkingDays = 10,
        Follows = new FollowedRelease("conference", 3) { Rule = Conference },
    };

    private static readonly ReleaseCalendar Calendar = new(Database);

    private static ReferencePeriod P(string period) => ReferencePeriod.Parse(period);

    private static DateTimeOffset At(string local) => new DateTimeOffset(DateTime.Parse(local), TimeSpan.FromHours(8)).ToUniversalTime();

    private static string Days(ReleaseWindow window) =>
        string.Join(' ', new[] { window.Opens, window.Due, window.LateAfter, window.MissingAfter }.Select(m => m.ToOffset(TimeSpan.FromHours(8)).ToString("MM-dd HH:mm")));

    [Test]
    public void The_window_lies_some_working_days_after_that_of_the_release_it_follows()
    {
        var window = Calendar.WindowOf(P("2026-06"));
        Assert.That(Days(window), Is.EqualTo("07-09 00:00 07-22 18:00 07-27 18:00 08-05 18:00"), "the conference is due on Friday the 17th");
        Assert.That(window.Basis, Is.EqualTo(WindowBasis.Rule));
    }

    [Test]
    public void An_announced_date_of_the_release_moves_the_window_that_follows()
    {
        var window = Calendar.WindowFor(new AnnouncedDate(P("2026-06"), At("2026-07-14 10:00"), "calendar"));
        Assert.That(Days(window), Is.EqualTo("07-09 00:00 07-17 18:00 07-22 18:00 07-31 18:00"));
        Assert.That(window.Basis, Is.EqualTo(WindowBasis.Following));
    }

    [Test]
    public void A_date_that_is_known_in_the_definition_of_the_release_moves_it_too()
    {
        var known = Conference with { Announced = ImmutableSortedDictionary<ReferencePeriod, AnnouncedDate>.Empty.Add(P("2026-06"), new(P("2026-06"), At("2026-07-14 10:00"), "cited")) };
        var window = new ReleaseCalendar(Database with { Follows = Database.Follows! with { Rule = known } }).WindowOf(P("2026-06"));
        Assert.That(Days(window), Is.EqualTo("07-09 00:00 07-17 18:00 07-22 18:00 07-31 18:00"));
    }

    [Test]
    public void Where_the_release_is_put_off_without_a_date_the_one_that_follows_waits_as_long()
    {
        var put = new AnnouncedDate(P("2026-06"), At("2026-07-14 10:00"), "calendar");
        var (own, followed) = (Calendar.PostponedWindow(put), new ReleaseCalendar(Conference).PostponedWindow(put));
        Assert.That(own.LateAfter, Is.GreaterThan(followed.LateAfter));
        Assert.That(own.MissingAfter, Is.GreaterThan(followed.MissingAfter));
        Assert.That(own.Basis, Is.EqualTo(WindowBasis.Postponed));
    }

    [Test]
    public void Both_months_of_a_combined_release_follow_it() =>
        Assert.That(new[] { "2026-01", "2026-02" }.Select(p => Days(Calendar.WindowOf(P(p)))), Is.All.EqualTo("03-09 00:00 03-20 18:00 03-25 18:00 04-03 18:00"));

    [Test]
    public void A_period_in_which_the_other_has_no_release_keeps_its_own_days()
    {
        var summer = Database with { Follows = Database.Follows! with { Rule = Conference with { MonthsWithout = [7] } } };
        Assert.That(Days(new ReleaseCalendar(summer).WindowOf(P("2026-07"))), Is.EqualTo("08-13 00:00 08-24 18:00 08-27 18:00 09-07 18:00"));
    }

    [Test]
    public void The_claims_of_a_calendar_are_told_of_the_periods_that_follow()
    {
        var claims = new CalendarClaims([new(P("2026-01..2026-02"), At("2026-03-16 10:00"), "calendar"), new(P("2026-03"), At("2026-04-16 10:00"), "calendar")], [P("2026-04")]);
        var told = FollowedDates.Of(Database, claims);
        Assert.That(told.Dates.Select(d => (d.Period.ToString(), d.At)), Is.EqualTo(new[]
        {
            ("2026-01", At("2026-03-16 10:00")), ("2026-02", At("2026-03-16 10:00")), ("2026-03", At("2026-04-16 10:00")),
        }));
        Assert.That(told.PostponedWithoutDate, Is.EqualTo(new[] { P("2026-04") }));
        Assert.That(FollowedDates.Of(Database with { MonthsWithout = [1] }, claims).Dates.Select(d => d.Period.ToString()), Is.EqualTo(new[] { "2026-02", "2026-03" }));
    }

    [Test]
    public void Periods_put_off_together_are_told_in_order() =>
        Assert.That(FollowedDates.Of(Database, new CalendarClaims([], [P("2026-01..2026-02")])).PostponedWithoutDate, Is.EqualTo(new[] { P("2026-01"), P("2026-02") }));

    [Test]
    public void A_daily_series_follows_to_the_last_day_of_the_month()
    {
        var told = FollowedDates.Of(Database with { Cadence = Cadence.Daily }, new CalendarClaims([new(P("2026-06"), At("2026-07-14 10:00"), "calendar")], []));
        Assert.That((told.Dates.Length, told.Dates[0].Period, told.Dates[^1].Period), Is.EqualTo((30, P("2026-06-01"), P("2026-06-30"))));
    }
}
