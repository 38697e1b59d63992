using DataBlackHole.Core.Catalogue;
using DataBlackHole.Storage;
using Quartz;

namespace DataBlackHole.Scheduling;

/// <summary>What looks are planned with where hosts are asked and nodes may share the schedule.</summary>
public sealed record PlanDesk(MonitorSettings Settings, LookTurns Turns, WakeUps WakeUps);

/// <summary>Keeps one trigger per polled source.</summary>
/// <param name="catalogue">The definitions.</param>
/// <param name="history">The record.</param>
/// <param name="time">The clock.</param>
/// <param name="desk">Without it every look that is due is planned for now, in this process alone.</param>
public sealed class LookSchedule(MonitorCatalogue catalogue, HistoryStore history, TimeProvider time, PlanDesk? desk = null)
{
    /// <summary>Name of the scheduler, the same on every node.</summary>
    public const string Scheduler = "datablackhole";

    private const string Group = "looks";

    /// <summary>Marks a look that comes at the moment it was given at its host.</summary>
    private const string Turn = "turn";

    /// <summary>From how many on looks are planned in bulk.</summary>
    private const int Many = 50;

    /// <summary>Whether looks have been planned: before that the scheduler is not to be touched.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Whether other nodes may have the same schedule.</summary>
    public bool IsShared => desk?.Settings.Database.Provider == DatabaseProvider.Postgres;

    /// <summary>Sources that are looked at by themselves: those with an address today that somebody reads or that announce dates. Release pages are reached through listings.</summary>
    public IEnumerable<SourceDefinition> PolledSources(DateTimeOffset now) => catalogue.Sources.Values.Where(s =>
        s.Kind != SourceKind.ReleasePage && (catalogue.ReadersOf(s.Key).Any() || s.Kind == SourceKind.ReleaseCalendar) && s.AddressOn(DateOnly.FromDateTime(now.UtcDateTime)) is not null);

    /// <summary>Whether a look comes at the moment it was given at its host.</summary>
    public static bool HasTurn(ITrigger trigger) => trigger.JobDataMap.ContainsKey(Turn);

    /// <summary>
    /// Schedules every polled source that has no trigger: where its record says, or as soon as its host can take it. What other nodes have planned
    /// stays; what is no longer among the definitions goes.
    /// </summary>
    public async Task PlanAllAsync(IScheduler scheduler, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var polled = PolledSources(now).ToDictionary(s => s.Key, StringComparer.Ordinal);
        var triggers = await TriggersAsync(scheduler, stopping);
        await ForgetAsync(scheduler, triggers.Select(t => t.JobKey).Where(j => !polled.ContainsKey(j.Name)), stopping);
        var planned = triggers.Where(t => t.State != TriggerState.Error).Select(t => t.Key.Name).ToHashSet(StringComparer.Ordinal);
        var missing = polled.Values.Where(s => !planned.Contains(s.Key)).ToList();
        if (missing.Count > 0) await PlanMissingAsync(scheduler, missing, now, stopping);
        foreach (var trigger in triggers.Where(t => planned.Contains(t.Key.Name) && t.NextFireTimeUtc is not null))
        {
            if (polled.GetValueOrDefault(trigger.Key.Name) is { Poll.Cron: not null } source && Next(source, trigger.NextFireTimeUtc!.Value) is var next && next < trigger.NextFireTimeUtc)
                await scheduler.ScheduleTrigger(TriggerOf(source.Key, next), TriggerConflict.KeepEarlier, stopping);
        }
        IsReady = true;
    }

    /// <summary>Plans the next look at a source, whose job is there.</summary>
    public Task PlanAsync(IScheduler scheduler, SourceDefinition source, DateTimeOffset at, CancellationToken stopping, bool hasTurn = false) =>
        scheduler.ScheduleTrigger(TriggerOf(source.Key, hasTurn ? at : Next(source, at), hasTurn), TriggerConflict.Replace, stopping).AsTask();

