using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Tests.AbsenceBench.World;

namespace DataBlackHole.Tests.AbsenceBench;

/// <summary>
/// One year of the scripted publisher, and what the monitor must and may say about it. It begins as a year in which every release
/// comes out on time; a scenario changes it.
/// </summary>
internal sealed class Script
{
    public const string Control = "www.control.example";

    public const string Site = "www.stats.example";

    public static readonly DateTimeOffset Start = At("2026-01-01 00:00");
    public static readonly DateTimeOffset End = Start.AddDays(365);

    private readonly Lazy<ScriptedRelease[]> _listed;
    private readonly PollPolicy _poll;

    public Script(ulong seed, IEnumerable<string> series)
    {
        Dice = new Dice(seed);
        LooksOften = BenchCatalogue.LooksOften(seed);
        _poll = BenchCatalogue.PollOf(seed);
        SendsETags = seed % 2 == 0;
        Definitions = series.ToDictionary(key => key, key => BenchCatalogue.Series[key], StringComparer.Ordinal);
        Sources = BenchCatalogue.SourcesOf(Definitions.Values).ToDictionary(s => s.Key, StringComparer.Ordinal);
        foreach (var definition in Definitions.Values) Releases.AddRange(Plan.YearOf(definition, Dice));
        Releases.AddRange(Plan.OtherBusiness(Dice));
        _listed = new(() => [.. Releases.Where(r => r is { IsListed: true, At: not null }).OrderByDescending(r => SitePages.LocalDay(r.Printed ?? r.At!.Value)).ThenByDescending(r => r.At).ThenBy(r => r.Title, StringComparer.Ordinal)]);
    }

    public Dice Dice { get; }

    /// <summary>Whether a trouble of one day is certainly met by a look.</summary>
    public bool LooksOften { get; }

    public bool SendsETags { get; set; }

    public Dictionary<string, SeriesDefinition> Definitions { get; }

    public Dictionary<string, SourceDefinition> Sources { get; }

    public List<ScriptedRelease> Releases { get; } = [];

    public List<Fault> Faults { get; } = [];

    /// <summary>Times at which our own process is not running.</summary>
    public List<(DateTimeOffset From, DateTimeOffset To)> Downtimes { get; } = [];

    /// <summary>Times at which our own clock is wrong, and by how much.</summary>
    public List<(DateTimeOffset From, DateTimeOffset To, TimeSpan By)> ClockErrors { get; } = [];

    /// <summary>Dresses of the listing from a moment on.</summary>
    public List<(DateTimeOffset From, ListingLook Look)> Looks { get; } = [];

    /// <summary>The only address at which the database answers, from a moment on.</summary>
    public List<(DateTimeOffset From, string Url)> DatabaseAddresses { get; } = [];

    public List<string> Required { get; } = [];

    public List<string> Allowed { get; } = [];

    /// <summary>Releases that come out and cannot be found by these definitions, as series/period.</summary>
    public HashSet<string> NotFound { get; } = [];

    /// <summary>Series of which the year ends in blindness.</summary>
    public HashSet<string> StaysBlind { get; } = [];

    /// <summary>Series of which the year may end in blindness or not.</summary>
    public HashSet<string> MayEndBlind { get; } = [];

    /// <summary>Beijing time.</summary>
    public static DateTimeOffset At(string local) => new(DateTime.Parse(local), TimeSpan.FromHours(8));

    public MonitorCatalogue Catalogue() => new(
        "bench", [BenchCatalogue.Publisher], Sources.Values.Select(s => s with { Poll = _poll }), Definitions.Values, Interpreting.SampleCatalogue.Recognisers, BenchCatalogue.Wordings,
        vantages: [VantageDefinition.PlainDirect with { Controls = [$"https://{Control}/"] }]);

    public ScriptedRelease Release(string series, string period) => Releases.Single(r => r.Series == series && r.Period == ReferencePeriod.Parse(period));

    public ReleaseWindow Window(string series, string period) => new ReleaseCalendar(Definitions[series].Release!).WindowOf(ReferencePeriod.Parse(period));

    public void Must(params string[] events) => Required.AddRange(events);

    public void May(params string[] events) => Allowed.AddRange(events);

    public ListingLook LookAt(DateTimeOffset moment) => Looks.LastOrDefault(l => l.From <= moment).Look ?? new ListingLook();

    public string DatabaseAddressAt(DateTimeOffset moment) => DatabaseAddresses.LastOrDefault(a => a.From <= moment).Url ?? BenchCatalogue.DatabaseUrl;

    public IReadOnlyList<ScriptedRelease> ListedAt(DateTimeOffset moment) => [.. _listed.Value.Where(r => r.IsOutAt(moment))];

    public IEnumerable<DateTimeOffset> Changes() =>
        Releases.SelectMany(r => r.Changes()).Concat(Looks.Select(l => l.From)).Concat(DatabaseAddresses.Select(a => a.From));
}
