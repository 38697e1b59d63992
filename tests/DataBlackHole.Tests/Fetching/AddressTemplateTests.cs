using DataBlackHole.Core.Catalogue;
using DataBlackHole.Loading;
using DataBlackHole.Probing.Fetching;
using DataBlackHole.Tests.Loading;

namespace DataBlackHole.Tests.Fetching;

public sealed class AddressTemplateTests
{
    private static readonly Lazy<MonitorCatalogue> _catalogue = new(() => CatalogueLoader.Load(LoadingSamples.Config).Catalogue!);

    [TestCase("https://m.example/{today:yyyyMMdd}.js", "2026-08-20", "https://m.example/20260820.js")]
    [TestCase("https://m.example/?from={today-8:yyyy-MM-dd}&to={today:yyyy-MM-dd}", "2026-03-05", "https://m.example/?from=2026-02-25&to=2026-03-05")]
    [TestCase("https://m.example/{weekday:yyyyMMdd}.js", "2026-08-20", "https://m.example/20260819.js")]
    [TestCase("https://m.example/{weekday:yyyyMMdd}.js", "2026-08-24", "https://m.example/20260821.js")]
    [TestCase("https://m.example/{weekday:yyyyMMdd}.js", "2026-08-22", "https://m.example/20260821.js")]
    [TestCase("https://m.example/plain.js", "2026-08-20", "https://m.example/plain.js")]
    [TestCase("https://m.example/{tomorrow:yyyyMMdd}", "2026-08-20", "https://m.example/{tomorrow:yyyyMMdd}")]
    public void The_day_of_the_look_is_filled_in(string template, string today, string filled) =>
        Assert.That(AddressTemplate.Fill(template, DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture)), Is.EqualTo(filled));

    [TestCase("https://www.hkex.com.hk/eng/csm/DailyStat/data_tab_daily_20260716e.js", "hkex-stock-connect-daily")]
    [TestCase("https://www.hkex.com.hk/eng/csm/DailyStat/data_tab_daily_20260716c.js", null)]
    [TestCase("https://www.chinamoney.com.cn/ags/ms/cm-u-bk-ccpr/CcprHisNew?startDate=2020-01-01&endDate=2020-01-31&currency=USD/CNY", "cfets-parity")]
    [TestCase("https://www.chinamoney.com.cn/ags/ms/cm-u-bk-ccpr/CcprHisNew?startDate=2020-01-01&endDate=2020-01-31&currency=EUR/CNY", null)]
    [TestCase("https://www.nfra.gov.cn/cbircweb/DocInfo/SelectDocByItemIdAndChild?itemId=4115&pageSize=18&pageIndex=1", "nfra-local-penalties")]
    public void A_captured_address_belongs_to_the_source_from_which_it_differs_in_days_only(string url, string? source) =>
        Assert.That(SourceMatcher.Find(_catalogue.Value, "GET", url, null)?.Source.Key, Is.EqualTo(source));

    [Test]
    public void The_request_of_a_look_is_the_filled_address()
    {
        var source = _catalogue.Value.Sources["hkex-stock-connect-daily"];
        var request = RequestBuilder.For(source, _catalogue.Value.Publishers["hkex"], new DateTimeOffset(2026, 7, 16, 17, 0, 0, TimeSpan.Zero));

        Assert.That((request!.Method, request.Url), Is.EqualTo(("GET", "https://www.hkex.com.hk/eng/csm/DailyStat/data_tab_daily_20260716e.js")));
    }
}
