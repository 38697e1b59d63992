using Quartz;

namespace DataBlackHole.Scheduling;

/// <summary>A job that ends when the service stops, also when it began at the very moment of the stop: Quartz interrupts only the jobs that it knows to run by then.</summary>
public abstract class StoppableJob(IHostApplicationLifetime life) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, life.ApplicationStopping);
        await RunAsync(context, either.Token);
    }

    protected abstract Task RunAsync(IJobExecutionContext context, CancellationToken stopping);
}
