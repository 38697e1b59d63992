using DataBlackHole.Core.Alerting;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving;

/// <summary>One message about changes. Whom it goes to is nobody's business but the operators'.</summary>
public sealed record AlertDocument(
    long Id, AlertChannel Channel, AlertDelivery State, DateTimeOffset CreatedAt, DateTimeOffset DueAt, DateTimeOffset? DoneAt,
    int Attempts, long? FoldedInto, int Count, IReadOnlyList<AlertItemDocument> First)
{
    /// <summary>Key of the recipient; shown to operators only.</summary>
    public string? Recipient { get; init; }

    /// <summary>What the other side said last; shown to operators only, because it may hold an address.</summary>
    public string? LastError { get; init; }
}

/// <summary>One change that is told.</summary>
public sealed record AlertItemDocument(string? Series, string Incident, AlertEventKind Event, AlertReason Reason, string Sentence, DateTimeOffset At, long? Flip);

/// <summary>What an operator asks to silence.</summary>
public sealed record SilenceRequest(string? Author, string? Reason, DateTimeOffset? Until, string? Series, string? Publisher, AlertEventKind? Event, string? Recipient);

/// <summary>Which incident an operator knows of.</summary>
public sealed record AcknowledgementRequest(string? Author, string? Reason, DateTimeOffset? Until, string? Incident);

/// <summary>What an operator says of a conclusion.</summary>
public sealed record ReviewRequest(string? Author, string? Reason, string? Source, long? Flip, string? Action);

/// <summary>Which action an operator takes back.</summary>
public sealed record LiftRequest(string? Author, string? Reason, long? Lifts);

/// <summary>How alerts are doing.</summary>
/// <param name="Mail">Working, Down or NotConfigured.</param>
/// <param name="Overdue">Pending ones that should have gone out a quarter of an hour ago, or have failed before.</param>
/// <param name="GivenUp">Given up in the last seven days.</param>
public sealed record AlertHealthDocument(string Mail, int Pending, DateTimeOffset? OldestPendingAt, int Overdue, int GivenUp);
