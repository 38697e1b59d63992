using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Core.Judging;

/// <summary>What the judge is told about one series.</summary>
public abstract record SeriesEvidence(DateTimeOffset At);

/// <summary>Nothing but time passed.</summary>
public sealed record TimePassed(DateTimeOffset At) : SeriesEvidence(At);

/// <summary>A look at one source of the series could not see.</summary>
public sealed record BlindLook(DateTimeOffset At, string Source, ProbeFailure Failure, EvidenceRef Document) : SeriesEvidence(At);

/// <summary>
/// A look at one source of the series could see. <see cref="CanWitnessAbsence"/> is false for captured copies whose
/// time is not known exactly: what they show is a fact, what they lack is not.
/// </summary>
public sealed record ClearLook(DateTimeOffset At, string Source, ImmutableArray<SeenFact> Facts, bool CanWitnessAbsence) : SeriesEvidence(At)
{
    /// <summary>
    /// Set when the document is not of the moment at which we believe to have looked: what it shows is a fact, and still we do not see what is
    /// there now.
    /// </summary>
    public ProbeFailure? Doubt { get; init; }

    /// <summary>Set when the page of an old release was read again: what its figure is now counts, how well the series is seen today it does not tell.</summary>
    public bool IsRevisit { get; init; }

    /// <summary>When the publisher was last seen publishing any of its other series; null when that is not known.</summary>
    public DateTimeOffset? PublisherAliveAt { get; init; }

    /// <summary>Whether the series, or a release that should carry it, was found.</summary>
    public bool ShowsSeries => !Facts.IsDefault && Facts.Any(f => f.Observation.Kind is ObservationKind.Published or ObservationKind.ReleaseSeen);
}

/// <summary>The publisher's calendar of announced dates was read.</summary>
/// <param name="Dates">Every date of this series on the calendar.</param>
/// <param name="PostponedWithoutDate">Periods whose release the calendar calls postponed without a new date.</param>
public sealed record CalendarRead(
    DateTimeOffset At, string Source, ImmutableArray<AnnouncedDate> Dates, ImmutableArray<ReferencePeriod> PostponedWithoutDate, EvidenceRef Document)
    : SeriesEvidence(At);

/// <summary>A period of the series that succeeds this one was published.</summary>
public sealed record SuccessorSeen(DateTimeOffset At, string Successor, ReferencePeriod Period, EvidenceRef? Document) : SeriesEvidence(At);

/// <summary>One observation with the document it was read from.</summary>
public sealed record SeenFact(Observation Observation, EvidenceRef Document);
