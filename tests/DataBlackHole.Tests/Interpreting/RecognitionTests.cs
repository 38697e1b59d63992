using System.Text;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Interpreting;

namespace DataBlackHole.Tests.Interpreting;

public sealed class RecognitionTests
{
    private const string Cpi = "2023年5月份居民消费价格同比上涨0.2%";

    [Test]
    public void A_failed_fetch_gives_no_fact_whatever_its_body()
    {
        var capture = Captures.Of(SampleCatalogue.PageUrl, SamplePages.Page());
        var failed = capture with { Measurement = capture.Measurement with { Failure = new ProbeFailure(FailureKind.Timeout, ProbeOperation.Exchange, "60 s") } };
        var reading = Captures.Read("pages", failed);
        Assert.That((reading.Capture, reading.Observations.Length), Is.EqualTo((failed, 0)));
    }

    [TestCase("")]
    [TestCase(" \r\n\t\0 ")]
    [TestCase("\uFEFF\n")]
    public void An_empty_body_is_an_empty_body(string body)
    {
        Assert.That(Captures.FailureOf(Captures.Read("pages", Captures.Of(SampleCatalogue.PageUrl, body))), Is.EqualTo(FailureKind.EmptyBody));
        Assert.That(Captures.FailureOf(Captures.Read("db-youth", Captures.Of(SampleCatalogue.DatabaseUrl, body))), Is.EqualTo(FailureKind.EmptyBody));
    }

    [Test]
    public void A_304_without_its_body_says_nothing() =>
        Assert.That(Captures.FailureOf(Captures.Read("pages", Captures.Of(SampleCatalogue.PageUrl, "", status: 304))), Is.Null);

    [TestCase("text/html; charset=gb2312", "")]
    [TestCase("text/html; charset=GBK", "")]
    [TestCase("text/html", "gb18030")]
    [TestCase("text/html; charset=ISO-8859-1", "gb2312")]
    [TestCase(null, "")]
    public void A_page_in_GB18030_is_read(string? contentType, string declared)
    {
        var page = SamplePages.OlderPage(Cpi, "2023/06/09 09:30").Replace("<meta charset=\"UTF-8\">", declared.Length == 0 ? "" : $"<meta charset=\"{declared}\">", StringComparison.Ordinal);
        Assert.That(TitleOf(Captures.Read("pages", Captures.Of(SampleCatalogue.PageUrl, Gb18030(page), contentType: contentType))), Is.EqualTo(Cpi));
    }

    [Test]
    public void A_page_that_calls_its_UTF8_GB2312_is_read()
    {
        var capture = Captures.Of(SampleCatalogue.PageUrl, SamplePages.OlderPage(Cpi, "2023/06/09 09:30"), contentType: "text/html; charset=gb2312");
        Assert.That(TitleOf(Captures.Read("pages", capture)), Is.EqualTo(Cpi));
    }

