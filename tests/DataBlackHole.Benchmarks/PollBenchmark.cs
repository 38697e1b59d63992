using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Probing;
using DataBlackHole.Probing.Fetching;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace DataBlackHole.Benchmarks;

/// <summary>What one kind of work cost.</summary>
/// <param name="CpuMs">Processor time of this process for one, in milliseconds.</param>
/// <param name="PerSecond">How many in a second, one after the other.</param>
internal sealed record PollFigure(string What, string Size, int Count, double CpuMs, double PerSecond);

/// <summary>What looks cost, from the request to the record in a SQLite file, beside a bare client and a bare parser on the same pages.</summary>
internal static class PollBenchmark
{
    private const int Changes = 3;

    public static async Task<IReadOnlyList<PollFigure>> RunAsync(int pages)
    {
        using var site = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Itself(), "site"]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        try
        {
            var port = int.Parse((await site.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
            List<PollFigure> figures = [];
            foreach (var size in new[] { PollSite.Small, PollSite.Large })
            {
                figures.AddRange(await BareAsync(port, size, pages));
                foreach (var how in new[] { "asked", "same", "changed" }) figures.AddRange(await LooksAsync(port, how, size, pages));
            }
            return figures;
        }
        finally
        {
            site.StandardInput.Close();
            await site.WaitForExitAsync();
        }
    }

    public static string Table(IReadOnlyList<PollFigure> figures)
    {
        var text = new StringBuilder("what | page | count | ms of CPU each | per second\n--- | --- | --- | --- | ---\n");
        foreach (var f in figures) text.AppendLine(CultureInfo.InvariantCulture, $"{f.What} | {f.Size} | {f.Count} | {f.CpuMs:0.000} | {f.PerSecond:0}");
        return text.ToString();
    }

    private static IEnumerable<string> Itself() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(PollBenchmark).Assembly.Location] : [];

    private static async Task<IReadOnlyList<PollFigure>> BareAsync(int port, string size, int pages)
    {
        using var client = new HttpClient();
        var page = await client.GetStringAsync(new Uri(PollSite.Address(port, "same", size, 0)));
        var parser = new HtmlParser();
        for (var i = 0; i < pages; i++) await client.GetByteArrayAsync(new Uri(PollSite.Address(port, "same", size, i)));
        return
        [
            await MeasureAsync("bare HttpClient", size, pages, async i => await client.GetByteArrayAsync(new Uri(PollSite.Address(port, "same", size, i)))),
            await MeasureAsync("AngleSharp alone", size, Math.Min(pages, 500), i => Task.FromResult(parser.ParseDocument(page))),
        ];
    }

    private static async Task<IReadOnlyList<PollFigure>> LooksAsync(int port, string how, string size, int pages)
    {
        var folder = Directory.CreateTempSubdirectory("poll-benchmark-").FullName;
        try
        {
            var settings = DatabaseSettings.File(Path.Combine(folder, "record.db"));
            await using var services = new ServiceCollection().AddHistory(settings).BuildServiceProvider();
            await services.MigrateHistoryAsync();
            var catalogue = Catalogue(port, how, size, pages);
            var time = TimeProvider.System;
            using var handler = ProbeHandler.Create();
            using var fetcher = new DocumentFetcher(handler, new HostGate(time), time, "DataBlackHole-Benchmark/1.0 (mailto:benchmark@example.org)");
            var history = services.GetRequiredService<HistoryStore>();
            await history.RememberCatalogueAsync(catalogue.Hash, "{}", time.GetUtcNow());
            var poller = new SourcePoller(catalogue, new SourceReader(catalogue, fetcher, new Interpreter(catalogue)), new LookPipeline(catalogue, new Judge(catalogue), history, time), history, time);
            var sources = catalogue.Sources.Values.ToList();
            Task LookAsync(int i) => poller.PollAsync(sources[i % pages], CancellationToken.None);
            var first = await MeasureAsync("first look", size, pages, LookAsync);
            if (how == "changed") return [await MeasureAsync("changed look", size, pages * Changes, LookAsync)];
            // The second look learns that nothing is expected.
            for (var i = 0; i < pages; i++) await LookAsync(i);
            var unchanged = await MeasureAsync(how == "asked" ? "unchanged look, 304" : "unchanged look, same body", size, pages, LookAsync);
            return how == "asked" ? [first, unchanged] : [unchanged];
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<PollFigure> MeasureAsync(string what, string size, int count, Func<int, Task> workAsync)
    {
        var (started, busy) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
        for (var i = 0; i < count; i++) await workAsync(i);
        var (took, spent) = (Stopwatch.GetElapsedTime(started), Process.GetCurrentProcess().TotalProcessorTime - busy);
        return new PollFigure(what, size, count, spent.TotalMilliseconds / count, count / took.TotalSeconds);
    }

    private static MonitorCatalogue Catalogue(int port, string how, string size, int pages)
    {
        var now = TimeProvider.System.GetUtcNow();
        var publisher = new PublisherDefinition
        {
            Key = "bench",
            Name = new BilingualText("Bench", "台"),
            TimeZone = TimeZoneInfo.Utc,
            Hosts = [.. Enumerable.Range(0, pages).Select(PollSite.HostOf)],
            Homepage = PollSite.Address(port, how, size, 0),
        };
        var rule = new ReleaseRule
        {
            Key = "yearly",
            Cadence = Cadence.Annual,
            TimeZone = TimeZoneInfo.Utc,
            WorkingDays = new WorkingDays("bench", []),
            Time = new TimeOnly(9, 30),
            Usual = new DayRange(PollSite.Opening(now), 10, 20),
        };
        return new MonitorCatalogue(
            "benchmark", [publisher],
            Enumerable.Range(0, pages).Select(i => Source(i, PollSite.Address(port, how, size, i))),
            Enumerable.Range(0, pages).Select(i => Series(i, rule)), []);
    }

    private static SourceDefinition Source(int number, string url) => new()
    {
        Key = $"list-{number}",
        Publisher = "bench",
        Name = new BilingualText("List", "列表"),
        Kind = SourceKind.ReleaseListing,
        Addresses = [new SourceAddress(url, null, null)],
        Anchors = ["ul.list li > a[title]"],
        Limits = new FetchLimits { HostGap = TimeSpan.Zero },
        Listing = new ListingRules { Item = "ul.list li", Title = "a@title", Link = "a@href", Date = "span" },
    };

    private static SeriesDefinition Series(int number, ReleaseRule rule) => new()
    {
        Key = $"series-{number}",
        Name = new BilingualText("Series", "指标"),
        Publisher = "bench",
        Cadence = Cadence.Annual,
        Release = rule,
        Readings = [new ListingReading { Source = $"list-{number}", Title = new Regex("^\\d{4}年人口抽样公报", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) }],
        Absence = new BilingualText("Not on the list.", "未列出。"),
    };
}
