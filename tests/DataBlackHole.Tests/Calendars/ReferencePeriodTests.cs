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
}
