using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Tests.Calendars;

public sealed class ReferencePeriodTests
{
    [TestCase("2023-07", Cadence.Monthly, "2023-07-01", "2023-07-31")]
    [TestCase("2024-02", Cadence.Monthly, "2024-02-01", "2024-02-29")]
    [TestCase("2024-01..2024-02", Cadence.Monthly, "2024-01-01", "2024-02-29")]
    [TestCase("2023-Q3", Cadence.Quarterly, "2023-07-01", "2023-09-30")]
    [TestCase("2023", Cadence.Annual, "2023-01-01", "2023-12-31")]
    [TestCase("2022-05-11", Cadence.Daily, "2022-05-11", "2022-05-11")]
    public void A_code_reads_and_writes_back(string code, Cadence cadence, string start, string end)
    {
        var period = ReferencePeriod.Parse(code);
        Assert.That(period.Cadence, Is.EqualTo(cadence));
        Assert.That(period.Start.ToString("yyyy-MM-dd"), Is.EqualTo(start));
        Assert.That(period.End.ToString("yyyy-MM-dd"), Is.EqualTo(end));
        Assert.That(period.ToString(), Is.EqualTo(code));
    }

    [TestCase("")]
    [TestCase(null)]
    [TestCase("2023-13")]
    [TestCase("2023-Q5")]
    [TestCase("2023-q1")]
    [TestCase("23-01")]
    [TestCase("2023-02-30")]
    [TestCase("2023-02..2023-01")]
    [TestCase("2023-12..2024-01")]
    [TestCase("2023..2024")]
    [TestCase("2023-01..2023-02..2023-03")]
    [TestCase("2023-07..2023-Q4")]
    [TestCase("2023..2023-02")]
    [TestCase("2023-07..2023-07")]
    [TestCase("2023_Q1")]
    [TestCase("20x3-Q1")]
    [TestCase("2023-01/15")]
    [TestCase("2023-01-155")]
    [TestCase("2023-01-1")]
    [TestCase("abc")]
    public void What_is_no_period_does_not_read(string? text) => Assert.That(ReferencePeriod.TryParse(text, out _), Is.False);

    [TestCase("2023-12", "2024-01")]
    [TestCase("2024-01..2024-02", "2024-03")]
    [TestCase("2023-Q4", "2024-Q1")]
    [TestCase("2023", "2024")]
    [TestCase("2024-02-28", "2024-02-29")]
    public void Next_and_previous_are_inverse(string code, string next)
    {
        Assert.That(ReferencePeriod.Parse(code).Next().ToString(), Is.EqualTo(next));
        Assert.That(ReferencePeriod.Parse(next).Previous().End, Is.EqualTo(ReferencePeriod.Parse(code).End));
    }

    [Test]
    public void Periods_are_ordered_by_their_end()
    {
        string[] ordered = ["2023-11", "2023-12", "2024-01", "2024-01..2024-02", "2024-02", "2024-03"];
        Assert.That(ordered.Reverse().Select(ReferencePeriod.Parse).Order().Select(p => p.ToString()), Is.EqualTo(ordered));
    }

    [Test]
    public void A_combined_period_covers_its_months()
    {
        var combined = ReferencePeriod.Parse("2024-01..2024-02");
        Assert.That(combined.Covers(ReferencePeriod.Month(2024, 2)), Is.True);
        Assert.That(combined.Covers(ReferencePeriod.Month(2024, 3)), Is.False);
    }

    [TestCase("2024-01..2024-02", "2024-01", true)]
    [TestCase("2024-01..2024-02", "2024-01..2024-02", true)]
    [TestCase("2024-01..2024-02", "2023-12", false)]
    [TestCase("2024-02", "2024-01..2024-02", false)]
    [TestCase("2024-Q1", "2024-01", false, Description = "a quarter is another figure than its months")]
    public void A_period_covers_what_lies_within_it_and_is_of_its_kind(string period, string other, bool covers) =>
        Assert.That(ReferencePeriod.Parse(period).Covers(ReferencePeriod.Parse(other)), Is.EqualTo(covers));

    [Test]
    public void A_period_is_neither_before_nor_after_itself()
    {
        var (period, same) = (ReferencePeriod.Parse("2024-02"), ReferencePeriod.Month(2024, 2));
        Assert.That((period >= same, period <= same, period > same, period < same), Is.EqualTo((true, true, false, false)));
    }

    [Test]
    public void A_quarter_and_its_three_months_are_two_periods_and_have_an_order()
    {
        var (months, quarter) = (ReferencePeriod.Months(2024, 1, 3), ReferencePeriod.Quarter(2024, 1));
        Assert.That((months == quarter, Math.Sign(months.CompareTo(quarter)), Math.Sign(quarter.CompareTo(months))), Is.EqualTo((false, -1, 1)));
    }

    [Test]
    public void What_is_refused_is_named()
    {
        Assert.That(() => ReferencePeriod.Parse("July"), Throws.InstanceOf<FormatException>().With.Message.Contains("'July'"));
        Assert.That(() => ReferencePeriod.Containing(Cadence.Unknown, new DateOnly(2024, 1, 1)), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("known cadence"));
        Assert.That(default(ReferencePeriod).ToString(), Is.EqualTo("unknown"));
    }
}
