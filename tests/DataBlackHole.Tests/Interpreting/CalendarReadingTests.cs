using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Loading;
using DataBlackHole.Probing.Interpreting;

namespace DataBlackHole.Tests.Interpreting;

/// <summary>Reading announced calendars, on small constructed tables in the forms that the publisher uses.</summary>
public sealed class CalendarReadingTests
{
    private const string None = "……";

    [Test]
    public void A_Chinese_table_is_read_with_its_weekdays_notes_and_times()
    {
        var version = ReadYear(2023, Row("1", "国民经济运行情况新闻发布会", "10:00", "17/二", None, "15/三", "18/二", "16/二", "15/四", "17/一", "15/二", "15/五", "18/三", "15/三", "15/五")
            + Row("4", "采购经理指数月度报告", "9:30", "31/二", None, "1/三注4<br>31/五", "30/日", "31/三", "30/五", "31/一", "31/四", "30/六", "31/二", "30/四", "31/日"));

        Assert.That((version.Year, version.Rows.Length), Is.EqualTo((2023, 2)));
        Assert.That(version.Rows[0].Cells.SelectMany(c => c.At).Select(Beijing).Take(3), Is.EqualTo(new[] { "2023-01-17 10:00", "2023-03-15 10:00", "2023-04-18 10:00" }));
        Assert.That(version.Rows[0].Cells[1], Is.EqualTo(version.Rows[0].Cells[1] with { IsNone = true, Raw = None }));
        var march = version.Rows[1].Cells[2];
        Assert.That(march.At.Select(Beijing), Is.EqualTo(new[] { "2023-03-01 09:30", "2023-03-31 09:30" }));
        Assert.That((march.Note, march.Raw), Is.EqualTo(("注4", "1/三注4 31/五 9:30")));
        Assert.That(version.Notes, Is.EqualTo(new[] { "注:", "1. 发布日期为初步计划。" }));
    }

    [TestCase("9/Fri", "2026-01-09 09:30")]
    [TestCase(" 9 / Fri. ", "2026-01-09 09:30")]
    [TestCase("9/Friday", "2026-01-09 09:30")]
    [TestCase("９／五", "2026-01-09 09:30")]
    [TestCase("9/周五", "2026-01-09 09:30")]
    [TestCase("<p>9/</p><span>Fri</span>", "2026-01-09 09:30")]
    [TestCase("11/日", "2026-01-11 09:30")]
    [TestCase("11/天", "2026-01-11 09:30")]
    [TestCase("9/Fri Note 5", "2026-01-09 09:30")]
    [TestCase("9/FriNote5", "2026-01-09 09:30")]
    [TestCase("9/五（注4）", "2026-01-09 09:30")]
    [TestCase("4/SunNote5<p>31/Sat</p>", "2026-01-04 09:30,2026-01-31 09:30")]
    public void A_date_is_read_in_every_form(string printed, string expected) =>
        Assert.That(string.Join(',', January(printed).At.Select(Beijing)), Is.EqualTo(expected));

    [TestCase("……")]
    [TestCase("...")]
    [TestCase("…")]
    [TestCase("——")]
    public void A_month_without_a_release_says_so(string printed)
    {
        var cell = January(printed);

        Assert.That((cell.IsNone, cell.IsPostponedWithoutDate, cell.At.IsEmpty), Is.EqualTo((true, false, true)));
    }

    [TestCase("延期")]
    [TestCase("推迟")]
    [TestCase("延期发布注4")]
    [TestCase("Delayed")]
    [TestCase("postponed")]
    public void A_date_replaced_by_a_word_is_postponed_without_a_new_one(string printed)
    {
        var cell = January(printed);

        Assert.That((cell.IsNone, cell.IsPostponedWithoutDate, cell.At.IsEmpty), Is.EqualTo((false, true, true)));
    }

    [TestCase("9/Thu", "2026-01-09 is a Friday")]
    [TestCase("32/Fri", "32 is no day of 2026-01")]
    [TestCase("0/Fri", "0 is no day")]
    [TestCase("9", "no date")]
    [TestCase("Fri", "no date")]
    [TestCase("", "no date")]
    [TestCase("9/Fri Delayed", "no date")]
    [TestCase("延期至9/五", "no date")]
    [TestCase("9/FriNote531/Sat", "no date")]
    [TestCase("31/Sat 9/Fri", "not in order")]
    [TestCase("9/Fri 10/Sat 11/Sun", "more than two dates")]
    [TestCase("<del>9/Fri</del> 12/Mon", "struck through")]
    [TestCase("<span style='text-decoration:line-through'>9/Fri</span>", "struck through")]
    public void From_a_row_with_a_cell_that_is_not_understood_nothing_is_claimed(string printed, string problem)
    {
        var version = ReadYear(2026, Sound("1") + Row("2", "Prices", "9:30", [printed, .. Enumerable.Repeat(None, 11)]));

        Assert.That(version.Rows[1].Problem, Does.Contain(problem));
        Assert.That(version.Rows[1].Cells, Is.Empty);
        Assert.That(version.Rows[0].Problem, Is.Null);
    }

