using DataBlackHole.Core.Calendars;
using static DataBlackHole.Tests.Calendars.Announcements;

namespace DataBlackHole.Tests.Calendars;

public sealed class CalendarDiffTests
{
    private const string Before = "2026-01-05 08:00";

    [TestCase("2026-10-15 09:00", null, ChangeNotice.WithNotice)]
    [TestCase("2026-10-19 10:00", null, ChangeNotice.Unknown)]
    [TestCase("2026-10-20 09:00", "2026-10-18 09:00", ChangeNotice.Unknown)]
    [TestCase("2026-10-20 09:00", "2026-10-19 10:00", ChangeNotice.WithoutNotice)]
    public void A_date_moves_with_notice_when_the_change_was_read_before_it_and_without_when_the_old_calendar_was_read_after_it(
        string readAt, string? lastReadAt, ChangeNotice notice)
    {
        var changes = CalendarDiff.Between(
            Version(Before, Row("1", "GDP", "2026-10-19 10:00")), Version(readAt, Row("1", "GDP", "2026-10-26 10:00")), lastReadAt is null ? null : At(lastReadAt));

        var change = changes.Single();
        Assert.That((change.Kind, change.Row, change.Month, change.From, change.To), Is.EqualTo(
            (CalendarChangeKind.Moved, "GDP", 10, (DateTimeOffset?)At("2026-10-19 10:00"), (DateTimeOffset?)At("2026-10-26 10:00"))));
        Assert.That((change.Notice, change.LastReadAt, change.FirstReadAt), Is.EqualTo((notice, At(lastReadAt ?? Before), At(readAt))));
    }

    [Test]
    public void A_change_of_the_hour_is_a_move() =>
        Assert.That(Kinds(["2026-10-19 10:00"], ["2026-10-19 15:00"]), Is.EqualTo(new[] { CalendarChangeKind.Moved }));

    [Test]
    public void A_date_that_crosses_into_the_next_month_is_a_move() =>
        Assert.That(Kinds(["2026-01-31 09:30", "2026-02-27 09:30", "2026-03-31 09:30"], ["2026-01-31 09:30", "2026-03-04 09:30", "2026-03-31 09:30"]),
            Is.EqualTo(new[] { CalendarChangeKind.Moved }));

    [Test]
    public void Dates_far_apart_are_one_removed_and_one_added() =>
        Assert.That(Kinds(["2026-02-27 09:30"], ["2026-06-30 09:30"]), Is.EqualTo(new[] { CalendarChangeKind.Removed, CalendarChangeKind.Added }));

    [Test]
    public void A_date_replaced_by_a_word_is_postponed_without_a_date_and_its_new_date_is_added_later()
    {
        var announced = Version(Before, Row("1", "GDP", "2026-10-19 10:00"));
        var postponed = Version("2026-10-18 12:00", Row("1", "GDP", [], 10));
        var dated = Version("2026-10-22 12:00", Row("1", "GDP", "2026-10-26 10:00"));

        var first = CalendarDiff.Between(announced, postponed).Single();
        var second = CalendarDiff.Between(postponed, dated).Single();

        Assert.That((first.Kind, first.From, first.To, first.Notice), Is.EqualTo(
            (CalendarChangeKind.PostponedWithoutDate, (DateTimeOffset?)At("2026-10-19 10:00"), (DateTimeOffset?)null, ChangeNotice.WithNotice)));
        Assert.That((second.Kind, second.From, second.To), Is.EqualTo((CalendarChangeKind.Added, (DateTimeOffset?)null, (DateTimeOffset?)At("2026-10-26 10:00"))));
    }

    [Test]
    public void A_row_that_one_version_cannot_read_says_nothing()
    {
        var read = Version(Before, Row("1", "GDP", "2026-10-19 10:00"), Row("2", "CPI", "2026-10-14 09:30"));
        var unread = Version("2026-02-01 08:00", new AnnouncedRow("1", "GDP", []) { Problem = "month 10" }, new AnnouncedRow("2", "Consumer prices", []) { Problem = "month 1" });

        Assert.That(CalendarDiff.Between(read, unread), Is.Empty);
        Assert.That(CalendarDiff.Between(unread, read), Is.Empty);
    }

