using DataBlackHole.Core.Catalogue;
using DataBlackHole.Metering;
using DataBlackHole.Storage;
using Quartz;

namespace DataBlackHole.Scheduling;

/// <summary>Wakes the poller for one source. Decides nothing; truth is in our tables.</summary>
[DisallowConcurrentExecution]
public sealed class LookJob(MonitorCatalogue catalogue, LookDesk desk, MonitorMeters meters, TimeProvider time, IHostApplicationLifetime life, ILogger<LookJob> log) : StoppableJob(life)
{
    /// <summary>How soon a look is tried again that found the database away.</summary>
    private static readonly TimeSpan AfterOutage = TimeSpan.FromSeconds(30);

    /// <summary>How long a node that stops may take to leave a look to the others.</summary>
    private static readonly TimeSpan HandOver = TimeSpan.FromSeconds(2);

    protected override async Task RunAsync(IJobExecutionContext context, CancellationToken stopping)
    {
        // A trigger of other definitions; those who have them plan it again.
        if (!catalogue.Sources.TryGetValue(context.JobDetail.Key.Name, out var source)) return;
        var (next, hasTurn, clock) = (time.GetUtcNow(), false, ClockMark.Of(time));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, desk.Standing.StandingBy);
        try
        {
            var busy = await desk.Turns.BusyUntilAsync(source, LookSchedule.HasTurn(context.Trigger), either.Token);
            (next, hasTurn) = busy is { } later ? (later, true) : (await desk.Poller.PollAsync(source, either.Token), false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The service stops. Nothing of this look is on record: another node takes it again, or the next start.
            if (!desk.Schedule.IsShared) return;
            if (context.CancellationToken.IsCancellationRequested) throw;
            // Quartz has not heard of the stop yet and would count the look as done.
            using var brief = new CancellationTokenSource(HandOver, time);
            await PlanAsync(context, source, time.GetUtcNow(), hasTurn: false, brief.Token);
            return;
        }
        catch (OperationCanceledException) when (!desk.Standing.IsInForce)
        {
            // Nodes with newer definitions take it at once.
        }
        catch (Exception exception)
        {
            next += Soon(source, exception);
            meters.Unrecorded();
            Tell(source, exception, next);
        }
        // A look that ends while the service stops is on record; the next start plans the next one from there.
        if (context.Scheduler.Status is not (SchedulerStatus.Shutdown or SchedulerStatus.ShuttingDown)) await PlanAsync(context, source, next - clock.SetBack(), hasTurn, stopping);
    }

    private static TimeSpan Soon(SourceDefinition source, Exception exception) => DatabaseAway.Is(exception) && AfterOutage < source.Poll.InWindow ? AfterOutage : source.Poll.InWindow;

    private void Tell(SourceDefinition source, Exception exception, DateTimeOffset next)
    {
        if (DatabaseAway.Is(exception)) log.LogWarning("The look at {Source} found the database away; it is tried again at {Next:u}", source.Key, next);
        else log.LogError(exception, "The look at {Source} could not be recorded; it is tried again at {Next:u}", source.Key, next);
    }

    /// <summary>Waits for a database that is away: without a trigger the source would be left until <see cref="PlanJob"/> finds it.</summary>
    private async Task PlanAsync(IJobExecutionContext context, SourceDefinition source, DateTimeOffset next, bool hasTurn, CancellationToken stopping)
    {
        try
        {
            await DatabasePatience.WaitAsync(() => desk.Schedule.PlanAsync(context.Scheduler, source, next, stopping, hasTurn), time, log, $"the plan of looks at {source.Key}", stopping);
        }
        catch (Exception exception) when (Life.Explains(exception) || (stopping.IsCancellationRequested && (exception is OperationCanceledException || DatabaseAway.Is(exception))))
        {
            // The service stops; the next start plans it, or another node.
        }
    }
}

/// <summary>What a look is taken with.</summary>
public sealed record LookDesk(SourcePoller Poller, LookSchedule Schedule, LookTurns Turns, NodeStanding Standing);

/// <summary>Wakes the sweep.</summary>
[DisallowConcurrentExecution]
public sealed class SweepJob(DeadlineSweep sweep, NodeStanding standing, IHostApplicationLifetime life, ILogger<SweepJob> log) : StoppableJob(life)
{
    protected override async Task RunAsync(IJobExecutionContext context, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, standing.StandingBy);
        try
        {
            await sweep.RunAsync(either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The service stops, or stands by; whoever goes on sweeps again.
        }
        catch (Exception exception) when (DatabaseAway.Is(exception))
        {
            log.LogWarning("The sweep of deadlines found the database away; it is tried again in a minute");
        }
        catch (Exception exception)
        {
            log.LogError(exception, "The sweep of deadlines failed; it is tried again in a minute");
        }
    }
}

/// <summary>Plans looks that lost their trigger: their node died, or the database was away when they were to be planned.</summary>
[DisallowConcurrentExecution]
public sealed class PlanJob(LookSchedule schedule, NodeStanding standing, IHostApplicationLifetime life, ILogger<PlanJob> log) : StoppableJob(life)
{
    protected override async Task RunAsync(IJobExecutionContext context, CancellationToken stopping)
    {
        try
        {
            if (standing.IsInForce) await schedule.PlanAllAsync(context.Scheduler, stopping);
        }
        catch (Exception exception) when (Life.Explains(exception) || (exception is OperationCanceledException && stopping.IsCancellationRequested))
        {
            // The service stops.
        }
        catch (Exception exception)
        {
            log.Log(DatabaseAway.Is(exception) ? LogLevel.Warning : LogLevel.Error, DatabaseAway.Is(exception) ? null : exception, "Looks without a trigger were not planned; it is tried again in a minute");
        }
    }
}