    [Test]
    public void Two_dates_may_have_a_time_each()
    {
        var version = ReadYear(2026, Row("1", "Survey", "9:30 10:00", ["4/Sun 31/Sat", .. Enumerable.Repeat(None, 11)]));

        Assert.That(version.Rows[0].Cells[0].At.Select(Beijing), Is.EqualTo(new[] { "2026-01-04 09:30", "2026-01-31 10:00" }));
    }

    [TestCase(null, null)]
    [TestCase("10:00", "2026-01-09 10:00")]
    public void Without_a_row_of_times_the_definition_gives_the_time_or_nothing_is_claimed(string? usual, string? expected)
    {
        var row = $"<tr><td>1</td><td>Prices</td><td>9/Fri</td>{string.Concat(Enumerable.Repeat($"<td>{None}</td>", 11))}</tr>";
        var reading = Read(Page(2026, Sound("1") + row), usual is null ? null : TimeOnly.Parse(usual, CultureInfo.InvariantCulture));

        var read = reading.Calendar!.Version.Rows[1];
        Assert.That(read.Problem, expected is null ? Does.Contain("no time") : Is.Null);
        Assert.That(read.Cells.SelectMany(c => c.At).Select(Beijing), expected is null ? Is.Empty : Is.EqualTo(new[] { expected }));
    }

    [Test]
    public void A_row_of_twelve_times_below_months_without_a_release_is_read_too()
    {
        var months = string.Concat(Enumerable.Repeat($"<td>{None}</td>", 11));
        var times = string.Concat(Enumerable.Repeat("<td>9:30</td>", 12));
        var spanned = $"<tr><td rowspan=2>1</td><td rowspan=2>Prices</td><td>9/Fri</td>{months}</tr><tr>{times}</tr>";
        var apart = $"<tr><td>2</td><td>Output</td><td>9/Fri</td>{months}</tr><tr><td></td><td></td>{times}</tr>";

        var version = ReadYear(2026, spanned + apart);

        Assert.That(version.Rows.Select(r => (r.Number, r.Problem, Beijing(r.Cells[0].At.Single()))), Is.EqualTo(new (string, string?, string)[]
        {
            ("1", null, "2026-01-09 09:30"), ("2", null, "2026-01-09 09:30"),
        }));
    }

    [Test]
    public void A_calendar_whose_weekdays_belong_to_another_year_is_not_read() =>
        Assert.That(Captures.FailureOf(Read(Page(2025, Sound("1") + Sound("2")))), Is.EqualTo(FailureKind.TimeUnreadable));

    [Test]
    public void A_page_without_a_header_of_months_is_not_the_calendar()
    {
        var page = Page(2026, Sound("1")).Replace("<td>3月</td>", "<td>第一季度</td>", StringComparison.Ordinal);

        Assert.That(Captures.FailureOf(Read(page)), Is.EqualTo(FailureKind.AnchorMissing));
    }

    [TestCase("发布日程表")]
    [TestCase("2025年国家统计局主要统计信息发布日程表（2026年国家统计局主要统计信息发布日程表见附件）")]
    public void A_title_that_names_no_year_or_several_is_not_guessed(string title)
    {
        var page = Page(2026, Sound("1")).Replace("2026年国家统计局主要统计信息发布日程表", title, StringComparison.Ordinal);

        Assert.That(Captures.FailureOf(Read(page)), Is.EqualTo(FailureKind.PeriodUnreadable));
    }

    [Test]
    public void The_same_calendar_on_a_page_that_differs_elsewhere_has_the_same_digest()
    {
        var first = Read(Page(2026, Sound("1"))).Calendar!.Version;
        var later = Read(Page(2026, Sound("1")).Replace("<h1>", "<!-- 17 --><h1 class='x'>", StringComparison.Ordinal)).Calendar!.Version;
        var other = Read(Page(2026, Sound("1").Replace("9/Fri", "8/Thu", StringComparison.Ordinal))).Calendar!.Version;

        Assert.That(later.Digest, Is.EqualTo(first.Digest));
        Assert.That(other.Digest, Is.Not.EqualTo(first.Digest));
    }

