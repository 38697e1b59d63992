using DataBlackHole.Storage;
using Quartz;

namespace DataBlackHole.Scheduling;

/// <summary>Brings every deadline up to date and plans every look when the service starts. Nodes that start together do it one after the other.</summary>
public sealed class ScheduleStartup(
    ISchedulerFactory schedulers, LookSchedule schedule, HouseJobs house, DeadlineSweep sweep, NodeStanding standing, StartTurn turn, Nodes nodes, MonitorSettings settings, TimeProvider time, ILogger<ScheduleStartup> log)
    : IHostedService
{
    /// <summary>How long nodes with older definitions may take to end what they are doing.</summary>
    private static readonly TimeSpan _handover = TimeSpan.FromSeconds(30);

    public Task StartAsync(CancellationToken cancellationToken) => DatabasePatience.WaitAsync(() => PlanAsync(cancellationToken), time, log, "the plan of looks", cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task PlanAsync(CancellationToken cancellationToken)
    {
        if (settings.Database.Provider == DatabaseProvider.Postgres) await TakeOverAsync(cancellationToken);
        await turn.RunAsync(
            async () =>
            {
                var scheduler = await schedulers.GetScheduler(cancellationToken);
                await sweep.RunAllAsync(cancellationToken);
                await house.PlanAsync(scheduler, cancellationToken);
                await schedule.PlanAllAsync(scheduler, cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>Waits until nodes with older definitions stand by, so that no state is judged by both.</summary>
    private async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        for (var started = time.GetTimestamp(); time.GetElapsedTime(started) < _handover;)
        {
            var seen = await nodes.SeenAsync(settings.Cluster.Checkin + settings.Cluster.Patience, cancellationToken);
            var older = seen.Where(n => !n.WorksLike(standing.CatalogueHash) && !n.StandsBy).ToList();
            if (older.Count == 0) return;
            log.LogInformation("Waiting for {Nodes}, which worked by other definitions or another version, to stand by", string.Join(", ", older.Select(n => n.Name)));
            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
        }
        log.LogWarning("Nodes with other definitions or of another version did not stand by within {Seconds:0} s; this one starts all the same", _handover.TotalSeconds);
    }
}
