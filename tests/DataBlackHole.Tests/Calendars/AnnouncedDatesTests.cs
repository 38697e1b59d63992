using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Loading;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Scheduling;
using DataBlackHole.Tests.Interpreting;
using static DataBlackHole.Tests.Calendars.Announcements;

namespace DataBlackHole.Tests.Calendars;

public sealed class AnnouncedDatesTests
{
    private const string ReadAt = "2026-01-01 08:00";

    // 27 January 2025 before Spring Festival is the kind of date for which the month of the cell is not enough.
    [TestCase("2026-01-31 09:30", "2026-01")]
    [TestCase("2026-01-27 09:30", "2026-01")]
    [TestCase("2026-03-04 09:30", "2026-02")]
    [TestCase("2026-03-31 09:30", "2026-03")]
    [TestCase("2026-01-05 09:30", "2025-12")]
    [TestCase("2026-01-15 09:30", null)]
    public void Without_months_a_date_is_about_the_period_whose_end_is_nearest(string date, string? period)
    {
        var dates = AnnouncedDates.For(Rule(Cadence.Monthly, null, "^PMI$"), Version(ReadAt, Row("4", "PMI", date)));

        Assert.That(dates.Select(d => d.Period.ToString()), period is null ? Is.Empty : Is.EqualTo(new[] { period }));
    }

    [Test]
    public void A_date_more_than_ten_days_from_the_end_of_any_period_is_about_none()
    {
        var rule = Rule(Cadence.Quarterly, null, "^PMI$");

        Assert.That(AnnouncedDates.For(rule, Version(ReadAt, Row("4", "PMI", "2026-04-09 09:30"))).Single().Period, Is.EqualTo(ReferencePeriod.Quarter(2026, 1)));
        Assert.That(AnnouncedDates.For(rule, Version(ReadAt, Row("4", "PMI", "2026-06-20 09:30"))).Single().Period, Is.EqualTo(ReferencePeriod.Quarter(2026, 2)));
        Assert.That(AnnouncedDates.For(rule, Version(ReadAt, Row("4", "PMI", "2026-06-19 09:30"))), Is.Empty);
    }

    [Test]
    public void A_quarterly_date_is_about_the_quarter_that_ended_the_month_before()
    {
        var row = Row("3", "Accounts", "2026-01-20 09:30", "2026-04-17 09:30", "2026-07-16 09:30", "2026-10-20 09:30", "2026-11-20 09:30");

        var dates = AnnouncedDates.For(Rule(Cadence.Quarterly, 1, "^Accounts$"), Version(ReadAt, row));

        Assert.That(dates.Select(d => (d.Period.ToString(), d.At)), Is.EqualTo(new[]
        {
            ("2025-Q4", At("2026-01-20 09:30")), ("2026-Q1", At("2026-04-17 09:30")), ("2026-Q2", At("2026-07-16 09:30")), ("2026-Q3", At("2026-10-20 09:30")),
        }));
    }

    [Test]
    public void January_and_February_together_are_announced_in_March()
    {
        var dates = AnnouncedDates.For(Rule(Cadence.Monthly, 1, "^Retail$", combines: true), Version(ReadAt, Row("11", "Retail", "2026-01-19 10:00", "2026-02-16 10:00", "2026-03-16 10:00")));

        Assert.That(dates.Select(d => d.Period.ToString()), Is.EqualTo(new[] { "2025-12", "2026-01..2026-02" }));
    }

    [Test]
    public void A_year_is_announced_once() =>
        Assert.That(AnnouncedDates.For(Rule(Cadence.Annual, 2, "^Communiqué$"), Version(ReadAt, Row("2", "Communiqué", "2026-02-28 09:30"))).Single().Period, Is.EqualTo(ReferencePeriod.Year(2025)));

    [Test]
    public void Where_rows_of_one_rule_disagree_nothing_is_said()
    {
        var rule = Rule(Cadence.Monthly, 1, "^(?:CPI|PPI)$");
        var cpi = Row("5", "CPI", "2026-01-09 09:30", "2026-02-11 09:30");
        var unread = new AnnouncedRow("6", "PPI", []) { Problem = "month 2" };

        Assert.That(AnnouncedDates.For(rule, Version(ReadAt, cpi, cpi with { Content = "PPI" })).Select(d => d.Period.ToString()), Is.EqualTo(new[] { "2025-12", "2026-01" }));
        Assert.That(AnnouncedDates.Read(rule, Version(ReadAt, cpi, Row("6", "PPI", "2026-01-09 09:30", "2026-02-12 09:30"))), Is.Null);
        Assert.That(AnnouncedDates.Read(rule, Version(ReadAt, cpi, unread)), Is.Null);
    }

