using System.Collections.Immutable;
using System.Text;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Tests.Interpreting;

/// <summary>One constructed page for each recogniser of config/recognisers.yaml, in the likeness of what was reported. None is a copy.</summary>
internal static class WallSamples
{
    private const string Anywhere = "https://www.example.com/page.html";
    private const string Prose = "<p>一段足够长的文字，使它不会被当作空壳页面，也没有任何标记可供识别，仅此而已，仅此而已，仅此而已。</p>";

    public static IReadOnlyList<(string Recogniser, FailureKind Kind, Capture Capture)> All { get; } =
    [
        Of("wzws", FailureKind.Challenge, Bare("<script>var dynamicurl=\"/WZWSREL3NqL2luZGV4Lmh0bWw=\";var wzwschallenge=\"R1\";</script>")),
        Of("wzws", FailureKind.Challenge, Bare("<script>var WZWS_CHARSET='utf-8';</script><noscript>Please enable JavaScript and refresh the page</noscript>")),
        Of("wzws", FailureKind.Challenge, Bare("<script src=\"/wzws-waf-cgi/jquery.js\"></script>")),
        Of("wzws-sentence", FailureKind.Challenge, Bare("<noscript><p>请开启JavaScript并刷新该页.</p></noscript>")),
        Of("ruishu", FailureKind.Challenge, Bare("<meta id=\"x\" content=\"y\" r=\"m\"><script r='m'>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=1;</script>"), 412),
        Of("ruishu", FailureKind.Challenge, Bare("<script r='m'>$_ts=window['$_ts'];</script>"), 202),
        Of("ruishu", FailureKind.Challenge, Bare("<script>window['$_ts'].cd='abc'</script>")),
        Of("jiasule-first", FailureKind.Challenge, "<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_')+'=1';location.href=location.pathname+location.search</script>", 521),
        Of("jiasule-second", FailureKind.Challenge, Bare("<script>go({\"bts\":[\"1\"],\"tn\":\"__jsl_clearance_s\",\"vt\":\"3600\"})</script>"), 521),
        Of("jiasule-status", FailureKind.Challenge, "<script>var written='anew'</script>", 521),
        Of("aliyun-acw", FailureKind.Challenge, Bare("<script>var arg1='0123456789ABCDEF0123456789ABCDEF01234567';</script>")),
        Of("aliyun-cookie", FailureKind.Challenge, Bare("<script>setCookie('acw_sc__v2', x)</script>")),
        Of("cnki-verify-address", FailureKind.Captcha, Prose, finalUrl: "https://kns.cnki.net/verify/home?captchaType=blockPuzzle"),
        Of("cnki-verify", FailureKind.Captcha, "<html><head><title>安全验证</title></head><body><div id=\"c\"></div></body></html>"),
        Of("tianyancha-captcha-address", FailureKind.Captcha, Prose, finalUrl: "https://antirobot.tianyancha.com/captcha/verify?return_url=x"),
        Of("tianyancha-captcha", FailureKind.Captcha, "<html><head><title>天眼查校验</title></head><body>我们只是确认一下你不是机器人</body></html>"),
        Of("wenshu-rate-limit", FailureKind.Captcha, "<html><body>您的访问频次超出正常访问范围，为保障网站稳定运行，请输入验证码后继续查看</body></html>"),
        Of("json-must-login", FailureKind.LoginWall, "{\"state\":\"warn\",\"message\":\"mustlogin\",\"errorCode\":1}"),
        Of("wenshu-login-address", FailureKind.LoginWall, Prose, finalUrl: "https://wenshu.court.gov.cn/tongyiLogin/authorize"),
        Of("cnki-overseas-address", FailureKind.GeoRefusal, Prose, finalUrl: "https://chn.oversea.cnki.net/index/"),
        Of("overseas-refused", FailureKind.GeoRefusal, $"<html><body>海外用户无法访问本网站，敬请谅解。{Prose}</body></html>"),
        Of("nbs-url-acl", FailureKind.Refused, "<html><body>Client IP: 203.0.113.1<br>reason:UrlACL</body></html>", 403),
        Of("telecom-waf", FailureKind.Refused, "<html><body>电信云防护：您的请求已被拦截</body></html>", 405),
        Of("maintenance", FailureKind.Maintenance, $"<html><body>系统正在维护中{Prose}</body></html>"),
        Of("soft-404", FailureKind.NotFound, "<html><head><title>404 页面不存在</title></head><body>您访问的页面不存在</body></html>"),
        Of("json-unsuccessful", FailureKind.ApiError, "{\"code\":9,\"success\":false}"),
        Of("cnki-search-shell", FailureKind.ShellPage, $"<html><head><title>检索-中国知网</title></head><body><div id=\"ModuleSearchResult\"></div>{Prose}</body></html>"),
        Of("meta-refresh", FailureKind.ShellPage, "<html><head><meta http-equiv=\"refresh\" content=\"0;url=/new/\"></head><body></body></html>"),
        Of("script-redirect", FailureKind.ShellPage, Bare("<script>location.replace('/new/')</script>")),
    ];

    /// <summary>Constructed ordinary pages that carry the words and scripts of challenges and captchas.</summary>
    public static IReadOnlyList<Capture> Ordinary { get; } =
    [
        .. All.Where(w => w.Kind is FailureKind.Challenge or FailureKind.Captcha && w.Capture.Measurement.Redirects.IsEmpty)
            .Select(w => Captures.Of(SampleCatalogue.PageUrl, SamplePages.Page(body: Inside(w.Capture) + string.Concat(Enumerable.Repeat(Prose, 30))))),
    ];

    /// <summary>What a wall consists of, as a part of another page.</summary>
    private static string Inside(Capture wall)
    {
        var text = Encoding.UTF8.GetString(wall.Body.Span);
        foreach (var tag in (string[])["html", "head", "body"]) text = text.Replace($"{tag}>", "div>", StringComparison.Ordinal);
        return text.Replace("title>", "b>", StringComparison.Ordinal).Replace("<!DOCTYPE div>", "", StringComparison.Ordinal);
    }

    private static (string, FailureKind, Capture) Of(string recogniser, FailureKind kind, string body, int status = 200, string? finalUrl = null)
    {
        var capture = Captures.Of(Anywhere, body, status);
        return (recogniser, kind, finalUrl is null ? capture : capture with { Measurement = capture.Measurement with { Redirects = ImmutableArray.Create(finalUrl) } });
    }

    private static string Bare(string script) => $"<!DOCTYPE html><html><head>{script}</head><body></body></html>";
}
