using DataBlackHole.Core.Catalogue;
using DataBlackHole.Storage;
using Quartz;

namespace DataBlackHole.Scheduling;

/// <summary>Keeps one trigger per polled source.</summary>
public sealed class LookSchedule(MonitorCatalogue catalogue, HistoryStore history, TimeProvider time)
{
    private const string Group = "looks";

    /// <summary>Sources that are looked at by themselves: those with an address today that somebody reads or that announce dates. Release pages are reached through listings.</summary>
    public IEnumerable<SourceDefinition> PolledSources(DateTimeOffset now) => catalogue.Sources.Values.Where(s =>
        s.Kind != SourceKind.ReleasePage && (catalogue.ReadersOf(s.Key).Any() || s.Kind == SourceKind.ReleaseCalendar) && s.AddressOn(DateOnly.FromDateTime(now.UtcDateTime)) is not null);

    /// <summary>Schedules every polled source: where its record says, or now.</summary>
    public async Task PlanAllAsync(IScheduler scheduler, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var known = (await history.LoadSourcesAsync(stopping)).ToDictionary(s => s.Source, StringComparer.Ordinal);
        foreach (var source in PolledSources(now))
        {
            var planned = known.GetValueOrDefault(source.Key)?.NextLookAt;
            await PlanAsync(scheduler, source, planned > now ? planned.Value : now, stopping);
        }
    }

    public async Task PlanAsync(IScheduler scheduler, SourceDefinition source, DateTimeOffset at, CancellationToken stopping)
    {
        var job = new JobKey(source.Key, Group);
        var next = source.Poll.Cron is { } cron ? Earlier(at, NextByCron(source, cron)) : at;
        if (await scheduler.GetJobDetail(job, stopping) is null)
            await scheduler.AddJob(JobBuilder.Create<LookJob>().WithIdentity(job).StoreDurably().Build(), cancellationToken: stopping);
        var trigger = TriggerBuilder.Create().WithIdentity(source.Key, Group).ForJob(job).StartAt(next).Build();
        if (await scheduler.RescheduleJob(trigger.Key, trigger, stopping) is null) await scheduler.ScheduleJob(trigger, cancellationToken: stopping);
    }

    private DateTimeOffset? NextByCron(SourceDefinition source, string cron) =>
        new CronExpression(cron, catalogue.Publishers[source.Publisher].TimeZone).GetNextValidTimeAfter(time.GetUtcNow());

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset? right) => right < left ? right.Value : left;
}
