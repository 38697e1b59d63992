using DataBlackHole.Core.Alerting;
using DataBlackHole.Storage;

namespace DataBlackHole.Tests.AbsenceBench;

/// <summary>The mails that a year of the bench made, as the outbox would have sent them.</summary>
internal static class MailCount
{
    private static readonly Recipient Reader = new() { Key = "reader", Channel = AlertChannel.Mail, Address = "reader@example.test", Language = AlertLanguage.En };

    /// <summary>One reader who wants to be told of everything about publishers.</summary>
    public static AlertRules OneReader { get; } = new(
        AlertRules.None.Recipients.Add(Reader.Key, Reader), [new AlertRoute { To = [Reader.Key], Audience = AlertAudience.Reader }]);

    public static async Task<IReadOnlyList<IReadOnlyList<string>>> MailsAsync(BenchRecord record, DateTimeOffset end, AlertRules rules)
    {
        var outbox = new AlertOutbox(record.Contexts);
        var mails = new List<IReadOnlyList<string>>();
        var now = end.AddDays(2);
        while (await outbox.ClaimAsync(AlertChannel.Mail, now, TimeSpan.FromHours(1), rules.Grouping, (to, told) => MessageIds.Of(to, told, "bench.example")) is { } parcel)
        {
            mails.Add([.. parcel.Items.Select(i => $"{i.Kind} {i.Incident}")]);
            await outbox.CompleteAsync(parcel, DeliveryOutcome.Sent, null, now, null, []);
        }
        return mails;
    }
}
