using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Core.Alerting;

/// <summary>What no observation of a kind can rule out; alerts and the page about the method say it in the same words.</summary>
public static class AlertLimits
{
    public static BilingualText Of(AlertEventKind kind) => AlertSentences.CannotRuleOut(kind);

    public static BilingualText Label(AlertEventKind kind) => AlertWords.Label(kind);
}
