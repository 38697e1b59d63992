using System.Diagnostics;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Serving.Answering;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DataBlackHole.Service.Tests.Serving;

/// <summary>
/// 500 series with ten years of months, asked 500 times a second while something is recorded every second, so that no finished answer lasts
/// longer than that. Beside it, in the same run, an address that does nothing.
/// </summary>
[Explicit("takes minutes and wants a quiet machine")]
[Category("Slow")]
public sealed class SpeedTests
{
    private const int SeriesCount = 500;
    private const int Months = 120;
    private const int PerSecond = 500;
    private const int Seconds = 10;

    [Test]
    public async Task Lists_are_answered_within_ten_milliseconds_and_what_did_not_change_within_two()
    {
        await using var served = await ServedMonitor.StartAsync(s => s with { Api = new ApiSettings(10_000_000) }, Enlarged);
        await FillAsync(served);
        await using var empty = await EmptyAsync();
        using var nothing = new HttpClient { BaseAddress = new Uri(empty.Urls.Single()) };
        var addresses = Enumerable.Range(0, SeriesCount).Select(i => $"/api/v1/releases?series={Key(i)}&limit=100")
            .Concat(["/api/v1/series?limit=100", "/api/v1/releases?limit=100", "/api/v1/flips?limit=100"]).ToArray();
        await RunAsync(nothing, _ => Get("/"), 2);
        var none = await RunAsync(nothing, _ => Get("/"), Seconds);
        await RunAsync(served.Client, i => Get(addresses[i % addresses.Length]), 3);
        using var stop = new CancellationTokenSource();
        var writing = WriteAsync(served, stop.Token);
        var lists = await RunAsync(served.Client, i => Get("/api/v1/series?limit=100"), Seconds);
        var many = await RunAsync(served.Client, i => Get(addresses[i % addresses.Length]), Seconds);
        await stop.CancelAsync();
        await writing;
        using var one = await served.Client.GetAsync(new Uri("/api/v1/series?limit=100", UriKind.Relative));
        var unchanged = await RunAsync(served.Client, _ => Get("/api/v1/series?limit=100", one.Headers.ETag!.ToString()), Seconds);

        await TestContext.Out.WriteLineAsync($"empty endpoint      {Told(none)}");
        await TestContext.Out.WriteLineAsync($"one list            {Told(lists)}  ratio of medians {Percentile(lists, 50) / Percentile(none, 50):0.0}");
        await TestContext.Out.WriteLineAsync($"503 different lists {Told(many)}  ratio of medians {Percentile(many, 50) / Percentile(none, 50):0.0}");
        await TestContext.Out.WriteLineAsync($"304                 {Told(unchanged)}  ratio of medians {Percentile(unchanged, 50) / Percentile(none, 50):0.0}");
        Assert.That(Percentile(lists, 99), Is.LessThanOrEqualTo(10));
        Assert.That(Percentile(many, 99), Is.LessThanOrEqualTo(10));
        Assert.That(Percentile(unchanged, 50), Is.LessThanOrEqualTo(2));
    }

    private static MonitorCatalogue Enlarged(MonitorCatalogue shipped)
    {
        var sample = shipped.Series[FilledMonitor.Cpi];
        return new MonitorCatalogue(
            shipped.Hash, shipped.Publishers.Values, shipped.Sources.Values, [.. shipped.Series.Values, .. Enumerable.Range(0, SeriesCount).Select(i => sample with { Key = Key(i) })],
            shipped.Recognisers, shipped.Notices, shipped.History, shipped.Vantages.Values);
    }

    private static async Task FillAsync(ServedMonitor served)
    {
        var months = Enumerable.Range(0, Months).Select(m => ReferencePeriod.Month(2016 + m / 12, 1 + m % 12)).ToList();
        foreach (var some in Enumerable.Range(0, SeriesCount).Chunk(50))
        {
            var judged = some.Select(i => new JudgedSeries(0, new Verdict(
                new SeriesState { Series = Key(i), Status = SeriesStatus.Current, LastPeriod = months[^1], Reason = Reason.Found },
                [.. months.Select((m, at) => FilledMonitor.Published(m, $"1{at}.{i % 10}", "2026-11-01T02:00Z"))],
                [],
                [.. months.Select(m => FilledMonitor.Flip(Key(i), FlipAxis.Release, m, "Due", "Published", Reason.Found, $"{m.End:yyyy-MM-dd}T02:00Z"))])));
            var outcome = await served.Store.RecordPassedTimeAsync([.. judged], FilledMonitor.At("2026-11-01T02:00Z"));
            Assert.That(outcome.IsConflict, Is.False);
        }
    }

    private static async Task WriteAsync(ServedMonitor served, CancellationToken stopping)
    {
        for (var second = 0; !stopping.IsCancellationRequested; second++)
        {
            await FilledMonitor.RecordAsync(served, FilledMonitor.Prices, SeriesStatus.Current, ReferencePeriod.Month(2026, 10), "2026-11-20T02:00Z", [],
                FilledMonitor.Flip(FilledMonitor.Prices, FlipAxis.Series, null, "Late", "Current", Reason.CaughtUp, $"2026-11-20T02:{second / 60:00}:{second % 60:00}Z"));
            await Task.Delay(1000, CancellationToken.None);
        }
    }

    private static async Task<WebApplication> EmptyAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["Urls"] = "http://127.0.0.1:0";
        var app = builder.Build();
        app.MapGet("/", () => Results.Ok());
        await app.StartAsync();
        return app;
    }

    /// <summary>Sends at the pace, whether or not answers have come; milliseconds of each.</summary>
    private static async Task<double[]> RunAsync(HttpClient client, Func<int, HttpRequestMessage> request, int seconds)
    {
        var took = new double[PerSecond * seconds];
        var clock = Stopwatch.StartNew();
        var under = new List<Task>();
        for (var i = 0; i < took.Length; i++)
        {
            while (clock.ElapsedMilliseconds < i * 1000L / PerSecond) await Task.Delay(1);
            under.Add(AskAsync(i));
        }
        await Task.WhenAll(under);
        return took;

        async Task AskAsync(int index)
        {
            var begun = Stopwatch.GetTimestamp();
            using var asked = request(index);
            using var answer = await client.SendAsync(asked);
            await answer.Content.ReadAsByteArrayAsync();
            took[index] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            Assert.That((int)answer.StatusCode, Is.AnyOf(200, 304));
        }
    }

    private static HttpRequestMessage Get(string address, string? tag = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return request;
    }

    private static string Key(int number) => $"constructed-{number:000}";

    private static double Percentile(double[] took, int percent) => took.Order().ElementAt((int)Math.Ceiling(took.Length * percent / 100.0) - 1);

    private static string Told(double[] took) => $"median {Percentile(took, 50):0.00} ms  p99 {Percentile(took, 99):0.00} ms  max {took.Max():0.0} ms  ({took.Length} answers at {PerSecond}/s)";
}
