using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Serving;

/// <summary>A page of a list.</summary>
/// <param name="Items">The items, newest first where they have a time.</param>
/// <param name="Next">Pass it as <c>cursor</c> to get the following page; null on the last one.</param>
public sealed record ListDocument<T>(IReadOnlyList<T> Items, string? Next) : IPage;

/// <summary>
/// What an operator said of a conclusion, with a source. The conclusion stays on record and citable as it was drawn; this is laid over it.
/// </summary>
public sealed record ReviewDocument
{
    /// <summary>Number of the review.</summary>
    public required long Id { get; init; }

    /// <summary>Number of the flip that is spoken of.</summary>
    public required long Flip { get; init; }

    /// <summary>Confirm, Refute, or Withdraw what was said before.</summary>
    public required ReviewAction Action { get; init; }

    /// <summary>Who says so.</summary>
    public required string Author { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Address of what supports it.</summary>
    public required string Source { get; init; }

    /// <summary>When it came into the record, UTC.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The same as one sentence that can be quoted.</summary>
    public required BilingualText Sentence { get; init; }
}

/// <summary>A review in the list of reviews, with the conclusion it is about.</summary>
/// <param name="Review">What was said.</param>
/// <param name="Flip">The conclusion as it was drawn, with what holds of it now.</param>
public sealed record ReviewedFlipDocument(ReviewDocument Review, FlipDocument Flip);

/// <summary>Whether we can see; says nothing about the publisher.</summary>
/// <param name="State">Clear, Blind, or Unknown before the first look.</param>
/// <param name="Reason">Why we cannot see; None when we can.</param>
/// <param name="Since">Since when, UTC.</param>
public sealed record VisibilityDocument(Visibility State, BlindReason Reason, DateTimeOffset? Since);

/// <summary>One series in the list.</summary>
public sealed record SeriesDocument
{
    /// <summary>Permanent key.</summary>
    public required string Key { get; init; }

    public required BilingualText Name { get; init; }

    /// <summary>Key of the publisher.</summary>
    public required string Publisher { get; init; }

    /// <summary>A statistic with reference periods, or a service that is open or not.</summary>
    public required SeriesKind Kind { get; init; }

    /// <summary>Unknown for a service.</summary>
    public required Cadence Cadence { get; init; }

    /// <summary>Whether anything is read for it; of the others only the cited history is known.</summary>
    public required bool Watched { get; init; }

    /// <summary>What we conclude about the publication; says nothing about whether we can see, which is Visibility.</summary>
    public required SeriesStatus Status { get; init; }

    /// <summary>When this status was concluded, UTC; null when it comes from the definition or nothing was seen yet.</summary>
    public DateTimeOffset? StatusSince { get; init; }

    public Reason Reason { get; init; }

    public Grade Grade { get; init; }

    /// <summary>Observed by our looks, or Curated from the cited record.</summary>
    public Origin Origin { get; init; }

    /// <summary>Last reference period seen published.</summary>
    public ReferencePeriod? LastPeriod { get; init; }

    public required VisibilityDocument Visibility { get; init; }

    /// <summary>The moment up to which the judgement reaches, UTC.</summary>
    public DateTimeOffset? JudgedUntil { get; init; }

    /// <summary>What an operator said of this status; of a refuted one read the reason before quoting it.</summary>
    public ReviewDocument? Review { get; init; }

    /// <summary>The answer to <c>on</c> and <c>asOf</c> in a list; null when neither was asked. Everything else here is about now.</summary>
    public ChronicleDocument? Chronicle { get; init; }
}

/// <summary>The last look that saw the last period, and the bytes that prove it.</summary>
/// <param name="At">When it was seen last, UTC.</param>
/// <param name="Source">Key of the source.</param>
/// <param name="Url">Address that was looked at.</param>
/// <param name="Measurement">Number of the measurement.</param>
/// <param name="Sha256">SHA-256 of the body kept as evidence.</param>
/// <param name="BodyTakenAt">When that body was obtained, UTC.</param>
public sealed record SightingDocument(DateTimeOffset At, string Source, string Url, long Measurement, ContentDigest? Sha256, DateTimeOffset BodyTakenAt);

/// <summary>One series in full.</summary>
public sealed record SeriesDetailDocument
{
    public required SeriesDocument Series { get; init; }

    /// <summary>One sentence that can be quoted.</summary>
    public required BilingualText Sentence { get; init; }

    public string? Unit { get; init; }

    /// <summary>What it means when the series is not there.</summary>
    public required BilingualText Absence { get; init; }

    /// <summary>The last release seen.</summary>
    public ReleaseDocument? LastRelease { get; init; }

    public SightingDocument? LastSeen { get; init; }

    /// <summary>The next release that is expected or overdue.</summary>
    public ReleaseDocument? Expected { get; init; }

    /// <summary>Set when the definition cites that the series ended.</summary>
    public EndDocument? Ended { get; init; }

