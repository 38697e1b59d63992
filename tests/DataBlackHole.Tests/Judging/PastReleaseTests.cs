using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Tests.Judging;

/// <summary>A release as it was then, by what was on record then.</summary>
public sealed class PastReleaseTests
{
    private static readonly ReferencePeriod _july = ReferencePeriod.Month(2026, 7);
    private static readonly DateTimeOffset _due = new(2026, 8, 15, 2, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset _known = _due.AddDays(-30);

    /// <summary>Due on the 15th, late on the 16th, found on the 20th and revised on the 25th; the 16th came into the record on the 18th.</summary>
    private static readonly FlipRecord[] _flips =
    [
        Flip(1, FlipAxis.Release, "Scheduled", "Due", 0, 0),
        Flip(2, FlipAxis.Release, "Due", "Late", 1, 3),
        Flip(3, FlipAxis.Release, "Late", "Published", 5, 5),
        Flip(4, FlipAxis.Value, "5.1", "5.2", 10, 10),
    ];

    private static readonly ReleaseState _now = new()
    {
        Period = _july,
        Status = ReleaseStatus.Published,
        Reason = Reason.FoundLate,
        Window = new ReleaseWindow(_july, _due.AddDays(-3), _due, _due.AddDays(1), _due.AddDays(7), WindowBasis.Announced),
        LastUnseenAt = _due.AddDays(4),
        FirstSeenAt = _due.AddDays(5),
        Value = "5.1",
        RevisedValue = "5.2",
        Title = "July",
    };

    [TestCase(-1, "Scheduled", null, null)]
    [TestCase(0, "Due", null, null)]
    [TestCase(1, "Late", null, null)]
    [TestCase(5, "Published", "5.1", null)]
    [TestCase(10, "Published", "5.1", "5.2")]
    public void By_all_that_is_known_now_it_was(int day, string status, string? value, string? revised)
    {
        var past = At(day, 400)!;
        Assert.That((past.State.Status.ToString(), past.State.Value, past.State.RevisedValue), Is.EqualTo((status, value, revised)));
        Assert.That(past.State.Title is null, Is.EqualTo(value is null), "what was not out has no title");
    }

    [Test]
    public void What_came_into_the_record_later_does_not_count()
    {
        Assert.That(At(2, 2)!.State.Status, Is.EqualTo(ReleaseStatus.Due));
        Assert.That(At(2, 3)!.State.Status, Is.EqualTo(ReleaseStatus.Late));
        Assert.That(PastRelease.Of(_now, _flips, _due.AddDays(9), _known.AddDays(-1), _known), Is.Null, "nothing of the series was on record");
        Assert.That(PastRelease.Of(_now, _flips, _due.AddDays(9), _due, null), Is.Null);
    }

    [Test]
    public void The_bounds_are_those_that_were_known()
    {
        Assert.That((At(4, 4)!.State.FirstSeenAt, At(4, 4)!.State.LastUnseenAt), Is.EqualTo(((DateTimeOffset?)null, (DateTimeOffset?)_due.AddDays(4))));
        Assert.That((At(3, 3)!.State.FirstSeenAt, At(3, 3)!.State.LastUnseenAt), Is.EqualTo(((DateTimeOffset?)null, (DateTimeOffset?)null)));
    }

    [Test]
    public void A_date_that_was_moved_since_is_told_as_it_was()
    {
        var moved = Flip(9, FlipAxis.Calendar, "2026-08-12T02:00:00Z", "2026-08-15T02:00:00Z", -5, -5);
        var before = PastRelease.Of(_now, [.. _flips, moved], _due.AddDays(-6), _due.AddDays(-6), _known)!;
        var after = PastRelease.Of(_now, [.. _flips, moved], _due.AddDays(-4), _due.AddDays(-4), _known)!;

        Assert.That((before.Due, before.State.Window), Is.EqualTo(((DateTimeOffset?)_due.AddDays(-3), (ReleaseWindow?)null)));
        Assert.That((after.Due, after.State.Window), Is.EqualTo(((DateTimeOffset?)_due, _now.Window)));
    }

    [Test]
    public void What_was_out_before_we_looked_is_on_record_from_the_look_that_saw_it()
    {
        var backfilled = _now with { Reason = Reason.FirstSeen };
        Assert.That(PastRelease.Of(backfilled, [], _due.AddDays(6), _due.AddDays(6), _known)!.State.Status, Is.EqualTo(ReleaseStatus.Published));
        Assert.That(PastRelease.Of(backfilled, [], _due.AddDays(5), _due.AddDays(6), _known), Is.Null);
        Assert.That(PastRelease.Of(backfilled, [], _due.AddDays(6), _due.AddDays(4), _known), Is.Null);
    }

    [Test]
    public void What_was_recorded_at_the_very_instant_counts_and_what_happened_at_the_very_end_of_the_day_does_not()
    {
        ReleaseStatus? Status(DateTimeOffset until, DateTimeOffset asOf, DateTimeOffset since) => PastRelease.Of(_now, _flips, until, asOf, since)?.State.Status;
        var (turned, recorded) = (_due.AddDays(1), _due.AddDays(3));
        Assert.That(Status(turned.AddTicks(1), recorded, _known), Is.EqualTo(ReleaseStatus.Late));
        Assert.That(Status(turned.AddTicks(1), recorded.AddTicks(-1), _known), Is.EqualTo(ReleaseStatus.Due));
        Assert.That(Status(turned, recorded, _known), Is.EqualTo(ReleaseStatus.Due));
        Assert.That(Status(turned, _known, _known), Is.EqualTo(ReleaseStatus.Scheduled), "the first of the record counts from its own instant");
    }

    [Test]
    public void A_look_bounds_the_past_from_its_own_instant_on_and_not_at_the_end_of_its_day()
    {
        DateTimeOffset? Unseen(DateTimeOffset until, DateTimeOffset asOf) => PastRelease.Of(_now, _flips, until, asOf, _known)!.State.LastUnseenAt;
        var look = _due.AddDays(4);
        Assert.That((Unseen(look.AddTicks(1), look), Unseen(look, look), Unseen(look.AddTicks(1), look.AddTicks(-1))), Is.EqualTo(((DateTimeOffset?)look, (DateTimeOffset?)null, (DateTimeOffset?)null)));
    }

    [Test]
    public void Of_two_changes_of_one_instant_the_one_recorded_last_stands()
    {
        FlipRecord[] flips = [Flip(8, FlipAxis.Release, "Late", "Missing", 1, 1), Flip(7, FlipAxis.Release, "Due", "Late", 1, 1)];
        Assert.That(PastRelease.Of(_now, flips, _due.AddDays(2), _due.AddDays(2), _known)!.State.Status, Is.EqualTo(ReleaseStatus.Missing));
    }

    [Test]
    public void Before_its_first_change_a_release_was_what_that_change_began_with()
    {
        FlipRecord[] flips = [Flip(1, FlipAxis.Calendar, "2026-08-12T02:00:00Z", "2026-08-15T02:00:00Z", -5, -5), Flip(2, FlipAxis.Release, "Due", "Late", 1, 1)];
        Assert.That(PastRelease.Of(_now, flips, _due.AddHours(1), _due.AddHours(1), _known)!.State.Status, Is.EqualTo(ReleaseStatus.Due));
    }

    [Test]
    public void What_was_out_before_we_looked_is_on_record_from_the_very_instant_of_the_look()
    {
        var backfilled = _now with { Reason = Reason.FirstSeen };
        Assert.That(PastRelease.Of(backfilled, [], _due.AddDays(6), _due.AddDays(5), _known), Is.Not.Null);
        Assert.That(PastRelease.Of(backfilled, [], _due.AddDays(6), _due.AddDays(5).AddTicks(-1), _known), Is.Null);
    }

    [Test]
    public void Of_several_words_about_a_conclusion_the_last_one_counts_and_only_when_it_was_said()
    {
        var reviews = new[] { (1, ReviewAction.Confirm), (2, ReviewAction.Refute), (3, ReviewAction.Withdraw) }
            .Select(r => new ReviewedFlip(new VerdictReview(r.Item1, 3, r.Item2, "a", "r", "https://a.example", _due.AddDays(r.Item1)), _flips[2], true)).ToList();

        Assert.That(Book(0).Of(3), Is.Null);
        Assert.That(Book(1).Of(3)!.Action, Is.EqualTo(ReviewAction.Confirm));
        Assert.That(Book(2).OfRelease("s", _july)!.Action, Is.EqualTo(ReviewAction.Refute));
        Assert.That(Book(3).Of(3), Is.Null);
        Assert.That(ReviewBook.Over(Grade.Corroborated, Book(1).Of(3)), Is.EqualTo(Grade.Confirmed));
        Assert.That(ReviewBook.Over(Grade.OfficiallyStated, Book(1).Of(3)), Is.EqualTo(Grade.OfficiallyStated));
        Assert.That(ReviewBook.Over(Grade.Corroborated, Book(2).Of(3)), Is.EqualTo(Grade.Corroborated));

        ReviewBook Book(int day) => new(reviews, _due.AddDays(day));
    }

    /// <summary>At the end of a day, by what was on record a number of days after the due instant.</summary>
    private static PastRelease? At(int day, int recorded) => PastRelease.Of(_now, _flips, _due.AddDays(day).AddHours(1), _due.AddDays(recorded).AddHours(1), _known);

    private static FlipRecord Flip(long id, FlipAxis axis, string from, string to, int day, int recorded) => new(
        id, new Flip { Series = "s", Axis = axis, Period = _july, From = from, To = to, Reason = Reason.Planned, At = _due.AddDays(day) }, _due.AddDays(recorded), null);
}
