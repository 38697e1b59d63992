using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Metering;
using DataBlackHole.Storage;

namespace DataBlackHole.Notifying;

/// <summary>
/// Delivers what is due, one message after the other: a process that is killed has at most one under way, and that one goes out again with the
/// same identifier. A message that is refused waits by itself; a server that is down makes all wait.
/// </summary>
public sealed class OutboxDispatcher(
    AlertOutbox outbox, AlertMutes mutes, AlertPolicy policy, AlertComposer composer, NotifyingSettings settings, WebhookSender webhooks, TimeProvider time,
    ILogger<OutboxDispatcher> log, IMailTransport? mail = null, MonitorMeters? meters = null)
{
    /// <summary>A message that was refused for now is given up when it is this old.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromDays(5);

    private DateTimeOffset _mailDownUntil;
    private int _mailFailures;

    private AlertRules Rules => policy.Rules;

    /// <summary>Why mail does not go out at present; null when nothing is known to be wrong.</summary>
    public string? MailTrouble { get; private set; }

    /// <summary>Whether there is a mail server to send through.</summary>
    public bool HasMail => mail is not null;

    /// <summary>Delivers everything of one channel that is due.</summary>
    /// <returns>How many messages went out.</returns>
    public async Task<int> DrainAsync(AlertChannel channel, CancellationToken stopping)
    {
        if (channel == AlertChannel.Mail && (mail is null || time.GetUtcNow() < _mailDownUntil)) return 0;
        var sent = 0;
        try
        {
            var hold = (settings.Mail?.Timeout ?? TimeSpan.FromSeconds(60)) * 3 + TimeSpan.FromSeconds(5);
            while (await outbox.ClaimAsync(channel, time.GetUtcNow(), hold, Rules.Grouping, Identify, stopping) is { } parcel)
            {
                var outcome = await DeliverAsync(channel, parcel, stopping);
                if (outcome == DeliveryOutcome.Sent) sent++;
                if (outcome == DeliveryOutcome.ChannelDown && channel == AlertChannel.Mail) return sent;
            }
            return sent;
        }
        finally
        {
            if (channel == AlertChannel.Mail) mail!.Close();
        }
    }

    private string Identify(string recipient, IEnumerable<(string Incident, AlertEventKind Kind, DateTimeOffset At)> transitions) =>
        MessageIds.Of(recipient, transitions, settings.Domain);

    private async Task<DeliveryOutcome> DeliverAsync(AlertChannel channel, AlertParcel parcel, CancellationToken stopping)
    {
        if (await NotToSendAsync(channel, parcel, stopping) is { } instead)
        {
            await outbox.DropAsync(parcel, instead, time.GetUtcNow(), stopping);
            return DeliveryOutcome.Unknown;
        }
        var recipient = Rules.Recipients[parcel.Recipient];
        var result = await AttemptAsync(recipient, parcel, stopping);
        meters?.Delivered($"{channel}", $"{result.Outcome}");
        var now = time.GetUtcNow();
        DateTimeOffset? again = IsOver(result.Outcome, parcel, now) ? null : now + Wait(result.Outcome, parcel);
        var givenUp = again is null && result.Outcome != DeliveryOutcome.Sent;
        // What was sent is sent, also when the service is just being stopped.
        await outbox.CompleteAsync(parcel, result.Outcome, result.Detail, now, again, givenUp ? Told(parcel, result) : [], CancellationToken.None);
        await NoteChannelAsync(channel, recipient, result, now, stopping);
        if (givenUp) log.LogError("Alert {Id} to {Recipient} is given up: {Detail}", parcel.Id, parcel.Recipient, result.Detail);
        else if (again is not null) log.LogWarning("Alert {Id} to {Recipient} was not delivered and is tried again at {Again:u}: {Detail}", parcel.Id, parcel.Recipient, again, result.Detail);
        return result.Outcome;
    }

    private async Task<AlertDelivery?> NotToSendAsync(AlertChannel channel, AlertParcel parcel, CancellationToken stopping)
    {
        if (!Rules.Recipients.TryGetValue(parcel.Recipient, out var recipient) || recipient.Channel != channel) return AlertDelivery.NotWanted;
        var active = new ActiveMutes([.. await mutes.AllAsync(stopping)], time.GetUtcNow());
        if (active.IsUnsubscribed(parcel.Recipient)) return AlertDelivery.NotWanted;
        return parcel.Items.All(i => i.IsOvertaken) ? AlertDelivery.Overtaken : null;
    }

    /// <summary>Whatever a message does to us is its own affair: it must not stop the others.</summary>
    private async Task<DeliveryResult> AttemptAsync(Recipient recipient, AlertParcel parcel, CancellationToken stopping)
    {
        try
        {
            return recipient.Channel == AlertChannel.Mail
                ? await mail!.SendAsync(composer.Mail(recipient, parcel), stopping)
                : await webhooks.SendAsync(recipient, parcel.MessageId, composer.Json(recipient, parcel), stopping);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.LogError(exception, "Alert {Id} cannot be written", parcel.Id);
            return new DeliveryResult(DeliveryOutcome.RefusedForNow, $"it cannot be written: {exception.GetType().Name}: {exception.Message}");
        }
    }

    /// <summary>When everything waits for a server, the message must not wait longer than the server is down.</summary>
    private static TimeSpan Wait(DeliveryOutcome outcome, AlertParcel parcel) =>
        outcome == DeliveryOutcome.ChannelDown ? TimeSpan.FromSeconds(30) : Backoff.After(parcel.Attempts + 1, Random.Shared.NextDouble());

    private static bool IsOver(DeliveryOutcome outcome, AlertParcel parcel, DateTimeOffset now) => outcome switch
    {
        DeliveryOutcome.Sent or DeliveryOutcome.RefusedForGood => true,
        DeliveryOutcome.ChannelDown => false,
        _ => now - parcel.CreatedAt > _patience,
    };

    /// <summary>Operators hear of what was given up, but not, for ever on, that they could not be told of it.</summary>
    private List<(OperatorNotice, Recipient)> Told(AlertParcel parcel, DeliveryResult result)
    {
        if (parcel.Items.Any(i => i.Kind == AlertEventKind.DeliveryTrouble)) return [];
        var about = parcel.Items.Length == 1 ? parcel.Items[0].Incident : $"{parcel.Items.Length} alerts, {parcel.Items[0].Incident} first";
        var note = new BilingualText(
            $"An alert to {parcel.Recipient} could not be delivered and was given up: {about}. The other side said: {result.Detail}",
            $"发送给 {parcel.Recipient} 的提醒未能送达，已放弃：{about}。对方答复：{result.Detail}");
        var notice = new OperatorNotice(AlertEventKind.DeliveryTrouble, $"delivery/{parcel.Id}", note);
        return [.. Rules.OperatorsFor(AlertEventKind.DeliveryTrouble).Where(o => o.Key != parcel.Recipient).Select(o => (notice, o))];
    }

    /// <summary>The mail server that is down is asked again after seconds, then minutes; of webhooks each has its own server.</summary>
    private async Task NoteChannelAsync(AlertChannel channel, Recipient recipient, DeliveryResult result, DateTimeOffset now, CancellationToken stopping)
    {
        var isDown = result.Outcome == DeliveryOutcome.ChannelDown;
        if (channel == AlertChannel.Mail)
        {
            MailTrouble = isDown ? result.Detail : null;
            _mailFailures = isDown ? _mailFailures + 1 : 0;
            _mailDownUntil = isDown ? now + TimeSpan.FromSeconds(Math.Min(5 * Math.Pow(2, Math.Min(_mailFailures - 1, 10)), 300)) : default;
        }
        else if (isDown)
        {
            await outbox.PostponeAsync(recipient.Key, now + TimeSpan.FromSeconds(30), stopping);
        }
    }
}
