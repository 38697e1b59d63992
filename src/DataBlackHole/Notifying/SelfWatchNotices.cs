using System.Globalization;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Storage;

namespace DataBlackHole.Notifying;

/// <summary>Queues the troubles of the monitor itself for operators; readers never hear of them.</summary>
public sealed class SelfWatchNotices(AlertOutbox outbox, AlertPolicy policy)
{
    public async Task TellAsync(IEnumerable<TroubleChange> changes, CancellationToken stopping)
    {
        var operators = policy.Rules.OperatorsFor(AlertEventKind.MonitorTrouble).ToList();
        if (operators.Count == 0) return;
        foreach (var change in changes) await outbox.TellAsync(Notice(change), operators, policy.Rules.Grouping, change.At, stopping);
    }

    private static OperatorNotice Notice(TroubleChange change)
    {
        var (trouble, sentence) = (change.Trouble, change.Trouble.Sentence);
        var incident = string.Create(CultureInfo.InvariantCulture, $"monitor/{trouble.Kind}/{trouble.Subject}/{trouble.Since.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");
        var note = change.Begun ? sentence : new BilingualText($"Over: {sentence.En}", $"已结束：{sentence.Zh}");
        return new OperatorNotice(AlertEventKind.MonitorTrouble, incident, note);
    }
}
