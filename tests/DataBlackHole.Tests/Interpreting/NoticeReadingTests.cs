using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Loading;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Tests.Loading;

namespace DataBlackHole.Tests.Interpreting;

/// <summary>Constructed pages; the wordings and names are those that the product ships with.</summary>
public sealed class NoticeReadingTests
{
    private const string Youth = "nbs-youth-unemployment-16-24-incl-students";
    private const string Suspension = "自今年8月份开始，全国青年人等分年龄段的城镇调查失业率将暂停发布，主要原因是：经济社会在不断发展变化，统计工作需要不断完善，劳动力调查统计也需要进一步健全优化。";

    private static readonly Lazy<MonitorCatalogue> _catalogue = new(() => CatalogueLoader.Load(LoadingSamples.Config).Catalogue!);

    [Test]
    public void A_sentence_with_wording_and_name_is_a_notice_and_its_own_witness()
    {
        var notice = Page($"<p>另外，有个情况向大家通报一下。{Suspension}比如，在校学生规模不断扩大。</p>").Single(o => o.Series == Youth);

        Assert.That(notice, Is.EqualTo(new Observation
        {
            Series = Youth,
            Kind = ObservationKind.SuspensionNotice,
            Title = "国家统计局新闻发言人就2023年7月份国民经济运行情况答记者问",
            Link = SampleCatalogue.PageUrl,
            PublishedAt = new StatedTime(new DateTimeOffset(2023, 8, 15, 11, 0, 0, TimeSpan.FromHours(8)), IsDayOnly: false),
            Witness = Suspension,
        }));
    }

    [Test]
    public void A_notice_about_the_family_is_told_of_each_of_its_series_and_of_no_other() =>
        Assert.That(Page($"<p>{Suspension}</p>").Select(o => o.Series), Is.EquivalentTo(new[] { Youth, "nbs-youth-unemployment-16-24" }));

    [TestCase("16—24岁劳动力失业率自本月起停止发布。", ObservationKind.StopNotice)]
    [TestCase("今后不再发布16-24岁人口城镇调查失业率。", ObservationKind.StopNotice)]
    [TestCase("青年人失业率暂不发布。", ObservationKind.SuspensionNotice)]
    [TestCase("16至24岁城镇调查失业率暂时停止发布。", ObservationKind.SuspensionNotice)]
    [TestCase("关于分年龄组失业率暂停发布的公告。", ObservationKind.SuspensionNotice)]
    [TestCase("分年龄段失业率推迟发布。", ObservationKind.PostponementNotice)]
    [TestCase("16—24岁劳动力失业率的发布时间调整至8月20日。", ObservationKind.PostponementNotice)]
    [TestCase("国家统计局对分年龄组失业率统计进行了调整完善。", ObservationKind.MethodNotice)]
    [TestCase("我们调整了青年人失业率的统计口径。", ObservationKind.MethodNotice)]
    public void Each_kind_of_notice_has_its_wordings(string sentence, ObservationKind kind) => Assert.That(Kinds(sentence), Is.EqualTo(new[] { kind }));

    [TestCase("分年龄段的城镇调查失业率暂停发布以来，社会各方面十分关注。")]
    [TestCase("此前暂停发布的青年人失业率备受关注。")]
    [TestCase("此前，青年人失业率暂停发布。")]
    [TestCase("青年人失业率暂停发布的五个月里，制度得到完善。")]
    [TestCase("分年龄段失业率去年8月曾暂停发布。")]
    [TestCase("分年龄段失业率暂停发布之后，国家统计局进行了研究。")]
    [TestCase("2022年8月，青年人失业率暂停发布。")]
    [TestCase("暂停发布的分年龄段失业率将于1月恢复发布。")]
    [TestCase("分年龄段失业率恢复发布。")]
    [TestCase("青年人失业率没有停止发布。")]
    [TestCase("青年人失业率不会停止发布。")]
    [TestCase("网传青年人失业率将停止发布。")]
    [TestCase("如果样本不足，青年人失业率将暂停发布。")]
    [TestCase("因系统升级，部分数据暂停发布，青年人失业率照常发布。")]
    [TestCase("路透社记者：为什么青年人失业率暂停发布？")]
    [TestCase("请问青年人失业率是否暂停发布。")]
    [TestCase("70个大中城市商品住宅销售价格暂停发布。")]
    [TestCase("土地购置面积停止发布；16—24岁劳动力失业率为21.3%。")]
    [TestCase("全国城镇调查失业率暂停发布。")]
    [TestCase("16—24岁劳动力失业率为21.3%，比上月上升0.5个百分点。")]
    public void What_denies_asks_supposes_or_tells_the_past_is_no_notice_and_neither_is_one_about_another_series(string sentence) => Assert.That(Kinds(sentence), Is.Empty);

