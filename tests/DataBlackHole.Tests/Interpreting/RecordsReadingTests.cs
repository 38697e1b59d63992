using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Interpreting;

namespace DataBlackHole.Tests.Interpreting;

/// <summary>Constructed replies in the shape of those of markets.</summary>
public sealed class RecordsReadingTests
{
    private static readonly RecordRules _plain = new() { List = "records", Period = "date", PeriodFormat = "yyyy-MM-dd", Says = new RecordTest("head.code", new Regex("^200$")) };

    private static readonly RecordRules _known = _plain with { IsOfOneDay = true, Others = new RecordTest("market", new Regex("^[BC]$")) };

    private static readonly RecordReading _rate = new() { Source = "records", Where = [new RecordTest("market", new Regex("^A$"))], Value = "values.0" };

    [Test]
    public void Each_record_of_the_series_gives_its_period_and_figure()
    {
        var facts = Facts(_plain, """{"head":{"code":"200"},"records":[{"date":"2026-08-19","market":"A","values":["6.8"]},{"date":"2026-08-18","market":"A","values":[6.7]},{"date":"2026-08-19","market":"B","values":["1"]}]}""");
        Assert.That(facts, Is.EqualTo(new[] { "2026-08-19 Published 6.8", "2026-08-18 Published 6.7", "2026-08-20 NotPublished " }));
    }

    [Test]
    public void A_day_between_two_records_may_be_one_on_which_markets_were_closed_without_a_plan()
    {
        var facts = Facts(_plain, """{"head":{"code":"200"},"records":[{"date":"2026-08-20","market":"A","values":["3"]},{"date":"2026-08-18","market":"A","values":["2"]},{"date":"2026-08-14","market":"A","values":["1"]}]}""");
        Assert.That(facts.Where(f => f.Contains("NotPublished")), Is.Empty);
    }

    [Test]
    public void Nothing_is_said_of_days_in_a_year_whose_holidays_nobody_announced() =>
        Assert.That(Facts(_plain, """{"head":{"code":"200"},"records":[{"date":"2025-08-20","market":"A","values":["3"]},{"date":"2025-08-18","market":"A","values":["2"]}]}"""), Is.EqualTo(new[] { "2025-08-20 Published 3", "2025-08-18 Published 2" }));

    [Test]
    public void A_file_of_one_day_says_nothing_about_another() =>
        Assert.That(Facts(_plain with { IsOfOneDay = true }, """{"head":{"code":"200"},"records":[{"date":"2026-08-18","market":"A","values":["2"]}]}"""), Is.EqualTo(new[] { "2026-08-18 Published 2" }));

    [Test]
    public void A_series_without_a_record_beside_others_of_the_day_is_dropped_from_it()
    {
        const string Others = """{"head":{"code":"200"},"records":[{"date":"2026-08-18","market":"B","values":["2"]},{"date":"2026-08-18","market":"C","values":["2"]}]}""";
        Assert.That(Facts(_known, Others), Is.EqualTo(new[] { "2026-08-18 RowAbsent " }));
        Assert.That(Facts(_known with { IsOfOneDay = false }, Others), Is.Empty, "they may come out one by one");
    }

    [Test]
    public void A_record_of_an_unknown_name_may_be_the_one_that_is_missed()
    {
        const string Renamed = """{"head":{"code":"200"},"records":[{"date":"2026-08-18","market":"Market A","values":["2"]},{"date":"2026-08-18","market":"C","values":["2"]}]}""";
        foreach (var rules in new[] { _known, _known with { Others = null } })
        {
            var seen = Read(rules, Renamed).Observations.Single();
            Assert.That((seen.Kind, seen.Failure!.Kind), Is.EqualTo((ObservationKind.Unreadable, FailureKind.LabelChanged)));
            Assert.That(seen.Failure.Detail, Does.Contain("'Market A'"));
        }
        const string Beside = """{"head":{"code":"200"},"records":[{"date":"2026-08-18","market":"A","values":["2"]},{"date":"2026-08-18","market":"New","values":["2"]}]}""";
        Assert.That(Facts(_known, Beside), Is.EqualTo(new[] { "2026-08-18 Published 2" }), "a new record beside ours is no matter");
    }

