using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;
using static DataBlackHole.Tests.Judging.Bench;

namespace DataBlackHole.Tests.Judging;

// The constructed release of 2026-06 is due on Monday 2026-07-20 09:30 by rule.
public sealed class PastDelaysTests
{
    private static readonly ReleaseCalendar _calendar = new(new Bench().Rule);

    private static ReleaseState Release(string? announced = null, string? first = null, string? printed = "2026-07-22 10:00") => new()
    {
        Period = P("2026-06"),
        Status = ReleaseStatus.Published,
        Reason = Reason.Found,
        Window = announced is null ? _calendar.WindowOf(P("2026-06")) : _calendar.WindowFor(new AnnouncedDate(P("2026-06"), At(announced), "calendar")),
        FirstAnnouncedAt = first is null ? null : At(first),
        PublishedAt = printed is null ? null : new StatedTime(At(printed), IsDayOnly: false),
    };

    private static PastDelay Delay(ReleaseState release, ReleaseCalendar? calendar) => PastDelays.Of(calendar, [release]).Single();

    [TestCase(null, null, null, null, 2, Description = "nobody announced a date")]
    [TestCase("2026-07-17 09:30", null, 3, 3, 3, Description = "announced once")]
    [TestCase("2026-07-17 09:30", "2026-07-15 09:30", 5, 3, 3, Description = "announced, then moved")]
    [TestCase(null, "2026-07-15 09:30", 5, null, 2, Description = "announced, then taken out of the calendar")]
    public void A_delay_is_told_against_the_first_date_the_last_date_and_the_window(string? announced, string? first, int? againstFirst, int? againstLast, int? againstWindow) =>
        Assert.That(Delay(Release(announced, first), _calendar), Is.EqualTo(new PastDelay(P("2026-06"), againstFirst, againstLast, againstWindow)));

    [Test]
    public void Without_a_printed_time_a_calendar_or_a_window_nothing_is_told()
    {
        var nothing = new PastDelay(P("2026-06"), null, null, null);
        Assert.That(Delay(Release("2026-07-17 09:30", printed: null), _calendar), Is.EqualTo(nothing));
        Assert.That(Delay(Release("2026-07-17 09:30"), null), Is.EqualTo(nothing));
        Assert.That(Delay(Release() with { Window = null }, _calendar), Is.EqualTo(nothing));
    }

    [Test]
    public void Only_what_is_out_has_a_delay()
    {
        ReleaseState[] releases = [Release(), .. Enum.GetValues<ReleaseStatus>().Where(s => s != ReleaseStatus.Published).Select(s => Release() with { Status = s })];
        Assert.That(PastDelays.Of(_calendar, releases).Count(), Is.EqualTo(1));
    }

    [TestCase("2026-07-20 09:29", null)]
    [TestCase("2026-07-20 09:30", 0)]
    [TestCase("2026-07-24 12:00", 4)]
    [TestCase("2026-07-26 12:00", 4)]
    public void An_open_release_is_overdue_from_its_due_instant_on(string at, int? days) =>
        Assert.That(PastDelays.Overdue(_calendar, Release() with { Status = ReleaseStatus.Due }, At(at)), Is.EqualTo(days));

    [Test]
    public void What_is_out_or_has_no_window_or_calendar_is_never_overdue()
    {
        var due = Release() with { Status = ReleaseStatus.Due };
        Assert.That(PastDelays.Overdue(_calendar, Release(), At("2026-08-01 12:00")), Is.Null);
        Assert.That(PastDelays.Overdue(_calendar, due with { Window = null }, At("2026-08-01 12:00")), Is.Null);
        Assert.That(PastDelays.Overdue(null, due, At("2026-08-01 12:00")), Is.Null);
    }
}
