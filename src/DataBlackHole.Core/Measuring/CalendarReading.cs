using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Core.Measuring;

/// <summary>What a look at a release calendar read: the whole calendar as it stood.</summary>
public sealed record CalendarReading(AnnouncedCalendarVersion Version);
