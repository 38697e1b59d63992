using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using DataBlackHole.Core.Judging;
using Microsoft.AspNetCore.Http;

namespace DataBlackHole.Tests.Vantages;

/// <summary>
/// What a hostile site can send, through a real connection up to the record: every look ends in time and within memory, and leaves
/// nothing behind but itself. The server that sends it runs in the same process, so the figures are upper bounds.
/// </summary>
[NonParallelizable]
[Category("Slow")]
public sealed class HostileSiteTests
{
    private const int Megabyte = 1024 * 1024;

    private static IEnumerable<TestCaseData> Answers()
    {
        yield return Case("a body of 1 GB", BodyOfOneGigabyte);
        yield return Case("a gzip bomb of 1 GB", GzipBomb);
        yield return Case("an endless redirect", context => Redirect(context, $"/portal?{context.Request.Query.Count}{Guid.NewGuid():N}"));
        yield return Case("a redirect to a link-local address", context => Redirect(context, "http://169.254.169.254/latest/meta-data/"));
        yield return Case("a redirect to another private address", context => Redirect(context, "http://10.0.0.1/"));
        // That no answer came in time is a fact about the vantage beside one that was answered; it takes more looks to count.
        yield return Case("a body that drips", Drip, Visibility.Clear);
        yield return Case("100,000 nested tags", context => Html(context, $"<html><body>{string.Concat(Enumerable.Repeat("<div>", 100_000))}<main id=\"portal\">"));
        yield return Case("invalid UTF-8", context => Bytes(context, "text/html; charset=utf-8", [.. "<html><main id=\"portal\">"u8, 0xC3, 0x28, 0xA0, 0xA1, 0xE2, 0x28, 0xA1, 0xF0, 0x28, 0x8C, 0xBC, .. Enumerable.Repeat((byte)0xFE, 4000)]));
        yield return Case("NUL bytes", context => Bytes(context, "text/html", new byte[100_000]));
        yield return Case("a JSON string of 50 MB", JsonString);
        yield return Case("a flood of headers", HeaderFlood);
    }

    [TestCaseSource(nameof(Answers))]
    public async Task A_hostile_answer_leaves_nothing_but_a_failed_look(object answer, Visibility sight)
    {
        await using var site = await ComparedSite.StartAsync();
        await site.LookAsync();
        site.Abroad = (RequestDelegate)answer;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = before;
        var started = Stopwatch.GetTimestamp();
        await using (TimeProvider.System.CreateTimer(_ => peak = Math.Max(peak, GC.GetTotalMemory(false)), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(5)))
        {
            await site.LookAsync();
        }
        var took = Stopwatch.GetElapsedTime(started);
        await TestContext.Progress.WriteLineAsync($"{TestContext.CurrentContext.Test.Name}: {took.TotalSeconds:0.0} s, at most {(peak - before) / (double)Megabyte:0} MB more");

        var state = await site.StateAsync();
        Assert.That((state.Status, state.Visibility), Is.EqualTo((SeriesStatus.Open, sight)));
        Assert.That((await site.FlipsAsync()).Select(f => f.To), Is.EqualTo(sight == Visibility.Blind ? ["Open", "Blind"] : new[] { "Open" }));
        Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(15)));
        Assert.That(peak - before, Is.LessThan(300L * Megabyte));
    }

    private static TestCaseData Case(string name, RequestDelegate answer, Visibility sight = Visibility.Blind) => new TestCaseData(answer, sight).SetArgDisplayNames(name);

    private static async Task BodyOfOneGigabyte(HttpContext context)
    {
        context.Response.ContentType = "text/html";
        var block = new byte[Megabyte];
        for (var sent = 0; sent < 1024 && !context.RequestAborted.IsCancellationRequested; sent++) await context.Response.Body.WriteAsync(block, context.RequestAborted);
    }

    private static async Task GzipBomb(HttpContext context)
    {
        context.Response.ContentType = "text/html";
        context.Response.Headers.ContentEncoding = "gzip";
        await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
        var block = new byte[Megabyte];
        for (var sent = 0; sent < 1024 && !context.RequestAborted.IsCancellationRequested; sent++) await gzip.WriteAsync(block, context.RequestAborted);
    }

    private static async Task Drip(HttpContext context)
    {
        context.Response.ContentType = "text/html";
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync("<"u8.ToArray(), context.RequestAborted);
            await Task.Delay(100, context.RequestAborted);
        }
    }

    private static async Task JsonString(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("{\"a\":\"");
        var block = Encoding.ASCII.GetBytes(new string('x', Megabyte));
        for (var sent = 0; sent < 50; sent++) await context.Response.Body.WriteAsync(block, context.RequestAborted);
        await context.Response.WriteAsync("\"}");
    }

    private static Task HeaderFlood(HttpContext context)
    {
        for (var header = 0; header < 2000; header++) context.Response.Headers[$"X-Flood-{header}"] = new string('y', 100);
        return ComparedSite.WritePage(context);
    }

    private static Task Redirect(HttpContext context, string target)
    {
        context.Response.Redirect(target);
        return Task.CompletedTask;
    }

    private static Task Html(HttpContext context, string text)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(text);
    }

    private static async Task Bytes(HttpContext context, string type, byte[] body)
    {
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(body);
    }
}