    [Test]
    public void Two_dates_for_one_period_are_not_a_date_taken_back() =>
        Assert.That(AnnouncedDates.Read(Rule(Cadence.Monthly, 1, "^CPI$"), Version(ReadAt, Row("5", "CPI", "2026-01-09 09:30", "2026-01-12 09:30", "2026-02-09 09:30"))), Is.Null);

    [Test]
    public void A_row_without_a_single_date_says_that_there_is_none() =>
        Assert.That(AnnouncedDates.Read(Rule(Cadence.Monthly, 1, "^CPI$"), Version(ReadAt, Row("5", "CPI")))!.Dates, Is.Empty);

    [Test]
    public void A_calendar_that_the_rule_does_not_name_says_nothing()
    {
        var rule = Rule(Cadence.Monthly, 1, "^CPI$", source: "another");
        var version = Version(ReadAt, Row("5", "CPI", "2026-01-09 09:30"));

        Assert.That(AnnouncedDates.Read(rule, version), Is.Null);
    }

    [TestCase(1, new[] { 10 }, "2026-09")]
    [TestCase(1, new[] { 1, 4 }, "2025-12,2026-03")]
    [TestCase(null, new[] { 10 }, "2026-10")]
    [TestCase(null, new[] { 3 }, "2026-02,2026-03", Description = "February has no cell of its own and can still be awaited")]
    [TestCase(null, new[] { 3 }, "2026-02,2026-03", "2026-03-10 23:59")]
    [TestCase(null, new[] { 3 }, "2026-03", "2026-03-11 00:00")]
    public void A_date_withdrawn_without_a_new_one_names_its_period(int? monthsBefore, int[] months, string periods, string readAt = ReadAt)
    {
        var row = Row("1", "Report", Enumerable.Range(1, 12).Except(months).Where(m => m != 2).Select(m => At($"2026-{m:00}-28 09:30")), months);
        var rule = Rule(Cadence.Monthly, monthsBefore, "^Report$");

        Assert.That(string.Join(',', AnnouncedDates.Read(rule, Version(readAt, row))!.PostponedWithoutDate), Is.EqualTo(periods));
    }

    [Test]
    public void A_date_says_where_it_was_announced()
    {
        var version = Version(ReadAt, Row("5", "CPI", "2026-01-09 09:30")) with { Page = "https://stats.example/calendar/" };

        Assert.That(AnnouncedDates.For(Rule(Cadence.Monthly, 1, "^CPI$"), version).Single().Source,
            Does.StartWith("https://stats.example/calendar/, calendar of 2026, row 5, month 1: ").And.EndWith($"(sha256 {version.Digest})"));
    }

    [TestCase("nbs-70-city-house-prices", "9:30", "2025-12=01-19 2026-01=02-13 2026-02=03-16 2026-03=04-16 2026-04=05-18 2026-05=06-16 2026-06=07-15 2026-07=08-17 2026-08=09-15 2026-09=10-19 2026-10=11-16 2026-11=12-15")]
    [TestCase("nbs-cpi-release", "9:30", "2025-12=01-09 2026-01=02-11 2026-02=03-09 2026-03=04-10 2026-04=05-11 2026-05=06-10 2026-06=07-09 2026-07=08-09 2026-08=09-09 2026-09=10-14 2026-10=11-09 2026-11=12-09")]
    [TestCase("nbs-pmi-release", "9:30", "2026-01=01-31 2026-02=03-04 2026-03=03-31 2026-04=04-30 2026-05=05-31 2026-06=06-30 2026-07=07-31 2026-08=08-31 2026-09=09-30 2026-10=10-31 2026-11=11-30 2026-12=12-31")]
    [TestCase("nbs-energy-release", "10:00", "2025-12=01-19 2026-01..2026-02=03-16 2026-03=04-16 2026-04=05-18 2026-05=06-16 2026-06=07-15 2026-07=08-17 2026-08=09-15 2026-09=10-19 2026-10=11-16 2026-11=12-15")]
    public void The_captured_calendar_of_2026_gives_every_release_its_date(string series, string time, string expected)
    {
        var claims = Captured(out _)[series];

        Assert.That(claims.Dates.Select(d => (d.Period.ToString(), d.At)), Is.EqualTo(expected.Split(' ').Select(e => e.Split('='))
            .Select(e => (e[0], At($"2026-{e[1]} {time}")))));
        Assert.That(claims.PostponedWithoutDate, Is.Empty);
    }

