using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Metering;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace DataBlackHole.Scheduling;

/// <summary>What became of one look.</summary>
/// <param name="Source">The state of the source.</param>
/// <param name="Verdicts">What was judged.</param>
/// <param name="Versions">The sum of the versions in which the judged states are on record.</param>
public sealed record LookOutcome(SourceState Source, ImmutableArray<Verdict> Verdicts, long Versions);

/// <summary>Judges what was read in one look and records everything in one transaction. Live looks and replayed documents pass here alike.</summary>
public sealed class LookPipeline(MonitorCatalogue catalogue, Judge judge, HistoryStore history, TimeProvider time, MonitorMeters? meters = null, ILogger<LookPipeline>? log = null)
{
    private const int Attempts = 5;

    /// <summary>How long a look that was taken waits for a database that is away before it is given up.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromHours(6);

    private readonly LookHearing _hearing = new(catalogue, judge);

    /// <param name="source">The source looked at.</param>
    /// <param name="look">What was read, first document first.</param>
    /// <param name="canWitnessAbsence">False for captured copies whose time or wholeness is not certain.</param>
    /// <param name="stopping">Shutdown.</param>
    /// <param name="others">Looks at the same source from other vantages. Those at a service count as much; others are only put on record.</param>
    /// <param name="isRevisit">True for the page of an old release that is read again: it says nothing about how well the next release can be seen.</param>
    public Task<LookOutcome> RecordAsync(
        SourceDefinition source, IReadOnlyList<Reading> look, bool canWitnessAbsence, CancellationToken stopping, bool isRevisit = false, IReadOnlyList<Reading>? others = null)
    {
        var isAgain = false;
        return DatabasePatience.WaitAsync(OnceAsync, time, (ILogger?)log ?? NullLogger.Instance, $"the look at {source.Key}", stopping, _patience);

        async Task<LookOutcome> OnceAsync()
        {
            // The connection may have been lost after the record was kept: to judge the same look twice would count it twice.
            if (isAgain && await history.HasLookAsync(look[0].Capture.Measurement, stopping) && await history.RecallSourceAsync(source.Key, stopping) is { } kept)
                return new LookOutcome(kept, [], 0);
            isAgain = true;
            return await RecordOnceAsync(source, look, canWitnessAbsence, isRevisit, others, stopping);
        }
    }

