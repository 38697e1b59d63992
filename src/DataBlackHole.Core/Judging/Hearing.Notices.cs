using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Core.Judging;

/// <content>Notices: what the publisher says about the series, and what its successor says by coming out.</content>
internal sealed partial class Hearing
{
    /// <summary>What has not begun can neither pause nor end: the same notice may name the family of a series that is still to come.</summary>
    public void TakeNotices(ClearLook look)
    {
        if (_lastPeriod is null) return;
        foreach (var fact in look.Facts)
        {
            if (fact.Observation.Kind == ObservationKind.PostponementNotice && !IsOld(fact) && !IsFulfilled(fact) && Printed(fact) >= look.At - Judge.PostponementReach) Postpone(fact, look.At);
            if (fact.Observation.Kind is not (ObservationKind.SuspensionNotice or ObservationKind.StopNotice) || IsOld(fact)) continue;
            var status = fact.Observation.Kind == ObservationKind.StopNotice ? SeriesStatus.Discontinued : SeriesStatus.Paused;
            if (_halt?.Status == status || _halt?.Status == SeriesStatus.Discontinued) continue;
            HaltWith(new Halt(status, Reason.OfficialNotice, Grade.OfficiallyStated, look.At, _lastPeriod, fact.Observation.Witness, fact.Document));
        }
    }

    /// <summary>
    /// The release that is awaited now was put off: it is waited for longer. Notices rarely say which period they mean, so one that comes
    /// while nothing is near is about none.
    /// </summary>
    private void Postpone(SeenFact notice, DateTimeOffset at)
    {
        if (calendar is null || _halt is not null) return;
        var awaited = OpenReleases().Where(r => r.Status != ReleaseStatus.Missing && r.Window is not null).MinBy(r => r.Period);
        // A notice that still stands there is about the release that was put off already, not about the next.
        if (awaited is null || awaited.Window!.Basis == WindowBasis.Postponed || awaited.Window.Opens > at + Judge.PostponementReach) return;
        var announced = _announced.GetValueOrDefault(awaited.Period);
        var due = announced?.Last ?? awaited.Window.Due;
        _announced = _announced.SetItem(awaited.Period, new Announcement(announced?.First ?? due, null, notice.Document.Source, at) { WasAnnounced = announced is { WasAnnounced: true } });
        FlipCalendar(awaited.Period, due, null, Reason.PostponedWithoutDate, at, notice.Document, notice.Observation.Witness);
        PassTime(at);
    }

    /// <summary>A series that had stopped before its successor came out is over; one that still comes out is not.</summary>
    public void TakeSuccessor(SuccessorSeen seen)
    {
        if (before.Status is not (SeriesStatus.Paused or SeriesStatus.Missing or SeriesStatus.Late) || _lastPeriod >= seen.Period) return;
        HaltWith(new Halt(SeriesStatus.Discontinued, Reason.Succeeded, Grade.Corroborated, seen.At, _lastPeriod, seen.Successor, seen.Document));
    }

    /// <summary>A notice printed before the last release came out has been overtaken by it.</summary>
    private bool IsOld(SeenFact notice)
    {
        if (_lastPeriod is not { } period || !_releases.TryGetValue(period, out var last)) return false;
        return Printed(notice) < (last.PublishedAt is { IsDayOnly: false } published ? published.At : last.LastUnseenAt ?? DateTimeOffset.MinValue);
    }

    /// <summary>What was put off has come out since, or on the same day: the notice is not about the one after it.</summary>
    private bool IsFulfilled(SeenFact postponement)
    {
        if (_lastPeriod is not { } period || !_releases.TryGetValue(period, out var last) || last.PublishedAt is not { } published) return false;
        return Printed(postponement) < (published.IsDayOnly ? published.At.AddDays(1) : published.At);
    }

    private static DateTimeOffset Printed(SeenFact notice) => notice.Observation.PublishedAt?.At ?? notice.Document.TakenAt;

    private void HaltWith(Halt halt)
    {
        _halt = halt;
        foreach (var release in OpenReleases())
        {
            var expected = release.Window is not { } window || window.Opens <= halt.At;
            var status = expected ? ReleaseStatus.Withheld : halt.Status == SeriesStatus.Discontinued ? ReleaseStatus.NotPlanned : release.Status;
            if (status != release.Status) Turn(release with { Status = status, Reason = halt.Reason, Grade = halt.Grade }, release, halt.At, halt.Quote);
        }
    }
}
