using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Scheduling;

/// <summary>What a calendar announces for one series, complete: a period that is in neither list has no announced date in this calendar.</summary>
public sealed record CalendarClaims(ImmutableArray<AnnouncedDate> Dates, ImmutableArray<ReferencePeriod> PostponedWithoutDate);

/// <summary>What a calendar that was read says about each series. Pure.</summary>
public static class CalendarEvidence
{
    /// <summary>By series key; a series whose rows are not there or cannot be read is left out, because nothing is known about it.</summary>
    public static ImmutableSortedDictionary<string, CalendarClaims> For(MonitorCatalogue catalogue, CalendarReading reading) => catalogue.Series.Values
        .Where(s => s.Release is not null && AnnouncedDates.CanTell(s.Release, reading.Version))
        .ToImmutableSortedDictionary(
            s => s.Key,
            s => new CalendarClaims(AnnouncedDates.For(s.Release!, reading.Version), AnnouncedDates.PostponedWithoutDate(s.Release!, reading.Version)),
            StringComparer.Ordinal);
}
