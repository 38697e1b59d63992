using Quartz;

namespace DataBlackHole.Scheduling;

/// <summary>Plans every look when the service starts.</summary>
public sealed class ScheduleStartup(ISchedulerFactory schedulers, LookSchedule schedule) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken) =>
        await schedule.PlanAllAsync(await schedulers.GetScheduler(cancellationToken), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
