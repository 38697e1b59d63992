using System.Collections.Immutable;
using System.Globalization;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Interpreting;

namespace DataBlackHole.Scheduling;

/// <summary>Turns what was read in one look into evidence for each series it speaks about.</summary>
public static class LookEvidence
{
    /// <summary>Clocks of servers are rarely exact, and a cache may keep a page for some minutes.</summary>
    private static readonly TimeSpan MostApart = TimeSpan.FromHours(1);

    public static ImmutableSortedDictionary<string, SeriesEvidence> For(
        MonitorCatalogue catalogue, SourceDefinition source, IReadOnlyList<Reading> look, bool canWitnessAbsence)
    {
        var first = look[0].Capture.Measurement;
        if (first.Failure is { } failure)
        {
            return Blinded(catalogue, source).ToImmutableSortedDictionary(
                s => s.Key, SeriesEvidence (_) => new BlindLook(first.TakenAt, source.Key, failure, Document(first)), StringComparer.Ordinal);
        }
        var whole = canWitnessAbsence && look.All(r => r.Capture.Measurement is { Failure: null } document && IsOfItsMoment(document));
        var facts = look.SelectMany(r => r.Observations.Select(o => new SeenFact(o, Document(r.Capture.Measurement)))).ToLookup(f => f.Observation.Series, StringComparer.Ordinal);
        return Informed(catalogue, source, facts).ToImmutableSortedDictionary(
            s => s.Key, SeriesEvidence (s) => new ClearLook(first.TakenAt, source.Key, [.. facts[s.Key]], whole), StringComparer.Ordinal);
    }

    /// <summary>
    /// Whether the document is of the moment at which we believe to have looked, as far as its Date header says. When it is not, it is an old
    /// copy or our clock is wrong; what it shows is still a fact, what it lacks is not.
    /// </summary>
    private static bool IsOfItsMoment(Measurement document) =>
        !document.Headers.TryGetValue("Date", out var text)
        || !DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
        || (document.TakenAt - date).Duration() <= MostApart;

    /// <summary>
    /// A release page that cannot be read takes the sight of those series only whose figure stands on it; for the others the listing says enough.
    /// Whoever reads a source for notices only loses nothing by which it is judged.
    /// </summary>
    private static IEnumerable<SeriesDefinition> Blinded(MonitorCatalogue catalogue, SourceDefinition source) => catalogue.ReadersOf(source.Key)
        .Where(s => ReadsReleases(s, source) && (source.Kind != SourceKind.ReleasePage || s.Readings.Any(r => r is PageReading { Row: not null } && r.Source == source.Key)));

    /// <summary>
    /// One release page speaks only about the series of that release. What is read for notices only is heard when there is one, also when it stands
    /// in a listing that is not read for the series otherwise; a lead alone is nothing to judge.
    /// </summary>
    private static IEnumerable<SeriesDefinition> Informed(MonitorCatalogue catalogue, SourceDefinition source, ILookup<string, SeenFact> facts) =>
        catalogue.ReadersOf(source.Key).Concat(facts.Select(g => catalogue.Series[g.Key])).DistinctBy(s => s.Key).Where(s => source.Kind != SourceKind.ReleasePage && ReadsReleases(s, source)
            || facts[s.Key].Any(f => f.Observation.Kind != ObservationKind.NoticeLead));

    private static bool ReadsReleases(SeriesDefinition series, SourceDefinition source) =>
        series.Readings.Any(r => r is not NoticeReading && r.Source == source.Key);

    public static EvidenceRef Document(Measurement measurement) =>
        new(measurement.Source, measurement.Request.Url, measurement.TakenAt, measurement.Body);
}
