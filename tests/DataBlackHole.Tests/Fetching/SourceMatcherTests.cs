using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Probing.Fetching;

namespace DataBlackHole.Tests.Fetching;

public class SourceMatcherTests
{
    private static readonly MonitorCatalogue Catalogue = Samples.Catalogue(
        Samples.Listing(),
        Samples.Pages(),
        Samples.Pages("explanations", "https://www.stats.gov.cn/sj/zxfb/explained/"),
        Samples.Page("https://www.stats.gov.cn/about.html?lang=zh"),
        Samples.Database("indicator-a"),
        Samples.Database("indicator-b"),
        Samples.EasyQuery("A01010101"),
        Samples.EasyQuery("A0D0101"));

    [TestCase("https://www.stats.gov.cn/sj/zxfb/", "listing", 0)]
    [TestCase("http://WWW.stats.gov.cn/sj/zxfb/index.html#top", "listing", 0)]
    [TestCase("https://www.stats.gov.cn/sj/zxfb/index_1.html", "listing", 1)]
    [TestCase("https://www.stats.gov.cn/sj/zxfb/index_66.html", "listing", 66)]
    [TestCase("https://www.stats.gov.cn/sj/zxfb/202303/t20230301_1919283.html", "pages", 0)]
    [TestCase("http://www.stats.gov.cn/xxgk/sjfb/zxfb2020/202002/t20200217_1767.htm", "pages", 0)]
    [TestCase("https://www.stats.gov.cn/sj/zxfb/202303/index.html", "pages", 0)]
    [TestCase("https://www.stats.gov.cn/sj/zxfb/explained/t1.html", "explanations", 0)]
    [TestCase("https://www.stats.gov.cn/about.html?lang=zh", "page", 0)]
    public void A_page_belongs_to_the_source_that_has_its_address(string url, string source, int page)
    {
        var match = SourceMatcher.Find(Catalogue, "GET", url, null);
        Assert.That((match?.Source.Key, match?.Page), Is.EqualTo((source, (int?)page)));
        Assert.That(match!.IsFirstPage, Is.EqualTo(page == 0));
    }

    [TestCase("GET", "https://www.stats.gov.cn/sj/zxfb")]
    [TestCase("GET", "https://www.stats.gov.cn/sj/zxfb/index_0.html")]
    [TestCase("GET", "https://www.stats.gov.cn/sj/zxfb/index_x.html")]
    [TestCase("GET", "https://www.stats.gov.cn/sj/zxfb/rss.xml")]
    [TestCase("GET", "https://www.stats.gov.cn/sj/zxfb/202303/")]
    [TestCase("GET", "https://www.stats.gov.cn/sj/zxfbhjd/t1.html")]
    [TestCase("GET", "https://www.stats.gov.cn/about.html")]
    [TestCase("GET", "https://www.stats.gov.cn:8443/sj/zxfb/")]
    [TestCase("GET", "https://stats.gov.cn.example.org/sj/zxfb/t1.html")]
    [TestCase("GET", "ftp://www.stats.gov.cn/sj/zxfb/")]
    [TestCase("GET", "same")]
    [TestCase("GET", "")]
    [TestCase("POST", "https://www.stats.gov.cn/sj/zxfb/")]
    [TestCase("POST", "https://www.stats.gov.cn/sj/zxfb/202303/t20230301_1919283.html")]
    public void What_only_resembles_a_source_is_not_matched(string method, string url) =>
        Assert.That(SourceMatcher.Find(Catalogue, method, url, null), Is.Null);

    [Test]
    public void Without_further_pages_a_numbered_index_is_no_listing_and_no_release()
    {
        var catalogue = Samples.Catalogue(Samples.Listing(further: null), Samples.Pages());
        Assert.That(SourceMatcher.Find(catalogue, "GET", "https://www.stats.gov.cn/sj/zxfb/index_1.html", null), Is.Null);
    }

    [TestCase("""{"cid":"category","id":"indicator-b","da":"000000000000","dt":"","rootId":"root","dts":["202608MM"]}""", "database-indicator-b")]
    [TestCase("""{"cid":"category","id":"indicator-c","da":"000000000000"}""", null)]
    [TestCase("""{"cid":"other","id":"indicator-b","da":"000000000000"}""", null)]
    [TestCase("""{"cid":"category","id":"indicator-b","da":"110000000000"}""", null)]
    [TestCase("""{"cid":"category","id":["indicator-b"],"da":"000000000000"}""", null)]
    [TestCase("""["indicator-b"]""", null)]
    [TestCase("indicator-b", null)]
    [TestCase("", null)]
    [TestCase(null, null)]
    public void A_query_of_the_new_database_belongs_to_the_source_that_asks_the_same(string? body, string? expected) =>
        Assert.That(SourceMatcher.Find(Catalogue, "POST", Samples.DatabaseUrl, body)?.Source.Key, Is.EqualTo(expected));