    [Test]
    public void A_row_whose_name_alone_changed_has_not_gone()
    {
        string[] dates = [.. Enumerable.Range(1, 12).Select(m => $"2026-{m:00}-09 09:30")];
        var before = Version(Before, Row("5", "Monthly Report onConsumer Price Index", dates), Row("6", "Retail sales", "2026-03-16 10:00"));
        var mended = Version("2026-02-01 08:00", Row("5", "Monthly Report on Consumer Price Index", dates), Row("6", "Retail sales", "2026-03-16 10:00"));
        var renamed = Version("2026-02-01 08:00", Row("5", "CPI", [.. dates[..11], "2026-12-10 09:30"]), Row("6", "Retail sales", "2026-03-16 10:00"));

        Assert.That(CalendarDiff.Between(before, mended), Is.Empty);
        Assert.That(CalendarDiff.Between(before, renamed).Select(c => (c.Kind, c.Month, c.Row)), Is.EqualTo(new[] { (CalendarChangeKind.Moved, 12, "Monthly Report onConsumer Price Index") }), "a change is told under the name that readers know");
    }

    [Test]
    public void A_row_that_is_gone_loses_each_of_its_dates()
    {
        var before = Version(Before, Row("1", "GDP", "2026-01-19 10:00", "2026-04-16 10:00"), Row("2", "CPI", "2026-01-09 09:30"));
        var after = Version("2026-02-01 08:00", Row("1", "CPI", "2026-01-09 09:30"));

        Assert.That(CalendarDiff.Between(before, after).Select(c => (c.Kind, c.Row, c.Notice)), Is.EqualTo(new[]
        {
            (CalendarChangeKind.Removed, "GDP", ChangeNotice.Unknown), (CalendarChangeKind.Removed, "GDP", ChangeNotice.WithNotice),
        }));
    }

    [Test]
    public void Calendars_of_two_years_are_not_compared() =>
        Assert.That(() => CalendarDiff.Between(Version(Before), Version(Before) with { Year = 2027 }), Throws.ArgumentException);

    /// <summary>Two hundred calendars made by chance from a fixed seed.</summary>
    [Test]
    public void The_changes_lead_from_the_earlier_dates_to_the_later_ones_and_back()
    {
        var random = new Random(20260101);
        for (var i = 0; i < 200; i++)
        {
            var (before, after) = (Chance(random, Before), Chance(random, "2026-06-30 08:00"));
            var there = CalendarDiff.Between(before, after);

            Assert.That(CalendarDiff.Between(before, before with { ReadAt = after.ReadAt }), Is.Empty);
            foreach (var row in before.Rows)
            {
                var left = Dates(row).ToList();
                foreach (var change in there.Where(c => c.Row == row.Content))
                {
                    if (change.From is { } from) Assert.That(left.Remove(from), Is.True, $"{change} gives up a date that was there");
                    if (change.To is { } to) left.Add(to);
                }
                Assert.That(left, Is.EquivalentTo(Dates(after.Rows.Single(r => r.Content == row.Content))));
            }
            Assert.That(there.Where(c => c.Kind == CalendarChangeKind.PostponedWithoutDate), Has.All.Matches<CalendarChange>(c =>
                after.Rows.Single(r => r.Content == c.Row).Cells[c.Month - 1].IsPostponedWithoutDate));
            Assert.That(there.Where(c => c.From is not null && c.FirstReadAt < c.From), Has.All.Matches<CalendarChange>(c => c.Notice == ChangeNotice.WithNotice));
            Assert.That(there.Select(c => (c.Row, c.From, c.To, c.Month)), Is.Unique);
        }
    }

    private static AnnouncedCalendarVersion Chance(Random random, string readAt) => Version(readAt, [.. Enumerable.Range(1, 4).Select(number =>
    {
        var postponed = Enumerable.Range(1, 12).Where(_ => random.Next(10) == 0).ToArray();
        var dates = Enumerable.Range(1, 12).Except(postponed).Where(_ => random.Next(4) > 0)
            .SelectMany(m => Enumerable.Range(0, random.Next(12) == 0 ? 2 : 1).Select(n => At($"2026-{m:00}-{1 + n * 14 + random.Next(3):00} 10:00")));
        return Row(number.ToString(System.Globalization.CultureInfo.InvariantCulture), $"Row {number}", dates, postponed);
    })]);

