using DataBlackHole.Core.Judging;
using Microsoft.AspNetCore.Http;

namespace DataBlackHole.Tests.Vantages;

/// <summary>A site that answers two proxies differently, looked at through both, up to the record.</summary>
[Category("Slow")]
public sealed class ComparedVantagesTests
{
    private static IEnumerable<TestCaseData> Answers()
    {
        yield return Case("404", Status(404), Reason.NotFoundThere);
        yield return Case("403", Status(403), Reason.AccessRefused);
        yield return Case("redirect", context => Redirect(context, "https://oversea.portal.example/"), Reason.RedirectedElsewhere);
        yield return Case("time-out", context => Task.Delay(TimeSpan.FromSeconds(10), context.RequestAborted), Reason.NoAnswerInTime);
        yield return Case("reset", Cut, Reason.ConnectionsReset);
        yield return Case("login", Login, Reason.LoginAskedFor);
        yield return Case("refusal text", Refuse, Reason.RefusalShown);
    }

    [TestCaseSource(nameof(Answers))]
    public async Task A_service_that_answers_one_vantage_only_is_restricted_and_the_flip_says_how(object answer, Reason reason)
    {
        await using var site = await ComparedSite.StartAsync();
        await site.LookAsync();
        Assert.That((await site.StateAsync()).Status, Is.EqualTo(SeriesStatus.Open));

        site.Abroad = (RequestDelegate)answer;
        await site.LookAsync(4);

        var state = await site.StateAsync();
        var flip = (await site.FlipsAsync()).Single(f => f.To == "Restricted");
        Assert.That((state.Status, state.Reason, state.Visibility), Is.EqualTo((SeriesStatus.Restricted, reason, Visibility.Clear)), flip.Detail);
        Assert.That((flip.From, flip.Reason), Is.EqualTo(("Open", reason)));
        Assert.That(flip.Detail, Does.Contain("from home (CN): reached").And.Contain("from abroad (DE):"));
        Assert.That(await site.VantagesAsync(), Is.EqualTo(["home", "abroad"]));

        site.Abroad = ComparedSite.WritePage;
        await site.LookAsync(2);
        Assert.That((await site.StateAsync()).Status, Is.EqualTo(SeriesStatus.Open));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_killed_proxy_makes_us_blind_and_the_service_nothing(bool swapped)
    {
        await using var site = await ComparedSite.StartAsync(swapped);
        await site.LookAsync();
        await site.KillAbroadAsync();
        await site.LookAsync(5);

        var state = await site.StateAsync();
        Assert.That((state.Status, state.Visibility, state.BlindChannel!.Reason), Is.EqualTo((SeriesStatus.Open, Visibility.Blind, BlindReason.OwnNetwork)));
        Assert.That(state.BlindChannel.Source, Is.EqualTo("portal@abroad"));
        Assert.That((await site.FlipsAsync()).Select(f => f.To), Is.EqualTo(["Open", "Blind"]));
        Assert.That(site.Served.Values, Is.All.GreaterThan(0));
    }

    private static TestCaseData Case(string name, RequestDelegate answer, Reason reason) => new TestCaseData(answer, reason).SetArgDisplayNames(name);

    private static RequestDelegate Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync("no");
    };

    private static Task Redirect(HttpContext context, string target)
    {
        context.Response.Redirect(target);
        return Task.CompletedTask;
    }

    private static Task Cut(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static Task Login(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/tongyiLogin")) return Redirect(context, "/tongyiLogin/authorize");
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync("<!DOCTYPE html><html><head><title>登录</title></head><body><form>用户名 密码</form></body></html>");
    }

    private static Task Refuse(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync("<!DOCTYPE html><html><head><title>提示</title></head><body><p>海外用户无法访问本网站，敬请谅解。谢谢您的理解与支持。</p></body></html>");
    }
}
