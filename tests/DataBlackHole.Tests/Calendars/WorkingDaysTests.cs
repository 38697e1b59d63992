using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Tests.Calendars;

public sealed class WorkingDaysTests
{
    private static readonly WorkingDays Days = new("constructed", [
        new WorkingYear(2024, [new DateOnly(2024, 2, 12), new DateOnly(2024, 2, 13)], [new DateOnly(2024, 2, 18)], "constructed")]);

    [TestCase("2024-02-09", true)]
    [TestCase("2024-02-10", false)]
    [TestCase("2024-02-12", false)]
    [TestCase("2024-02-18", true)]
    public void Weekends_days_off_and_make_up_days(string day, bool works) => Assert.That(Days.IsWorkingDay(DateOnly.Parse(day)), Is.EqualTo(works));

    [Test]
    public void The_next_working_day_skips_the_holiday() => Assert.That(Days.Add(new DateOnly(2024, 2, 9), 1), Is.EqualTo(new DateOnly(2024, 2, 14)));

    [TestCase("2024-02-09", "2024-02-14", 1)]
    [TestCase("2024-02-16", "2024-02-19", 2)]
    [TestCase("2024-02-19", "2024-02-16", -2)]
    [TestCase("2024-02-16", "2024-02-16", 0)]
    public void Distance_is_signed(string from, string to, int expected) =>
        Assert.That(Days.Between(DateOnly.Parse(from), DateOnly.Parse(to)), Is.EqualTo(expected));

    [Test]
    public void An_unannounced_year_is_not_known() => Assert.That((Days.Knows(2024), Days.Knows(2025)), Is.EqualTo((true, false)));

    [Test]
    public void Working_days_are_not_counted_backwards() => Assert.That(() => Days.Add(new DateOnly(2024, 2, 9), -1), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Known_years_come_in_order() =>
        Assert.That(new WorkingDays("constructed", new[] { 2025, 2024, 2026 }.Select(y => new WorkingYear(y, [], [], "constructed"))).Years, Is.EqualTo(new[] { 2024, 2025, 2026 }));
}
