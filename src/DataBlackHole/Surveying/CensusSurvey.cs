using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Census;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Census;
using DataBlackHole.Storage;

namespace DataBlackHole.Surveying;

/// <summary>Which census is taken.</summary>
/// <param name="Publisher">Key of the publisher.</param>
/// <param name="Trees">The trees to walk when a new one begins.</param>
/// <param name="Anew">Begins a new one although the last was broken off.</param>
/// <param name="OnlyResume">Goes on with the last one, and does nothing when it has ended.</param>
public sealed record SurveyPlan(string Publisher, ImmutableArray<CensusTree> Trees, bool Anew = false, bool OnlyResume = false);

/// <summary>What became of a census.</summary>
/// <param name="Findings">What was concluded about every indicator; empty when it has not ended.</param>
/// <param name="Blind">Why it was broken off: the database cannot be seen at present. The next one goes on where it was.</param>
public sealed record SurveyOutcome(CensusRun Run, ImmutableArray<CensusFinding> Findings, CensusSummary? Summary, ProbeFailure? Blind);

/// <summary>
/// Takes a census: asks one question after the other, puts every answer on record at once, and judges at the end. Broken off at any moment
/// it goes on from the record. What could not be read is our trouble: it is waited out, asked again at the end, and then told as such.
/// </summary>
public sealed class CensusSurvey(MonitorCatalogue catalogue, CensusAsker asker, CensusReader reader, CensusStore store, TimeProvider time)
{
    /// <summary>So many questions given up in a row, and it is asked whether the database can be seen at all.</summary>
    private const int GivenUpInARow = 3;

    /// <summary>A census that was broken off longer ago would mix two states of the database.</summary>
    private static readonly TimeSpan _oldest = TimeSpan.FromDays(6);

    /// <returns>What became of it; null when there is none to resume.</returns>
    /// <exception cref="SettingsException">The publisher has no database that a census can be taken of.</exception>
    /// <exception cref="CensusTakenException">Another process takes the same census.</exception>
    public async Task<SurveyOutcome?> RunAsync(SurveyPlan plan, Action<SurveyProgress> progress, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var now = time.GetUtcNow();
        var place = PlaceOf(plan.Publisher, now);
        var run = plan.Anew ? null : await store.UnfinishedAsync(plan.Publisher, stopping);
        if (run is not null && now - run.StartedAt > _oldest) run = null;
        if (run is null && plan.OnlyResume) return null;
        run ??= await store.BeginAsync(plan.Publisher, now, LocalDay(plan.Publisher, now), plan.Trees, place.Address.AbsoluteUri, catalogue.Hash, stopping);
        var walk = new SurveyWalk(run, new CensusWalk(run.Trees, run.Today), time.GetTimestamp());
        await foreach (var page in store.PagesAsync(run.Id, stopping)) Remember(walk, page);
        var blind = await WalkAsync(walk, place, progress, stopping);
        return blind is null ? await EndAsync(walk, stopping) : new SurveyOutcome(run, [], null, blind);
    }

    private CensusPlace PlaceOf(string publisher, DateTimeOffset now) => CensusPlace.Of(catalogue, publisher, LocalDay(publisher, now))
        ?? throw new SettingsException($"census: no source of '{publisher}' is a query of a database (kind NbsDatabase) with an address today, so nobody knows where to ask");

