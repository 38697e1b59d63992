using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Tests.Calendars;

public sealed class PunctualityStatisticsTests
{
    private static IEnumerable<PastDelay> Past(params int[] delays) =>
        delays.Select((d, i) => new PastDelay(ReferencePeriod.Month(2020 + i / 12, i % 12 + 1), d, d, d));

    [Test]
    public void A_delay_never_seen_before_in_a_long_past_is_unusual_by_its_rank()
    {
        var unusual = Unusualness.Of(3, Past([.. Enumerable.Repeat(0, 119)]))!;
        Assert.That((unusual.Past, unusual.AtLeastAsLate), Is.EqualTo((119, 0)));
        Assert.That(unusual.PValue, Is.EqualTo(1 / 120.0).Within(1e-12));
    }

    [Test]
    public void A_delay_that_is_common_is_not_unusual() =>
        Assert.That(Unusualness.Of(1, Past(0, 1, 1, 2, 1, 0, 1, 1, 2, 1, 1, 3))!.PValue, Is.EqualTo(11 / 13.0).Within(1e-12));

    [Test]
    public void A_short_past_supports_no_claim() => Assert.That(Unusualness.Of(30, Past([.. Enumerable.Repeat(0, Unusualness.LeastPast - 1)])), Is.Null);

    [Test]
    public void Releases_without_a_known_time_are_not_compared_with()
    {
        var past = Past([.. Enumerable.Repeat(0, 11)]).Append(new PastDelay(ReferencePeriod.Month(2030, 1), null, null, null));
        Assert.That(Unusualness.Of(1, past), Is.Null);
    }

    [Test]
    public void The_table_counts_only_releases_with_an_announced_date()
    {
        var past = Past(0, 0, -1, 3, 0).Append(new PastDelay(ReferencePeriod.Month(2030, 1), null, null, 7)).Append(new PastDelay(ReferencePeriod.Month(2030, 2), 4, -1, -1));
        Assert.That(PunctualityTable.Of([.. past]), Is.EqualTo(new PunctualityTable(7, 6, 3, 2, 1, 0, 3, 1)));
    }

    [Test]
    public void An_empty_past_has_an_empty_table() => Assert.That(PunctualityTable.Of([]), Is.EqualTo(new PunctualityTable(0, 0, 0, 0, 0, null, null, 0)));

    [Test]
    public void What_came_on_the_announced_day_is_counted_apart_from_what_came_early_or_late()
    {
        var table = PunctualityTable.Of([.. Past(0, 0, 0, 0, -1, -2, 3)]);
        Assert.That((table.OnAnnouncedDay, table.Early, table.Late), Is.EqualTo((4, 2, 1)));
    }

    [TestCase(new[] { 3, -1, 1 }, 1)]
    [TestCase(new[] { 4, -1, 0, 2 }, 0, Description = "of the two in the middle the smaller one")]
    public void The_median_is_a_delay_that_occurred(int[] delays, int median) => Assert.That(PunctualityTable.Of([.. Past(delays)]).MedianDelay, Is.EqualTo(median));
}
