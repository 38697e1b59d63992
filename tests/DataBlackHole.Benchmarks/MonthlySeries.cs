using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Benchmarks;

/// <summary>Constructed monthly series that have all been seen for a year and fall due at the same instant.</summary>
internal sealed class MonthlySeries
{
    private const int PublisherCount = 50;
    private const int MonthsSeen = 12;

    private static readonly DateTimeOffset Looked = new(2026, 10, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly WorkingDays Days = new("land", Enumerable.Range(2025, 3).Select(y => new WorkingYear(y, [], [], "constructed")));

    public MonthlySeries(int count, string name = "series")
    {
        var rule = new ReleaseRule { Key = "monthly", Cadence = Cadence.Monthly, TimeZone = TimeZoneInfo.Utc, WorkingDays = Days, Time = new TimeOnly(9, 30), Usual = new DayRange(1, 10, 20) };
        Catalogue = new MonitorCatalogue(
            "benchmark",
            Enumerable.Range(0, PublisherCount).Select(p => new PublisherDefinition { Key = $"publisher-{p}", Name = new("Publisher", "机构"), TimeZone = TimeZoneInfo.Utc, Hosts = ["stats.example"], Homepage = "https://stats.example/" }),
            Enumerable.Range(0, PublisherCount).Select(p => new SourceDefinition { Key = $"list-{p}", Publisher = $"publisher-{p}", Name = new("List", "列表"), Kind = SourceKind.ReleaseListing, Addresses = [new("https://stats.example/", null, null)] }),
            Enumerable.Range(0, count).Select(i => Series(name, i, rule)),
            []);
        Judge = new Judge(Catalogue);
        Due = new ReleaseCalendar(rule).WindowOf(September).Due;
    }

    public static ReferencePeriod September { get; } = ReferencePeriod.Month(2026, 9);

    public MonitorCatalogue Catalogue { get; }

    public Judge Judge { get; }

    /// <summary>When the release of September is due, for all of them.</summary>
    public DateTimeOffset Due { get; }

    /// <summary>A state as the judge leaves it after a look that showed the releases of a year; of its rows only that of the open release.</summary>
    public Verdict Waiting(SeriesDefinition series)
    {
        var source = series.Readings[0].Source;
        var facts = Enumerable.Range(0, MonthsSeen).Select(m => Seen(series, source, ReferencePeriod.Month(2025 + (8 + m) / 12, (8 + m) % 12 + 1))).ToImmutableArray();
        var state = Judge.Decide(series, Core.Judging.Judge.Begin(series), new ClearLook(Looked, source, facts, CanWitnessAbsence: true)).State;
        return new Verdict(state, [.. state.Releases.Values.Where(r => r.IsOpen)], [], []);
    }

    private static SeenFact Seen(SeriesDefinition series, string source, ReferencePeriod period)
    {
        var title = string.Create(CultureInfo.InvariantCulture, $"{period.End.Year}年{period.End.Month}月份指标公报");
        var observation = new Observation { Series = series.Key, Kind = ObservationKind.Published, Period = period, Title = title, Link = $"https://stats.example/r/{period}.html" };
        return new SeenFact(observation, new EvidenceRef(source, "https://stats.example/", Looked, ContentDigest.Of([1])));
    }

    private static SeriesDefinition Series(string name, int number, ReleaseRule rule) => new()
    {
        Key = string.Create(CultureInfo.InvariantCulture, $"{name}-{number:000000}"),
        Name = new("Series", "指标"),
        Publisher = $"publisher-{number % PublisherCount}",
        Cadence = Cadence.Monthly,
        Release = rule,
        Readings = [new ListingReading { Source = $"list-{number % PublisherCount}", Title = new Regex("x") }],
        Absence = new("Absent.", "未见。"),
    };
}