    private DateOnly LocalDay(string publisher, DateTimeOffset moment) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, catalogue.Publishers[publisher].TimeZone).DateTime);

    /// <summary>Puts an answer on record back into its place.</summary>
    private void Remember(SurveyWalk state, CensusPage page)
    {
        state.Attempts[page.CallKey] = page.Attempt;
        if (state.Walk.Find(page.CallKey) is not { } call) return;
        if (page.Outcome == CensusOutcome.GivenUp) state.Walk.Fail(call, page.Failure ?? new ProbeFailure(FailureKind.Unknown, ProbeOperation.Unknown, ""));
        if (page.Outcome != CensusOutcome.Read) return;
        var look = new Measurement
        {
            Source = $"{state.Run.Publisher}-census",
            Vantage = VantageDefinition.DirectKey,
            Request = CensusRequests.For(new Uri(state.Run.Address), call),
            TakenAt = page.TakenAt,
            Status = page.Status,
            CatalogueHash = catalogue.Hash,
        };
        var (document, failure) = reader.Read(call, new Capture(look, page.Body));
        // A later reader may refuse what an earlier one took; then the question is open again.
        if (document is not null && failure is null) state.Walk.Take(call, document);
    }

    /// <returns>Why the database cannot be seen at present; null when everything was asked.</returns>
    private async Task<ProbeFailure?> WalkAsync(SurveyWalk state, CensusPlace place, Action<SurveyProgress> progress, CancellationToken stopping)
    {
        var inARow = 0;
        while (state.Walk.Next() is { } call)
        {
            progress(state.Progress(time));
            var failure = await AskAsync(state, place, call, progress, stopping);
            state.Asked++;
            inARow = failure is null ? 0 : inARow + 1;
            if (inARow < GivenUpInARow || failure is null) continue;
            if (await ControlAsync(state, place, stopping) is { } blind) return blind;
            inARow = 0;
        }
        progress(state.Progress(time));
        return null;
    }

    /// <summary>Asks until there is an answer or patience ends; the first time it ends the question is put off, the second time given up.</summary>
    private async Task<ProbeFailure?> AskAsync(SurveyWalk state, CensusPlace place, CensusCall call, Action<SurveyProgress> progress, CancellationToken stopping)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await asker.AskAsync(place, call, stopping);
            var wait = answer.Failure is { } trouble ? SurveyPatience.After(trouble.Kind, attempt) : null;
            var isLast = answer.Failure is not null && wait is null;
            var isOver = isLast && (state.PutOff.Contains(call.Key) || CensusWalk.HasOtherWay(call, answer.Failure!));
            var outcome = answer.Failure is null ? CensusOutcome.Read : isOver ? CensusOutcome.GivenUp : CensusOutcome.Failed;
            var number = state.Attempts[call.Key] = state.Attempts.GetValueOrDefault(call.Key) + 1;
            await store.AddPageAsync(state.Run.Id, call.Key, number, outcome, answer.Capture, stopping);
            if (answer.Document is { } document && answer.Failure is null)
            {
                state.Walk.Take(call, document);
                return null;
            }
            if (outcome == CensusOutcome.GivenUp) state.Walk.Fail(call, answer.Failure!);
            else if (isLast) state.Later(call);
            if (isLast) return answer.Failure;
            progress(state.Progress(time) with { Failure = answer.Failure, Wait = wait });
            await Task.Delay(wait!.Value, time, stopping);
        }
    }

    /// <summary>Asks what was answered before in this census, to learn whether the trouble is everywhere. At the very beginning there is nothing of the kind.</summary>
    private async Task<ProbeFailure?> ControlAsync(SurveyWalk state, CensusPlace place, CancellationToken stopping) =>
        (await asker.AskAsync(place, new CensusCall(CensusStep.Tree, state.Run.Trees[0].Code, ""), stopping)).Failure;

    private async Task<SurveyOutcome> EndAsync(SurveyWalk state, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var memory = await store.MemoryAsync(state.Run.Publisher, stopping);
        var findings = CensusJudge.Judge(state.Walk.Facts, memory, state.Run.Today, now);
        var summary = CensusSummaries.Of(state.Walk, findings);
        await store.EndAsync(state.Run, findings, summary, now, stopping);
        return new SurveyOutcome(state.Run, findings, summary, null);
    }

    /// <summary>A walk and what this process knows of it.</summary>
    private sealed class SurveyWalk(CensusRun run, CensusWalk walk, long started)
    {
        /// <summary>A fair guess before anything was measured: the gap between questions and the pauses after bursts.</summary>
        private static readonly TimeSpan _guess = TimeSpan.FromSeconds(2.5);

        private const int EnoughToMeasure = 60;

        public CensusRun Run { get; } = run;

        public CensusWalk Walk { get; } = walk;

        public Dictionary<string, int> Attempts { get; } = new(StringComparer.Ordinal);

        public HashSet<string> PutOff { get; } = new(StringComparer.Ordinal);

        /// <summary>Questions asked by this process.</summary>
        public int Asked { get; set; }

        public void Later(CensusCall call)
        {
            PutOff.Add(call.Key);
            Walk.PutOff(call);
        }

        public SurveyProgress Progress(TimeProvider time)
        {
            var each = Asked < EnoughToMeasure ? _guess : time.GetElapsedTime(started) / Asked;
            return new SurveyProgress(Walk.Done, Walk.Left, Walk.Facts.Indicators.Count, each * Walk.Left);
        }
    }
}
