using System.Diagnostics;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Probing;
using DataBlackHole.Probing.Fetching;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;
using DataBlackHole.Tests.AbsenceBench.World;

namespace DataBlackHole.Tests.AbsenceBench;

/// <summary>
/// Drives the real poller, pipeline, sweep and record through a scripted year. Whoever is due next is let run; nothing waits.
/// </summary>
internal sealed class BenchRun : IDisposable
{
    /// <summary>When nothing can change by the passing of time alone, the sweep comes all the same.</summary>
    private static readonly TimeSpan SweepAtLeast = TimeSpan.FromDays(30);

    private readonly Script _script;
    private readonly MonitorCatalogue _catalogue;
    private readonly AlertPolicy? _alerts;
    private readonly SimulatedClock _clock = new(Script.Start);
    private readonly BenchRecord _record = new();
    private readonly ScriptedSite _site;
    private readonly StatusQueries _queries;
    private readonly Dictionary<string, DateTimeOffset> _nextLooks = new(StringComparer.Ordinal);
    private DateTimeOffset _nextSweep = Script.Start;
    private Process _process;
    private int _looks;

    private BenchRun(Script script, AlertRules? alerts)
    {
        _script = script;
        _catalogue = script.Catalogue();
        _alerts = alerts is null ? null : new AlertPolicy(_catalogue, alerts);
        _site = new ScriptedSite(script, _clock);
        _queries = new StatusQueries(_record.Contexts);
        _process = new Process(_catalogue, _record, _site, _clock, _alerts);
    }

    /// <summary>
    /// On a thread of the pool, where nothing captures the context of a test runner: what a fired timer continues then runs to its end at once,
    /// and a seed always takes the same course.
    /// </summary>
    public static Task<BenchResult> RunAsync(Scenario scenario, ulong seed, AlertRules? alerts = null) => Task.Run(() => OfAsync(scenario, seed, alerts));

    private static async Task<BenchResult> OfAsync(Scenario scenario, ulong seed, AlertRules? alerts)
    {
        var started = Stopwatch.GetTimestamp();
        var script = new Script(seed, scenario.Series);
        scenario.Tell(script);
        using var run = new BenchRun(script, alerts);
        await run.YearAsync();
        var said = await run.SaidAsync();
        var problems = Expectations.Problems(script, said).Concat(await run.EndAsync()).ToList();
        return new BenchResult(scenario.Name, seed, problems, [.. said.Select(s => s.Event)], run._looks, run._site.Requests, Stopwatch.GetElapsedTime(started))
        {
            StateWrites = run._record.StateWrites(),
            Mails = alerts is null ? [] : await MailCount.MailsAsync(run._record, run._clock.Now, alerts),
        };
    }

    public void Dispose()
    {
        _process.Dispose();
        _site.Dispose();
        _record.Dispose();
    }

    private async Task YearAsync()
    {
        await _process.History.RememberCatalogueAsync(_catalogue.Hash, "{}", _clock.GetUtcNow());
        await PlanAllAsync();
        while (true)
        {
            var source = _nextLooks.MinBy(n => (n.Value, n.Key)).Key;
            var isSweep = _nextSweep <= _nextLooks[source];
            var at = (isSweep ? _nextSweep : _nextLooks[source]) - _clock.Error;
            if (at >= Script.End) return;
            if (CorrectClock(at)) continue;
            if (_script.Downtimes.FirstOrDefault(d => d.From <= at && at < d.To) is { To: var until } && until > at) await RestartAsync(until);
            else await WakeAsync(isSweep ? null : source, at);
        }
    }

    private async Task WakeAsync(string? source, DateTimeOffset at)
    {
        _clock.MoveTo(at);
        if (source is null)
        {
            await _clock.RunAsync(_process.Sweep.RunAsync(CancellationToken.None));
            _nextSweep = _clock.GetUtcNow() + SweepAtLeast;
            SweepAtNextDeadline();
            return;
        }
        _nextLooks[source] = await _clock.RunAsync(_process.Poller.PollAsync(_catalogue.Sources[source], CancellationToken.None));
        _looks++;
        SweepAtNextDeadline();
    }

    /// <summary>A running service sweeps every minute; in between nothing changes by the passing of time but at a deadline.</summary>
    private void SweepAtNextDeadline()
    {
        if (_record.NextDeadline() is not { } deadline) return;
        var soonest = _clock.GetUtcNow() + TimeSpan.FromMinutes(1);
        var next = deadline > soonest ? deadline : soonest;
        if (next < _nextSweep) _nextSweep = next;
    }

