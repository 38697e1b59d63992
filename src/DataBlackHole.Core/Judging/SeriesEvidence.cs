using System.Collections.Immutable;
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
public sealed record ClearLook(DateTimeOffset At, string Source, ImmutableArray<SeenFact> Facts, bool CanWitnessAbsence) : SeriesEvidence(At);

/// <summary>One observation with the document it was read from.</summary>
public sealed record SeenFact(Observation Observation, EvidenceRef Document);
