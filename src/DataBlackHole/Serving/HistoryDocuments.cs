using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Serving;

/// <summary>One page that supports an entry.</summary>
public sealed record CitationDocument
{
    /// <summary>Title as printed, or a description in [brackets].</summary>
    public required string Title { get; init; }

    /// <summary>Who published the page that was read.</summary>
    public required string Publisher { get; init; }

    /// <summary>Who published first what a copy copies; look it up before quoting.</summary>
    public string? OriginalPublisher { get; init; }

    /// <summary>Address of the page; null for a text that is not on the web.</summary>
    public string? Url { get; init; }

    /// <summary>Day, month or year of publication, as precisely as it is known.</summary>
    public ReferencePeriod? Date { get; init; }

    public required CitationAccess Access { get; init; }

    /// <summary>What kind of page it is, in words; a copy names its original publisher.</summary>
    public required BilingualText Label { get; init; }

    /// <summary>What of the entry it supports.</summary>
    public required string Supports { get; init; }
}

/// <summary>One cited event of the past.</summary>
public sealed record HistoryEntryDocument
{
    /// <summary>Permanent key.</summary>
    public required string Key { get; init; }

    /// <summary>Key of the publisher.</summary>
    public required string Publisher { get; init; }

    public required BilingualText PublisherName { get; init; }

    /// <summary>Key of the series.</summary>
    public required string Series { get; init; }

    public required BilingualText SeriesName { get; init; }

    /// <summary>Whether the monitor also watches the series.</summary>
    public required bool Watched { get; init; }

    public required CuratedEvent Event { get; init; }

    public required Confidence Confidence { get; init; }

    /// <summary>True for an entry that establishes nothing and must not be reported as a fact.</summary>
    public required bool IsLead { get; init; }

    /// <summary>Whether the publisher gave notice; null when that is not known.</summary>
    public bool? OfficialNotice { get; init; }

    public DateOnly? AnnouncedOn { get; init; }

    /// <summary>When publication changed, as precisely as it is known; not a reference period.</summary>
    public ReferencePeriod? EffectiveFrom { get; init; }

    /// <summary>For a delay: the day on which the release came out.</summary>
    public DateOnly? EffectiveUntil { get; init; }

    public ReferencePeriod? LastPeriod { get; init; }

    public ReferencePeriod? FirstMissingPeriod { get; init; }

    /// <summary>First reference period published again, or under the new definition.</summary>
    public ReferencePeriod? FirstPeriod { get; init; }

    /// <summary>The day on which the entry came into this history.</summary>
    public required DateOnly RecordedOn { get; init; }

    public required BilingualText Summary { get; init; }

    /// <summary>The reason as it was given; null when none was.</summary>
    public BilingualText? Reason { get; init; }

    public Quotation? Quote { get; init; }

    /// <summary>What is not known.</summary>
    public required BilingualText Unknown { get; init; }

    /// <summary>Common errors about this event, set right.</summary>
    public required IReadOnlyList<BilingualText> Corrections { get; init; }

    public required IReadOnlyList<CitationDocument> Citations { get; init; }
}

/// <summary>What the record answers for one day, by what had been recorded up to one instant.</summary>
/// <param name="On">The day asked about, in the publisher's zone; the answer is for its end.</param>
/// <param name="AsOf">Only what had been recorded by this instant counts, UTC.</param>
/// <param name="Observed">What our own looks had concluded.</param>
/// <param name="Curated">What the cited history says; the two are never blended.</param>
public sealed record ChronicleDocument(DateOnly On, DateTimeOffset AsOf, ObservedDocument Observed, CuratedDocument Curated);

/// <summary>What our own looks had concluded about a series.</summary>
/// <param name="Status">The status; null before the first conclusion.</param>
/// <param name="Since">When it was concluded, UTC.</param>
/// <param name="Reason">Why.</param>
/// <param name="Grade">How well it is supported.</param>
/// <param name="Flip">The change that brought it about, with its bounds and evidence.</param>
/// <param name="Visibility">Clear, or Blind when we could not see and the status only repeats what was seen last.</param>
/// <param name="Note">Set when there is no status to give.</param>
public sealed record ObservedDocument(
    SeriesStatus? Status, DateTimeOffset? Since, Reason? Reason, Grade? Grade, FlipDocument? Flip, VisibilityDocument Visibility, BilingualText? Note);

/// <summary>What the cited history says about a series.</summary>
/// <param name="Claim">The status by the last entry that had certainly taken effect.</param>
/// <param name="Possible">What may have held that day instead, because its beginning or end is not known well enough.</param>
/// <param name="Remarks">Entries in effect by then that imply no status.</param>
/// <param name="Leads">Entries of low confidence: they establish nothing.</param>
public sealed record CuratedDocument(
    ClaimDocument? Claim,
    IReadOnlyList<ClaimDocument> Possible,
    IReadOnlyList<HistoryEntryDocument> Remarks,
    IReadOnlyList<HistoryEntryDocument> Leads);

/// <summary>A status implied by one entry.</summary>
/// <param name="Status">The status.</param>
/// <param name="BeganEarliest">First day on which it can have begun; null when the sources do not bound it.</param>
/// <param name="BeganLatest">Last day on which it can have begun.</param>
/// <param name="Entry">The entry that says so, with its citations.</param>
public sealed record ClaimDocument(CuratedStatus Status, DateOnly? BeganEarliest, DateOnly BeganLatest, HistoryEntryDocument Entry);