    /// <summary>The series that continues this one under another definition; the two are never joined.</summary>
    public string? SucceededBy { get; init; }

    public required IReadOnlyList<ChannelDocument> Channels { get; init; }

    /// <summary>The answer to <c>on</c> and <c>asOf</c>; null when neither was asked. Everything else here is about now.</summary>
    public ChronicleDocument? Chronicle { get; init; }
}

/// <summary>A cited end.</summary>
public sealed record EndDocument(ReferencePeriod LastPeriod, DateOnly? On, BilingualText Note, string Source);

/// <summary>One source of a series and whether it can be seen.</summary>
public sealed record ChannelDocument(string Source, VisibilityDocument Visibility, DateTimeOffset? LastLookAt);

/// <summary>One release: one series and one reference period.</summary>
public sealed record ReleaseDocument
{
    /// <summary>Key of the series.</summary>
    public required string Series { get; init; }

    public required ReferencePeriod Period { get; init; }

    public required ReleaseStatus Status { get; init; }

    public Reason Reason { get; init; }

    public Grade Grade { get; init; }

    /// <summary>The figure exactly as first seen.</summary>
    public string? Value { get; init; }

    /// <summary>The figure as seen last, when the publisher has changed it since.</summary>
    public string? RevisedValue { get; init; }

    /// <summary>The date first announced for the release, UTC; the last announced one is the due instant.</summary>
    public DateTimeOffset? FirstAnnouncedAt { get; init; }

    /// <summary>Publication time printed by the publisher; only the day counts when <see cref="PublishedDayOnly"/> is true.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    public bool PublishedDayOnly { get; init; }

    /// <summary>Last valid look without the release, UTC.</summary>
    public DateTimeOffset? LastUnseenAt { get; init; }

    /// <summary>First look with the release, UTC.</summary>
    public DateTimeOffset? FirstSeenAt { get; init; }

    /// <summary>Expected by, UTC.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>A valid look without the release after this instant makes it late, UTC.</summary>
    public DateTimeOffset? LateAfter { get; init; }

    /// <summary>Repeated valid looks without it after this instant make it missing, UTC.</summary>
    public DateTimeOffset? MissingAfter { get; init; }

    /// <summary>What the expectation rests on.</summary>
    public WindowBasis? Basis { get; init; }

    /// <summary>Working days from the due day to the printed publication day; negative when early.</summary>
    public int? DelayWorkingDays { get; init; }

    public string? Title { get; init; }

    public string? Link { get; init; }

    /// <summary>SHA-256 of the document that showed it first or bore witness to its absence last.</summary>
    public ContentDigest? Sha256 { get; init; }

    /// <summary>What an operator said of this status; of a refuted one read the reason before quoting it.</summary>
    public ReviewDocument? Review { get; init; }
}

/// <summary>One change of status.</summary>
public sealed record FlipDocument(
    long Id,
    string Series,
    FlipAxis Axis,
    ReferencePeriod? Period,
    string From,
    string To,
    Reason Reason,
    BlindReason BlindReason,
    Grade Grade,
    Origin Origin,
    DateTimeOffset At,
    DateTimeOffset RecordedAt,
    DateTimeOffset? LastSeenAt,
    DateTimeOffset? FirstMissedAt,
    long? Measurement,
    string? EvidenceUrl,
    ContentDigest? Sha256,
    string? Detail)
{
    /// <summary>What an operator said of it; the grade is then the one with this laid over it.</summary>
    public ReviewDocument? Review { get; init; }

    /// <summary>The grade as it was concluded, where a review changed it.</summary>
    public Grade? ConcludedGrade { get; init; }
}

/// <summary>One source and whether it can be seen.</summary>
public sealed record SourceDocument
{
    public required string Key { get; init; }

    public required BilingualText Name { get; init; }

    public required string Publisher { get; init; }

    public required SourceKind Kind { get; init; }

    /// <summary>The address today; null when it has none any more.</summary>
    public string? Url { get; init; }

    public required VisibilityDocument Visibility { get; init; }

    public DateTimeOffset? LastLookAt { get; init; }

    public DateTimeOffset? LastClearAt { get; init; }

    public DateTimeOffset? NextLookAt { get; init; }

    public long Looks { get; init; }

    public FailureKind? LastFailure { get; init; }

    public string? LastFailureDetail { get; init; }
}

/// <summary>Where to begin.</summary>
/// <param name="Name">DataBlackHole.</param>
/// <param name="Catalogue">SHA-256 over the definitions that are being watched.</param>
/// <param name="Endpoints">Every address of the API.</param>
public sealed record IndexDocument(string Name, string Catalogue, IReadOnlyList<EndpointDocument> Endpoints);

/// <summary>One address of the API; <c>{key}</c> stands for the key of a series.</summary>
public sealed record EndpointDocument(string Path, string Summary);