    [Test]
    public void Spans_without_bound_do_not_cost_the_look()
    {
        var page = Page(2026, Sound("1") + "<tr><td colspan='2000000000' rowspan='2000000000'>x</td></tr>" + string.Concat(Enumerable.Repeat("<tr><td rowspan=65000>y</td></tr>", 3000)));

        Assert.That(Read(page).Calendar?.Version.Rows[0].Problem, Is.Null);
    }

    [Test]
    public void The_captured_calendar_of_2026_is_read_cell_by_cell()
    {
        var document = ArchiveDocument.All("nbs/calendar/nbs_calendar_2026_en.html").Single();
        var catalogue = CatalogueLoader.Load(Path.Combine(Places.Repository, "config")).Catalogue!;
        var version = new Interpreter(catalogue).Read(catalogue.Sources["nbs-release-calendar-en"], [document.Capture()])[0].Calendar!.Version;

        var read = from row in version.Rows
                   from cell in row.Cells
                   from at in cell.IsNone ? [(DateTimeOffset?)null] : cell.At.Select(a => (DateTimeOffset?)a)
                   select (row.Number, row.Content, cell.Month, At: at is { } moment ? Beijing(moment) : None);
        var expected = File.ReadLines(Path.Combine(Places.Archive!, "nbs", "calendar", "nbs_calendar_2026.tsv")).Skip(1)
            .Select(line => line.Split('\t')).Where(c => c[0] != "NOTE")
            .Select(c => (c[0], c[1], MonthOf(c[2]), c[3] == None ? None : $"2026-{MonthOf(c[2]):00}-{int.Parse(c[3].Split('/')[0], CultureInfo.InvariantCulture):00} {c[4].PadLeft(5, '0')}"))
            .ToList();
        Assert.That(expected, Has.Count.EqualTo(193));
        Assert.That(read, Is.EqualTo(expected));
        Assert.That(version.Rows.Select(r => r.Problem), Is.All.Null);
        Assert.That(version.Rows[3].Cells[2].Note, Is.EqualTo("Note5"));
        Assert.That((version.Notes.Length, version.Notes[^2][..3]), Is.EqualTo((16, "14.")));
    }

    private static AnnouncedCell January(string printed) =>
        ReadYear(2026, Row("1", "Prices", "9:30", [printed, .. Enumerable.Repeat(None, 11)])).Rows[0].Cells[0];

    private static AnnouncedCalendarVersion ReadYear(int year, string rows)
    {
        var reading = Read(Page(year, rows));
        Assert.That(reading.Capture.Measurement.Failure, Is.Null);
        return reading.Calendar!.Version;
    }

    private static Reading Read(string page, TimeOnly? usual = null)
    {
        var source = SampleCatalogue.Source("calendar");
        source = source with { Calendar = source.Calendar! with { DefaultTime = usual } };
        return new Interpreter(SampleCatalogue.Catalogue).Read(source, [Captures.Of(source.Addresses[0].Url, page)])[0];
    }

    /// <summary>A row that can be read, of 2026.</summary>
    private static string Sound(string number) => Row(number, "Output", "9:30", ["9/Fri", .. Enumerable.Repeat(None, 11)]);

    private static string Row(string number, string content, string time, params string[] months)
    {
        var dates = months.Select(m => m == None ? $"<td rowspan='2'>{m}</td>" : $"<td>{m}</td>");
        var times = months.Where(m => m != None).Select(_ => $"<td><p>{time}</p></td>");
        return $"<tr><td rowspan='2'>{number}</td><td rowspan='2'><p>{content}</p></td>{string.Concat(dates)}</tr><tr>{string.Concat(times)}</tr>";
    }

    private static string Page(int year, string rows) => $"""
        <!DOCTYPE html><html><head><title>本年信息发布</title></head><body><h1>{year}年国家统计局主要统计信息发布日程表</h1>
        <table class="layout"><tr><td>序号</td></tr></table>
        <table class="dates"><tr><td>序号</td><td>内容</td>{string.Concat(Enumerable.Range(1, 12).Select(m => $"<td>{m}月</td>"))}</tr>
        {rows}
        <tr><td colspan="14"><p>注:</p><p>1. 发布日期为初步计划。</p></td></tr></table></body></html>
        """;

    private static int MonthOf(string name) => DateTime.ParseExact(name.TrimEnd('.'), "MMM", CultureInfo.InvariantCulture).Month;

    private static string Beijing(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
