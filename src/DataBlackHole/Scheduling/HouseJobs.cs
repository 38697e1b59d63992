using DataBlackHole.Core.Catalogue;
using DataBlackHole.Proving;
using DataBlackHole.Surveying;
using Quartz;

namespace DataBlackHole.Scheduling;

/// <summary>The jobs beside the looks: one node at a time does each of them.</summary>
/// <param name="Jobs">Each with its triggers. Of a trigger that is there already the one that fires first stays.</param>
public sealed record HouseJobs(IReadOnlyList<(IJobDetail Job, IReadOnlyList<ITrigger> Triggers)> Jobs)
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    public static HouseJobs Of(MonitorSettings settings, MonitorCatalogue catalogue, DateTimeOffset now) => new(
        [
            EveryMinute<SweepJob>("sweep", now), EveryMinute<PlanJob>("plan", now + _minute), EveryMinute<SelfWatchJob>("self-watch", now), EveryMinute<LogJob>("log", now),
            .. CensusJob.Schedule(settings, catalogue, now),
        ]);

    /// <summary>Puts them on the schedule; what other nodes have planned stays as it is.</summary>
    public async Task PlanAsync(IScheduler scheduler, CancellationToken stopping)
    {
        foreach (var (job, triggers) in Jobs)
        {
            await scheduler.AddJob(job, AddJobOptions.Replacing, stopping);
            foreach (var trigger in triggers) await scheduler.ScheduleTrigger(trigger, TriggerConflict.Keep, stopping);
        }
    }

    /// <summary>Plans them from another moment on, when the clock by which they were planned was wrong; what has had its turn stays as it is.</summary>
    public async Task PlanAgainAsync(IScheduler scheduler, DateTimeOffset from, CancellationToken stopping)
    {
        foreach (var trigger in Jobs.SelectMany(j => j.Triggers))
        {
            if (await scheduler.GetTrigger(trigger.Key, stopping) is { } planned)
                await scheduler.ScheduleTrigger(planned.GetTriggerBuilder().StartAt(from).Build(), TriggerConflict.Replace, stopping);
        }
    }

    private static (IJobDetail Job, IReadOnlyList<ITrigger> Triggers) EveryMinute<T>(string name, DateTimeOffset first)
        where T : IJob => (
        JobBuilder.Create<T>().WithIdentity(name).StoreDurably().Build(),
        [TriggerBuilder.Create().ForJob(name).WithIdentity(name).StartAt(first).WithSimpleSchedule(s => s.WithInterval(_minute).RepeatForever()).Build()]);
}
