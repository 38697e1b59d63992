using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Core.Judging;

/// <summary>How firm the date of a release is.</summary>
public enum AgendaStanding
{
    /// <summary>Not known; never used.</summary>
    Unknown = 0,

    /// <summary>A day that follows from a rule, or a date that was postponed without a new one.</summary>
    Tentative,

    /// <summary>Announced by the publisher, or published.</summary>
    Confirmed,

    /// <summary>Taken out of the publisher's calendar, withheld, or no longer planned.</summary>
    Cancelled,
}

/// <summary>What the record holds about changes of one release; everything in it only grows.</summary>
/// <param name="Moves">Changes of its announced date.</param>
/// <param name="Turns">Times it was scheduled again, withheld, taken back or dropped from the plan.</param>
/// <param name="LastMove">Why its announced date changed last.</param>
/// <param name="LastRecordedAt">When the last of all its changes came into the record.</param>
public sealed record AgendaChanges(int Moves, int Turns, Reason? LastMove, DateTimeOffset LastRecordedAt);

/// <summary>One release of one series as a calendar shows it.</summary>
/// <param name="At">When it came out or is expected; the first instant of the publisher's day when <paramref name="IsDayOnly"/>.</param>
/// <param name="IsDayOnly">Whether only the day is known or meant.</param>
/// <param name="Sequence">Grows with every change of date or standing that is on record, and never shrinks.</param>
/// <param name="ChangedAt">When the last change came into the record; null when none did.</param>
public sealed record AgendaRelease(
    ReferencePeriod Period, ReleaseState Release, DateTimeOffset At, bool IsDayOnly, AgendaStanding Standing, int Sequence, DateTimeOffset? ChangedAt)
{
    /// <summary>Whether the date rests on a calendar that the publisher announced.</summary>
    public bool IsAnnounced => Release.FirstAnnouncedAt is not null || Release.Window?.Basis == WindowBasis.Announced;
}

/// <summary>The releases of one series, expected and actual, between two moments. Pure.</summary>
public sealed class ReleaseAgenda(SeriesDefinition series, ReleaseCalendar? calendar, SeriesState state)
{
    private readonly ImmutableArray<SeriesReading> _readings = [.. series.Readings.Where(r => r is not NoticeReading)];

    /// <param name="releases">What is on record of releases.</param>
    /// <param name="changes">What is on record of their changes, by period.</param>
    /// <param name="now">The moment of asking; a period without a record is shown only while it lies ahead.</param>
    /// <param name="from">The first moment to show.</param>
    /// <param name="until">The last moment to show.</param>
    public IEnumerable<AgendaRelease> Between(
        IEnumerable<ReleaseState> releases, IReadOnlyDictionary<ReferencePeriod, AgendaChanges> changes, DateTimeOffset now, DateTimeOffset from, DateTimeOffset until)
    {
        var known = releases.ToDictionary(r => r.Period);
        return known.Values.Concat(Ahead(now, until).Where(r => !known.ContainsKey(r.Period)))
            .Select(r => Entry(r, changes.GetValueOrDefault(r.Period)))
            .OfType<AgendaRelease>()
            .Where(a => from <= a.At && a.At <= until)
            .OrderBy(a => a.At).ThenBy(a => a.Period);
    }

    /// <summary>Releases that nobody waits for yet: announced dates, and days by the rule.</summary>
    private IEnumerable<ReleaseState> Ahead(DateTimeOffset now, DateTimeOffset until)
    {
        if (calendar is null || series.Ended is not null || state.Status is SeriesStatus.Paused or SeriesStatus.Discontinued) yield break;
        var planned = new HashSet<ReferencePeriod>();
        foreach (var (period, announced) in state.Announced.Where(a => (a.Value.Last ?? a.Value.First) > now && IsRead(a.Key)))
        {
            planned.Add(period);
            yield return Expected(WindowOf(period, announced)) with { FirstAnnouncedAt = announced.First };
        }
        foreach (var window in calendar.WindowsEndingAfter(now).TakeWhile(w => w.Opens <= until))
        {
            if (window.Due > now && !(window.Period <= state.PlannedThrough) && IsRead(window.Period) && planned.Add(window.Period)) yield return Expected(window);
        }
    }

    private bool IsRead(ReferencePeriod period) => _readings.Any(r => r.Includes(period));

    private ReleaseWindow WindowOf(ReferencePeriod period, Announcement announced) => announced.Last is { } last
        ? calendar!.WindowFor(new AnnouncedDate(period, last, announced.Source))
        : calendar!.PostponedWindow(new AnnouncedDate(period, announced.First, announced.Source));

    private static ReleaseState Expected(ReleaseWindow window) =>
        new() { Period = window.Period, Status = ReleaseStatus.Scheduled, Reason = Reason.Planned, Window = window };

    private AgendaRelease? Entry(ReleaseState release, AgendaChanges? changes)
    {
        if (DateOf(release) is not var (at, isDayOnly)) return null;
        // Each of these only grows: a printed time is first not known, then a day, then perhaps a time.
        var printed = release.PublishedAt is null ? 0 : release.PublishedAt.IsDayOnly ? 1 : 2;
        var sequence = (release.FirstAnnouncedAt is null ? 0 : 1) + (release.FirstSeenAt is null ? 0 : 1) + printed + (changes?.Moves ?? 0) + (changes?.Turns ?? 0);
        var changedAt = changes is null || release.FirstSeenAt > changes.LastRecordedAt ? release.FirstSeenAt : changes.LastRecordedAt;
        return new AgendaRelease(release.Period, release, at, isDayOnly, StandingOf(release, changes), sequence, changedAt);
    }

    /// <summary>A release that was out before we looked and prints no time has no date that anybody could tell.</summary>
    private (DateTimeOffset At, bool IsDayOnly)? DateOf(ReleaseState release)
    {
        if (release.PublishedAt is { } printed) return (printed.At, printed.IsDayOnly);
        if (release is { FirstSeenAt: { } seen, LastUnseenAt: not null }) return (DayOf(seen), true);
        if (release.Window is not { } window || release is { FirstSeenAt: not null, Reason: Reason.FirstSeen }) return null;
        return window.Basis is WindowBasis.Announced or WindowBasis.Postponed ? (window.Due, false) : (DayOf(window.Due), true);
    }

    private DateTimeOffset DayOf(DateTimeOffset moment)
    {
        var zone = calendar?.Rule.TimeZone ?? TimeZoneInfo.Utc;
        var midnight = TimeZoneInfo.ConvertTime(moment, zone).Date;
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    private static AgendaStanding StandingOf(ReleaseState release, AgendaChanges? changes) => release.Status switch
    {
        ReleaseStatus.Published or ReleaseStatus.Withdrawn => AgendaStanding.Confirmed,
        ReleaseStatus.Withheld or ReleaseStatus.NotPlanned => AgendaStanding.Cancelled,
        _ => release.Window?.Basis switch
        {
            WindowBasis.Announced => AgendaStanding.Confirmed,
            WindowBasis.Postponed when changes?.LastMove == Reason.RemovedFromCalendar => AgendaStanding.Cancelled,
            _ => AgendaStanding.Tentative,
        },
    };
}
