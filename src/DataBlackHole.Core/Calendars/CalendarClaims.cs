using System.Collections.Immutable;

namespace DataBlackHole.Core.Calendars;

/// <summary>
/// All that a calendar announces for one release rule: a period that is in neither list has no announced date in this calendar.
/// </summary>
/// <param name="Dates">The announced dates, in order of periods.</param>
/// <param name="PostponedWithoutDate">The periods whose date was withdrawn without a new one, in order.</param>
public sealed record CalendarClaims(ImmutableArray<AnnouncedDate> Dates, ImmutableArray<ReferencePeriod> PostponedWithoutDate);