    [TestCase("https://data.stats.gov.cn/dg/website/publicrelease/web/external/stream/esData")]
    [TestCase("https://example.org/dg/website/publicrelease/web/external/getEsDataByIndicatorIdAndDa")]
    public void Another_address_of_the_database_is_another_query(string url) =>
        Assert.That(SourceMatcher.Find(Catalogue, "POST", url, """{"cid":"category","id":"indicator-b","da":"000000000000"}"""), Is.Null);

    [TestCase("m=QueryData&dbcode=hgyd&rowcode=zb&colcode=sj&wds=[]&dfwds=[{'wdcode':'zb','valuecode':'A0D0101'},{'wdcode':'sj','valuecode':'202201'}]&k1=1", "easyquery-A0D0101")]
    [TestCase("m=QueryData&dbcode=hgyd&rowcode=zb&colcode=sj&wds=[]&dfwds=[{'wdcode':'zb','valuecode':'A0D01'}]", "easyquery-A0D0101")]
    [TestCase("m=QueryData&dbcode=hgyd&rowcode=zb&colcode=sj&wds=[]&dfwds=[{'wdcode':'zb','valuecode':'A0D'}]", null)]
    [TestCase("m=QueryData&dbcode=hgyd&rowcode=zb&colcode=sj&wds=[]&dfwds=[{'wdcode':'zb','valuecode':'A0D010101'}]", null)]
    [TestCase("m=QueryData&dbcode=hgjd&rowcode=zb&colcode=sj&wds=[]&dfwds=[{'wdcode':'zb','valuecode':'A0D0101'}]", null)]
    [TestCase("m=getTree&dbcode=hgyd&rowcode=zb&colcode=sj&wds=[]&dfwds=[{'wdcode':'zb','valuecode':'A0D0101'}]", null)]
    [TestCase("m=QueryData&dbcode=hgyd&rowcode=zb&colcode=sj&wds=[{'wdcode':'reg','valuecode':'110000'}]&dfwds=[{'wdcode':'zb','valuecode':'A0D0101'}]", null)]
    [TestCase("m=QueryData&dbcode=hgyd&rowcode=reg&colcode=sj&wds=[{'wdcode':'zb','valuecode':'A0D0101'}]&dfwds=[]", null)]
    [TestCase("m=QueryData&dbcode=hgyd&rowcode=zb&colcode=sj&wds=broken&dfwds=[{'wdcode':'zb','valuecode':'A0D0101'}]", null)]
    [TestCase("", null)]
    public void A_query_of_the_old_database_belongs_to_the_source_of_its_indicator(string form, string? expected)
    {
        var encoded = form.Replace('\'', '"').Replace("\"", "%22", StringComparison.Ordinal);
        Assert.That(SourceMatcher.Find(Catalogue, "POST", Samples.EasyQueryUrl, encoded)?.Source.Key, Is.EqualTo(expected));
        Assert.That(SourceMatcher.Find(Catalogue, "GET", $"{Samples.EasyQueryUrl}?{encoded}", null)?.Source.Key, Is.EqualTo(expected));
    }

    [Test]
    public void What_we_ask_leads_back_to_the_source_it_is_asked_of()
    {
        var now = new DateTimeOffset(2026, 10, 9, 0, 0, 0, TimeSpan.Zero);
        foreach (var source in Catalogue.Sources.Values.Where(s => s.Kind != SourceKind.ReleasePage))
        {
            var request = RequestBuilder.For(source, Looks.Publisher(), now)!;
            var match = SourceMatcher.Find(Catalogue, request.Method, request.Url, request.Body);
            Assert.That(match, Is.EqualTo(new SourceMatch(source, 0)), source.Key);
        }
        var second = RequestBuilder.PageOf(Samples.Listing(), new("GET", "https://www.stats.gov.cn/sj/zxfb/"), 1);
        Assert.That(SourceMatcher.Find(Catalogue, "GET", second.Url, null)?.Page, Is.EqualTo(1));
    }

    [Test]
    public void A_period_the_databases_do_not_have_is_refused()
    {
        var day = ReferencePeriod.Day(new DateOnly(2026, 10, 9));
        Assert.That(() => NbsPeriodCode.New(day), Throws.ArgumentException);
        Assert.That(() => NbsPeriodCode.Old(day), Throws.ArgumentException);
    }
}