    [TestCase("""{"date":"2026-08-18","place":"B","values":["2"]}""", Description = "the field has another name")]
    [TestCase("""{"date":"2026-08-18","market":"","values":["2"]},{"date":"2026-08-18","market":"B","values":["2"]}""", Description = "one record says nothing there")]
    public void Records_that_do_not_say_what_the_series_is_told_by_are_our_blindness(string records)
    {
        var facts = Facts(_plain with { IsOfOneDay = true }, $$"""{"head":{"code":"200"},"records":[{{records}}]}""");
        Assert.That(facts.Select(f => f.Trim()), Is.EqualTo(new[] { "Unreadable" }));
    }

    [TestCase("---", "NotPublished ")]
    [TestCase("/", "NotPublished ")]
    [TestCase("not quoted", "Unreadable ")]
    public void A_dash_beside_figures_is_not_yet_published_and_words_are_unreadable(string shown, string expected)
    {
        var facts = Facts(_plain with { IsOfOneDay = true }, $$"""{"head":{"code":"200"},"records":[{"date":"2026-08-19","market":"A","values":["{{shown}}"]},{"date":"2026-08-18","market":"A","values":["6.7"]}]}""");
        Assert.That(facts[0], Is.EqualTo($"2026-08-19 {expected}"));
    }

    [Test]
    public void One_period_can_stand_for_all_records_and_a_script_can_assign_them()
    {
        var rules = new RecordRules { After = "tab =", List = ".", Period = "date", PeriodFormat = "yyyyMMdd", IsOfOneDay = true };
        Assert.That(Facts(rules, "tab = [{\"date\":\"20260818\",\"market\":\"A\",\"values\":[\"9\"]}];\n"), Is.EqualTo(new[] { "2026-08-18 Published 9" }));
        var common = _plain with { Period = null, PeriodOfAll = "day", IsOfOneDay = true };
        Assert.That(Facts(common, """{"head":{"code":"200"},"day":"2026-08-18","records":[{"market":"A","values":["9"]}]}"""), Is.EqualTo(new[] { "2026-08-18 Published 9" }));
    }

    [TestCase("""{"head":{"code":"500"},"records":[{"date":"2026-08-19","market":"A","values":["6.8"]}]}""", FailureKind.ApiError)]
    [TestCase("""{"head":{"code":"200"},"records":[]}""", FailureKind.NoWitness)]
    [TestCase("""{"head":{"code":"200"}}""", FailureKind.MalformedReply)]
    [TestCase("""{"head":{"code":"200"},"records":{"date":"2026-08-19"}}""", FailureKind.MalformedReply)]
    [TestCase("""{"head":""", FailureKind.MalformedReply)]
    [TestCase("<html><body>请开启JavaScript并刷新该页</body></html>", FailureKind.WrongType)]
    public void A_reply_that_refuses_or_is_none_gives_no_fact(string body, FailureKind kind)
    {
        var reading = Read(_plain, body);
        Assert.That((reading.Capture.Measurement.Failure?.Kind, reading.Observations.Length), Is.EqualTo(((FailureKind?)kind, 0)));
    }

    private static List<string> Facts(RecordRules rules, string body) => [.. Read(rules, body).Observations.Select(o => $"{o.Period} {o.Kind} {o.Value}")];

    private static Reading Read(RecordRules rules, string body)
    {
        var publisher = new PublisherDefinition { Key = "market", Name = new BilingualText("m", "市"), TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), Hosts = ["m.example"] };
        var source = new SourceDefinition { Key = "records", Publisher = "market", Name = new BilingualText("r", "记"), Kind = SourceKind.Records, Addresses = [new SourceAddress("https://m.example/r.json", null, null)], Records = rules };
        var rule = new ReleaseRule
        {
            Key = "daily",
            Cadence = Cadence.Daily,
            TimeZone = publisher.TimeZone,
            WorkingDays = new WorkingDays("sample", [new WorkingYear(2026, [], [], "constructed")]),
            Time = new TimeOnly(12, 0),
            Usual = new DayRange(0, 1, 31),
        };
        var series = new SeriesDefinition { Key = "rate", Name = new BilingualText("rate", "率"), Publisher = "market", Cadence = Cadence.Daily, Release = rule, Readings = [_rate], Absence = new BilingualText("a", "缺") };
        var at = new DateTimeOffset(2026, 8, 20, 8, 0, 0, TimeSpan.Zero);
        return new Interpreter(new MonitorCatalogue("sample", [publisher], [source], [series], [])).Read(source, [Captures.Of("https://m.example/r.json", body, contentType: "application/json", at: at)])[0];
    }
}
