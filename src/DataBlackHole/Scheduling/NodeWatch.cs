using DataBlackHole.Storage;
using Quartz;

namespace DataBlackHole.Scheduling;

/// <summary>Says that this node is there, and makes it stand by while nodes with newer definitions work on the same record.</summary>
public sealed class NodeWatch(
    NodeStanding standing, Nodes nodes, ISchedulerFactory schedulers, LookSchedule schedule, MonitorSettings settings, TimeProvider time, IHostApplicationLifetime life, ILogger<NodeWatch> log) : BackgroundService
{
    /// <summary>
    /// How long the definitions of a node count after it was seen last: long enough for its restart, and no night is lost when it is dead.
    /// </summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private bool _standsBy;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await DatabasePatience.WaitAsync(() => nodes.BeatAsync(standing.Name, standing.CatalogueHash, standsBy: false, cancellationToken), time, log, "the start of this node", cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            using var patience = new CancellationTokenSource(settings.Cluster.Checkin);
            await nodes.LeaveAsync(standing.Name, patience.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException || DatabaseAway.Is(exception))
        {
            // Then it is forgotten when it was not seen for a while.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.Cluster.Checkin / 2);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WatchAsync(stoppingToken);
                await timer.WaitForNextTickAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                log.Log(DatabaseAway.Is(exception) ? LogLevel.Debug : LogLevel.Error, exception, "This node could not say that it is there; it tries again");
                await Task.Delay(settings.Cluster.Checkin, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task WatchAsync(CancellationToken stopping)
    {
        if (standing.Judge(await nodes.SeenAsync(Remembered, stopping))) Tell();
        try
        {
            if (schedule.IsReady) await FollowAsync(await schedulers.GetScheduler(stopping), stopping);
        }
        catch (SchedulerException exception) when (life.Explains(exception))
        {
            // What is still under way while the service stops is this node's until it has left.
        }
        await nodes.BeatAsync(standing.Name, standing.CatalogueHash, _standsBy, stopping);
    }

    private async Task FollowAsync(IScheduler scheduler, CancellationToken stopping)
    {
        if (!standing.IsInForce && scheduler.Status is SchedulerStatus.Running) await scheduler.Standby(stopping);
        if (standing.IsInForce && _standsBy)
        {
            await schedule.PlanAllAsync(scheduler, stopping);
            await scheduler.Start(stopping);
        }
        _standsBy = !standing.IsInForce && await IsIdleAsync(scheduler, stopping);
    }

    private async Task<bool> IsIdleAsync(IScheduler scheduler, CancellationToken stopping) =>
        (await scheduler.QueryFireInstances(new FireInstanceQuery { SchedulerInstanceId = standing.Name }, stopping)).Items.Count == 0;

    private void Tell()
    {
        if (standing.SupersededBy is { } newer)
        {
            log.LogWarning(
                "Node {Node} started with {What} (catalogue {Newer}): this one (catalogue {Own}) stands by and plans, looks and mails nothing until it is restarted with the same",
                newer.Name, newer.CatalogueHash == standing.CatalogueHash ? "another version of the program" : "other definitions", newer.CatalogueHash[..12], standing.CatalogueHash[..12]);
        }
        else
        {
            log.LogWarning("No node with newer definitions is there any more: this one (catalogue {Own}) works again", standing.CatalogueHash[..12]);
        }
    }
}
