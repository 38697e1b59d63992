using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;
using static DataBlackHole.Tests.Judging.Bench;

namespace DataBlackHole.Tests.Judging;

public sealed class CalendarEvidenceTests
{
    private static Bench Watching() => new Bench().Listed("2026-07-01 12:00", "2026-06-10", "2026-05");

    private static CalendarRead Read(string at, params (string Period, string Date)[] dates) => new(
        At(at), "pub-calendar", [.. dates.Select(d => new AnnouncedDate(P(d.Period), At(d.Date), "pub-calendar"))], [], new EvidenceRef("pub-calendar", "https://example.org/c", At(at), null));

    private static IEnumerable<(string, string, Reason)> Moves(Bench bench) => bench.Flips.Where(f => f.Axis == FlipAxis.Calendar).Select(f => (f.From, f.To, f.Reason));

    [Test]
    public void An_announced_date_becomes_the_due_instant_and_is_no_event()
    {
        var bench = Watching().Hear(Read("2026-07-02 12:00", ("2026-06", "2026-07-16 09:30"), ("2026-07", "2026-08-14 09:30")));
        var release = bench.State.Releases[P("2026-06")];
        Assert.That((release.Window!.Due, release.Window.Basis, release.FirstAnnouncedAt), Is.EqualTo((At("2026-07-16 09:30"), WindowBasis.Announced, (DateTimeOffset?)At("2026-07-16 09:30"))));
        Assert.That(Moves(bench), Is.Empty);
    }

    [Test]
    public void A_date_that_moves_before_it_comes_is_moved_with_notice_and_both_dates_are_kept()
    {
        var bench = Watching().Hear(Read("2026-07-02 12:00", ("2026-06", "2026-07-16 09:30"))).Hear(Read("2026-07-15 12:00", ("2026-06", "2026-07-24 09:30")));
        Assert.That(Moves(bench), Is.EqualTo(new[] { ("2026-07-16T01:30:00Z", "2026-07-24T01:30:00Z", Reason.MovedWithNotice) }));
        bench.Listed("2026-07-20 10:00", "2026-07-01");
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Scheduled));
        Assert.That(bench.State.Releases[P("2026-06")].FirstAnnouncedAt, Is.EqualTo(At("2026-07-16 09:30")));
    }

    [Test]
    public void A_date_that_moves_after_it_passed_is_moved_without_notice_and_a_late_release_is_scheduled_again()
    {
        var bench = Watching().Hear(Read("2026-07-02 12:00", ("2026-06", "2026-07-16 09:30"))).Listed("2026-07-17 10:00", "2026-07-01");
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Late));
        bench.Hear(Read("2026-07-17 11:00", ("2026-06", "2026-07-16 09:30"))).Hear(Read("2026-07-17 12:00", ("2026-06", "2026-07-24 09:30")));
        Assert.That(Moves(bench).Single().Item3, Is.EqualTo(Reason.MovedWithoutNotice));
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Scheduled));
    }

    [Test]
    public void A_change_read_long_after_the_old_date_says_nothing_about_notice()
    {
        var bench = Watching().Hear(Read("2026-07-02 12:00", ("2026-06", "2026-07-16 09:30"))).Hear(Read("2026-07-17 12:00", ("2026-06", "2026-07-24 09:30")));
        Assert.That(Moves(bench).Single().Item3, Is.EqualTo(Reason.Moved));
    }

    [Test]
    public void What_follows_another_release_moves_with_its_dates_and_makes_no_event_of_its_own()
    {
        var bench = new Bench(s => s with { Release = s.Release! with { Follows = new FollowedRelease("other", 3) { Rule = s.Release } } }).Listed("2026-07-01 12:00", "2026-06-10", "2026-05");
        bench.Hear(Read("2026-07-02 12:00", ("2026-06", "2026-07-16 09:30"))).Hear(Read("2026-07-15 12:00", ("2026-06", "2026-07-24 09:30")));
        var release = bench.State.Releases[P("2026-06")];
        Assert.That(Moves(bench), Is.Empty);
        Assert.That((release.Window!.Due, release.Window.Basis, release.FirstAnnouncedAt), Is.EqualTo((At("2026-07-29 09:30"), WindowBasis.Following, (DateTimeOffset?)null)));
        bench.Hear(Read("2026-07-16 12:00") with { PostponedWithoutDate = [P("2026-06")] });
        Assert.That(Moves(bench), Is.Empty);
        Assert.That(bench.State.Releases[P("2026-06")].Window!.Basis, Is.EqualTo(WindowBasis.Postponed));
    }

    [Test]
    public void A_release_postponed_without_a_date_is_one_event_and_not_late_for_weeks()
    {
        var read = Read("2026-07-15 12:00", ("2026-07", "2026-08-14 09:30")) with { PostponedWithoutDate = [P("2026-06")] };
        var bench = Watching().Hear(Read("2026-07-02 12:00", ("2026-06", "2026-07-16 09:30"), ("2026-07", "2026-08-14 09:30"))).Hear(read).Hear(read with { At = At("2026-07-16 12:00") });
        bench.Listed("2026-07-24 10:00", "2026-07-01");
        Assert.That(Moves(bench), Is.EqualTo(new[] { ("2026-07-16T01:30:00Z", "none", Reason.PostponedWithoutDate) }));
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Due));
        Assert.That(bench.State.Releases[P("2026-06")].Window!.Basis, Is.EqualTo(WindowBasis.Postponed));
        bench.Listed("2026-08-14 10:00", "2026-07-01");
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Late), "but it does not wait for ever");
    }

    [Test]
    public void A_date_that_vanishes_from_the_calendar_is_an_event()
    {
        var bench = Watching().Hear(Read("2026-07-02 12:00", ("2026-06", "2026-07-16 09:30"), ("2026-07", "2026-08-14 09:30"))).Hear(Read("2026-07-10 12:00", ("2026-07", "2026-08-14 09:30")));
        Assert.That(Moves(bench), Is.EqualTo(new[] { ("2026-07-16T01:30:00Z", "none", Reason.RemovedFromCalendar) }));
    }

    [Test]
    public void A_past_date_that_leaves_the_calendar_is_no_event()
    {
        var bench = Watching().Hear(Read("2026-07-02 12:00", ("2026-06", "2026-07-16 09:30"), ("2026-07", "2026-08-14 09:30"))).Hear(Read("2026-07-20 12:00", ("2026-07", "2026-08-14 09:30")));
        Assert.That(Moves(bench), Is.Empty);
    }

    [Test]
    public void A_published_release_moves_no_more()
    {
        var bench = Watching().Hear(Read("2026-07-02 12:00", ("2026-06", "2026-07-16 09:30"))).Listed("2026-07-16 10:00", "2026-07-01", "2026-06").Hear(Read("2026-07-17 12:00", ("2026-06", "2026-07-24 09:30")));
        Assert.That(Moves(bench), Is.Empty);
    }
}
