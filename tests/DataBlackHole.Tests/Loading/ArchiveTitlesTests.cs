using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Loading;

namespace DataBlackHole.Tests.Loading;

/// <summary>The shipped selectors, titles and calendars against captured pages; ignored where there are none.</summary>
public sealed partial class ArchiveTitlesTests
{
    private const string CPI = "nbs-cpi-release";
    private const string PPI = "nbs-ppi-release";
    private const string PMI = "nbs-pmi-release";
    private const string Homes = "nbs-70-city-house-prices";
    private const string Industry = "nbs-industrial-output-release";
    private const string Energy = "nbs-energy-release";
    private const string Retail = "nbs-retail-sales-release";
    private const string Investment = "nbs-fixed-investment-release";
    private const string Estate = "nbs-real-estate-market-release";
    private const string LandArea = "nbs-land-purchase-area";
    private const string LandValue = "nbs-land-transaction-value";
    private const string Profits = "nbs-industrial-profits-release";
    private const string Accounts = "nbs-quarterly-gdp";
    private const string Capacity = "nbs-capacity-utilisation-release";
    private const string Income = "nbs-household-income-release";
    private const string Economy = "nbs-economy-release";
    private const string Materials = "nbs-production-materials-prices";
    private const string Crops = "nbs-crop-output-announcements";

    /// <summary>Every listed title that belongs to a series, by hand; the other titles of the pages belong to none.</summary>
    private static readonly Dictionary<string, string[]> _belongs = new()
    {
        ["2026年7月份规模以上工业增加值增长4.5%"] = [Industry],
        ["2026年1—7月份全国固定资产投资基本情况"] = [Investment],
        ["2026年1—7月份全国房地产市场基本情况"] = [Estate, LandArea, LandValue],
        ["2026年1—7月份社会消费品零售总额增长1.2%"] = [Retail],
        ["2026年7月份能源生产情况"] = [Energy],
        ["2026年7月份70个大中城市商品住宅销售价格变动情况"] = [Homes],
        ["2026年7月份居民消费价格同比上涨0.5%"] = [CPI],
        ["2026年7月份工业生产者出厂价格同比上涨3.5%"] = [PPI],
        ["2025年12月份居民消费价格同比上涨0.8%"] = [CPI],
        ["2025年12月份工业生产者出厂价格同比降幅收窄 环比涨幅扩大"] = [PPI],
        ["2025年12月中国采购经理指数运行情况"] = [PMI],
        ["2022年1—9月份全国固定资产投资（不含农户）增长5.9%"] = [Investment],
        ["2022年1—9月份全国房地产开发投资下降8.0%"] = [Estate, LandArea, LandValue],
        ["2022年9月份社会消费品零售总额增长2.5%"] = [Retail],
        ["2022年9月份能源生产情况"] = [Energy],
        ["2022年9月份70个大中城市商品住宅销售价格变动情况"] = [Homes],
        ["2022年9月份居民消费价格同比上涨2.8% 环比上涨0.3%"] = [CPI],
        ["2022年9月份工业生产者出厂价格同比上涨0.9% 环比下降0.1%"] = [PPI],
        ["2022年9月中国采购经理指数运行情况"] = [PMI],
        ["2021年11月中国采购经理指数运行情况"] = [PMI],
        ["2021年10月份规模以上工业增加值增长3.5%"] = [Industry],
        ["2021年1—10月份全国固定资产投资（不含农户）增长6.1%"] = [Investment],
        ["2021年1—10月份全国房地产开发投资增长7.2%"] = [Estate, LandArea, LandValue],
        ["2021年10月份社会消费品零售总额增长4.9%"] = [Retail],
        ["2021年10月份能源生产情况"] = [Energy],
        ["2021年10月份70个大中城市商品住宅销售价格变动情况"] = [Homes],
        ["2021年10月份居民消费价格同比上涨1.5% 环比上涨0.7%"] = [CPI],
        ["2021年10月份工业生产者出厂价格同比上涨13.5% 环比上涨2.5%"] = [PPI],
        ["2021年10月中国采购经理指数运行情况"] = [PMI],
        ["2025年经济发展新动能指数增长12.5%"] = ["nbs-new-drivers-index"],
        ["2026年1—7月份全国规模以上工业企业利润增长17.6%"] = [Profits],
        ["2026年8月中旬流通领域重要生产资料市场价格变动情况"] = [Materials],
        ["国家统计局关于2026年早稻产量数据的公告"] = [Crops],
        ["1—7月份国民经济保持总体平稳、向新向优发展态势"] = [Economy],
        ["2026年8月上旬流通领域重要生产资料市场价格变动情况"] = [Materials],
        ["2026年7月下旬流通领域重要生产资料市场价格变动情况"] = [Materials],
        ["2026年1月上旬流通领域重要生产资料市场价格变动情况"] = [Materials],
        ["2025年12月下旬流通领域重要生产资料市场价格变动情况"] = [Materials],
        ["2024年全国旅游及相关产业增加值占GDP比重为4.35%"] = ["nbs-tourism-value-added"],
        ["2024年全国文化及相关产业增加值占GDP比重为4.61%"] = ["nbs-culture-value-added"],
        ["2024年全国数字经济核心产业增加值占GDP比重为10.5%"] = ["nbs-digital-economy-value-added"],
        ["2025年1—11月份全国规模以上工业企业利润增长0.1%"] = [Profits],
        ["国家统计局关于2025年棉花产量的公告"] = [Crops],
        ["2022年前三季度居民收入和消费支出情况"] = [Income],
        ["2022年三季度全国工业产能利用率为75.6%"] = [Capacity],
        ["2022年10月中旬流通领域重要生产资料市场价格变动情况"] = [Materials],
        ["2022年三季度国内生产总值初步核算结果"] = [Accounts],
        ["前三季度国民经济恢复向好"] = [Economy],
        ["2022年10月上旬流通领域重要生产资料市场价格变动情况"] = [Materials],
        ["2022年9月下旬流通领域重要生产资料市场价格变动情况"] = [Materials],
        ["2021年1—10月份全国规模以上工业企业利润同比增长42.2% 两年平均增长19.7%"] = [Profits],
        ["2021年11月中旬流通领域重要生产资料市场价格变动情况"] = [Materials],
        ["10月份经济运行总体平稳持续恢复"] = [Economy],
        ["2021年11月上旬流通领域重要生产资料市场价格变动情况"] = [Materials],
        ["2021年10月下旬流通领域重要生产资料市场价格变动情况"] = [Materials],
    };

