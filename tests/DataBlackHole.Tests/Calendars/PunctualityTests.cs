using DataBlackHole.Core.Calendars;
using static DataBlackHole.Tests.Calendars.Announcements;

namespace DataBlackHole.Tests.Calendars;

// Announced for Thursday 2026-07-16 10:00, so late after Friday 2026-07-17 10:00.
public sealed class PunctualityTests
{
    private static readonly ReleaseCalendar _calendar = new(Rule(Cadence.Monthly, 1, "GDP"));
    private static readonly ReleaseWindow _window = _calendar.WindowFor(new AnnouncedDate(ReferencePeriod.Month(2026, 6), At("2026-07-16 10:00"), Source));

    [TestCase("2026-07-15 10:00", false, -1, false)]
    [TestCase("2026-07-16 10:00", false, 0, false)]
    [TestCase("2026-07-17 10:00", false, 1, false)]
    [TestCase("2026-07-17 10:01", false, 1, true)]
    [TestCase("2026-07-20 09:00", false, 2, true)]
    [TestCase("2026-07-15 00:00", true, -1, false)]
    [TestCase("2026-07-17 00:00", true, 1, false, Description = "the day is printed, and on that day it was not late")]
    [TestCase("2026-07-18 00:00", true, 1, true)]
    public void A_printed_time_is_late_after_the_late_after_instant_and_a_printed_day_after_its_day(string printed, bool isDayOnly, int delay, bool isLate) =>
        Assert.That(Punctuality.Of(_calendar, _window, new StatedTime(At(printed), isDayOnly)), Is.EqualTo(new Punctuality(delay, isLate)));

    [Test]
    public void A_day_counts_where_the_publisher_is() =>
        Assert.That(Punctuality.Of(_calendar, _window, new StatedTime(At("2026-07-17 23:59"), IsDayOnly: true)), Is.EqualTo(new Punctuality(1, false)));

    [Test]
    public void Without_a_calendar_a_window_or_a_printed_time_nothing_can_be_said()
    {
        var printed = new StatedTime(At("2026-07-17 10:00"), IsDayOnly: false);
        Assert.That(Punctuality.Of(null, _window, printed), Is.Null);
        Assert.That(Punctuality.Of(_calendar, null, printed), Is.Null);
        Assert.That(Punctuality.Of(_calendar, _window, null), Is.Null);
    }
}