    [Test]
    public void A_page_with_a_byte_order_mark_is_read()
    {
        byte[] body = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(SamplePages.OlderPage(Cpi, "2023/06/09 09:30"))];
        Assert.That(TitleOf(Captures.Read("pages", Captures.Of(SampleCatalogue.PageUrl, body, contentType: null))), Is.EqualTo(Cpi));
    }

    [TestCase("text/html; charset=utf-8", true)]
    [TestCase(null, false)]
    public void Bytes_that_are_no_text_are_a_bad_encoding(string? contentType, bool isDeclared)
    {
        var page = SamplePages.OlderPage(Cpi, "2023/06/09 09:30").Replace("<meta charset=\"UTF-8\">", "", StringComparison.Ordinal);
        byte[] body = isDeclared ? Gb18030(page) : [.. Encoding.ASCII.GetBytes("<html>"), 0xFF, 0xFF, 0x80, 0x20];
        Assert.That(Captures.FailureOf(Captures.Read("pages", Captures.Of(SampleCatalogue.PageUrl, body, contentType: contentType))), Is.EqualTo(FailureKind.BadEncoding));
    }

    [Test]
    public void A_page_cut_anywhere_gives_no_fact()
    {
        var page = Encoding.UTF8.GetBytes(SamplePages.Page(mobile: "<p>重复的正文</p>"));
        Assert.That(Captures.Read("pages", Captures.Of(SampleCatalogue.PageUrl, page)).Observations, Is.Not.Empty);
        for (var length = 1; length <= page.Length - "</body></html>".Length; length++)
        {
            var reading = Captures.Read("pages", Captures.Of(SampleCatalogue.PageUrl, page[..length]));
            Assert.That(reading.Observations, Is.Empty, $"{length} bytes");
            Assert.That(Captures.FailureOf(reading), Is.Not.Null, $"{length} bytes");
        }
        Assert.That(Captures.FailureOf(Captures.Read("pages", Captures.Of(SampleCatalogue.PageUrl, page[..(page.Length / 2)]))), Is.EqualTo(FailureKind.Truncated));
    }

    [TestCase("</body>")]
    [TestCase("</BODY></HTML>\n")]
    [TestCase("</body></html><!-- cached --><script>var a = '</div>';</script>\0\n")]
    public void A_sloppy_end_is_an_end(string end) =>
        Assert.That(Captures.Read("pages", Captures.Of(SampleCatalogue.PageUrl, SamplePages.Page(end: end))).Observations, Is.Not.Empty);

    [TestCase("</html><div>more, and then nothing")]
    [TestCase("</html><!-- cut")]
    public void A_page_inside_a_page_does_not_hide_a_cut(string end) =>
        Assert.That(Captures.FailureOf(Captures.Read("pages", Captures.Of(SampleCatalogue.PageUrl, SamplePages.Page(end: end)))), Is.EqualTo(FailureKind.Truncated));

    [Test]
    public void Anchors_alone_decide_and_markers_of_a_wall_do_not_undo_them()
    {
        const string markers = "<script>$_ts=window['$_ts'];/*/WZWSREL acw_sc__v2*/</script><noscript>请开启JavaScript并刷新该页.</noscript><p>请输入验证码 安全验证</p>";
        Assert.That(Captures.FailureOf(Captures.Read("pages", Captures.Of(SampleCatalogue.PageUrl, SamplePages.Page(body: markers)))), Is.Null);
    }

    [TestCase("<html><body><p>本栏目改版，请从首页进入，查看最新发布的全部统计数据和分析文章，谢谢您长期以来的关注与支持！欢迎提出意见。</p></body></html>", FailureKind.AnchorMissing)]
    [TestCase("<html><body><div id=\"app\"></div><script src=\"/app.js\"></script></body></html>", FailureKind.ShellPage)]
    [TestCase("<html><head><meta http-equiv=\"refresh\" content=\"0;url=/new/\"></head><body></body></html>", FailureKind.ShellPage)]
    [TestCase("<html><body><script>location.replace('/new/')</script></body></html>", FailureKind.ShellPage)]
    [TestCase("<html><head><title>404 Not Found</title></head><body>404</body></html>", FailureKind.NotFound)]
    [TestCase("<html><body><p>很抱歉，您访问的页面不存在或已删除</p></body></html>", FailureKind.NotFound)]
    [TestCase("<html><body><p>网站维护升级提示：即日起暂停所有线上服务</p></body></html>", FailureKind.Maintenance)]
    [TestCase("<html><body><p>海外用户无法访问本站</p></body></html>", FailureKind.GeoRefusal)]
    [TestCase("<html><head><title>安全验证</title></head><body><div id=\"c\"></div></body></html>", FailureKind.Captcha)]
    [TestCase("<html><head><title>天眼查校验</title></head><body>我们只是确认一下你不是机器人</body></html>", FailureKind.Captcha)]
    [TestCase("<html><body><script>var arg1='0123456789ABCDEF0123456789ABCDEF01234567';setCookie('acw_sc__v2')</script></body></html>", FailureKind.Challenge)]
    [TestCase("{\"a\":1}", FailureKind.WrongType)]
    [TestCase("%PDF-1.7 1 0 obj", FailureKind.WrongType)]
    public void A_page_that_is_not_the_wanted_one_says_what_it_is(string body, FailureKind kind) =>
        Assert.That(Captures.FailureOf(Captures.Read("listing", Captures.Of(SampleCatalogue.ListingUrl, body))), Is.EqualTo(kind));

    [TestCase("https://kns.cnki.net/verify/home?captchaType=blockPuzzle", FailureKind.Captcha)]
    [TestCase("https://antirobot.tianyancha.com/captcha/verify?return_url=x", FailureKind.Captcha)]
    [TestCase("https://chn.oversea.cnki.net/index/", FailureKind.GeoRefusal)]
    [TestCase("https://wenshu.court.gov.cn/tongyiLogin/authorize", FailureKind.LoginWall)]
    public void A_wall_is_known_by_the_address_it_redirects_to(string finalUrl, FailureKind kind)
    {
        var capture = Captures.Of("https://kns.cnki.net/kns8s/", "<html><body><p>一段足够长的文字，使它不会被当作空壳页面，也没有任何标记可供识别，仅此而已，仅此而已。</p></body></html>");
        var redirected = capture with { Measurement = capture.Measurement with { Redirects = [finalUrl] } };
        Assert.That(Captures.FailureOf(Captures.Read("cnki", redirected)), Is.EqualTo(kind));
    }

    [TestCase(404, FailureKind.NotFound)]
    [TestCase(410, FailureKind.NotFound)]
    [TestCase(405, FailureKind.Refused)]
    [TestCase(412, FailureKind.UnexpectedStatus)]
    [TestCase(429, FailureKind.Throttled)]
    [TestCase(503, FailureKind.ServerError)]
    public void A_full_page_under_a_refusing_status_is_no_page(int status, FailureKind kind)
    {
        var reading = Captures.Read("pages", Captures.Of(SampleCatalogue.PageUrl, SamplePages.Page(), status));
        Assert.That((Captures.FailureOf(reading), reading.Observations.Length), Is.EqualTo(((FailureKind?)kind, 0)));
    }

    [TestCase(412, "<html><body><script>$_ts=window['$_ts'];</script></body></html>", FailureKind.Challenge)]
    [TestCase(521, "<script>var x='rewritten once more'</script>", FailureKind.Challenge)]
    [TestCase(403, "<html><body>Client IP: 203.0.113.1<br>eventID: 1-waf-2<br>reason:UrlACL</body></html>", FailureKind.Refused)]
    [TestCase(403, "<html><body>系统正在维护中</body></html>", FailureKind.Maintenance)]
    public void The_body_of_a_refusal_says_more_than_its_status(int status, string body, FailureKind kind) =>
        Assert.That(Captures.FailureOf(Captures.Read("db-youth", Captures.Of(SampleCatalogue.DatabaseUrl, body, status))), Is.EqualTo(kind));

    [Test]
    public void A_page_of_which_presence_is_watched_is_present_or_not()
    {
        const string found = "<html><body><table class=\"result-table-list\"><tr><td>1</td></tr></table></body></html>";
        Assert.That(Captures.FailureOf(Captures.Read("cnki", Captures.Of("https://kns.cnki.net/kns8s/", found))), Is.Null);
        Assert.That(Captures.FailureOf(Captures.Read("cnki", Captures.Of("https://kns.cnki.net/kns8s/", found.Replace("result-table-list", "other", StringComparison.Ordinal)))), Is.Not.Null);
    }

    [TestCase("div > a.x@href", null)]
    [TestCase("@title", null)]
    [TestCase("a[href*='@']", null)]
    [TestCase("", "the selector is empty")]
    [TestCase("div >> [", "'div >> [' is not a CSS selector")]
    public void A_selector_is_checked_as_it_is_used(string selector, string? problem) => Assert.That(Selection.Problem(selector), Is.EqualTo(problem));

    private static string? TitleOf(Reading reading) => reading.Observations.Select(o => o.Title).SingleOrDefault();

    private static byte[] Gb18030(string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030").GetBytes(text);
    }
}
