using Quartz;

namespace DataBlackHole.Scheduling;

/// <summary>Brings every deadline up to date and plans every look when the service starts.</summary>
public sealed class ScheduleStartup(ISchedulerFactory schedulers, LookSchedule schedule, DeadlineSweep sweep) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await sweep.RunAllAsync(cancellationToken);
        await schedule.PlanAllAsync(await schedulers.GetScheduler(cancellationToken), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
