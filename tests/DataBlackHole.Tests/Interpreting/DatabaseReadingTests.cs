using System.Text.Json;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Interpreting;

namespace DataBlackHole.Tests.Interpreting;

/// <summary>Replies here are constructed in the shape of the real ones.</summary>
public sealed class DatabaseReadingTests
{
    [Test]
    public void Both_shapes_of_reply_give_the_same_facts()
    {
        var rows = Envelope("""[{"dt":"202605MM","v":"15.6","du_name":"%","code":"000000000000"},{"dt":"202606MM","v":"","du_name":"","code":"000000000000"}]""");
        var lists = Envelope("""
            [{"code":"202605MM","name":"2026年5月","values":[{"_id":"other","value":"99"},{"_id":"bd6da1abb26046c2acb38aa701d90e86","value":"15.6","du_name":"%"}]},
             {"code":"202606MM","name":"2026年6月","values":[]}]
            """);
        string[] expected = ["youth 2026-05 Published 15.6 % ", "youth 2026-06 NotPublished   2026-05 = 15.6"];
        Assert.Multiple(() =>
        {
            Assert.That(Facts(Read("db-youth", rows)), Is.EqualTo(expected));
            Assert.That(Facts(Read("db-youth", lists)), Is.EqualTo(expected));
        });
    }

    [Test]
    public void One_indicator_serves_the_series_before_and_after_its_redefinition()
    {
        var reply = Envelope("""[{"dt":"202306MM","v":"21.3"},{"dt":"202307MM","v":""},{"dt":"202311MM","v":""},{"dt":"202312MM","v":"14.9"}]""");
        Assert.That(Facts(Read("db-youth", reply)), Is.EqualTo(new[] { "youth 2023-12 Published 14.9  ", "youth-old 2023-06 Published 21.3  " }));
    }

    [Test]
    public void Quarters_and_years_are_periods_too()
    {
        var reading = Read("db-gdp", Envelope("""[{"dt":"202602SS","v":"104.3","du_name":"无"},{"dt":"202603SS","v":""},{"dt":"2025YY","v":"105"},{"dt":"202605SS","v":"1"},{"dt":"202613MM","v":"1"}]"""));
        Assert.That(Facts(reading), Is.EqualTo(new[] { "gdp 2026-Q2 Published 104.3  ", "gdp 2026-Q3 NotPublished   2026-Q2 = 104.3" }));
    }

    [Test]
    public void January_has_no_place_where_it_is_released_with_February()
    {
        var reply = Envelope("""[{"dt":"202512MM","v":"5.2"},{"dt":"202601MM","v":""},{"dt":"202602MM","v":""},{"dt":"202603MM","v":""}]""");
        Assert.That(Facts(Read("db-industry", reply)), Is.EqualTo(new[]
        {
            "industry 2025-12 Published 5.2  ", "industry 2026-01..2026-02 NotPublished   2025-12 = 5.2", "industry 2026-03 NotPublished   2025-12 = 5.2",
        }));
    }

    [Test]
    public void A_blank_for_a_month_the_calendar_never_releases_is_no_absence()
    {
        var series = SampleCatalogue.Statistic("gaps", Core.Calendars.Cadence.Monthly, SampleCatalogue.Rule("gaps", false, 1), SampleCatalogue.InDatabase("db-urban"));
        var capture = Captures.Of(SampleCatalogue.DatabaseUrl, Envelope("""[{"dt":"202512MM","v":"5.1"},{"dt":"202601MM","v":""},{"dt":"202602MM","v":""}]"""), contentType: "application/json");
        var reading = new Interpreter(SampleCatalogue.With(series)).Read(SampleCatalogue.Source("db-urban"), [capture])[0];
        Assert.That(reading.Observations.Select(o => o.Period?.ToString()), Is.EqualTo(new[] { "2025-12", "2026-02" }));
    }

    [TestCase("""{"success":true,"state":20000,"message":"成功","data":[]}""", FailureKind.NoWitness)]
    [TestCase("""{"success":true,"state":20000,"message":"成功","data":null}""", FailureKind.NoWitness)]
    [TestCase("""{"success":true,"state":20000,"message":"成功","data":[{"dt":"202606MM","v":""},{"dt":"202607MM","v":""}]}""", FailureKind.NoWitness)]
    [TestCase("""{"success":true,"state":20000,"message":"成功","data":{"list":[]}}""", FailureKind.MalformedReply)]
    [TestCase("""{"success":true,"state":20000,"message":"成功","data":[{"x":1}]}""", FailureKind.MalformedReply)]
    [TestCase("""{"success":true,"state":20000,"message":"成功"}""", FailureKind.MalformedReply)]
    [TestCase("""{"success":false,"state":50000,"message":"系统异常","data":null}""", FailureKind.ApiError)]
    [TestCase("""{"success":true,"state":40001,"message":"x","data":[{"dt":"202606MM","v":"1"}]}""", FailureKind.ApiError)]
    [TestCase("""{"errorCode":302004,"message":"mustlogin","state":"warn"}""", FailureKind.LoginWall)]
    [TestCase("""{"timestamp":"2026-04-01","status":404,"error":"Not Found","path":"/x"}""", FailureKind.MalformedReply)]
    [TestCase("""[1,2]""", FailureKind.MalformedReply)]
    [TestCase("""{"success":true,"state":20000,"data":[{"dt":"2026""", FailureKind.MalformedReply)]
    [TestCase("""{"success":true,"state":20000,"data":[{"dt":"\ud800","v":"1"}]}""", FailureKind.MalformedReply)]
    [TestCase("not json", FailureKind.MalformedReply)]
    [TestCase("<html><body><p>统计数据库已经升级，请您使用新的地址访问，感谢您的支持与理解，如有疑问请拨打服务热线。</p></body></html>", FailureKind.WrongType)]
    [TestCase("<html><body><noscript>Please enable JavaScript and refresh the page.</noscript></body></html>", FailureKind.Challenge)]
    public void A_reply_that_answers_nothing_is_a_failure(string reply, FailureKind kind)
    {
        var reading = Read("db-urban", reply);
        Assert.That((Captures.FailureOf(reading), reading.Observations.Length), Is.EqualTo(((FailureKind?)kind, 0)));
    }

