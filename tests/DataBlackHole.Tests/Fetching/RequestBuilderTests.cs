using System.Text.Json;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Fetching;

namespace DataBlackHole.Tests.Fetching;

public class RequestBuilderTests
{
    private static readonly PublisherDefinition Publisher = Looks.Publisher();
    private static readonly DateTimeOffset Now = new(2026, 10, 9, 5, 21, 38, TimeSpan.Zero);

    [TestCase(Cadence.Monthly, 2, "202608MM 202609MM 202610MM")]
    [TestCase(Cadence.Quarterly, 2, "202602SS 202603SS 202604SS")]
    [TestCase(Cadence.Annual, 1, "2025YY 2026YY")]
    [TestCase(Cadence.Monthly, 10, "202512MM 202601MM 202602MM 202603MM 202604MM 202605MM 202606MM 202607MM 202608MM 202609MM 202610MM")]
    public void The_new_database_is_asked_for_a_list_of_periods_up_to_the_current_one(Cadence cadence, int back, string expected)
    {
        var request = RequestBuilder.For(Samples.Database("indicator", cadence, back), Publisher, Now)!;
        using var json = JsonDocument.Parse(request.Body!);
        var body = json.RootElement;
        Assert.That((request.Method, request.Url), Is.EqualTo(("POST", Samples.DatabaseUrl)));
        Assert.That(body.EnumerateObject().Select(p => p.Name), Is.EqualTo(new[] { "cid", "id", "da", "dt", "rootId", "dts" }));
        Assert.That(body.GetProperty("cid").GetString(), Is.EqualTo("category"));
        Assert.That(body.GetProperty("id").GetString(), Is.EqualTo("indicator"));
        Assert.That(body.GetProperty("da").GetString(), Is.EqualTo("000000000000"));
        Assert.That(body.GetProperty("dt").GetString(), Is.Empty);
        Assert.That(body.GetProperty("rootId").GetString(), Is.EqualTo("root"));
        Assert.That(body.GetProperty("dts").EnumerateArray().Select(p => p.GetString()), Is.EqualTo(expected.Split(' ')));
    }

    [TestCase("2026-10-31T15:59:59Z", "202610MM")]
    [TestCase("2026-10-31T16:00:00Z", "202611MM")]
    public void The_current_period_is_that_of_the_publishers_day(string now, string expected)
    {
        var request = RequestBuilder.For(Samples.Database("indicator", Cadence.Monthly, 0), Publisher, DateTimeOffset.Parse(now, null))!;
        Assert.That(request.Body, Does.Contain($"\"dts\":[\"{expected}\"]"));
    }

    [TestCase(Cadence.Monthly, "202609,202610")]
    [TestCase(Cadence.Quarterly, "2026C,2026D")]
    [TestCase(Cadence.Annual, "2025,2026")]
    public void The_old_database_is_asked_by_a_form(Cadence cadence, string periods)
    {
        var request = RequestBuilder.For(Samples.EasyQuery("A01010101", cadence), Publisher, Now)!;
        var form = Uri.UnescapeDataString(request.Body!);
        Assert.That(request.Url, Is.EqualTo(Samples.EasyQueryUrl));
        Assert.That(form, Is.EqualTo(
            $$"""m=QueryData&dbcode=hgyd&rowcode=zb&colcode=sj&wds=[]&dfwds=[{"wdcode":"zb","valuecode":"A01010101"},{"wdcode":"sj","valuecode":"{{periods}}"}]"""));
    }

    [Test]
    public void A_listing_is_asked_at_the_address_of_the_publishers_day()
    {
        var listing = Samples.Listing() with
        {
            Addresses =
            [
                new("http://www.stats.gov.cn/tjsj/zxfb/", null, new DateOnly(2026, 10, 8)),
                new("https://www.stats.gov.cn/sj/zxfb/", new DateOnly(2026, 10, 9), new DateOnly(2026, 12, 31)),
            ],
        };
        Assert.That(At("2026-10-08T15:59:00Z"), Is.EqualTo(new ProbeRequest("GET", "http://www.stats.gov.cn/tjsj/zxfb/")));
        Assert.That(At("2026-10-08T16:00:00Z"), Is.EqualTo(new ProbeRequest("GET", "https://www.stats.gov.cn/sj/zxfb/")));
        Assert.That(At("2027-01-01T00:00:00Z"), Is.Null);

        ProbeRequest? At(string now) => RequestBuilder.For(listing, Publisher, DateTimeOffset.Parse(now, null));
    }

    [Test]
    public void Release_pages_are_not_asked_for_by_themselves() => Assert.That(RequestBuilder.For(Samples.Pages(), Publisher, Now), Is.Null);

    [TestCase("https://www.stats.gov.cn/sj/zxfb/", 1, "https://www.stats.gov.cn/sj/zxfb/index_1.html")]
    [TestCase("https://www.stats.gov.cn/sj/zxfb/index.html", 66, "https://www.stats.gov.cn/sj/zxfb/index_66.html")]
    [TestCase("https://www.stats.gov.cn/sj/zxfb/index.html", 0, "https://www.stats.gov.cn/sj/zxfb/index.html")]
    public void Further_pages_of_a_listing_lie_beside_the_first(string first, int page, string expected) =>
        Assert.That(RequestBuilder.PageOf(Samples.Listing(), new("GET", first), page).Url, Is.EqualTo(expected));

    [Test]
    public void A_listing_of_one_page_has_no_second() =>
        Assert.That(() => RequestBuilder.PageOf(Samples.Pages(), new("GET", "https://www.stats.gov.cn/"), 1), Throws.ArgumentException);
}
