using Quartz;

namespace DataBlackHole.Scheduling;

/// <summary>A job that ends when the service stops, also when it began at the very moment of the stop: Quartz interrupts only the jobs that it knows to run by then.</summary>
public abstract class StoppableJob(IHostApplicationLifetime life) : IJob
{
    /// <summary>How long after the stop of the service a job is told of it that Quartz did not interrupt. Quartz comes first: only of what it interrupts itself does it tell the other nodes at once.</summary>
    private static readonly TimeSpan Overlooked = TimeSpan.FromSeconds(2);

    protected IHostApplicationLifetime Life => life;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using var told = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var stop = life.ApplicationStopping.Register(() => told.CancelAfter(Overlooked));
        await RunAsync(context, told.Token);
    }

    protected abstract Task RunAsync(IJobExecutionContext context, CancellationToken stopping);
}
