using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Tests.Judging;

/// <summary>Which conclusion the word of an operator is laid over.</summary>
public sealed class ReviewBookTests
{
    private static readonly DateTimeOffset _now = new(2026, 8, 20, 2, 0, 0, TimeSpan.Zero);
    private static readonly ReferencePeriod _july = ReferencePeriod.Month(2026, 7);

    [Test]
    public void A_word_about_a_release_is_none_about_its_series_nor_about_another_release()
    {
        var book = Book(Reviewed(1, FlipAxis.Release, isLast: true));
        Assert.That(book.OfRelease("s", _july)!.FlipId, Is.EqualTo(1));
        Assert.That((book.OfSeries("s"), book.OfRelease("s", _july.Next()), book.OfRelease("other", _july)), Is.EqualTo(((VerdictReview?)null, (VerdictReview?)null, (VerdictReview?)null)));
    }

    [Test]
    public void A_word_about_a_series_is_none_about_the_release_that_its_conclusion_names()
    {
        var book = Book(Reviewed(2, FlipAxis.Series, isLast: true));
        Assert.That(book.OfSeries("s")!.FlipId, Is.EqualTo(2));
        Assert.That((book.OfRelease("s", _july), book.OfSeries("other")), Is.EqualTo(((VerdictReview?)null, (VerdictReview?)null)));
    }

    [Test]
    public void A_word_about_a_conclusion_that_another_one_followed_stays_with_it_and_says_nothing_of_now()
    {
        var book = Book(Reviewed(3, FlipAxis.Release, isLast: false));
        Assert.That((book.Of(3)!.FlipId, book.OfRelease("s", _july), book.IsEmpty), Is.EqualTo((3, (VerdictReview?)null, false)));
        Assert.That(ReviewBook.Empty.IsEmpty, Is.True);
    }

    private static ReviewBook Book(params ReviewedFlip[] reviews) => new(reviews, _now);

    private static ReviewedFlip Reviewed(long flip, FlipAxis axis, bool isLast) => new(
        new VerdictReview(1, flip, ReviewAction.Confirm, "a", "r", "https://a.example", _now),
        new FlipRecord(flip, new Flip { Series = "s", Axis = axis, Period = _july, From = "Late", To = "Missing", Reason = Reason.NotSeenRepeatedly, At = _now }, _now, null),
        isLast);
}