    private static readonly Lazy<MonitorCatalogue> _catalogue = new(() => CatalogueLoader.Load(LoadingSamples.Config).Catalogue!);

    [TestCase(1)]
    [TestCase(9)]
    [TestCase(53)]
    [TestCase(65)]
    public void The_list_of_releases_is_recognised_and_every_item_is_read(int page)
    {
        var document = Listing(page);
        var source = _catalogue.Value.Sources["nbs-latest-releases"];
        var rules = source.Listing!;
        var items = document.QuerySelectorAll(rules.Item);

        Assert.That(source.Anchors, Has.All.Matches<string>(a => document.QuerySelector(a) is not null));
        Assert.That(items, Has.Length.EqualTo(15));
        foreach (var item in items)
        {
            Assert.That(Pick(item, rules.Title), Is.Not.Empty);
            Assert.That(Pick(item, rules.Link), Does.EndWith(".html"));
            Assert.That(DateOnly.TryParseExact(Pick(item, rules.Date), rules.DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _), Is.True);
        }
    }

    [Test]
    public void Every_listed_title_belongs_to_the_series_a_reader_would_say_and_to_no_other()
    {
        var rules = _catalogue.Value.Sources["nbs-latest-releases"].Listing!;
        var titles = new[] { 1, 9, 53, 65 }.SelectMany(p => Listing(p).QuerySelectorAll(rules.Item).Select(i => Pick(i, rules.Title))).ToList();

        Assert.That(titles, Has.Count.EqualTo(60));
        Assert.That(titles, Is.SupersetOf(_belongs.Keys));
        foreach (var title in titles) Assert.That(SeriesOf(title), Is.EquivalentTo(_belongs.GetValueOrDefault(title, [])), title);
    }

    [Test]
    public void No_listed_title_only_resembles_one_of_a_series()
    {
        var rules = _catalogue.Value.Sources["nbs-latest-releases"].Listing!;
        var titles = new[] { 1, 9, 53, 65 }.SelectMany(p => Listing(p).QuerySelectorAll(rules.Item).Select(i => Pick(i, rules.Title)));

        Assert.That(titles.Where(t => Resembled(t).Any()), Is.Empty);
    }

