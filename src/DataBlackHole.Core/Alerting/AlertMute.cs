using System.Collections.Immutable;

namespace DataBlackHole.Core.Alerting;

/// <summary>What an operator (or a recipient) did about alerts. It mutes mail, never the record.</summary>
public enum MuteAction
{
    /// <summary>Not known; never recorded.</summary>
    Unknown = 0,

    /// <summary>Nothing that matches is told until the end.</summary>
    Silence,

    /// <summary>An incident is known: it is not told again until the end, but that it is over is.</summary>
    Acknowledge,

    /// <summary>A recipient wants no more mail.</summary>
    Unsubscribe,

    /// <summary>Takes an earlier action back.</summary>
    Lift,
}

/// <summary>What a mute is about: every condition that is given must hold.</summary>
public sealed record MuteScope
{
    public string? Series { get; init; }

    public string? Publisher { get; init; }

    public AlertEventKind? Event { get; init; }

    /// <summary>Key of the incident, as alerts name it.</summary>
    public string? Incident { get; init; }

    /// <summary>Key of the recipient.</summary>
    public string? Recipient { get; init; }

    public bool IsEmpty => this == new MuteScope();
}

/// <summary>One action. Append-only: a later action takes an earlier one back.</summary>
/// <param name="Lifts">Number of the action that is taken back.</param>
public sealed record AlertMute(
    long Id, MuteAction Action, MuteScope Scope, string Author, string Reason, DateTimeOffset At, DateTimeOffset? Until, long? Lifts);

/// <summary>The actions in force at one moment.</summary>
public sealed class ActiveMutes
{
    private readonly ImmutableArray<AlertMute> _active;

    public ActiveMutes(IReadOnlyCollection<AlertMute> actions, DateTimeOffset now)
    {
        var lifted = actions.Where(a => a.Action == MuteAction.Lift).Select(a => a.Lifts).ToHashSet();
        _active = [.. actions.Where(a => a.Action != MuteAction.Lift && !lifted.Contains(a.Id) && !(a.Until <= now))];
    }

    public static ActiveMutes None { get; } = new([], DateTimeOffset.MinValue);

    /// <summary>Why this alert is muted, or null.</summary>
    public AlertReason? Why(string recipient, string? series, string? publisher, AlertEventKind kind, string incident)
    {
        foreach (var mute in _active)
        {
            if (!Covers(mute.Scope, recipient, series, publisher, kind, incident)) continue;
            if (mute.Action == MuteAction.Acknowledge && AlertEvents.IsRecovery(kind)) continue;
            return mute.Action switch
            {
                MuteAction.Acknowledge => AlertReason.Acknowledged,
                MuteAction.Unsubscribe => AlertReason.Unsubscribed,
                _ => AlertReason.Silenced,
            };
        }
        return null;
    }

    public bool IsUnsubscribed(string recipient) => _active.Any(m => m.Action == MuteAction.Unsubscribe && m.Scope.Recipient == recipient);

    private static bool Covers(MuteScope scope, string recipient, string? series, string? publisher, AlertEventKind kind, string incident) =>
        (scope.Series is null || scope.Series == series)
        && (scope.Publisher is null || scope.Publisher == publisher)
        && (scope.Event is null || scope.Event == kind)
        && (scope.Incident is null || scope.Incident == incident)
        && (scope.Recipient is null || scope.Recipient == recipient);
}
