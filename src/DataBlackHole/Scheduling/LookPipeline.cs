using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Storage;

namespace DataBlackHole.Scheduling;

/// <summary>What became of one look.</summary>
public sealed record LookOutcome(SourceState Source, ImmutableArray<Verdict> Verdicts);

/// <summary>Judges what was read in one look and records everything in one transaction. Live looks and replayed documents pass here alike.</summary>
public sealed class LookPipeline(MonitorCatalogue catalogue, Judge judge, HistoryStore history, TimeProvider time)
{
    private const int Attempts = 5;

    /// <param name="source">The source looked at.</param>
    /// <param name="look">What was read, first document first.</param>
    /// <param name="canWitnessAbsence">False for captured copies whose time or wholeness is not certain.</param>
    /// <param name="stopping">Shutdown.</param>
    public async Task<LookOutcome> RecordAsync(SourceDefinition source, IReadOnlyList<Reading> look, bool canWitnessAbsence, CancellationToken stopping)
    {
        for (var attempt = 1; ; attempt++)
        {
            var evidence = LookEvidence.For(catalogue, source, look, canWitnessAbsence);
            var known = await history.LoadSeriesAsync([.. evidence.Keys], stopping);
            var judged = evidence.Select(e => JudgeOne(e.Key, e.Value, known)).ToImmutableArray();
            var state = await NextSourceStateAsync(source, look, judged, known, stopping);
            var captures = look.Select(r => new ReadCapture(r.Capture, r.Observations) { Calendar = r.Calendar }).ToImmutableArray();
            var outcome = await history.RecordAsync(new LookRecord(source.Key, captures, judged, state, time.GetUtcNow()), stopping);
            if (!outcome.IsConflict) return new LookOutcome(state, [.. judged.Select(j => j.Verdict)]);
            if (attempt == Attempts) throw new InvalidOperationException($"the record of source '{source.Key}' was changed by others {Attempts} times in a row");
        }
    }

    private JudgedSeries JudgeOne(string key, SeriesEvidence evidence, IReadOnlyDictionary<string, (SeriesState State, long Version)> known)
    {
        var series = catalogue.Series[key];
        var (state, version) = known.TryGetValue(key, out var found) ? found : (Judge.Begin(series), 0);
        return new JudgedSeries(version, judge.Decide(series, state, evidence));
    }

    private async Task<SourceState> NextSourceStateAsync(
        SourceDefinition source,
        IReadOnlyList<Reading> look,
        ImmutableArray<JudgedSeries> judged,
        IReadOnlyDictionary<string, (SeriesState State, long Version)> known,
        CancellationToken stopping)
    {
        var before = await history.LoadSourceAsync(source.Key, stopping);
        var after = SourceStates.After(source, before, look[0].Capture.Measurement);
        if (look[0].Capture.Measurement.Origin != "live") return after with { NextLookAt = before?.NextLookAt };
        var readers = judged.Select(j => j.Verdict.State).ToList();
        readers.AddRange(known.Where(k => readers.All(r => r.Series != k.Key)).Select(k => k.Value.State));
        var next = PollPlanner.NextLook(source, readers, after.ConsecutiveFailures, SourceStates.AskedToWaitUntil(look[0].Capture.Measurement), time.GetUtcNow());
        return after with { NextLookAt = next };
    }
}
