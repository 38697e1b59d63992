using DataBlackHole.Core.Alerting;
using DataBlackHole.Notifying;
using Quartz;

namespace DataBlackHole.Scheduling;

/// <summary>Wakes the self-watch; where looks go on, the heart beats. An evaluation that fails is a reason not to beat.</summary>
[DisallowConcurrentExecution]
public sealed class SelfWatchJob(SelfWatcher watcher, SelfWatchNotices notices, Heartbeat heartbeat, IHostApplicationLifetime life, ILogger<SelfWatchJob> log) : StoppableJob(life)
{
    protected override async Task RunAsync(IJobExecutionContext context, CancellationToken stopping)
    {
        try
        {
            var outcome = await watcher.EvaluateAsync(stopping);
            foreach (var change in outcome.Changes) Tell(change);
            await notices.TellAsync(outcome.Changes, stopping);
            if (outcome.Found.All(t => t.Kind != SelfTrouble.LooksStopped)) await heartbeat.BeatAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The service stops.
        }
        catch (Exception exception)
        {
            log.LogError(exception, "The self-watch failed; it is tried again in a minute");
        }
    }

    private void Tell(TroubleChange change)
    {
        if (change.Begun) log.LogWarning("Trouble {Kind} began: {Sentence}", change.Trouble.Kind, change.Trouble.Sentence.En);
        else log.LogInformation("Trouble {Kind} of {Subject} ended", change.Trouble.Kind, change.Trouble.Subject);
    }
}