    // Names that a release could be given one day: nothing may be concluded from the old one being gone.
    [TestCase("2027年1月份全国居民消费品价格变动情况", CPI)]
    [TestCase("2027年1月份消费者价格指数上涨0.5%", CPI)]
    [TestCase("2027年1月份工业产品出厂价格上涨0.5%", PPI)]
    [TestCase("2027年1月份制造业PMI为50.1%", PMI)]
    [TestCase("2027年1月份70个大中城市新房价格变动情况", Homes)]
    [TestCase("2027年3月份工业企业增加值增长5%", Industry)]
    [TestCase("2027年3月份能源供应情况", Energy)]
    [TestCase("2027年3月份零售总额增长3%", Retail)]
    [TestCase("2027年1—3月份全社会固定资产投资情况", Investment)]
    [TestCase("2027年1—3月份全国商品房市场运行情况", Estate, LandArea, LandValue)]
    [TestCase("2016年1-9月份民间固定资产投资增长2.5%")]
    [TestCase("2019年四季度固定资产投资价格同比上涨1.9%")]
    [TestCase("2026年1—7月份全国规模以上工业企业利润增长17.6%")]
    [TestCase("2022年三季度全国工业产能利用率为75.6%")]
    [TestCase("2026年8月中旬流通领域重要生产资料市场价格变动情况")]
    [TestCase("国家统计局城市司首席统计师解读2026年7月份CPI和PPI数据")]
    [TestCase("1—7月份国民经济保持总体平稳、向新向优发展态势")]
    [TestCase("2024年全国能源消费总量公报")]
    public void A_new_name_resembles_the_series_it_may_belong_to(string title, params string[] series) =>
        Assert.That(Resembled(title), Is.EquivalentTo(series));

    [TestCase("2027年1—3月份工业企业盈利增长3%", Profits)]
    [TestCase("2027年一季度工业产能利用情况", Capacity)]
    [TestCase("2027年一季度居民可支配收入增长5%", Income)]
    [TestCase("2027年一季度GDP初步核算情况", Accounts)]
    public void New_names_of_later_series_resemble_them_too(string title, string series) => Assert.That(Resembled(title), Is.EqualTo([series]));

    // Forms of titles that are not on the captured pages, as they stand in the record or in press copies.
    [TestCase("2023年1—4月份全国房地产市场基本情况", Estate, LandArea, LandValue)]
    [TestCase("2023年全国房地产市场基本情况", Estate, LandArea, LandValue)]
    [TestCase("2024年上半年全国房地产市场基本情况", Estate, LandArea, LandValue)]
    [TestCase("2025年一季度全国房地产市场基本情况", Estate, LandArea, LandValue)]
    [TestCase("2024年前三季度全国房地产市场基本情况", Estate, LandArea, LandValue)]
    [TestCase("2022年全国房地产开发投资下降10.0%", Estate, LandArea, LandValue)]
    [TestCase("2015年1-11月份全国房地产开发投资和销售情况", Estate, LandArea, LandValue)]
    [TestCase("2023年全国固定资产投资（不含农户）增长3.0%", Investment)]
    [TestCase("2025年1—2月份社会消费品零售总额增长4.0%", Retail)]
    [TestCase("2024年1—2月份规模以上工业增加值增长7.0%", Industry)]
    [TestCase("2011年7月份70个大中城市住宅销售价格变动情况", Homes)]
    [TestCase("2024年国民经济运行稳中有进 主要发展目标顺利实现", Economy, "nbs-births", "nbs-population")]
    [TestCase("2024年国内生产总值最终核实结果")]
    [TestCase("2024年二季度和上半年国内生产总值初步核算结果", Accounts)]
    [TestCase("2023年国民经济和社会发展统计公报", "nbs-statistical-communique")]
    [TestCase("2025年全国粮食产量情况")]
    [TestCase("2016年1-9月份民间固定资产投资增长2.5%")]
    [TestCase("2019年四季度固定资产投资价格同比上涨1.9%")]
    [TestCase("2026年1—7月份全国规模以上工业企业利润增长17.6%", Profits)]
    [TestCase("2022年三季度全国工业产能利用率为75.6%", Capacity)]
    [TestCase("2026年8月中旬流通领域重要生产资料市场价格变动情况", Materials)]
    [TestCase("国家统计局城市司首席统计师解读2026年7月份CPI和PPI数据")]
    [TestCase("1—7月份国民经济保持总体平稳、向新向优发展态势", Economy)]
    public void Other_forms_of_titles_belong_as_well(string title, params string[] series) =>
        Assert.That(SeriesOf(title), Is.EquivalentTo(series));

    [Test]
    public void Every_captured_page_of_house_prices_has_a_title_of_that_series_only()
    {
        foreach (var (file, _, _) in HomePages())
        {
            var title = TitleOfPage().Match(Page(file)).Groups[1].Value.Trim();
            Assert.That(SeriesOf(title), Is.EqualTo([Homes]), file);
        }
    }