    /// <summary>Brings looks forward that a clock has planned which was set back since. Looks that another node planned come early with them, which harms nobody.</summary>
    /// <returns>How many.</returns>
    public async Task<int> BringForwardAsync(IScheduler scheduler, TimeSpan by, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var later = (await TriggersAsync(scheduler, stopping)).Where(t => t.NextFireTimeUtc > now).ToList();
        foreach (var trigger in later)
        {
            var at = trigger.NextFireTimeUtc!.Value - by;
            await scheduler.ScheduleTrigger(TriggerOf(trigger.Key.Name, at > now ? at : now), TriggerConflict.Replace, stopping);
        }
        return later.Count;
    }

    private static async Task<IReadOnlyCollection<TriggerHeader>> TriggersAsync(IScheduler scheduler, CancellationToken stopping) =>
        (await scheduler.QueryTriggers(new TriggerQuery { Group = GroupMatcher<TriggerKey>.GroupEquals(Group), Take = PagedQuery.All }, stopping)).Items;

    private static async Task ForgetAsync(IScheduler scheduler, IEnumerable<JobKey> jobs, CancellationToken stopping)
    {
        var gone = jobs.ToList();
        if (gone.Count > 0) await scheduler.DeleteJobs(gone, stopping);
    }

    private async Task PlanMissingAsync(IScheduler scheduler, List<SourceDefinition> missing, DateTimeOffset now, CancellationToken stopping)
    {
        var known = (await history.LoadSourcesAsync(stopping)).ToDictionary(s => s.Source, s => s.NextLookAt, StringComparer.Ordinal);
        var later = missing.Where(s => known.GetValueOrDefault(s.Key) > now).ToDictionary(s => s.Key, s => Next(s, known[s.Key]!.Value), StringComparer.Ordinal);
        var due = missing.Where(s => !later.ContainsKey(s.Key)).OrderBy(s => known.GetValueOrDefault(s.Key) ?? DateTimeOffset.MinValue);
        await ScheduleAsync(scheduler, desk is null ? due.ToDictionary(s => s.Key, _ => now) : await desk.Turns.SpreadAsync(due, stopping), hasTurn: true, stopping);
        await ScheduleAsync(scheduler, later, hasTurn: false, stopping);
    }

    private async Task ScheduleAsync(IScheduler scheduler, Dictionary<string, DateTimeOffset> moments, bool hasTurn, CancellationToken stopping)
    {
        if (desk is null || !IsShared || moments.Count < Many)
        {
            var jobs = moments.ToDictionary(m => JobOf(m.Key), IReadOnlyCollection<ITrigger> (m) => [TriggerOf(m.Key, m.Value, hasTurn)]);
            if (jobs.Count > 0) await scheduler.ScheduleJobs(jobs, ScheduleJobOptions.Replacing, stopping);
            return;
        }
        var (pattern, at) = moments.MinBy(m => m.Value);
        await scheduler.ScheduleJob(JobOf(pattern), [TriggerOf(pattern, at, hasTurn)], ScheduleJobOptions.Replacing, stopping);
        await desk.WakeUps.CopyAsync(Scheduler, Group, pattern, moments, stopping);
    }

    private static IJobDetail JobOf(string source) => JobBuilder.Create<LookJob>().WithIdentity(source, Group).StoreDurably().RequestRecovery().Build();

    /// <summary>Fires once, however late it has become.</summary>
    private static ITrigger TriggerOf(string source, DateTimeOffset at, bool hasTurn = false)
    {
        var trigger = TriggerBuilder.Create().WithIdentity(source, Group).ForJob(source, Group).StartAt(at)
            .WithSimpleSchedule(s => s.WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires));
        return (hasTurn ? trigger.UsingJobData(Turn, "1") : trigger).Build();
    }

    private DateTimeOffset Next(SourceDefinition source, DateTimeOffset at) => source.Poll.Cron is { } cron ? Earlier(at, NextByCron(source, cron)) : at;

    private DateTimeOffset? NextByCron(SourceDefinition source, string cron) =>
        new CronExpression(cron, catalogue.Publishers[source.Publisher].TimeZone).GetNextValidTimeAfter(time.GetUtcNow());

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset? right) => right < left ? right.Value : left;
}