    private static IEnumerable<DateTimeOffset> Dates(AnnouncedRow row) => row.Cells.SelectMany(c => c.At);

    private static IEnumerable<CalendarChangeKind> Kinds(string[] before, string[] after) =>
        CalendarDiff.Between(Version(Before, Row("4", "PMI", before)), Version("2026-01-06 08:00", Row("4", "PMI", after))).Select(c => c.Kind);

    private static string[] Monthly(int changed, string day) => [.. Enumerable.Range(1, 12).Select(m => $"2026-{m:00}-{(m <= changed ? day : "09")} 09:30")];

    [TestCase(3, 3, Description = "nine months are alike: each of the others moved")]
    [TestCase(4, 24, Description = "eight months are alike: one row is gone and another has come")]
    public void A_row_of_another_name_is_the_same_one_while_nine_months_are_alike(int changed, int changes)
    {
        var found = CalendarDiff.Between(Version(Before, Row("5", "Prices", Monthly(0, "09"))), Version("2026-02-01 08:00", Row("5", "CPI", Monthly(changed, "12"))));
        Assert.That(found, Has.Length.EqualTo(changes));
    }

    [Test]
    public void A_row_of_another_number_is_another_row()
    {
        var found = CalendarDiff.Between(Version(Before, Row("5", "Prices", Monthly(0, "09"))), Version("2026-02-01 08:00", Row("6", "CPI", Monthly(0, "09"))));
        Assert.That(found.GroupBy(c => (c.Kind, c.Row)).Select(g => (g.Key.Kind, g.Key.Row, g.Count())), Is.EqualTo(new[] { (CalendarChangeKind.Removed, "Prices", 12), (CalendarChangeKind.Added, "CPI", 12) }));
    }

    [Test]
    public void A_row_that_either_version_cannot_read_is_neither_gone_nor_new_under_another_name()
    {
        var read = Version(Before, Row("5", "Prices", Monthly(0, "09")));
        var unread = Version("2026-02-01 08:00", new AnnouncedRow("5", "CPI", []) { Problem = "month 1" });
        Assert.That(CalendarDiff.Between(read, unread), Is.Empty);
        Assert.That(CalendarDiff.Between(unread, read), Is.Empty);
    }

    [Test]
    public void A_word_in_a_month_that_had_no_date_is_a_postponement_of_no_date()
    {
        var change = CalendarDiff.Between(Version(Before, Row("1", "GDP")), Version("2026-10-01 08:00", Row("1", "GDP", [], 10))).Single();
        Assert.That((change.Kind, change.Month, change.From, change.To, change.Notice), Is.EqualTo(
            (CalendarChangeKind.PostponedWithoutDate, 10, (DateTimeOffset?)null, (DateTimeOffset?)null, ChangeNotice.Unknown)));
    }

    [TestCase(new[] { "2026-09-05 10:00", "2026-09-19 10:00" }, new string[0], "Removed 05, Removed 19")]
    [TestCase(new[] { "2026-09-10 10:00" }, new[] { "2026-09-12 10:00", "2026-09-20 10:00" }, "Moved 10, Added 20")]
    [TestCase(new[] { "2026-09-05 10:00", "2026-09-20 10:00" }, new[] { "2026-09-07 10:00" }, "Moved 05, Removed 20")]
    [TestCase(new[] { "2026-09-05 10:00", "2026-09-19 10:00" }, new[] { "2026-09-25 10:00", "2026-08-30 10:00" }, "Moved 05, Moved 19")]
    public void Changes_of_one_month_come_in_the_order_of_their_old_dates_or_of_the_new_one_where_there_is_no_old_one(string[] before, string[] after, string changes)
    {
        var found = CalendarDiff.Between(Version(Before, Row("1", "GDP", before)), Version("2026-01-06 08:00", Row("1", "GDP", after)));
        Assert.That(string.Join(", ", found.Select(c => $"{c.Kind} {(c.From ?? c.To):dd}")), Is.EqualTo(changes));
    }

    [Test]
    public void Calendars_that_are_not_compared_are_named() =>
        Assert.That(() => CalendarDiff.Between(Version(Before), Version(Before) with { Year = 2027 }), Throws.ArgumentException.With.Message.Contains($"{Source} 2026 and {Source} 2027"));
}
