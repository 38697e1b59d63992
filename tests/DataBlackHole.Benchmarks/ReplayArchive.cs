using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Probing.Archives;

namespace DataBlackHole.Benchmarks;

/// <summary>A constructed archive of lists that were captured once a month for years, each time with one release more, and the definitions that read it.</summary>
internal sealed class ReplayArchive(int lists, int months)
{
    private const string Columns = "file\tmethod\turl\trequest\tstatus\tcontent_type\tcaptured_at\tdisplayed_publication\treference_period\tfidelity\tsha256\tfound_in\tremark";

    /// <summary>Releases on a list: older ones have left it.</summary>
    private const int Shown = 24;

    private static readonly DateTimeOffset Start = new(2006, 1, 15, 2, 0, 0, TimeSpan.Zero);

    public int Documents => lists * months;

    public MonitorCatalogue Catalogue()
    {
        var days = new WorkingDays("land", []);
        var rule = new ReleaseRule { Key = "monthly", Cadence = Cadence.Monthly, TimeZone = TimeZoneInfo.Utc, WorkingDays = days, Time = new TimeOnly(9, 30), Usual = new DayRange(1, 10, 14) };
        return new MonitorCatalogue("benchmark", Numbers(Publisher), Numbers(Source), Numbers(i => Series(i, rule)), []);
    }

    public async Task WriteAsync(string folder)
    {
        var index = new StringBuilder(Columns).Append('\n');
        for (var month = 0; month < months; month++)
        {
            for (var list = 0; list < lists; list++)
            {
                var (file, body) = (string.Create(CultureInfo.InvariantCulture, $"{list}-{month}.html"), Encoding.UTF8.GetBytes(Page(list, month)));
                await File.WriteAllBytesAsync(Path.Combine(folder, file), body);
                index.Append(CultureInfo.InvariantCulture, $"{file}\tGET\t{Url(list)}\t\t200\ttext/html; charset=utf-8\t{Start.AddMonths(month).AddMinutes(list):yyyy-MM-dd'T'HH:mm:ss'Z'}\t\t\t{Fidelity.Exact}\t{ContentDigest.Of(body)}\tconstructed\ta list of releases\n");
            }
        }
        await File.WriteAllTextAsync(Path.Combine(folder, "index.tsv"), index.ToString());
    }

    private ImmutableArray<T> Numbers<T>(Func<int, T> make) => [.. Enumerable.Range(0, lists).Select(make)];

    private static string Page(int list, int month)
    {
        var releases = Enumerable.Range(0, Shown).Select(age => Start.AddMonths(month - age)).Select((on, age) => new ListItem(
            string.Create(CultureInfo.InvariantCulture, $"{on.AddMonths(-1).Year}年{on.AddMonths(-1).Month}月份吨位公报"), DateOnly.FromDateTime(on.AddDays(-3).UtcDateTime), month - age));
        return PollSite.Document(string.Create(CultureInfo.InvariantCulture, $"{list}"), 14_000, releases);
    }

    private static string Url(int number) => string.Create(CultureInfo.InvariantCulture, $"https://{Host(number)}/list/");

    private static string Host(int number) => string.Create(CultureInfo.InvariantCulture, $"agency-{number}.example");

    private static PublisherDefinition Publisher(int number) => new()
    {
        Key = $"agency-{number}",
        Name = new BilingualText("Agency", "机构"),
        TimeZone = TimeZoneInfo.Utc,
        Hosts = [Host(number)],
        Homepage = $"https://{Host(number)}/",
    };

    private static SourceDefinition Source(int number) => new()
    {
        Key = $"list-{number}",
        Publisher = $"agency-{number}",
        Name = new BilingualText("List", "列表"),
        Kind = SourceKind.ReleaseListing,
        Addresses = [new SourceAddress(Url(number), null, null)],
        Anchors = ["ul.list li > a[title]"],
        Listing = new ListingRules { Item = "ul.list li", Title = "a@title", Link = "a@href", Date = "span" },
    };

    private static SeriesDefinition Series(int number, ReleaseRule rule) => new()
    {
        Key = $"tonnage-{number}",
        Name = new BilingualText("Tonnage", "吨位"),
        Publisher = $"agency-{number}",
        Cadence = Cadence.Monthly,
        Release = rule,
        Readings = [new ListingReading { Source = $"list-{number}", Title = new Regex("^\\d{4}年\\d{1,2}月份吨位公报", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) }],
        Absence = new BilingualText("Not on the list.", "未列出。"),
    };
}
