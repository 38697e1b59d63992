using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Serving;

/// <summary>One source in full.</summary>
/// <param name="Source">The source; at a time that was asked about its visibility is that of then, and counts of looks are left out.</param>
/// <param name="Addresses">Where it was and is, with the days on which each address held.</param>
/// <param name="Series">Keys of the series that are read from it.</param>
/// <param name="Vantages">Keys of the places it is looked at from, in their order.</param>
/// <param name="IsVerified">False for an address that rests on reports and not on a captured document.</param>
public sealed record SourceDetailDocument(
    SourceDocument Source, IReadOnlyList<AddressDocument> Addresses, IReadOnlyList<string> Series, IReadOnlyList<string> Vantages, bool IsVerified);

/// <summary>An address and the days on which it held.</summary>
public sealed record AddressDocument(string Url, DateOnly? ValidFrom, DateOnly? ValidTo);

/// <summary>A stretch of time in which a source could not be seen, or nobody looked. It says nothing about the publisher.</summary>
/// <param name="Sight">Blind or NotLooked.</param>
/// <param name="Reason">Why we could not see.</param>
/// <param name="From">Begin, UTC.</param>
/// <param name="To">End, UTC.</param>
/// <param name="Hours">Length in hours.</param>
public sealed record BlindIntervalDocument(Sight Sight, BlindReason Reason, DateTimeOffset From, DateTimeOffset To, double Hours);

/// <summary>How well one source could be seen.</summary>
/// <param name="Source">Key of the source.</param>
/// <param name="ClearShare">Share of the time in which it could be seen, from 0 to 1.</param>
/// <param name="BlindShare">Share in which looks could not see.</param>
/// <param name="NotLookedShare">Share in which nobody looked.</param>
/// <param name="Intervals">Every stretch in which it could not be seen, oldest first.</param>
public sealed record SourceCoverageDocument(string Source, double ClearShare, double BlindShare, double NotLookedShare, IReadOnlyList<BlindIntervalDocument> Intervals);

/// <summary>How well all sources together could be seen on one day of UTC.</summary>
/// <param name="Day">The day.</param>
/// <param name="ClearShare">Share of the time, over all sources, in which they could be seen, from 0 to 1.</param>
public sealed record DayCoverageDocument(DateOnly Day, double ClearShare);

/// <summary>What we could see between two instants, from live looks only. Blindness is ours and says nothing about publishers.</summary>
/// <param name="From">Begin, UTC.</param>
/// <param name="To">End, UTC.</param>
/// <param name="ClearShare">Share of the time, over all sources, in which they could be seen, from 0 to 1; null when there are no sources.</param>
/// <param name="Days">The same day by day.</param>
/// <param name="Sources">Source by source.</param>
public sealed record CoverageOverTimeDocument(
    DateTimeOffset From, DateTimeOffset To, double? ClearShare, IReadOnlyList<DayCoverageDocument> Days, IReadOnlyList<SourceCoverageDocument> Sources);
