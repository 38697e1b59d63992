using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Interpreting;

namespace DataBlackHole.Tests.Interpreting;

/// <summary>Constructed sentences; figures in them stand for no real ones.</summary>
public sealed class SentenceReadingTests
{
    private const string Beside = "全国一般公共预算收入100亿元。全国政府性基金预算收入20亿元。";

    private static readonly SentenceRule _land = new()
    {
        Pattern = new Regex(@"国有土地使用权出让收入([\d.]+|-)亿元"),
        Resembles = new Regex("土地使用权.{0,6}收入(?!相关)"),
        Siblings = [new Regex(@"全国一般公共预算收入[\d.]+亿元"), new Regex(@"全国政府性基金预算收入[\d.]+亿元")],
        SiblingsNeeded = 2,
    };

    private static Observation Read(string text)
    {
        var publisher = new PublisherDefinition { Key = "treasury", Name = new BilingualText("t", "财"), TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), Hosts = ["t.example"] };
        var template = new PageTemplate { Name = "page", Recognise = "h1", Title = ["h1"], Published = [".day"], PublishedFormats = ["yyyy-MM-dd"], Body = ".body" };
        var source = new SourceDefinition
        {
            Key = "pages",
            Publisher = "treasury",
            Name = new BilingualText("p", "页"),
            Kind = SourceKind.ReleasePage,
            Addresses = [new SourceAddress("https://t.example/", null, null)],
            Anchors = ["h1"],
            Templates = [template],
        };
        var series = new SeriesDefinition
        {
            Key = "land",
            Name = new BilingualText("land", "土地"),
            Publisher = "treasury",
            Cadence = Cadence.Monthly,
            Readings = [new PageReading { Source = "pages", Title = new Regex("收支"), Sentence = _land }],
            Absence = new BilingualText("a", "缺"),
        };
        var page = $"<!DOCTYPE html><html><body><h1>2026年4月收支情况</h1><p class=\"day\">2026-05-20</p><div class=\"body\"><p>{text}</p></div></body></html>";
        return new Interpreter(new MonitorCatalogue("sample", [publisher], [source], [series], [])).Read(source, [Captures.Of("https://t.example/1.html", page)])[0].Observations.Single();
    }

    [TestCase("其中，国有土地<span>使用权</span>出让收入<span>68</span><span>01</span> 亿元", "6801")]
    [TestCase("国有土地使用权出让收入相关支出11702亿元。国有土地使用权出让收入6801.5亿元", "6801.5")]
    public void The_figure_of_the_sentence_is_read(string text, string value)
    {
        var seen = Read(text);
        Assert.That((seen.Kind, seen.Value), Is.EqualTo((ObservationKind.Published, value)));
    }

    [Test]
    public void A_sentence_that_is_not_there_beside_others_is_absent_and_they_are_the_witness()
    {
        var seen = Read(Beside + "国有土地使用权出让收入相关支出11702亿元。");
        Assert.That((seen.Kind, seen.Failure), Is.EqualTo((ObservationKind.RowAbsent, (ProbeFailure?)null)));
        Assert.That(seen.Witness, Is.EqualTo("sentences found: 全国一般公共预算收入100亿元; 全国政府性基金预算收入20亿元"));
    }

    [TestCase("全国一般公共预算收入100亿元。", FailureKind.NoWitness)]
    [TestCase("文", FailureKind.NoWitness)]
    [TestCase(Beside + "土地使用权转让收入10亿元。", FailureKind.LabelChanged)]
    [TestCase(Beside + "国有土地使用权出让收入-亿元。", FailureKind.ValueUnreadable)]
    public void Nothing_is_concluded_from_half_a_text_another_wording_or_a_dash(string text, FailureKind kind)
    {
        var seen = Read(text);
        Assert.That((seen.Kind, seen.Failure?.Kind), Is.EqualTo((ObservationKind.Unreadable, (FailureKind?)kind)));
    }
}
