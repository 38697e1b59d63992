using System.Diagnostics;
using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Loading;
using DataBlackHole.Serving.Answering;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace DataBlackHole.Service.Tests.Serving.Pages;

/// <summary>How fast pages are over a constructed record of 500 monthly series and ten years, beside a server that does nothing.</summary>
[Explicit("takes a minute to build its record")]
[Category("Slow")]
public sealed class PageSpeedTests
{
    private const int Series = 500;
    private const int Months = 120;
    private const int MostBytes = 60 * 1024;

    private ServedMonitor _served = null!;

    [OneTimeSetUp]
    public async Task BuildAsync()
    {
        var definitions = Definitions();
        _served = await ServedMonitor.StartAsync(s => s with { Api = new ApiSettings(10_000_000) }, _ => definitions);
        foreach (var batch in definitions.Series.Values.Chunk(25))
            await _served.Store.RecordPassedTimeAsync([.. batch.Select(s => new JudgedSeries(0, Verdict(s)))], ServedMonitor.Now.AddDays(-1));
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _served.DisposeAsync();

    [TestCase("/")]
    [TestCase("/?asOf=2026-11-30T12:00:00Z")]
    [TestCase("/series/speed-0042")]
    [TestCase("/publishers/nbs")]
    [TestCase("/calendar")]
    [TestCase("/events")]
    [TestCase("/monitor")]
    public async Task A_page_is_quick_cold_and_warm(string path)
    {
        var isOverview = path == "/";
        await using var empty = await EmptyServerAsync();
        using var nothing = new HttpClient { BaseAddress = new Uri(empty.Urls.Single()) };
        var first = await TimeAsync(_served.Client, path);
        var cold = new List<double>();
        for (var n = 0; n < 20; n++)
        {
            await _served.RecordAsync(new SeriesState { Series = "speed-0001", Status = SeriesStatus.Current }, "2026-11-30T00:00Z", Flip("speed-0001", $"2026-11-29T{n:00}:00:{path.Length:00}Z"));
            cold.Add(await TimeAsync(_served.Client, path));
        }
        await RunAsync(_served.Client, path, 300);
        var warm = await RunAsync(_served.Client, path, 2000);
        await RunAsync(nothing, "/", 300);
        var baseline = await RunAsync(nothing, "/", 2000);
        var (body, answer) = await _served.FetchAsync(path, ("Accept-Encoding", "br"));
        var (zipped, _) = await _served.FetchAsync(path, ("Accept-Encoding", "gzip"));
        var (plain, _) = await _served.FetchAsync(path);

        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{path}: first {first:0} ms, cold median {At(cold, .5):0} worst {cold.Max():0} ms, warm p50 {At(warm, .5):0.00} p99 {At(warm, .99):0.00} ms, "
            + $"empty Kestrel p50 {At(baseline, .5):0.00} p99 {At(baseline, .99):0.00} ms, ratio p50 {At(warm, .5) / At(baseline, .5):0.0} p99 {At(warm, .99) / At(baseline, .99):0.0}; "
            + $"{plain.Length / 1024.0:0} kB, brotli {body.Length / 1024.0:0.0} kB, gzip {zipped.Length / 1024.0:0.0} kB"));
        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
        Assert.That(At(warm, .99), Is.LessThanOrEqualTo(20), "warm p99, ms");
        if (!isOverview) return;
        Assert.That(At(cold, .5), Is.LessThanOrEqualTo(150), "cold, ms");
        Assert.That(body, Has.Length.LessThanOrEqualTo(MostBytes));
        Assert.That(zipped, Has.Length.LessThanOrEqualTo(MostBytes));
    }

    private static async Task<double> TimeAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add("Accept-Encoding", "br");
        var start = Stopwatch.GetTimestamp();
        using var answer = await client.SendAsync(request);
        await answer.Content.ReadAsByteArrayAsync();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task<List<double>> RunAsync(HttpClient client, string path, int count)
    {
        var times = new List<double>(count);
        for (var n = 0; n < count; n++) times.Add(await TimeAsync(client, path));
        return times;
    }

    private static double At(List<double> times, double share) => times.Order().ElementAt((int)(share * (times.Count - 1)));

    private static async Task<WebApplication> EmptyServerAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/", () => "");
        await app.StartAsync();
        return app;
    }

    private static Verdict Verdict(SeriesDefinition series)
    {
        var releases = Enumerable.Range(0, Months).Select(back => Release(series, back)).ToList();
        var state = new SeriesState { Series = series.Key, Status = SeriesStatus.Current, Since = ServedMonitor.Now.AddYears(-10), LastPeriod = releases[1].Period, Grade = Grade.Suspected };
        var flips = releases.Where(r => r.FirstSeenAt is not null).Select(r => new Flip
        {
            Series = series.Key,
            Axis = FlipAxis.Release,
            Period = r.Period,
            From = "Due",
            To = "Published",
            Reason = r.Reason,
            Grade = Grade.Suspected,
            At = r.FirstSeenAt!.Value,
        });
        return new Verdict(state, [.. releases], [], [.. flips, Flip(series.Key, "2016-12-20T02:00Z")]);
    }

    private static ReleaseState Release(SeriesDefinition series, int back)
    {
        var day = DateOnly.FromDateTime(ServedMonitor.Now.UtcDateTime).AddMonths(-back);
        var due = new DateTimeOffset(day.Year, day.Month, 15, 2, 0, 0, TimeSpan.Zero).AddMonths(1);
        var period = ReferencePeriod.Month(day.Year, day.Month);
        var isOut = back > 0;
        var isLate = (back * 7 + series.Key.GetHashCode(StringComparison.Ordinal)) % 11 == 0;
        return new ReleaseState
        {
            Period = period,
            Status = isOut ? ReleaseStatus.Published : ReleaseStatus.Scheduled,
            Reason = !isOut ? Reason.Planned : isLate ? Reason.FoundLate : Reason.Found,
            Grade = Grade.Suspected,
            Window = new ReleaseWindow(period, due.AddDays(-5), due, due.AddDays(1), due.AddDays(5), WindowBasis.Announced),
            FirstSeenAt = isOut ? due.AddMinutes(5) : null,
            LastUnseenAt = due.AddMinutes(-5),
            PublishedAt = isOut ? new StatedTime(due, false) : null,
            Title = $"{series.Name.Zh} {period}",
            Link = $"https://www.stats.gov.cn/sj/zxfb/{period}.html",
        };
    }

    private static Flip Flip(string series, string at) => new()
    {
        Series = series,
        Axis = FlipAxis.Series,
        From = "New",
        To = "Current",
        Reason = Reason.FirstSeen,
        Grade = Grade.Suspected,
        At = ServedMonitor.Instant(at),
    };

    private static MonitorCatalogue Definitions()
    {
        var shipped = CatalogueLoader.Load(ServedMonitor.ConfigFolder()).Catalogue!;
        var model = shipped.Series["nbs-70-city-house-prices"];
        var publishers = shipped.Publishers.Values.Take(10).Select(p => p.Key).Append("nbs").ToList();
        var series = Enumerable.Range(1, Series).Select(n => model with
        {
            Key = $"speed-{n:0000}",
            Name = new BilingualText($"Constructed statistic {n} of {publishers[n % publishers.Count]}, monthly", $"构造统计 {n}（{publishers[n % publishers.Count]}，每月）"),
            Publisher = publishers[n % publishers.Count],
        });
        return new MonitorCatalogue(
            shipped.Hash, shipped.Publishers.Values, shipped.Sources.Values, series, shipped.Recognisers, shipped.Notices, shipped.History, shipped.Vantages.Values);
    }
}
