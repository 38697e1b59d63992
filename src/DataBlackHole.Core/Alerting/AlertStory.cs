using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Core.Alerting;

/// <summary>All that is known about one alert when it is put into words.</summary>
public sealed record AlertStory
{
    public required AlertEventKind Kind { get; init; }

    public required string Incident { get; init; }

    public AlertReason Reason { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Null for trouble of the monitor, which no flip tells of.</summary>
    public Flip? Flip { get; init; }

    /// <summary>What happened, where no flip says it.</summary>
    public BilingualText? Note { get; init; }

    /// <summary>Null for a series that is not defined any more.</summary>
    public SeriesDefinition? Series { get; init; }

    public PublisherDefinition? Publisher { get; init; }

    public ReleaseCalendar? Calendar { get; init; }

    /// <summary>The release it is about, as it stands.</summary>
    public ReleaseState? Release { get; init; }

    /// <summary>The last release that was seen.</summary>
    public ReleaseState? Last { get; init; }

    public BilingualText Name => Series?.Name ?? new BilingualText(Flip?.Series ?? "", Flip?.Series ?? "");

    /// <summary>The moment in the publisher's zone.</summary>
    internal DateTimeOffset Local(DateTimeOffset moment) => Publisher is { TimeZone: var zone } ? TimeZoneInfo.ConvertTime(moment, zone) : moment.ToUniversalTime();
}

/// <summary>What surrounds the words of every message.</summary>
/// <param name="PublicUrl">Where readers can open the record; null when it is not public.</param>
/// <param name="LogRoot">The root of the evidence log, as text; null when there is none.</param>
/// <param name="UnsubscribeUrl">Where this recipient can unsubscribe; null when that is not possible.</param>
public sealed record AlertFrame(string? PublicUrl = null, string? LogRoot = null, string? UnsubscribeUrl = null);

/// <summary>A message in words. Lines of the texts end with a line feed.</summary>
/// <param name="Attachment">The whole list, where the message shows only the beginning of it.</param>
public sealed record AlertMessage(string Subject, string Text, string Html, string? Attachment);
