using DataBlackHole.Scheduling;
using Quartz;

namespace DataBlackHole.Proving;

/// <summary>Wakes the keeper of the log.</summary>
[DisallowConcurrentExecution]
public sealed class LogJob(LogKeeper keeper, IHostApplicationLifetime life, ILogger<LogJob> log) : StoppableJob(life)
{
    protected override async Task RunAsync(IJobExecutionContext context, CancellationToken stopping)
    {
        try
        {
            await keeper.RunAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The service stops; what is queued stays queued.
        }
        catch (Exception exception)
        {
            log.LogError(exception, "The log of evidence was not brought up to date; it is tried again in a minute");
        }
    }
}
