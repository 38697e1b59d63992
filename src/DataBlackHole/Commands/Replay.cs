using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Archives;
using DataBlackHole.Probing.Fetching;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;

namespace DataBlackHole.Commands;

/// <summary>
/// Feeds an archive, oldest document first, through reader, judge and record as if each had just been fetched. A document that is on
/// record already is read again for the report and not recorded again.
/// </summary>
public sealed class Replay(MonitorCatalogue catalogue, Judge judge, Interpreter interpreter, LookPipeline pipeline, HistoryStore history, StatusQueries queries)
{
    private const string Vantage = "archive";
    private const int MostReleases = 100_000;

    /// <summary>Copies that hold everything the server sent, though perhaps not byte for byte.</summary>
    private static readonly ImmutableHashSet<string> Whole = [Fidelity.Exact, Fidelity.Wrapped, Fidelity.Reindented, Fidelity.Retyped, Fidelity.SavedByBrowser];

    public async Task<ReplayReport> RunAsync(string directory, Action<int, int> progress, CancellationToken stopping)
    {
        var (entries, found) = ArchiveReader.ReadIndex(directory);
        var problems = found.ToList();
        var documents = new List<ReplayDocument>();
        var ordered = entries.OrderBy(e => e.CapturedAt?.Latest ?? DateTimeOffset.MaxValue).ThenBy(e => e.File, StringComparer.Ordinal).ToList();
        foreach (var entry in ordered)
        {
            var (document, problem) = await ArchiveReader.ReadAsync(entry, stopping);
            if (problem is not null) problems.Add(problem);
            if (document is not null) documents.Add(await TakeAsync(document, stopping));
            progress(documents.Count + problems.Count, ordered.Count);
        }
        var seen = documents.SelectMany(d => d.Facts).Select(f => f.Series).Distinct().Order(StringComparer.Ordinal).ToList();
        var series = new List<ReplaySeries>();
        foreach (var key in seen) series.Add(await SeriesAsync(key, stopping));
        return new ReplayReport(catalogue.Hash, [.. problems], [.. documents.OrderBy(d => d.File, StringComparer.Ordinal)], [.. series]);
    }

    private async Task<ReplayDocument> TakeAsync(ArchivedDocument document, CancellationToken stopping)
    {
        if (document.Entry.Fidelity == Fidelity.Derived) return Report(document, null, ReplayOutcome.NotWhole, null, []);
        var match = SourceMatcher.Find(catalogue, document.Entry.Method, document.Entry.Url, document.Entry.Request);
        var capture = CaptureOf(document, match?.Source.Key ?? "none");
        if (match is null || !Whole.Contains(document.Entry.Fidelity))
        {
            var failure = PageRecogniser.Classify(catalogue.Recognisers, capture);
            var outcome = failure is not null ? ReplayOutcome.Recognised : match is null ? ReplayOutcome.NotWatched : ReplayOutcome.NotWhole;
            return Report(document, match?.Source.Key, outcome, failure, []);
        }
        var reading = interpreter.Read(match.Source, [capture])[0];
        var recorded = document.Entry.CapturedAt is not null;
        if (recorded) await RecordAsync(match.Source, document, reading, stopping);
        var read = reading.Capture.Measurement.Failure is { } blind ? ReplayOutcome.Failed : recorded ? ReplayOutcome.Read : ReplayOutcome.ReadWithoutTime;
        return Report(document, match.Source.Key, read, reading.Capture.Measurement.Failure, reading.Observations);
    }

    private async Task RecordAsync(SourceDefinition source, ArchivedDocument document, Reading reading, CancellationToken stopping)
    {
        if (await history.HasLookAsync(reading.Capture.Measurement, stopping)) return;
        await pipeline.RecordAsync(source, [reading], canWitnessAbsence: document.Entry.CapturedAt!.IsExact, stopping);
    }

    private Capture CaptureOf(ArchivedDocument document, string source) => new(
        new Measurement
        {
            Source = source,
            Vantage = Vantage,
            Origin = "archive",
            Request = new ProbeRequest(document.Entry.Method, document.Entry.Url, document.Entry.Request),
            TakenAt = document.Entry.CapturedAt?.Latest ?? DateTimeOffset.UnixEpoch,
            Status = document.Entry.Status,
            Headers = document.Entry.ContentType is { } type ? ImmutableSortedDictionary<string, string>.Empty.Add("Content-Type", type) : ImmutableSortedDictionary<string, string>.Empty,
            Body = document.Body.IsEmpty ? null : ContentDigest.Of(document.Body.Span),
            BodyLength = document.Body.Length,
            CatalogueHash = catalogue.Hash,
        },
        document.Body);

    private static ReplayDocument Report(
        ArchivedDocument document, string? source, ReplayOutcome outcome, ProbeFailure? failure, ImmutableArray<Observation> observations) => new(
        document.Entry.File, document.Entry.Url, document.Entry.CapturedAt, source, outcome, failure?.Kind, failure?.Detail,
        [.. observations.Select(o => new ReplayFact(o.Series, o.Kind, o.Period, o.Value, o.PublishedAt, o.Title))]);

    private async Task<ReplaySeries> SeriesAsync(string key, CancellationToken stopping)
    {
        var series = catalogue.Series[key];
        var calendar = judge.CalendarOf(series);
        var state = (await queries.SeriesAsync(key, stopping))?.State ?? Judge.Begin(series);
        var releases = (await queries.ReleasesAsync(key, null, MostReleases, stopping)).OrderBy(r => r.Period).Select(r => new ReplayRelease(
            r.Period, r.Status, r.Value, r.PublishedAt, r.LastUnseenAt, r.FirstSeenAt, r.Window?.Due, r.Window?.Basis,
            Punctuality.Of(calendar, r.Window, r.PublishedAt)));
        return new ReplaySeries(key, state.Status, state.Reason, state.LastPeriod, [.. releases]);
    }
}