    private async Task<LookOutcome> RecordOnceAsync(
        SourceDefinition source, IReadOnlyList<Reading> look, bool canWitnessAbsence, bool isRevisit, IReadOnlyList<Reading>? others, CancellationToken stopping)
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = await history.RecallSourceAsync(source.Key, stopping);
            look = OlderCopies.Refused(catalogue, source, before, look);
            var evidence = await EvidenceAsync(source, look, others, canWitnessAbsence, stopping);
            if (isRevisit) evidence = LookEvidence.OfRevisit(evidence);
            var known = await history.RecallSeriesAsync(_hearing.Concerned(evidence.Keys), stopping);
            var marked = RetitledReleases.Marked(catalogue, source, known, look);
            if (!ReferenceEquals(marked, look)) evidence = LookEvidence.For(catalogue, source, look = marked, canWitnessAbsence);
            var judged = _hearing.Decide(await WithSignsOfLifeAsync(evidence, known, stopping), known);
            var state = isRevisit && before is not null ? before : NextSourceState(source, before, look, judged);
            var captures = look.Concat((others ?? []).Select(o => o with { Observations = [] })).Select(r => new ReadCapture(r.Capture, r.Observations) { Calendar = r.Calendar }).ToImmutableArray();
            var news = judged.Where(j => IsWritten(j, known)).ToImmutableArray();
            var outcome = await history.RecordAsync(new LookRecord(source.Key, captures, news, state, time.GetUtcNow()), stopping);
            if (!outcome.IsConflict)
            {
                meters?.Looked(source, isRevisit ? null : before, look[0].Capture.Measurement, TimeSpan.FromTicks(look.Sum(r => r.Capture.Measurement.Duration.Ticks)));
                return new LookOutcome(state, [.. judged.Select(j => j.Verdict)], judged.Sum(j => j.LoadedVersion) + news.Length);
            }
            if (attempt == Attempts) throw new InvalidOperationException($"the record of source '{source.Key}' was changed by others {Attempts} times in a row");
        }
    }

    private async Task<ImmutableSortedDictionary<string, SeriesEvidence>> EvidenceAsync(
        SourceDefinition source, IReadOnlyList<Reading> look, IReadOnlyList<Reading>? others, bool canWitnessAbsence, CancellationToken stopping) =>
        await CalendarEvidenceAsync(look[0], stopping) ?? (source.Kind == SourceKind.Page
            ? AccessEvidence.For(catalogue, source, [.. look, .. others ?? []])
            : LookEvidence.For(catalogue, source, look, canWitnessAbsence));

    /// <summary>What a calendar of announced dates says about each series; null when the look did not read one.</summary>
    private async Task<ImmutableSortedDictionary<string, SeriesEvidence>?> CalendarEvidenceAsync(Reading first, CancellationToken stopping)
    {
        if (first.Calendar is not { } calendar) return null;
        var look = first.Capture.Measurement;
        var told = CalendarEvidence.For(catalogue, calendar, await history.LatestCalendarsAsync(calendar.Version.Year, stopping));
        return told.ToImmutableSortedDictionary(
            t => t.Key,
            SeriesEvidence (t) => new CalendarRead(look.TakenAt, look.Source, t.Value.Dates, t.Value.PostponedWithoutDate, LookEvidence.Document(look)),
            StringComparer.Ordinal);
    }

    /// <summary>Where a release is missing, it matters whether its publisher goes on with the other series.</summary>
    private async Task<ImmutableSortedDictionary<string, SeriesEvidence>> WithSignsOfLifeAsync(
        ImmutableSortedDictionary<string, SeriesEvidence> evidence, IReadOnlyDictionary<string, KnownSeries> known, CancellationToken stopping)
    {
        var asking = PublisherLife.Asking(catalogue, evidence, known);
        if (asking.IsEmpty) return evidence;
        var siblings = PublisherLife.Siblings(catalogue, asking.Keys);
        return PublisherLife.Told(catalogue, evidence, asking.Keys, await history.LastExpectedFindsAsync(siblings, asking.Values.Min(), stopping));
    }

    /// <summary>That a series was looked at stands with the run; its state says so once a day.</summary>
    private static bool IsWritten(JudgedSeries judged, IReadOnlyDictionary<string, KnownSeries> known) =>
        !judged.Verdict.IsQuiet || !(known[judged.Verdict.State.Series].State.AsOf?.UtcDateTime.Date == judged.Verdict.State.AsOf?.UtcDateTime.Date);

    /// <summary>Puts a look on record without asking the judge, because he would say what he said before.</summary>
    /// <returns>When to look again; null when something has changed, and nothing was recorded.</returns>
    public async Task<DateTimeOffset?> RecordQuietAsync(SourceDefinition source, QuietSource quiet, Measurement look, CancellationToken stopping)
    {
        // Not the state that stands on record now: the look rests on the one that it was found quiet with.
        var before = history.RememberedSource(source.Key);
        if (look.Failure is not null || look.Body != quiet.Version.Body || before is not { Visibility: Visibility.Clear } || LookEvidence.DoubtAbout(look) is not null) return null;
        var after = SourceStates.After(source, before, look);
        var next = PollPlanner.NextQuietLook(source, quiet.FirstOpening, SourceStates.AskedToWaitUntil(look), time.GetUtcNow());
        if (!await history.LengthenAsync(look, quiet.Run, after with { NextLookAt = next }, stopping)) return null;
        meters?.Looked(source, before, look, look.Duration);
        return next;
    }

    private SourceState NextSourceState(SourceDefinition source, SourceState? before, IReadOnlyList<Reading> look, ImmutableArray<JudgedSeries> judged)
    {
        var after = SourceStates.After(source, before, look[0].Capture.Measurement, OlderCopies.NewestListed(catalogue, source, look));
        if (look[0].Capture.Measurement.Origin != "live") return after with { NextLookAt = before?.NextLookAt };
        var readers = judged.Select(j => j.Verdict.State).Where(s => catalogue.Series[s.Series].Readings.Any(r => r.Source == source.Key)).ToList();
        var next = PollPlanner.NextLook(source, readers, after.ConsecutiveFailures, SourceStates.AskedToWaitUntil(look[0].Capture.Measurement), time.GetUtcNow());
        return after with { NextLookAt = next };
    }
}
