using DataBlackHole.Core.Alerting;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;

namespace DataBlackHole.Notifying;

/// <summary>Empties the outbox as long as the service runs. Each way of delivery for itself: a slow webhook holds up no mail.</summary>
public sealed class NotifyingService(OutboxDispatcher dispatcher, AlertPolicy policy, NodeStanding standing, TimeProvider time, ILogger<NotifyingService> log) : BackgroundService
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!dispatcher.HasMail && policy.Rules.Recipients.Values.Any(r => r.Channel == AlertChannel.Mail))
            log.LogWarning("There is no mail server (section Mail of the settings): alerts stay in the outbox, where GET /api/v1/alerts shows them");
        return Task.WhenAll(KeepEmptyAsync(AlertChannel.Mail, stoppingToken), KeepEmptyAsync(AlertChannel.Webhook, stoppingToken));
    }

    private async Task KeepEmptyAsync(AlertChannel channel, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                // Who is to be told may stand in newer definitions than ours.
                if (standing.IsInForce) await dispatcher.DrainAsync(channel, stopping);
                await Task.Delay(_pause, time, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (DatabaseAway.Is(exception))
            {
                log.LogWarning("The outbox could not be emptied because the database is away; it is tried again in ten seconds");
                await Task.Delay(TimeSpan.FromSeconds(10), time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception exception)
            {
                log.LogError(exception, "The outbox could not be emptied; it is tried again in a minute");
                await Task.Delay(TimeSpan.FromMinutes(1), time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