    [Test]
    public void A_reply_sent_as_HTML_that_is_the_reply_is_read()
    {
        var capture = Captures.Of(SampleCatalogue.DatabaseUrl, Envelope("""[{"dt":"202606MM","v":"5.0"}]"""), contentType: "text/html; charset=UTF-8");
        Assert.That(Facts(Captures.Read("db-urban", capture)), Is.EqualTo(new[] { "urban 2026-06 Published 5.0  " }));
    }

    [Test]
    public void What_is_no_figure_is_unreadable_and_nothing_else()
    {
        var endless = new string('9', 5_000_000);
        var reply = Envelope($$"""[{"dt":"202604MM","v":"{{endless}}"},{"dt":"202605MM","v":"--"},{"dt":"202606MM","v":5.0},{"dt":"202607MM","v":"1"},{"dt":"202607MM","v":"2"},{"dt":"202608MM","v":null}]""");
        var observations = Read("db-urban", reply).Observations;
        Assert.That(observations.Select(o => $"{o.Period} {o.Kind}"), Is.EqualTo(new[]
        {
            "2026-04 Unreadable", "2026-05 Unreadable", "2026-06 Published", "2026-07 Unreadable", "2026-08 NotPublished",
        }));
        Assert.That(observations.Max(o => o.Failure?.Detail.Length), Is.LessThan(100));
    }

    [Test]
    public void Rows_of_another_area_are_left_out()
    {
        var reply = Envelope("""[{"dt":"202606MM","v":"5.0","code":"000000000000"},{"dt":"202606MM","v":"4.1","code":"110000000000"}]""");
        Assert.That(Facts(Read("db-urban", reply)), Is.EqualTo(new[] { "urban 2026-06 Published 5.0  " }));
    }

    [Test]
    public void Members_that_stand_twice_are_harmless() =>
        Assert.That(Facts(Read("db-urban", """{"success":false,"success":true,"state":1,"state":20000,"data":[],"data":[{"dt":"202606MM","v":"","v":"5.0"}]}""")), Is.EqualTo(new[] { "urban 2026-06 Published 5.0  " }));

    [Test]
    public void The_old_database_shows_a_blank_as_zero_that_is_never_read()
    {
        var reply = Old(("A010301", "2019B", null, true, "106.2"), ("A010301", "2019C", null, false, ""), ("A010302", "2019B", null, true, "1"));
        Assert.That(Facts(Read("easy-gdp", reply)), Is.EqualTo(new[] { "gdp 2019-Q2 Published 106.2  ", "gdp 2019-Q3 NotPublished   2019-Q2 = 106.2" }));
    }

    [Test]
    public void Regions_of_the_old_database_are_left_out()
    {
        var reply = Old(("A01010101", "201908", "110000", true, "103.0"), ("A01010101", "201908", "000000", true, "102.8"));
        Assert.That(Facts(Read("easy-cpi", reply)), Is.EqualTo(new[] { "cpi 2019-08 Published 102.8  " }));
    }

    [TestCase("""{"returncode":501,"returndata":"对不起，未能找到符合查询条件的信息。"}""", FailureKind.ApiError)]
    [TestCase("""{"returncode":200,"returndata":"?"}""", FailureKind.ApiError)]
    [TestCase("""{"returncode":200,"returndata":{"datanodes":[]}}""", FailureKind.NoWitness)]
    [TestCase("""{"returncode":200,"returndata":{}}""", FailureKind.MalformedReply)]
    [TestCase("""[{"id":"A01"}]""", FailureKind.MalformedReply)]
    [TestCase("""{"success":false,"code":9}""", FailureKind.ApiError)]
    public void An_old_reply_that_answers_nothing_is_a_failure(string reply, FailureKind kind) =>
        Assert.That(Captures.FailureOf(Read("easy-cpi", reply)), Is.EqualTo(kind));

    private static Reading Read(string source, string reply) => Captures.Read(source, Captures.Of(SampleCatalogue.DatabaseUrl, reply, contentType: "application/json"));

    private static string Envelope(string data) => $$"""{"data":{{data}},"success":true,"state":20000,"message":"成功"}""";

    private static string Old(params (string Indicator, string Period, string? Region, bool HasData, string Value)[] nodes) => JsonSerializer.Serialize(new
    {
        returncode = 200,
        returndata = new
        {
            datanodes = nodes.Select(n => new
            {
                code = "x",
                data = new { data = 0, dotcount = 1, hasdata = n.HasData, strdata = n.Value },
                wds = new[] { ("zb", n.Indicator), ("reg", n.Region), ("sj", n.Period) }.Where(w => w.Item2 is not null).Select(w => new { valuecode = w.Item2, wdcode = w.Item1 }),
            }),
            wdnodes = Array.Empty<object>(),
        },
    });

    private static IEnumerable<string> Facts(Reading reading) =>
        reading.Observations.Select(o => $"{o.Series} {o.Period} {o.Kind} {o.Value} {o.Unit} {o.Witness}");
}
