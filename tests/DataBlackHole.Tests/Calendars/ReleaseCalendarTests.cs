using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Tests.Calendars;

public sealed class ReleaseCalendarTests
{
    private static readonly ReleaseRule Rule = new()
    {
        Key = "constructed",
        Cadence = Cadence.Monthly,
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
        WorkingDays = new WorkingDays("constructed", [
            new WorkingYear(2025, [], [], "constructed"),
            new WorkingYear(2026, [new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 2), new DateOnly(2026, 6, 19)], [new DateOnly(2026, 6, 20)], "constructed")]),
        Time = new TimeOnly(9, 30),
        Usual = new DayRange(1, 13, 18),
    };

    private static ReleaseWindow Window(string period, ReleaseRule? rule = null) => new ReleaseCalendar(rule ?? Rule).WindowOf(ReferencePeriod.Parse(period));

    private static string Beijing(DateTimeOffset moment) => moment.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm");

    [Test]
    public void A_window_opens_on_the_first_day_and_is_due_on_the_last_working_day_of_the_range()
    {
        var window = Window("2026-06");
        Assert.That(Beijing(window.Opens), Is.EqualTo("2026-07-13 00:00"));
        Assert.That(Beijing(window.Due), Is.EqualTo("2026-07-20 09:30"), "the 18th is a Saturday");
        Assert.That(Beijing(window.LateAfter), Is.EqualTo("2026-07-21 09:30"));
        Assert.That(Beijing(window.MissingAfter), Is.EqualTo("2026-07-29 09:30"));
        Assert.That(window.Basis, Is.EqualTo(WindowBasis.Rule));
    }

    [Test]
    public void Holidays_and_make_up_days_move_the_deadlines()
    {
        var window = Window("2026-05");
        Assert.That(Beijing(window.Due), Is.EqualTo("2026-06-18 09:30"));
        Assert.That(Beijing(window.LateAfter), Is.EqualTo("2026-06-20 09:30"), "the 19th is off, Saturday the 20th is worked");
    }

    [Test]
    public void A_year_nobody_announced_widens_the_window_and_says_so()
    {
        var window = Window("2026-12");
        Assert.That(window.Basis, Is.EqualTo(WindowBasis.WidenedRule));
        Assert.That(Beijing(window.Due), Is.EqualTo("2027-01-18 09:30"));
        Assert.That(Beijing(window.LateAfter), Is.EqualTo("2027-01-28 09:30"));
    }

    [Test]
    public void A_window_that_begins_in_a_known_year_and_ends_in_an_unknown_one_is_widened()
    {
        var (known, unknown) = (Window("2026-11"), Window("2026-11", Rule with { MissingAfterWorkingDays = 20 }));
        Assert.That((known.Basis, unknown.Basis), Is.EqualTo((WindowBasis.Rule, WindowBasis.WidenedRule)));
        Assert.That((Beijing(known.LateAfter), Beijing(unknown.LateAfter)), Is.EqualTo(("2026-12-21 09:30", "2026-12-30 09:30")));
    }

    [Test]
    public void A_daily_figure_is_due_on_its_own_day_on_trading_days_only()
    {
        var daily = Rule with { Cadence = Cadence.Daily };
        var window = Window("2026-06-18", daily);
        Assert.That((Beijing(window.Opens), Beijing(window.Due)), Is.EqualTo(("2026-06-18 00:00", "2026-06-18 09:30")));
        Assert.That(Beijing(window.LateAfter), Is.EqualTo("2026-06-20 09:30"), "the 19th is off, Saturday the 20th is worked");
        var calendar = new ReleaseCalendar(daily);
        Assert.That(calendar.NextPlanned(ReferencePeriod.Parse("2026-06-18")).ToString(), Is.EqualTo("2026-06-22"), "a Saturday that is worked is no trading day");
        Assert.That(calendar.IsPlanned(ReferencePeriod.Parse("2026-06-19")), Is.False);
    }

    [Test]
    public void An_announced_date_takes_precedence_over_the_rule()
    {
        var announced = new AnnouncedDate(ReferencePeriod.Month(2026, 8), DateTimeOffset.Parse("2026-09-22T09:30+08:00"), "constructed");
        var window = Window("2026-08", Rule with { Announced = ImmutableSortedDictionary<ReferencePeriod, AnnouncedDate>.Empty.Add(announced.Period, announced) });
        Assert.That((Beijing(window.Due), window.Basis), Is.EqualTo(("2026-09-22 09:30", WindowBasis.Announced)));
        Assert.That(Beijing(window.Opens), Is.EqualTo("2026-09-13 00:00"));
        Assert.That(Beijing(window.LateAfter), Is.EqualTo("2026-09-23 09:30"));
    }

    [Test]
    public void January_and_february_can_come_out_together()
    {
        var calendar = new ReleaseCalendar(Rule with { CombinesJanuaryAndFebruary = true });
        Assert.That(calendar.NextPlanned(ReferencePeriod.Month(2025, 12)).ToString(), Is.EqualTo("2026-01..2026-02"));
        Assert.That(calendar.NextPlanned(ReferencePeriod.Parse("2026-01..2026-02")).ToString(), Is.EqualTo("2026-03"));
        Assert.That(calendar.IsPlanned(ReferencePeriod.Month(2026, 2)), Is.False);
        Assert.That(Beijing(calendar.WindowOf(ReferencePeriod.Parse("2026-01..2026-02")).Opens), Is.EqualTo("2026-03-13 00:00"));
    }

    [Test]
    public void Months_without_a_release_are_not_planned()
    {
        var calendar = new ReleaseCalendar(Rule with { MonthsWithout = [1, 2] });
        Assert.That(calendar.NextPlanned(ReferencePeriod.Month(2025, 12)).ToString(), Is.EqualTo("2026-03"));
    }

    [Test]
    public void A_range_of_the_same_month_ends_with_the_month()
    {
        var window = Window("2026-04", Rule with { Usual = new DayRange(0, 27, 31) });
        Assert.That((Beijing(window.Opens), Beijing(window.Due)), Is.EqualTo(("2026-04-27 00:00", "2026-04-30 09:30")));
    }

    [Test]
    public void A_month_can_have_a_range_of_its_own()
    {
        var rule = Rule with { ByMonth = ImmutableDictionary<int, DayRange>.Empty.Add(1, new DayRange(1, 13, 26)) };
        Assert.That(Beijing(Window("2026-01", rule).Due), Is.EqualTo("2026-02-26 09:30"));
        Assert.That(Beijing(Window("2026-03", rule).Due), Is.EqualTo("2026-04-20 09:30"));
    }

    [Test]
    public void Windows_begin_with_the_first_that_can_still_become_late()
    {
        var calendar = new ReleaseCalendar(Rule);
        string First(string local) => calendar.WindowsEndingAfter(DateTimeOffset.Parse(local + "+08:00")).First().Period.ToString();
        Assert.That(First("2026-07-21T09:29"), Is.EqualTo("2026-06"));
        Assert.That(First("2026-07-21T09:30"), Is.EqualTo("2026-07"));
        Assert.That(calendar.WindowsEndingAfter(DateTimeOffset.Parse("2026-07-21T09:30+08:00")).Take(3).Select(w => w.Period.ToString()), Is.EqualTo(new[] { "2026-07", "2026-08", "2026-09" }));
    }

    [TestCase("2026-07-20T09:30", 0)]
    [TestCase("2026-07-17T09:30", -1)]
    [TestCase("2026-07-24T09:30", 4)]
    [TestCase("2026-07-25T09:30", 4)]
    public void Delay_is_counted_in_working_days(string actual, int expected) =>
        Assert.That(new ReleaseCalendar(Rule).DelayInWorkingDays(Window("2026-06"), DateTimeOffset.Parse(actual + "+08:00")), Is.EqualTo(expected));

    [TestCase("2026-Q2", Cadence.Quarterly, "2026-07-18")]
    [TestCase("2025", Cadence.Annual, "2026-01-18")]
    public void Quarters_and_years_are_counted_from_their_last_month(string period, Cadence cadence, string due)
    {
        var window = Window(period, Rule with { Cadence = cadence, WorkingDays = WorkingDays.None, Usual = new DayRange(1, 15, 18) });
        Assert.That(DateOnly.FromDateTime(window.Due.ToOffset(TimeSpan.FromHours(8)).DateTime), Is.EqualTo(WorkingDays.None.OnOrAfter(DateOnly.Parse(due))));
    }

    [TestCase("2026-06", true)]
    [TestCase("2026-Q2", false)]
    [TestCase("2026-06-30", false)]
    public void Only_periods_of_the_cadence_are_planned(string period, bool planned) =>
        Assert.That(new ReleaseCalendar(Rule).IsPlanned(ReferencePeriod.Parse(period)), Is.EqualTo(planned));

    [Test]
    public void A_month_that_comes_out_half_a_year_later_is_not_forgotten()
    {
        var calendar = new ReleaseCalendar(Rule with { ByMonth = ImmutableDictionary<int, DayRange>.Empty.Add(1, new DayRange(6, 13, 18)) });
        Assert.That(calendar.WindowsEndingAfter(DateTimeOffset.Parse("2026-07-10T12:00+08:00")).First().Period.ToString(), Is.EqualTo("2026-01"));
    }

    [TestCase("2026-09-10T09:30", "2026-09-10 00:00", Description = "before the first day of the rule")]
    [TestCase("2026-09-22T09:30", "2026-09-13 00:00")]
    public void A_window_with_an_announced_date_opens_on_that_day_at_the_latest(string announced, string opens)
    {
        var window = new ReleaseCalendar(Rule).WindowFor(new AnnouncedDate(ReferencePeriod.Month(2026, 8), DateTimeOffset.Parse(announced + "+08:00"), "constructed"));
        Assert.That(Beijing(window.Opens), Is.EqualTo(opens));
    }
}
