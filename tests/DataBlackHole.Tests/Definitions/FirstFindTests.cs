using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Loading;
using DataBlackHole.Tests.Loading;

namespace DataBlackHole.Tests.Definitions;

/// <summary>A reader that has never found its series may be wrong: nothing is said about what it lacks.</summary>
public sealed class FirstFindTests
{
    private static readonly DateTimeOffset _begin = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<MonitorCatalogue> _catalogue = new(() => CatalogueLoader.Load(LoadingSamples.Config).Catalogue!);

    private static readonly Lazy<Judge> _judge = new(() => new Judge(_catalogue.Value));

    private static IEnumerable<SeriesDefinition> Expected() => _catalogue.Value.Series.Values.Where(s => s.Release is not null);

    private static bool IsUnverified(SeriesDefinition series) => series.Readings.Any(r => !r.IsVerified || !_catalogue.Value.Sources[r.Source].IsVerified);

    [Test]
    public void No_absence_is_claimed_of_a_series_whose_reader_never_found_it()
    {
        Assert.That(Expected().Count(IsUnverified), Is.GreaterThan(20));
        foreach (var series in Expected()) Assert.That(Claims(series, Judge.Begin(series)), Is.Empty, series.Key);
    }

    [Test]
    public void The_same_looks_claim_it_once_it_was_found()
    {
        foreach (var series in Expected().Where(s => s.Cadence != Core.Calendars.Cadence.Annual))
        {
            var first = _judge.Value.CalendarOf(series)!.WindowsEndingAfter(_begin).First().Period.Previous();
            var found = new Observation { Series = series.Key, Kind = ObservationKind.Published, Period = first };
            var state = _judge.Value.Decide(series, Judge.Begin(series), Look(series.Readings[0].Source, _begin, found)).State;

            Assert.That(Claims(series, state), Has.Some.EqualTo("Late").Or.Some.EqualTo("Missing"), series.Key);
        }
    }

    [TestCase("pbc-loan-allocation", "pbc-news-pages")]
    [TestCase("pboc-m1", "pbc-news-pages")]
    [TestCase("nbs-births", "nbs-release-pages")]
    public void A_find_elsewhere_does_not_vouch_for_a_list_that_nobody_verified(string key, string pages)
    {
        var series = _catalogue.Value.Series[key];
        var first = _judge.Value.CalendarOf(series)!.WindowsEndingAfter(_begin).First().Period.Previous();
        var found = new Observation { Series = key, Kind = ObservationKind.Published, Period = first, Value = "1" };
        var state = _judge.Value.Decide(series, Judge.Begin(series), Look(pages, _begin, found)).State;

        Assert.That(state.LastPeriod, Is.EqualTo(first));
        Assert.That(Claims(series, state), Is.Empty);
    }

    [Test]
    public void An_irregular_series_is_never_missed()
    {
        var irregular = _catalogue.Value.Series.Values.Where(s => s.IsIrregular).ToList();

        Assert.That(irregular, Has.Count.GreaterThan(10));
        Assert.That(irregular, Has.All.Matches<SeriesDefinition>(s => s.Release is null && Claims(s, Judge.Begin(s)).Count == 0));
    }

    /// <summary>Half a year of looks that see every source, in which nothing of the series is.</summary>
    private static List<string> Claims(SeriesDefinition series, SeriesState state)
    {
        var claims = new List<string>();
        for (var at = _begin.AddDays(1); at < _begin.AddDays(200); at = at.AddDays(1))
        {
            foreach (var source in series.Readings.Select(r => r.Source).Distinct())
            {
                var nothing = new Observation { Series = series.Key, Kind = ObservationKind.NothingElse, CoversFrom = new DateOnly(2020, 1, 1), Witness = "constructed" };
                var verdict = _judge.Value.Decide(series, state, Look(source, at, nothing));
                claims.AddRange(verdict.Flips.Where(f => f.To is "Late" or "Missing").Select(f => f.To!));
                state = verdict.State;
            }
        }
        return claims;
    }

    private static ClearLook Look(string source, DateTimeOffset at, Observation seen) =>
        new(at, source, [new SeenFact(seen, new EvidenceRef(source, "https://sample.example/", at, null))], CanWitnessAbsence: true);
}
