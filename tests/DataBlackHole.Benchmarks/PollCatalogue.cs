using System.Globalization;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Benchmarks;

/// <summary>One source and one series for each page of the benchmark's site.</summary>
internal static class PollCatalogue
{
    /// <summary>A publisher has few hosts, however many pages are looked at.</summary>
    private const int PagesOfPublisher = 20;

    public static MonitorCatalogue Of(int port, string how, string size, int pages)
    {
        var rule = Rule(TimeProvider.System.GetUtcNow());
        return new MonitorCatalogue(
            "benchmark",
            Enumerable.Range(0, pages).Chunk(PagesOfPublisher).Select((some, i) => Publisher(i, some)),
            Enumerable.Range(0, pages).Select(i => Source(i, PollSite.Address(port, how, size, i))),
            Enumerable.Range(0, pages).Select(i => Series(i, rule)),
            []);
    }

    private static string PublisherOf(int page) => string.Create(CultureInfo.InvariantCulture, $"bench-{page / PagesOfPublisher}");

    private static PublisherDefinition Publisher(int number, int[] pages) => new()
    {
        Key = string.Create(CultureInfo.InvariantCulture, $"bench-{number}"),
        Name = new BilingualText("Bench", "台"),
        TimeZone = TimeZoneInfo.Utc,
        Hosts = [.. pages.Select(PollSite.HostOf)],
        Homepage = $"http://{PollSite.HostOf(pages[0])}/",
    };

    private static ReleaseRule Rule(DateTimeOffset now) => new()
    {
        Key = "yearly",
        Cadence = Cadence.Annual,
        TimeZone = TimeZoneInfo.Utc,
        WorkingDays = new WorkingDays("bench", []),
        Time = new TimeOnly(9, 30),
        Usual = new DayRange(PollSite.Opening(now), 10, 20),
    };

    private static SourceDefinition Source(int number, string url) => new()
    {
        Key = $"list-{number}",
        Publisher = PublisherOf(number),
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
        Publisher = PublisherOf(number),
        Cadence = Cadence.Annual,
        Release = rule,
        Readings = [new ListingReading { Source = $"list-{number}", Title = new Regex("^\\d{4}年人口抽样公报", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) }],
        Absence = new BilingualText("Not on the list.", "未列出。"),
    };
}
