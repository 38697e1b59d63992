using DataBlackHole.Core.Catalogue;
using DataBlackHole.Metering;
using Quartz;

namespace DataBlackHole.Scheduling;

/// <summary>Wakes the poller for one source. Decides nothing; truth is in our tables.</summary>
[DisallowConcurrentExecution]
public sealed class LookJob(MonitorCatalogue catalogue, SourcePoller poller, LookSchedule schedule, MonitorMeters meters, TimeProvider time, ILogger<LookJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var source = catalogue.Sources[context.JobDetail.Key.Name];
        var next = time.GetUtcNow() + source.Poll.InWindow;
        try
        {
            next = await poller.PollAsync(source, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The service stops. Nothing of this look is on record; the next start takes it again.
            return;
        }
        catch (Exception exception)
        {
            meters.Unrecorded();
            log.LogError(exception, "The look at {Source} could not be recorded; it is tried again at {Next:u}", source.Key, next);
        }
        // A look that ends while the service stops is on record; the next start plans the next one from there.
        if (context.Scheduler.Status is SchedulerStatus.Running) await schedule.PlanAsync(context.Scheduler, source, next, cancellationToken);
    }
}

/// <summary>Wakes the sweep.</summary>
[DisallowConcurrentExecution]
public sealed class SweepJob(DeadlineSweep sweep, ILogger<SweepJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await sweep.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The service stops; the next start sweeps again.
        }
        catch (Exception exception)
        {
            log.LogError(exception, "The sweep of deadlines failed; it is tried again in a minute");
        }
    }
}
