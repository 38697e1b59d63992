using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Tests.Interpreting;

public sealed class ReleasePageReadingTests
{
    [Test]
    public void The_release_is_published_at_the_printed_Beijing_time()
    {
        var observation = Read(SamplePages.Page()).Single(o => o.Series == "real-estate-release");
        Assert.That(observation, Is.EqualTo(new Observation
        {
            Series = "real-estate-release",
            Kind = ObservationKind.Published,
            Period = ReferencePeriod.Month(2026, 7),
            Title = "2026年1—7月份全国房地产市场基本情况",
            Link = SampleCatalogue.PageUrl,
            PublishedAt = new StatedTime(new DateTimeOffset(2026, 8, 17, 10, 0, 0, TimeSpan.FromHours(8)), IsDayOnly: false),
        }));
    }

    [TestCase("2023年5月份<br/>居民消费价格同比上涨0.2%", "2023年5月份 居民消费价格同比上涨0.2%")]
    [TestCase("<script>document.write('x')</script>", "2023年5月份居民消费价格同比上涨0.2%")]
    public void A_heading_is_read_without_its_script_and_a_page_title_without_the_sites_name(string heading, string title)
    {
        var observation = Read(SamplePages.OlderPage(heading, "2023/06/09 09:30")).Single();
        Assert.That((observation.Series, observation.Period?.ToString(), observation.Title), Is.EqualTo(("cpi-release", "2023-05", title)));
    }

    [Test]
    public void The_disclosure_layout_prints_only_a_day()
    {
        var published = Read(SamplePages.Disclosure("2020年11月份70个大中城市商品住宅销售价格变动情况", "2020年12月14日")).Single().PublishedAt;
        Assert.That(published, Is.EqualTo(new StatedTime(new DateTimeOffset(2020, 12, 14, 0, 0, 0, TimeSpan.FromHours(8)), IsDayOnly: true)));
    }

    [TestCase("")]
    [TestCase("昨天")]
    [TestCase("2026/13/41 10:00")]
    [TestCase("2026-08-17")]
    public void Without_a_printed_time_the_release_is_unreadable_and_the_address_is_no_help(string published)
    {
        var observations = Read(SamplePages.Page(published: published));
        Assert.That(observations.Select(o => (o.Kind, o.Failure?.Kind)), Is.All.EqualTo((ObservationKind.Unreadable, (FailureKind?)FailureKind.TimeUnreadable)));
        Assert.That(observations.Select(o => o.Series), Is.EquivalentTo(new[] { "land-area", "real-estate-release" }));
    }

    [Test]
    public void A_page_of_another_release_gives_nothing() => Assert.That(Read(SamplePages.Page("2026年7月份规模以上工业增加值增长4.5%")), Is.Empty);

    [Test]
    public void A_page_without_title_or_layout_is_not_read()
    {
        var untitled = Captures.Read("pages", Captures.Of(SampleCatalogue.PageUrl, SamplePages.Page("")));
        var unknown = Captures.Read("pages", Captures.Of(SampleCatalogue.PageUrl,
            SamplePages.Page().Replace("PubDate", "Other", StringComparison.Ordinal).Replace("detail-title-des", "other", StringComparison.Ordinal)));
        Assert.That((Captures.FailureOf(untitled), Captures.FailureOf(unknown)), Is.EqualTo(((FailureKind?)FailureKind.AnchorMissing, (FailureKind?)FailureKind.AnchorMissing)));
    }

    [TestCase("<tr><td>土地购置面积（万平方米）</td><td>8 123</td></tr>", "8123")]
    [TestCase("<tr><td><p><span>土地</span><font>购置</font></p>\n<p>面&nbsp;积\u3000(万平方米)</p></td><td><span>1</span><span>3</span><span>.3</span></td></tr>", "13.3")]
    [TestCase("<tr><td rowspan=\"2\">其中</td><td>土地购置面积</td><td>8123</td></tr>", "8123")]
    public void A_row_is_found_by_its_label_however_it_is_cut(string row, string value)
    {
        var land = Land(row);
        Assert.That((land.Kind, land.Value, land.Period?.ToString()), Is.EqualTo((ObservationKind.Published, value, "2026-07")));
    }

