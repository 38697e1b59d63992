using System.Globalization;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Tests.Judging;

/// <summary>A constructed series that is due by the 18th of the next month at 09:30 Beijing, read in one or two sources.</summary>
internal sealed class Bench
{
    public const string Listing = "pub-listing";
    public const string Database = "pub-db";
    public const string Pages = "pub-pages";
    public const string Key = "pub-prices";

    private static readonly TimeZoneInfo Beijing = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public Bench(Func<SeriesDefinition, SeriesDefinition>? change = null)
    {
        Rule = new ReleaseRule
        {
            Key = "pub-calendar",
            Cadence = Cadence.Monthly,
            TimeZone = Beijing,
            WorkingDays = new WorkingDays("test", [Year(2025), Year(2026), Year(2027)]),
            Time = new TimeOnly(9, 30),
            Usual = new DayRange(1, 13, 18),
        };
        var series = new SeriesDefinition
        {
            Key = Key,
            Name = new BilingualText("Prices", "价格"),
            Publisher = "pub",
            Cadence = Cadence.Monthly,
            Release = Rule,
            Readings =
            [
                new ListingReading { Source = Listing, Title = new Regex("价格") },
                new PageReading { Source = Pages, Title = new Regex("价格") },
            ],
            Absence = new BilingualText("Not on the list.", "未列出。"),
        };
        Series = change?.Invoke(series) ?? series;
        Catalogue = new MonitorCatalogue("test", [Publisher()], [Source(Listing, SourceKind.ReleaseListing), Source(Database, SourceKind.NbsDatabase), Source(Pages, SourceKind.ReleasePage)], [Series], []);
        Judge = new Judge(Catalogue);
        State = Judge.Begin(Series);
    }

    public ReleaseRule Rule { get; }

    public SeriesDefinition Series { get; }

    public MonitorCatalogue Catalogue { get; }

    public Judge Judge { get; }

    public SeriesState State { get; private set; }

    public List<Flip> Flips { get; } = [];

    public Verdict Last { get; private set; } = null!;

    /// <summary>Beijing time.</summary>
    public static DateTimeOffset At(string local) =>
        new DateTimeOffset(DateTime.Parse(local, CultureInfo.InvariantCulture), TimeSpan.FromHours(8)).ToUniversalTime();

    public static ReferencePeriod P(string period) => ReferencePeriod.Parse(period);

    public Bench Hear(SeriesEvidence evidence)
    {
        Last = Judge.Decide(Series, State, evidence);
        State = Last.State;
        Flips.AddRange(Last.Flips);
        return this;
    }

    /// <summary>A look at the listing that shows the given periods and everything since the given day.</summary>
    public Bench Listed(string at, string coversFrom, params string[] periods) => Hear(ListingLook(at, coversFrom, periods));

    public Bench Passed(string at) => Hear(new TimePassed(At(at)));

    public Bench Blind(string at, FailureKind kind = FailureKind.Timeout, string source = Listing) => Hear(BlindLook(at, kind, source));

    public static BlindLook BlindLook(string at, FailureKind kind = FailureKind.Timeout, string source = Listing) =>
        new(At(at), source, new ProbeFailure(kind, ProbeOperation.Exchange, "constructed"), Document(at, source));

    public static ClearLook ListingLook(string at, string coversFrom, params string[] periods) =>
        Look(at, Listing, [.. periods.Select(p => Found(p)), Coverage(coversFrom)]);

    public static ClearLook Look(string at, string source, params Observation[] observations) =>
        new(At(at), source, [.. observations.Select(o => new SeenFact(o, Document(at, source)))], CanWitnessAbsence: true);

    public static Observation Found(string period, string? value = null) =>
        new() { Series = Key, Kind = ObservationKind.Published, Period = P(period), Value = value };

    public static Observation Empty(string period) =>
        new() { Series = Key, Kind = ObservationKind.NotPublished, Period = P(period), Witness = "sibling" };

    public static Observation Coverage(string from, string? to = null) => new()
    {
        Series = Key,
        Kind = ObservationKind.NothingElse,
        CoversFrom = DateOnly.Parse(from, CultureInfo.InvariantCulture),
        CoversTo = to is null ? null : DateOnly.Parse(to, CultureInfo.InvariantCulture),
    };

    public ReleaseStatus StatusOf(string period) => State.Releases.TryGetValue(P(period), out var release) ? release.Status : ReleaseStatus.Unknown;

    public IEnumerable<string> PublicFlips => Flips.Where(f => f.Axis != FlipAxis.Visibility).Select(f => $"{f.Axis} {f.From}->{f.To} {f.Reason}");

    private static EvidenceRef Document(string at, string source) => new(source, $"https://example.org/{source}", At(at), null);

    private static WorkingYear Year(int year) => new(year, [], [], "constructed");

    private static PublisherDefinition Publisher() => new()
    {
        Key = "pub",
        Name = new BilingualText("Publisher", "发布机构"),
        TimeZone = Beijing,
        Hosts = ["example.org"],
        Homepage = "https://example.org/",
    };

    private static SourceDefinition Source(string key, SourceKind kind) => new()
    {
        Key = key,
        Publisher = "pub",
        Name = new BilingualText(key, key),
        Kind = kind,
        Addresses = [new SourceAddress($"https://example.org/{key}", null, null)],
    };
}
