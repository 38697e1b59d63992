using System.Globalization;
using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Core.Judging;

/// <content>Planning: what is expected when, by rule and by the publisher's announcements.</content>
internal sealed partial class Hearing
{
    /// <summary>Plans the releases whose windows have opened, and the next one, and makes due what is due.</summary>
    public void PassTime(DateTimeOffset at)
    {
        if (calendar is null) return;
        PlanUntil(at);
        foreach (var release in OpenReleases())
        {
            var current = Rescheduled(release, at);
            if (current.Status == ReleaseStatus.Scheduled && current.Window!.Due <= at) FallDue(current);
        }
    }

    /// <summary>A later reading of the publisher's calendar replaces the earlier one; every change of an open release is a flip.</summary>
    public void TakeCalendar(CalendarRead read)
    {
        if (calendar is null) return;
        _document = read.Document;
        foreach (var date in read.Dates) Announce(date, read);
        foreach (var period in read.PostponedWithoutDate) TakeBack(period, Reason.PostponedWithoutDate, read);
        var years = read.Dates.Select(d => calendar.LocalDay(d.At).Year).ToHashSet();
        var listed = read.Dates.Select(d => d.Period).Concat(read.PostponedWithoutDate).ToHashSet();
        var gone = _announced.Where(a => a.Value.Source == read.Source && a.Value.Last is { } last && last > read.At && !listed.Contains(a.Key) && years.Contains(calendar.LocalDay(last).Year));
        foreach (var (period, _) in gone.ToList()) TakeBack(period, Reason.RemovedFromCalendar, read);
        PassTime(read.At);
    }

    private void Announce(AnnouncedDate date, CalendarRead read)
    {
        var earlier = _announced.GetValueOrDefault(date.Period);
        // A calendar that still prints the date which a notice took back knows less than the notice.
        if (earlier is { Last: null } && earlier.Source != read.Source && earlier.First == date.At) return;
        _announced = _announced.SetItem(date.Period, new Announcement(earlier is { WasAnnounced: true } ? earlier.First : date.At, date.At, read.Source, read.At) { WasAnnounced = !Follows });
        if (earlier is null || earlier.Last == date.At || Follows) return;
        FlipCalendar(date.Period, earlier.Last, date.At, MoveReason(earlier, read.At), read.At, read.Document);
    }

    /// <summary>The dates are those of another release, which tells of their changes itself.</summary>
    private bool Follows => calendar!.Rule.Follows is not null;

    /// <summary>"Without notice" is said only when the old date still stood in the calendar after it had passed.</summary>
    private static Reason MoveReason(Announcement earlier, DateTimeOffset readAt) =>
        earlier.Last is null || readAt < earlier.Last ? Reason.MovedWithNotice
        : earlier.ReadAt >= earlier.Last ? Reason.MovedWithoutNotice
        : Reason.Moved;

    private void TakeBack(ReferencePeriod period, Reason reason, CalendarRead read)
    {
        if (_announced.GetValueOrDefault(period) is not { Last: { } last } known) return;
        _announced = _announced.SetItem(period, known with { Last = null });
        if (!Follows) FlipCalendar(period, last, null, reason, read.At, read.Document);
    }

    private void FlipCalendar(
        ReferencePeriod period, DateTimeOffset? from, DateTimeOffset? to, Reason reason, DateTimeOffset at, EvidenceRef document, string? detail = null)
    {
        if (_releases.TryGetValue(period, out var release) && !release.IsOpen) return;
        _flips.Add(new Flip
        {
            Series = series.Key,
            Axis = FlipAxis.Calendar,
            Period = period,
            From = Written(from),
            To = Written(to),
            Reason = reason,
            Grade = Grade.OfficiallyStated,
            At = at,
            Evidence = document,
            Detail = detail,
        });
    }

    private static string Written(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "none";

    private void PlanUntil(DateTimeOffset at)
    {
        if (IsOver || _plannedThrough is { } through && _releases.TryGetValue(through, out var last) && last.Window?.Opens > at) return;
        foreach (var window in _plannedThrough is { } planned ? Following(planned) : calendar!.WindowsEndingAfter(at))
        {
            if (_readings.All(r => r.Until < window.Period)) return;
            _plannedThrough = window.Period;
            if (!_readings.Any(r => r.Includes(window.Period))) continue;
            Expect(window);
            if (window.Opens > at) return;
        }
    }

    /// <summary>Nothing more is expected of a series that ended; a find would begin the planning anew.</summary>
    private bool IsOver => before.Status == SeriesStatus.Discontinued || _halt?.Status == SeriesStatus.Discontinued;

    private void Expect(ReleaseWindow window)
    {
        var announced = FirstAnnounced(window.Period);
        if (_releases.TryGetValue(window.Period, out var seen)) Put(seen with { Window = window, FirstAnnouncedAt = announced });
        else Put(new ReleaseState { Period = window.Period, Status = ReleaseStatus.Scheduled, Reason = Reason.Planned, Window = window, FirstAnnouncedAt = announced });
    }

    private DateTimeOffset? FirstAnnounced(ReferencePeriod period) =>
        _announced.GetValueOrDefault(period) is { WasAnnounced: true } announced ? announced.First : null;

    private IEnumerable<ReleaseWindow> Following(ReferencePeriod period)
    {
        while (true)
        {
            period = calendar!.NextPlanned(period);
            yield return WindowOf(period);
        }
    }

    private ReleaseWindow WindowOf(ReferencePeriod period)
    {
        if (!_announced.TryGetValue(period, out var announced)) return calendar!.WindowOf(period);
        return announced.Last is { } last
            ? calendar!.WindowFor(new AnnouncedDate(period, last, announced.Source))
            : calendar!.PostponedWindow(new AnnouncedDate(period, announced.First, announced.Source));
    }

    /// <summary>The release with its present window. One that was due or late by a date that has been moved into the future is scheduled again.</summary>
    private ReleaseState Rescheduled(ReleaseState release, DateTimeOffset at)
    {
        var window = WindowOf(release.Period);
        if (ReferenceEquals(release.Window, window) || release.Window == window) return release;
        _turned = true;
        var moved = release with { Window = window, FirstAnnouncedAt = release.FirstAnnouncedAt ?? FirstAnnounced(release.Period) };
        if (release.Status is not (ReleaseStatus.Due or ReleaseStatus.Late) || window.Due <= at) return Put(moved);
        return Turn(moved with { Status = ReleaseStatus.Scheduled, Reason = Reason.Planned, Grade = Grade.None, Absences = moved.Absences.Clear() }, release, at);
    }

    private void FallDue(ReleaseState release)
    {
        var withheld = _halt is not null;
        Turn(
            release with
            {
                Status = withheld ? ReleaseStatus.Withheld : ReleaseStatus.Due,
                Reason = withheld ? _halt!.Reason : Reason.DueInstantPassed,
                Grade = withheld ? _halt!.Grade : Grade.None,
            },
            release,
            release.Window!.Due);
    }
}