    [Test]
    public void A_page_that_says_that_the_figure_is_back_holds_no_suspension()
    {
        const string both = "自8月起，分年龄段失业率暂停发布。经过完善，自今日起恢复发布分年龄组失业率。";

        Assert.That(Kinds(both), Is.Empty);
    }

    [TestCase("<h3>分年龄段失业率</h3><p>其他部分数据暂停发布。</p>")]
    [TestCase("<p>分年龄段失业率<br>有关数据暂停发布。</p>")]
    [TestCase("<p>有关数据将暂停发布。</p><p>分年龄段失业率见下表。</p>")]
    public void A_name_and_a_wording_in_different_sentences_or_lines_are_no_notice(string body) => Assert.That(Page(body).Where(o => o.Series == Youth), Is.Empty);

    [Test]
    public void A_title_can_be_the_notice() =>
        Assert.That(Page("<p>全文见附件。</p>", "关于暂停发布分年龄段城镇调查失业率的公告").Where(o => o.Series == Youth).Select(o => o.Kind), Is.EqualTo(new[] { ObservationKind.SuspensionNotice }));

    [Test]
    public void A_notice_in_a_script_is_none() => Assert.That(Page($"<script>var x = '{Suspension}';</script><p>文</p>"), Is.Empty);

    [Test]
    public void A_notice_is_told_once_for_each_kind() =>
        Assert.That(Page($"<p>{Suspension}</p><p>16—24岁劳动力失业率将暂停发布。</p>").Count(o => o.Series == Youth), Is.EqualTo(1));

    [Test]
    public void A_listed_press_conference_is_a_lead_and_a_listed_notice_a_notice()
    {
        const string conference = "国家统计局新闻发言人就2023年7月份国民经济运行情况答记者问";
        const string notice = "关于暂停发布分年龄段城镇调查失业率的公告";
        var page = SamplePages.Listing((conference, "./202308/t20230815_9.html", "2023-08-15"), (notice, "./202308/t20230815_8.html", "2023-08-15"),
            ("2023年7月份能源生产情况", "./202308/t20230815_2.html", "2023-08-15"));
        var source = _catalogue.Value.Sources["nbs-latest-releases"];
        var reading = new Interpreter(_catalogue.Value).Read(source, [Captures.Of(SampleCatalogue.ListingUrl, page)])[0];
        var found = reading.Observations.Where(o => o.Series == Youth).Select(o => (o.Kind, o.Title, o.Link));

        Assert.That(found, Is.EquivalentTo(new[]
        {
            (ObservationKind.NoticeLead, conference, "https://www.stats.gov.cn/sj/zxfb/202308/t20230815_9.html"),
            (ObservationKind.NoticeLead, notice, "https://www.stats.gov.cn/sj/zxfb/202308/t20230815_8.html"),
            (ObservationKind.SuspensionNotice, notice, "https://www.stats.gov.cn/sj/zxfb/202308/t20230815_8.html"),
        }));
    }

    [Test]
    public void No_captured_page_holds_a_notice()
    {
        var source = _catalogue.Value.Sources["nbs-release-pages"];
        var interpreter = new Interpreter(_catalogue.Value);
        var pages = ArchiveDocument.All("nbs/70-city/").Concat(ArchiveDocument.All("nbs/pages/")).ToList();
        var notices = pages.SelectMany(p => interpreter.Read(source, [p.Capture()])[0].Observations)
            .Where(o => o.Kind is ObservationKind.SuspensionNotice or ObservationKind.StopNotice or ObservationKind.PostponementNotice);

        Assert.That(pages, Is.Not.Empty);
        Assert.That(notices.Select(n => n.Witness), Is.Empty);
    }

    private static List<ObservationKind> Kinds(string sentence) => [.. Page($"<p>{sentence}</p>").Where(o => o.Series == Youth).Select(o => o.Kind)];

    private static List<Observation> Page(string body, string title = "国家统计局新闻发言人就2023年7月份国民经济运行情况答记者问")
    {
        var page = SamplePages.Page(title, "2023/08/15 11:00", body);
        return [.. new Interpreter(_catalogue.Value).Read(_catalogue.Value.Sources["nbs-release-pages"], [Captures.Of(SampleCatalogue.PageUrl, page)])[0].Observations];
    }
}
