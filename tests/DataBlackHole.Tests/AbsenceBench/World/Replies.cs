using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace DataBlackHole.Tests.AbsenceBench.World;

/// <summary>What can come back instead of the document. Bodies are constructed in the likeness of real ones.</summary>
internal static class Replies
{
    public const string Wzws = "<html><head><script>eval(function(p,a,c,k,e,r){return p}('var wzwschallenge=\"RANDOMSTR1\";location=\"/WZWSREL3p4Zi9pbmRleC5odG1s\"'))</script></head><body></body></html>";
    public const string Ruishu = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=63212;</script></head><body></body></html>";
    public const string Jiasule = "<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_')+'=1;path=/';location.href=location.pathname</script>";
    public const string Captcha = "<!DOCTYPE html><html><head><title>安全验证</title></head><body><p>请完成拼图</p></body></html>";
    public const string Soft404 = "<!DOCTYPE html><html><head><title>404 页面不存在</title></head><body><p>您访问的页面不存在</p></body></html>";
    public const string Maintenance = "<!DOCTYPE html><html><head><title>通知</title></head><body><p>系统维护升级中，请稍后访问，给您带来的不便敬请谅解。</p></body></html>";
    public const string OverseasRefused = "<!DOCTYPE html><html><head><title>提示</title></head><body><p>海外用户无法访问本网站，敬请谅解。谢谢您的理解与支持。</p></body></html>";

    private static readonly Encoding Gb18030 = Registered();

    public static Func<Exchange, CancellationToken, ValueTask<Answer>> Text(int status, string body, string type = "text/html; charset=utf-8") =>
        Of(e => new Answer(status, Encoding.UTF8.GetBytes(body), type) { Date = e.Now });

    public static Func<Exchange, CancellationToken, ValueTask<Answer>> Redirect(string to) => Of(_ => new Answer(302, []) { Location = to });

    public static Func<Exchange, CancellationToken, ValueTask<Answer>> AskToWait(int seconds) => Of(_ => new Answer(503, "busy"u8.ToArray()) { RetryAfterSeconds = seconds });

    /// <summary>A redirect to a login page of the same site.</summary>
    public static Func<Exchange, CancellationToken, ValueTask<Answer>> LoginWall() => Of(e =>
        e.Request.RequestUri!.AbsolutePath.StartsWith("/tongyiLogin/", StringComparison.Ordinal)
            ? new Answer(200, Encoding.UTF8.GetBytes("<!DOCTYPE html><html><head><title>登录</title></head><body><form>用户名 密码</form></body></html>"))
            : new Answer(302, []) { Location = "/tongyiLogin/authorize" });

    /// <summary>The document as it was at another moment; <paramref name="honest"/> when its Date header says so.</summary>
    public static Func<Exchange, CancellationToken, ValueTask<Answer>> CopyOf(DateTimeOffset moment, bool honest) =>
        Of(e => e.Usual(moment) with { Date = honest ? moment : e.Now });

    /// <summary>The first part of the document; <paramref name="announced"/> when its length was announced whole.</summary>
    public static Func<Exchange, CancellationToken, ValueTask<Answer>> CutOff(bool announced) => Of(e =>
    {
        var whole = e.Usual(e.Now);
        return whole with { Body = whole.Body[..(whole.Body.Length * 2 / 3)], AnnouncedLength = announced ? whole.Body.Length : null, ETag = null };
    });

    /// <summary>The document in another encoding than the one it declares.</summary>
    public static Func<Exchange, CancellationToken, ValueTask<Answer>> WrongCharset() => Of(e =>
    {
        var whole = e.Usual(e.Now);
        return whole with { Body = Gb18030.GetBytes(Encoding.UTF8.GetString(whole.Body)), ETag = null };
    });

    /// <summary>The document in GB18030, and declared so.</summary>
    public static Func<Exchange, CancellationToken, ValueTask<Answer>> InGb18030() => Of(e =>
    {
        var whole = e.Usual(e.Now);
        var text = Encoding.UTF8.GetString(whole.Body).Replace("charset=\"utf-8\"", "charset=\"gb2312\"", StringComparison.Ordinal);
        return whole with { Body = Gb18030.GetBytes(text), ContentType = "text/html", ETag = null };
    });

    /// <summary>The document after so much time.</summary>
    public static Func<Exchange, CancellationToken, ValueTask<Answer>> After(TimeSpan wait) => async (e, token) =>
    {
        await e.Clock.WaitAsync(wait, token);
        return e.Usual(e.Now);
    };

    /// <summary>Something else every so many requests, the document otherwise.</summary>
    public static Func<Exchange, CancellationToken, ValueTask<Answer>> Every(int count, Func<Exchange, CancellationToken, ValueTask<Answer>> reply) =>
        (e, token) => e.Number % count == 0 ? reply(e, token) : ValueTask.FromResult(e.Usual(e.Now));

    public static Func<Exchange, CancellationToken, ValueTask<Answer>> NoDns() =>
        Throw(new HttpRequestException(HttpRequestError.NameResolutionError, "Name or service not known", new SocketException((int)SocketError.HostNotFound)));

    public static Func<Exchange, CancellationToken, ValueTask<Answer>> CertificateExpired() =>
        Throw(new HttpRequestException(HttpRequestError.SecureConnectionError, "The SSL connection could not be established", new AuthenticationException("NotTimeValid")));

    public static Func<Exchange, CancellationToken, ValueTask<Answer>> NetworkDown() =>
        Throw(new HttpRequestException(HttpRequestError.ConnectionError, "Network is unreachable", new SocketException((int)SocketError.NetworkUnreachable)));

    public static Func<Exchange, CancellationToken, ValueTask<Answer>> Reset() =>
        Throw(new HttpRequestException(HttpRequestError.ConnectionError, "reset", new SocketException((int)SocketError.ConnectionReset)));

    private static Func<Exchange, CancellationToken, ValueTask<Answer>> Of(Func<Exchange, Answer> answer) => (e, _) => ValueTask.FromResult(answer(e));

    private static Func<Exchange, CancellationToken, ValueTask<Answer>> Throw(Exception exception) => (_, _) => ValueTask.FromException<Answer>(exception);

    private static Encoding Registered()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030");
    }
}