    [Test]
    public void House_prices_were_late_once()
    {
        var calendar = new ReleaseCalendar(_catalogue.Value.Series[Homes].Release!);
        var late = new List<string>();
        foreach (var (_, period, at) in HomePages())
        {
            var window = calendar.WindowOf(ReferencePeriod.Parse(period));
            Assert.That(window.Opens, Is.LessThanOrEqualTo(at), period);
            if (at > window.LateAfter) late.Add(period);
        }

        Assert.That(late, Is.EqualTo(["2022-09"]));
    }

    /// <summary>One page of each layout; the whole set is read by the replay.</summary>
    [TestCase("2013-09", "sj2023", "2013/10/22 09:30")]
    [TestCase("2019-09", "xxgk", "成文日期2019年10月21日")]
    [TestCase("2024-05", "sj2023", "2024/06/17 09:30")]
    [TestCase("2026-06", "sj2023-meta", "2026/07/15 09:30")]
    public void A_release_page_is_recognised_by_its_layout(string period, string layout, string published)
    {
        var document = new HtmlParser().ParseDocument(Page($"nbs/70-city/{period}.html.gz"));
        var source = _catalogue.Value.Sources["nbs-release-pages"];
        var template = source.Templates.First(t => document.QuerySelector(t.Recognise) is not null);
        var printed = Pick(document.DocumentElement, template.Published[0]);

        Assert.That(source.Anchors, Has.All.Matches<string>(a => document.QuerySelector(a) is not null));
        Assert.That(template.Name, Is.EqualTo(layout));
        Assert.That(SeriesOf(Pick(document.DocumentElement, template.Title[0])), Is.EqualTo([Homes]));
        Assert.That(printed, Is.EqualTo(published));
        Assert.That(DateTime.TryParseExact(printed, [.. template.PublishedFormats], CultureInfo.InvariantCulture, DateTimeStyles.None, out _), Is.True);
        Assert.That(document.QuerySelector(template.Body)!.QuerySelectorAll("table"), Is.Not.Empty);
    }

    private static IEnumerable<string> Resembled(string title) => SeriesOf(title).Any() ? [] : _catalogue.Value.Series.Values
        .Where(s => s.Publisher == "nbs" && s.Readings.OfType<ListingReading>().Any(r => r.Resembles?.IsMatch(title) == true)).Select(s => s.Key);

    private static IEnumerable<string> SeriesOf(string title) =>
        from series in _catalogue.Value.Series.Values
        let listed = series.Readings.OfType<ListingReading>().Any(r => r.Title.IsMatch(title))
        let paged = series.Readings.OfType<PageReading>().Any(r => r.Title.IsMatch(title))
        where series.Publisher == "nbs" && (listed || paged)
        select listed == paged || !series.Readings.OfType<PageReading>().Any() ? series.Key : $"{series.Key} in one of its readings only";

    private static AngleSharp.Html.Dom.IHtmlDocument Listing(int page) =>
        new HtmlParser().ParseDocument(File.ReadAllText(Path.Combine(LoadingSamples.Archive(), "nbs", "listing", $"zxfb_index_{page}.html")));

    private static string Pick(IElement element, string selector)
    {
        var parts = selector.Split('@');
        var found = element.QuerySelector(parts[0]);
        return ((parts.Length > 1 ? found?.GetAttribute(parts[1]) : found?.TextContent) ?? "").Trim();
    }

    private static IEnumerable<(string File, string Period, DateTimeOffset At)> HomePages()
    {
        var lines = File.ReadLines(Path.Combine(LoadingSamples.Archive(), "index.tsv")).Skip(1).Select(l => l.Split('\t'));
        return lines.Where(c => c[0].StartsWith("nbs/70-city/", StringComparison.Ordinal)).Select(c => (c[0], c[8], Beijing(c[7])));
    }

    private static DateTimeOffset Beijing(string displayed) =>
        displayed.Length > 10
            ? DateTimeOffset.Parse(displayed, CultureInfo.InvariantCulture)
            : new DateTimeOffset(DateTime.Parse(displayed, CultureInfo.InvariantCulture), TimeSpan.FromHours(8));

    private static string Page(string file)
    {
        using var zipped = new GZipStream(File.OpenRead(Path.Combine(LoadingSamples.Archive(), file)), CompressionMode.Decompress);
        using var reader = new StreamReader(zipped);
        return reader.ReadToEnd();
    }

    /// <summary>The headline of the disclosure site, the article title, or the title element without the name of the site.</summary>
    [GeneratedRegex("(?:class=\"xxgkNbXqTitle\">|<title>)\\s*(\\d{4}年[^<]*?)(?: - 国家统计局)?\\s*</", RegexOptions.CultureInvariant)]
    private static partial Regex TitleOfPage();
}