    [Test]
    public void In_the_captured_calendar_every_release_that_shares_a_rule_is_told_and_every_date_lies_in_the_window_of_the_rule()
    {
        var claims = Captured(out var catalogue);

        Assert.That(claims.Keys, Is.EqualTo(catalogue.Series.Values.Where(s => (s.Release?.Follows?.Rule ?? s.Release) is { AnnouncedIn.IsEmpty: false }).Select(s => s.Key)));
        Assert.That(claims.Keys, Is.SupersetOf(new[]
        {
            "nbs-ppi-release", "nbs-industrial-output-release", "nbs-fixed-investment-release", "nbs-real-estate-market-release", "nbs-retail-sales-release",
        }));
        foreach (var (series, told) in claims)
        {
            var calendar = new ReleaseCalendar(catalogue.Series[series].Release!);
            Assert.That(told.Dates, Has.All.Matches<AnnouncedDate>(d => calendar.WindowOf(d.Period).Opens <= d.At && d.At <= calendar.WindowOf(d.Period).LateAfter), series);
        }
    }

    [Test]
    public void A_calendar_counts_only_where_none_named_before_it_can_tell()
    {
        var rule = Rule(Cadence.Monthly, 1, "^CPI$");
        rule = rule with { AnnouncedIn = [rule.AnnouncedIn[0], rule.AnnouncedIn[0] with { Source = "copy" }] };
        var series = SampleCatalogue.Statistic("cpi", Cadence.Monthly, rule);
        var first = Version(ReadAt, Row("5", "CPI", "2026-01-09 09:30"));
        var copy = first with { Source = "copy" };
        var unread = first with { Rows = [new AnnouncedRow("5", "CPI", []) { Problem = "month 1" }] };
        IEnumerable<string> Told(AnnouncedCalendarVersion read, params AnnouncedCalendarVersion[] known) =>
            CalendarEvidence.For(SampleCatalogue.With(series), new CalendarReading(read), known).Keys;

        Assert.That(Told(copy), Is.EqualTo(new[] { "cpi" }));
        Assert.That(Told(copy, copy, unread), Is.EqualTo(new[] { "cpi" }));
        Assert.That(Told(copy, copy, first), Is.Empty);
        Assert.That(Told(copy, copy, first with { Year = 2025 }), Is.EqualTo(new[] { "cpi" }));
        Assert.That(Told(first, copy), Is.EqualTo(new[] { "cpi" }));
    }

    private static ImmutableSortedDictionary<string, CalendarClaims> Captured(out MonitorCatalogue catalogue)
    {
        var document = ArchiveDocument.All("nbs/calendar/nbs_calendar_2026_en.html").Single();
        catalogue = CatalogueLoader.Load(Path.Combine(Places.Repository, "config")).Catalogue!;
        var reading = new Interpreter(catalogue).Read(catalogue.Sources["nbs-release-calendar-en"], [document.Capture()])[0];
        return CalendarEvidence.For(catalogue, reading.Calendar!, []);
    }

    [Test]
    public void A_daily_series_has_no_announced_dates() =>
        Assert.That(AnnouncedDates.For(Rule(Cadence.Daily, null, "^Rates$"), Version(ReadAt, Row("9", "Rates", "2026-03-04 09:30"))), Is.Empty);

    [Test]
    public void A_pattern_of_a_row_that_takes_too_long_tells_nothing()
    {
        var rule = Rule(Cadence.Monthly, null, "x");
        var endless = rule.AnnouncedIn[0] with { Row = new Regex("^(a+)+$", RegexOptions.None, TimeSpan.FromMilliseconds(5)) };
        Assert.That(AnnouncedDates.Read(rule with { AnnouncedIn = [endless] }, Version(ReadAt, Row("4", new string('a', 40) + "!", "2026-01-31 09:30"))), Is.Null);
    }
}
