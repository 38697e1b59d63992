using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;

namespace DataBlackHole.Proving;

/// <summary>A document that says something else to the present reader.</summary>
/// <param name="Measurement">Number of the measurement that was read again.</param>
/// <param name="FailureBefore">Why it could not be read by the reader of then.</param>
/// <param name="Failure">Why it cannot be read by the present one.</param>
/// <param name="Gone">Facts that the present reader does not find.</param>
/// <param name="New">Facts that it finds.</param>
public sealed record RereadDocument(
    long Measurement, string Source, string Url, DateTimeOffset TakenAt, FailureKind? FailureBefore, FailureKind? Failure,
    ImmutableArray<Observation> Gone, ImmutableArray<Observation> New, ImmutableArray<Flip> Flips);

/// <summary>What came of reading again.</summary>
public sealed record RereadReport(string Reader, int Documents, ImmutableArray<RereadDocument> Changed);

/// <summary>
/// Reads kept documents again with the present readers. What they say differently goes on record as a new measurement that names the old
/// one, and through the judge: a fact that was overlooked counts from the moment of its look. What is no longer found stays on record as
/// the old reader had it, and the absence of it is never held against the publisher.
/// </summary>
public sealed class RereadingRun(MonitorCatalogue catalogue, Interpreter interpreter, LookPipeline pipeline, KeptDocuments documents)
{
    public async Task<RereadReport> RunAsync(IReadOnlyCollection<string>? sources, string version, Action<int> progress, CancellationToken stopping)
    {
        var reader = $"{version} {catalogue.Hash}";
        var (read, changed) = (0, ImmutableArray.CreateBuilder<RereadDocument>());
        await foreach (var document in documents.ReadAsync(new DocumentFilter { Sources = sources }, stopping))
        {
            if (!CanBeRead(document) || !catalogue.Sources.TryGetValue(document.First.Source, out var source)) continue;
            if (await RereadAsync(source, document, reader, stopping) is { } news) changed.Add(news);
            progress(++read);
        }
        return new RereadReport(reader, read, changed.ToImmutable());
    }

    /// <summary>A document that the wire spoiled is no document, and one that was read again is not a second one.</summary>
    private static bool CanBeRead(KeptDocument document) =>
        document.Body is { IsEmpty: false } && document.First.Rereading is null
        && document.First.Failure is null or { Operation: ProbeOperation.Recognise or ProbeOperation.Read };

    private async Task<RereadDocument?> RereadAsync(SourceDefinition source, KeptDocument document, string reader, CancellationToken stopping)
    {
        var look = document.First with { Failure = null, CatalogueHash = catalogue.Hash, Origin = Rereading.Origin, Rereading = new Rereading(document.Id, reader) };
        var reading = interpreter.Read(source, [new Capture(look, document.Body!.Value)])[0];
        if (reading.Capture.Measurement.Failure is null) reading = reading with { Observations = Comparable(source, reading.Observations, document) };
        var read = new ReadCapture(reading.Capture, reading.Observations) { Calendar = reading.Calendar };
        if (!await documents.IsNewsAsync(document.Id, read, stopping)) return null;
        var outcome = await pipeline.RecordAsync(source, [reading], canWitnessAbsence: false, stopping);
        return new RereadDocument(
            document.Id, source.Key, look.Request.Url, look.TakenAt, document.First.Failure?.Kind, reading.Capture.Measurement.Failure?.Kind,
            [.. document.Observations.Except(reading.Observations)], [.. reading.Observations.Except(document.Observations)], [.. outcome.Verdicts.SelectMany(v => v.Flips)]);
    }

    /// <summary>
    /// Which days a listing covers depends on all pages of its look, and here one page is read alone: what was said about it then is kept,
    /// and nothing new is said.
    /// </summary>
    private static ImmutableArray<Observation> Comparable(SourceDefinition source, ImmutableArray<Observation> read, KeptDocument document) => source.Kind != SourceKind.ReleaseListing
        ? read
        : [.. read.Where(o => o.Kind != ObservationKind.NothingElse), .. document.Observations.Where(o => o.Kind == ObservationKind.NothingElse)];
}