    /// <summary>A process that starts again knows only the record.</summary>
    private async Task RestartAsync(DateTimeOffset at)
    {
        _clock.MoveTo(at);
        _process.Dispose();
        _process = new Process(_catalogue, _record, _site, _clock, _alerts);
        _nextSweep = _clock.GetUtcNow();
        await PlanAllAsync();
    }

    private async Task PlanAllAsync()
    {
        var now = _clock.GetUtcNow();
        var known = (await _process.History.LoadSourcesAsync()).ToDictionary(s => s.Source, s => s.NextLookAt, StringComparer.Ordinal);
        foreach (var source in _process.Schedule.PolledSources(now))
            _nextLooks[source.Key] = known.GetValueOrDefault(source.Key) is { } planned && planned > now ? planned : now;
    }

    /// <summary>Sets our clock wrong or right when that moment comes before the next event.</summary>
    private bool CorrectClock(DateTimeOffset before)
    {
        var changes = _script.ClockErrors.SelectMany(e => new[] { e.From, e.To }).Where(c => c > _clock.Now && c <= before).ToList();
        if (changes.Count == 0) return false;
        _clock.MoveTo(changes.Min());
        _clock.Error = _script.ClockErrors.FirstOrDefault(e => e.From <= _clock.Now && _clock.Now < e.To).By;
        return true;
    }

    private async Task<IReadOnlyList<(string Event, DateTimeOffset At)>> SaidAsync()
    {
        var flips = await _queries.FlipsAsync(null, null, null, 100_000);
        return [.. flips.Reverse().Select(f => (Event: Expectations.EventOf(f.Flip), f.Flip.At)).Where(f => f.Event is not null).Select(f => (f.Event!, f.At))];
    }

    /// <summary>What must hold at the end of every year: what came out is on record as published, and we see.</summary>
    private async Task<IReadOnlyList<string>> EndAsync()
    {
        List<string> problems = [];
        foreach (var series in _script.Definitions.Keys)
        {
            var published = (await _queries.ReleasesAsync(series, null, 1000)).Where(r => r.Status == ReleaseStatus.Published).Select(r => r.Period).ToHashSet();
            problems.AddRange(OutThisYear(series).Where(p => !published.Contains(p)).Select(p => $"came out and was not found: {series}/{p}"));
            var blind = (await _queries.SeriesAsync(series))?.State.Visibility != Visibility.Clear;
            if (!_script.MayEndBlind.Contains(series) && blind != _script.StaysBlind.Contains(series)) problems.Add($"{series} ends the year {(blind ? "blind" : "seen")}");
        }
        return problems;
    }

    private IEnumerable<ReferencePeriod> OutThisYear(string series)
    {
        var settled = Script.End.AddDays(-3);
        return _script.Releases
            .Where(r => r.Series == series && (r.At >= Script.Start && r.At < settled || r.FigureAt >= Script.Start && r.FigureAt < settled))
            .Select(r => r.Period)
            .Where(p => !_script.NotFound.Contains($"{series}/{p}"));
    }

    /// <summary>The parts of one running service.</summary>
    private sealed class Process : IDisposable
    {
        private readonly DocumentFetcher _fetcher;

        public Process(MonitorCatalogue catalogue, BenchRecord record, ScriptedSite site, SimulatedClock clock, AlertPolicy? alerts)
        {
            var judge = new Judge(catalogue);
            History = new HistoryStore(record.Contexts, alerts);
            _fetcher = new DocumentFetcher(site, new HostGate(clock), clock, "DataBlackHole-Bench/1.0 (mailto:bench@stats.example)");
            var reader = new SourceReader(catalogue, _fetcher, new Interpreter(catalogue));
            Poller = new SourcePoller(catalogue, reader, new LookPipeline(catalogue, judge, History, clock), History, clock);
            Sweep = new DeadlineSweep(catalogue, judge, History, clock);
            Schedule = new LookSchedule(catalogue, History, clock);
        }

        public HistoryStore History { get; }

        public SourcePoller Poller { get; }

        public DeadlineSweep Sweep { get; }

        public LookSchedule Schedule { get; }

        public void Dispose() => _fetcher.Dispose();
    }
}
