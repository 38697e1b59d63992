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
                s => s.Key, SeriesEvidence (_) => new BlindLook(first.TakenAt, source.Key, Scoped(source, failure), Document(first)), StringComparer.Ordinal);
        }
        var doubt = canWitnessAbsence ? look.Select(r => DoubtAbout(r.Capture.Measurement)).FirstOrDefault(d => d is not null) : null;
        var whole = canWitnessAbsence && doubt is null && look.All(r => r.Capture.Measurement.Failure is null);
        var facts = look.SelectMany(r => r.Observations.Select(o => new SeenFact(o, Document(r.Capture.Measurement)))).ToLookup(f => f.Observation.Series, StringComparer.Ordinal);
        return Informed(catalogue, source, facts).ToImmutableSortedDictionary(
            s => s.Key, SeriesEvidence (s) => new ClearLook(first.TakenAt, source.Key, [.. facts[s.Key]], whole) { Doubt = doubt }, StringComparer.Ordinal);
    }

    /// <summary>What the page of an old release says when it is read again; nothing when it could not be.</summary>
    public static ImmutableSortedDictionary<string, SeriesEvidence> OfRevisit(ImmutableSortedDictionary<string, SeriesEvidence> evidence) => evidence
        .Where(e => e.Value is ClearLook)
        .ToImmutableSortedDictionary(e => e.Key, SeriesEvidence (e) => (ClearLook)e.Value with { IsRevisit = true }, StringComparer.Ordinal);

    /// <summary>Who says that a site cannot be reached says from where: what one vantage meets may be met there only.</summary>
    private static ProbeFailure Scoped(SourceDefinition source, ProbeFailure failure) =>
        source.Vantages.Length > 1 || BlindReasons.Of(failure.Kind) != BlindReason.Unreachable ? failure : failure with { Detail = $"from one vantage: {failure.Detail}" };

    /// <summary>
    /// Says that the document is not of the moment at which we believe to have looked, as far as its Date header tells: then it is an old copy or
    /// our clock is wrong. What it shows is still a fact, what it lacks is not, and we are blind to what is there now.
    /// </summary>
    public static ProbeFailure? DoubtAbout(Measurement document)
    {
        if (document.Failure is not null || !document.Headers.TryGetValue("Date", out var text)) return null;
        if (!DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)) return null;
        if ((document.TakenAt - date).Duration() <= MostApart) return null;
        var detail = string.Create(CultureInfo.InvariantCulture, $"the server dates its answer {date.UtcDateTime:yyyy-MM-dd HH:mm} UTC, our clock says {document.TakenAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        return new ProbeFailure(FailureKind.StaleCache, ProbeOperation.Read, detail);
    }

    /// <summary>
    /// A release page that cannot be read takes the sight of those series only whose figure stands on it; for the others the listing says enough.
    /// Whoever reads a source for notices only loses nothing by which it is judged.
    /// </summary>
    private static IEnumerable<SeriesDefinition> Blinded(MonitorCatalogue catalogue, SourceDefinition source) => catalogue.ReadersOf(source.Key)
        .Where(s => ReadsReleases(s, source) && (source.Kind != SourceKind.ReleasePage || s.Readings.Any(r => r is PageReading { ReadsFigure: true } && r.Source == source.Key)));

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
