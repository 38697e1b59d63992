using Quartz;

namespace DataBlackHole.Proving;

/// <summary>Wakes the keeper of the log.</summary>
[DisallowConcurrentExecution]
public sealed class LogJob(LogKeeper keeper, ILogger<LogJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await keeper.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The service stops; what is queued stays queued.
        }
        catch (Exception exception)
        {
            log.LogError(exception, "The log of evidence was not brought up to date; it is tried again in a minute");
        }
    }
}
