using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Core.Catalogue;

/// <summary>
/// One cited event of the past, in our own words. It is never blended with what our own looks observed.
/// </summary>
public sealed record CuratedEntry
{
    /// <summary>Permanent key, unique in the whole history.</summary>
    public required string Key { get; init; }

    /// <summary>Key of the publisher.</summary>
    public required string Publisher { get; init; }

    /// <summary>Key of the series; it need not be one that is watched.</summary>
    public required string Series { get; init; }

    public required BilingualText SeriesName { get; init; }

    public required CuratedEvent Event { get; init; }

    /// <summary>Whether the publisher gave notice; null when that is not known.</summary>
    public bool? OfficialNotice { get; init; }

    /// <summary>Day of the announcement, where one is known.</summary>
    public DateOnly? AnnouncedOn { get; init; }

    /// <summary>
    /// The day, month, quarter or year in which publication changed, as precisely as it is known: a time of publication, not a reference period.
    /// </summary>
    public ReferencePeriod? EffectiveFrom { get; init; }

    /// <summary>For a delay: the day on which the release came out.</summary>
    public DateOnly? EffectiveUntil { get; init; }

    /// <summary>Last reference period published before the event.</summary>
    public ReferencePeriod? LastPeriod { get; init; }

    /// <summary>First reference period that was not published.</summary>
    public ReferencePeriod? FirstMissingPeriod { get; init; }

    /// <summary>First reference period that was published again, or under the new definition.</summary>
    public ReferencePeriod? FirstPeriod { get; init; }

    public required Confidence Confidence { get; init; }

    /// <summary>The day on which the entry came into this history.</summary>
    public required DateOnly RecordedOn { get; init; }

    public required BilingualText Summary { get; init; }

    /// <summary>The reason as the publisher or the sources gave it; null when none was given.</summary>
    public BilingualText? Reason { get; init; }

    public Quotation? Quote { get; init; }

    /// <summary>What is not known; every entry says so.</summary>
    public required BilingualText Unknown { get; init; }

    /// <summary>Common errors about this event, set right.</summary>
    public ImmutableArray<BilingualText> Corrections { get; init; } = [];

    public required ImmutableArray<Citation> Citations { get; init; }

    /// <summary>Whether this is a lead only, which must never be shown as a fact.</summary>
    public bool IsLead => Confidence == Confidence.Low;
}

/// <summary>Words of the publisher, with the cited address at which they were read.</summary>
public sealed record Quotation(string Zh, string Source);

/// <summary>Where something was read.</summary>
public sealed record Citation
{
    /// <summary>Title as printed, or a description in [brackets] where none was shown.</summary>
    public required string Title { get; init; }

    /// <summary>Who published the page that was read.</summary>
    public required string Publisher { get; init; }

    /// <summary>Who published first what the page copies; always set for a <see cref="CitationAccess.Mirror"/>.</summary>
    public string? OriginalPublisher { get; init; }

    /// <summary>Address of the page; <c>briefing:</c> and a name for a text that is not on the web.</summary>
    public required string Url { get; init; }

    /// <summary>Day, month or year of publication, as precisely as it is known.</summary>
    public ReferencePeriod? Date { get; init; }

    public required CitationAccess Access { get; init; }

    /// <summary>What of the entry the page supports.</summary>
    public required string Supports { get; init; }
}

/// <summary>All curated entries, immutable.</summary>
public sealed class CuratedHistory(IEnumerable<CuratedEntry> entries)
{
    public static CuratedHistory Empty { get; } = new([]);

    /// <summary>Every entry, in the order of keys.</summary>
    public ImmutableArray<CuratedEntry> Entries { get; } = [.. entries.OrderBy(e => e.Key, StringComparer.Ordinal)];

    private readonly ILookup<string, CuratedEntry> _bySeries = entries.ToLookup(e => e.Series, StringComparer.Ordinal);

    /// <summary>The entries of one series, in the order of keys; none for a series the history does not know.</summary>
    public ImmutableArray<CuratedEntry> Of(string series) => [.. _bySeries[series].OrderBy(e => e.Key, StringComparer.Ordinal)];
}
