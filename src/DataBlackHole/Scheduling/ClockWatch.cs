using DataBlackHole.Storage;
using Quartz;

namespace DataBlackHole.Scheduling;

/// <summary>
/// Plans everything anew when the clock of this machine is set back: the scheduler goes by the clock, and would sleep until it is again as late as it was.
/// A clock that is set forward makes everything due, which needs no help.
/// </summary>
public sealed class ClockWatch(
    ISchedulerFactory schedulers, LookSchedule schedule, HouseJobs house, NodeStanding standing, TimeProvider time, IHostApplicationLifetime life, ILogger<ClockWatch> log) : BackgroundService
{
    /// <summary>A look that is planned by a clock that is wrong for less than this would not be noticed.</summary>
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Runs by the monotonic clock.
        using var timer = new PeriodicTimer(Often, time);
        var mark = ClockMark.Of(time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) mark = await CheckedAsync(mark, stoppingToken);
    }

    /// <returns>The mark for the next time: the same one while what it showed is not yet seen to.</returns>
    private async Task<ClockMark> CheckedAsync(ClockMark mark, CancellationToken stopping)
    {
        var next = ClockMark.Of(time);
        var back = mark.SetBack();
        if (back == TimeSpan.Zero || !schedule.IsReady || !standing.IsInForce) return next;
        try
        {
            var scheduler = await schedulers.GetScheduler(stopping);
            await house.PlanAgainAsync(scheduler, time.GetUtcNow(), stopping);
            var looks = await schedule.BringForwardAsync(scheduler, back, stopping);
            log.LogWarning("The clock was set back by {Seconds:0} s: {Looks} looks that were planned by it are planned anew", back.TotalSeconds, looks);
            return next;
        }
        catch (Exception exception) when (life.Explains(exception) || (exception is OperationCanceledException && stopping.IsCancellationRequested))
        {
            // The next start plans by its own clock.
            return next;
        }
        catch (Exception exception)
        {
            log.Log(DatabaseAway.Is(exception) ? LogLevel.Warning : LogLevel.Error, exception, "The clock was set back by {Seconds:0} s, and looks could not be planned anew; it is tried again", back.TotalSeconds);
            await Task.Delay(AfterFailure, time, stopping);
            return mark;
        }
    }
}
