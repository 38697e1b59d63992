using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Scheduling;

/// <summary>What a calendar that was read says about each series. Pure.</summary>
public static class CalendarEvidence
{
    /// <summary>
    /// By series key. Left out are series about which the calendar cannot tell, and series about which a calendar named before it can:
    /// two pages of one publisher are not brought up to date at the same moment, and a date must not go back and forth between them.
    /// </summary>
    /// <param name="catalogue">The definitions.</param>
    /// <param name="reading">The calendar that was read.</param>
    /// <param name="known">The latest version of each calendar of that year on record; the one that was read may be among them.</param>
    public static ImmutableSortedDictionary<string, CalendarClaims> For(
        MonitorCatalogue catalogue, CalendarReading reading, IReadOnlyCollection<AnnouncedCalendarVersion> known)
    {
        var claims = ImmutableSortedDictionary.CreateBuilder<string, CalendarClaims>(StringComparer.Ordinal);
        foreach (var series in catalogue.Series.Values)
        {
            if (series.Release is not { } own) continue;
            var rule = own.Follows?.Rule ?? own;
            if (IsToldBefore(rule, reading.Version, known) || AnnouncedDates.Read(rule, reading.Version) is not { } told) continue;
            claims.Add(series.Key, ReferenceEquals(rule, own) ? told : FollowedDates.Of(own, told));
        }
        return claims.ToImmutable();
    }

    private static bool IsToldBefore(ReleaseRule rule, AnnouncedCalendarVersion read, IReadOnlyCollection<AnnouncedCalendarVersion> known) => rule.AnnouncedIn
        .TakeWhile(a => a.Source != read.Source)
        .Any(a => known.Any(v => v.Source == a.Source && v.Year == read.Year && AnnouncedDates.Read(rule, v) is not null));
}