    [Test]
    public void An_empty_cell_is_not_published_with_the_rows_beside_it_as_witness()
    {
        var land = Land("<tr><td>土地购置面积（万平方米）</td><td>&nbsp;</td><td></td></tr>");
        Assert.That((land.Kind, land.Witness), Is.EqualTo((ObservationKind.NotPublished, "rows found: 房地产开发投资（亿元）, 房屋施工面积（万平方米）, 房屋竣工面积（万平方米）, 商品房销售面积（万平方米）")));
    }

    [Test]
    public void A_row_that_is_not_there_is_absent_though_the_cost_of_land_is()
    {
        var land = Land("");
        Assert.That((land.Kind, land.Value, land.Witness), Is.EqualTo((ObservationKind.RowAbsent, (string?)null, "rows found: 房地产开发投资（亿元）, 房屋施工面积（万平方米）, 房屋竣工面积（万平方米）, 商品房销售面积（万平方米）")));
    }

    [Test]
    public void Without_rows_beside_it_absence_means_nothing()
    {
        var land = Read(SamplePages.Page(body: "<p>表格见附件</p>")).Single(o => o.Series == "land-area");
        Assert.That((land.Kind, land.Failure?.Kind), Is.EqualTo((ObservationKind.Unreadable, (FailureKind?)FailureKind.NoWitness)));
    }

    [Test]
    public void A_table_of_empty_cells_is_no_witness()
    {
        var empty = System.Text.RegularExpressions.Regex.Replace(SamplePages.LandTable, "<td>[-0-9.]+</td>", "<td></td>").Replace("LAND", "", StringComparison.Ordinal);
        Assert.That(Read(SamplePages.Page(body: empty)).Single(o => o.Series == "land-area").Failure?.Kind, Is.EqualTo(FailureKind.NoWitness));
    }

    [TestCase("<tr><td>土地购置面积（万平方米）</td><td>—</td></tr>")]
    [TestCase("<tr><td>土地购置面积（万平方米）</td></tr>")]
    public void A_row_that_shows_no_figure_is_unreadable(string row) => Assert.That(Land(row).Kind, Is.EqualTo(ObservationKind.Unreadable));

    [Test]
    public void Only_the_first_of_the_two_bodies_is_read()
    {
        var mobile = SamplePages.LandTable.Replace("LAND", "<tr><td>土地购置面积（万平方米）</td><td>8123</td></tr>", StringComparison.Ordinal);
        var land = Read(SamplePages.Page(body: SamplePages.LandTable.Replace("LAND", "", StringComparison.Ordinal), mobile: mobile)).Single(o => o.Series == "land-area");
        Assert.That(land.Kind, Is.EqualTo(ObservationKind.RowAbsent));
    }

    [Test]
    public void The_link_is_the_address_after_all_redirects()
    {
        var capture = Captures.Of("https://www.stats.gov.cn/old.html", SamplePages.Page());
        var redirected = capture with { Measurement = capture.Measurement with { Redirects = ["https://www.stats.gov.cn/a.html", SampleCatalogue.PageUrl] } };
        Assert.That(Captures.Read("pages", redirected).Observations[0].Link, Is.EqualTo(SampleCatalogue.PageUrl));
    }

    private static Observation Land(string row) =>
        Read(SamplePages.Page(body: SamplePages.LandTable.Replace("LAND", row, StringComparison.Ordinal))).Single(o => o.Series == "land-area");

    private static List<Observation> Read(string page) => [.. Captures.Read("pages", Captures.Of(SampleCatalogue.PageUrl, page)).Observations];
}
