using System.Collections.Immutable;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Storage;

/// <summary>What has become of a message.</summary>
public enum AlertDelivery
{
    /// <summary>Not known; never recorded.</summary>
    Unknown = 0,

    /// <summary>Waits for its moment, or for the next attempt.</summary>
    Pending,

    /// <summary>The server of the recipient, or the webhook, has taken it.</summary>
    Sent,

    /// <summary>Refused for good, or for too long; operators were told.</summary>
    GivenUp,

    /// <summary>Went out in the message of another row.</summary>
    Folded,

    /// <summary>Was over before it was told, and is not worth telling any more.</summary>
    Overtaken,

    /// <summary>The recipient unsubscribed, or is not configured any more, before it went out.</summary>
    NotWanted,
}

/// <summary>How one attempt to deliver ended.</summary>
public enum DeliveryOutcome
{
    /// <summary>Not known; never recorded.</summary>
    Unknown = 0,

    /// <summary>Taken.</summary>
    Sent,

    /// <summary>This message was refused for now.</summary>
    RefusedForNow,

    /// <summary>This message was refused for good.</summary>
    RefusedForGood,

    /// <summary>Nothing can be sent this way at present: server down, certificate or password wrong. No fault of the message.</summary>
    ChannelDown,
}

/// <summary>One thing to tell, with what is needed to put it into words.</summary>
public sealed record AlertItem(AlertEventKind Kind, string Incident, AlertReason Reason, DateTimeOffset At)
{
    /// <summary>Null for trouble of the monitor.</summary>
    public FlipRecord? Flip { get; init; }

    public BilingualText? Note { get; init; }

    public ReleaseState? Release { get; init; }

    public ReleaseState? Last { get; init; }

    /// <summary>Blindness that has passed, or the end of one that nobody was told of: not worth a message any more.</summary>
    public bool IsOvertaken { get; init; }
}

/// <summary>A message that this process has claimed and is to deliver.</summary>
/// <param name="Thread">Identifiers of earlier messages about the same incidents, the first one first.</param>
public sealed record AlertParcel(
    long Id, string Recipient, string ClaimToken, string MessageId, DateTimeOffset CreatedAt, int Attempts, ImmutableArray<AlertItem> Items, ImmutableArray<string> Thread);

/// <summary>Something operators are to be told that no flip tells.</summary>
public sealed record OperatorNotice(AlertEventKind Kind, string Incident, BilingualText Note);

/// <summary>A message as the API lists it. The address of the recipient is nowhere in the record.</summary>
public sealed record AlertSummary(
    long Id, string Recipient, AlertChannel Channel, AlertDelivery State, DateTimeOffset CreatedAt, DateTimeOffset DueAt, DateTimeOffset? DoneAt,
    int Attempts, string? LastError, long? FoldedInto, int Items, ImmutableArray<AlertSummaryItem> First);

public sealed record AlertSummaryItem(string? Series, string Incident, AlertEventKind Event, AlertReason Reason, DateTimeOffset At, long? Flip);

/// <summary>How delivery is doing.</summary>
public sealed record OutboxHealth(int Pending, DateTimeOffset? OldestPendingAt, int Overdue, int GivenUp);
