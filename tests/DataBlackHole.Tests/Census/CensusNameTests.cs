using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Census;

namespace DataBlackHole.Tests.Census;

/// <summary>What the names in the tree tell; the names are of the kind that was captured.</summary>
internal sealed class CensusNameTests
{
    [TestCase("全国居民消费价格分类指数 (上年同月=100) (2021-2025)", 2025)]
    [TestCase("全国居民消费价格分类指数 (上年同月=100) (2016-2020) ", 2020)]
    [TestCase("全国居民消费价格分类指数 (上年同月=100) (-2015) ", 2015)]
    [TestCase("工业分大类行业增加值增长速度（2012—2017年）", 2017)]
    [TestCase("全国居民消费价格分类指数 (上年同月=100) (2026-)", null)]
    [TestCase("全国城镇16—24岁劳动力失业率(%)", null)]
    [TestCase("2018年至今", null)]
    public void A_range_of_years_has_an_end(string name, int? end) => Assert.That(CensusName.EndYear(name), Is.EqualTo(end));

    [TestCase("商品零售价格指数 (2010=100)", 2010)]
    [TestCase("商品零售价格指数 (上年=100)", null)]
    [TestCase("商品零售价格指数 (2015年价格=100)", 2015)]
    public void A_base_may_be_a_year(string name, int? year) => Assert.That(CensusName.BaseYear(name), Is.EqualTo(year));

    [Test]
    public void The_stem_stays_when_years_and_bases_change()
    {
        string[] names = ["居民消费价格指数 (上年同月=100) (2026-)", "居民消费价格指数(上年同月=100) (2016-2020) ", "居民消费价格指数 (2010=100)", "居民消费价格指数 (%) "];
        Assert.That(names.Select(CensusName.Stem).Distinct(), Is.EqualTo(["居民消费价格指数"]));
    }

    [TestCase("规上工业增加值同比增长 (%)", "规模以上工业增加值同比增长 (%)", true)]
    [TestCase("全国城镇25—59岁劳动力失业率 (%)", "全国城镇25—29岁劳动力失业率 (%)", true)]
    [TestCase("土地购置面积累计值(万平方米)", "房地产投资累计值(亿元)", false)]
    public void Similar_names_are_alike(string left, string right, bool alike) => Assert.That(CensusName.AreAlike(left, right), Is.EqualTo(alike));

    [Test]
    public void Notes_tell_breaks_of_definition()
    {
        Assert.That(CensusBreaks.In("2023年12月起，失业率年龄分组进行了调整，往月数据包含在校生。"), Is.EqualTo([ReferencePeriod.Month(2023, 12)]));
        Assert.That(CensusBreaks.In("从2011年起，起点标准提高。\n自2013年起，1-2月份一起发布。"), Is.EqualTo([ReferencePeriod.Year(2011), ReferencePeriod.Year(2013)]));
        Assert.That(CensusBreaks.In("2012年至2017年，执行GB/T 4754-2011；2023年13月起"), Is.Empty);
    }
}
