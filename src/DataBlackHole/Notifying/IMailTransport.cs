using System.Collections.Immutable;
using DataBlackHole.Storage;

namespace DataBlackHole.Notifying;

/// <summary>One mail to one recipient.</summary>
public sealed record OutgoingMail
{
    public required string To { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    public required string MessageId { get; init; }

    /// <summary>Earlier messages of the thread, the first one first.</summary>
    public ImmutableArray<string> References { get; init; } = [];

    public string? UnsubscribeUrl { get; init; }

    /// <summary>A text that is attached as a file.</summary>
    public string? Attachment { get; init; }
}

/// <summary>How an attempt to deliver ended, with what the other side said.</summary>
public sealed record DeliveryResult(DeliveryOutcome Outcome, string Detail);

/// <summary>The one seam to the mail system. Never throws but on shutdown: trouble is a result.</summary>
public interface IMailTransport
{
    Task<DeliveryResult> SendAsync(OutgoingMail mail, CancellationToken stopping);

    /// <summary>Ends the connection, if one is open; the next mail opens another.</summary>
    void Close();
}
