using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Core.Judging;

/// <content>Absences: what a look lacks counts only where it would have been seen.</content>
internal sealed partial class Hearing
{
    public void TakeBlindLook(BlindLook look)
    {
        if (!ReadsFiguresIn(look.Source)) return;
        _document = look.Document;
        SetChannel(look.Source, look.At, Visibility.Blind, BlindReasons.Of(look.Failure.Kind), look.Failure.ToString(), look.Document);
    }

    public void TakeAbsences(ClearLook look)
    {
        if (!ReadsFiguresIn(look.Source) || HoldsOnlyNotices(look)) return;
        var found = look.ShowsSeries;
        var unread = look.Facts.FirstOrDefault(f => f.Observation.Kind == ObservationKind.Unreadable);
        if (unread is not null)
        {
            SetChannel(look.Source, look.At, Visibility.Blind, BlindReason.ReaderBroken, unread.Observation.Failure?.ToString(), unread.Document, found);
            return;
        }
        if (look.Doubt is { } doubt)
        {
            SetChannel(look.Source, look.At, Visibility.Blind, BlindReasons.Of(doubt.Kind), doubt.ToString(), _document, found);
            return;
        }
        SetChannel(look.Source, look.At, Visibility.Clear, BlindReason.None, null, _document, found);
        if (!look.CanWitnessAbsence || calendar is null) return;
        foreach (var release in OpenReleases().Where(r => r.Window is not null))
        {
            if (AbsenceWitnesses.Find(release, look, calendar) is { } witness) Miss(release, witness, look);
        }
        TakeEmptied(look);
        if (_lastPeriod is { } last && ListedWithout(last, look) is { } list) MissAgain(list, last, look);
    }

    /// <summary>Cells that held a figure and are empty now.</summary>
    public void TakeEmptied(ClearLook look)
    {
        if (!look.CanWitnessAbsence || calendar is null || look.Doubt is not null || look.Facts.Any(f => f.Observation.Kind == ObservationKind.Unreadable)) return;
        foreach (var fact in look.Facts.Where(f => f.Observation is { Kind: ObservationKind.NotPublished, Period: not null })) MissAgain(fact, fact.Observation.Period!.Value, look);
    }

    /// <summary>A page that was read for its notices alone says nothing about how well the series can be seen.</summary>
    private static bool HoldsOnlyNotices(ClearLook look) => look.Facts.Length > 0 && look.Facts.All(f => f.Observation.Kind
        is ObservationKind.SuspensionNotice or ObservationKind.StopNotice or ObservationKind.MethodNotice or ObservationKind.PostponementNotice);

    /// <summary>A source that is read for notices only, or not at all, says nothing about whether we can see the series.</summary>
    private bool ReadsFiguresIn(string source) => _readings.Any(r => r.Source == source);

    private void Miss(ReleaseState release, AbsenceWitness witness, ClearLook look)
    {
        var missed = release with { LastUnseenAt = look.At };
        if (witness.IsRowAbsence || look.At >= release.Window!.LateAfter)
            missed = missed with { Absences = Counted(release, look), Evidence = witness.Document };
        if (release.Status == ReleaseStatus.Missing || !MayClaim())
        {
            Put(missed);
            return;
        }
        if (witness.IsRowAbsence && !MayStillShow(release.Period)) Drop(missed, release, witness, look);
        else Conclude(missed, release, witness, look);
    }

    private void Conclude(ReleaseState missed, ReleaseState release, AbsenceWitness witness, ClearLook look)
    {
        var window = release.Window!;
        var overdue = look.At >= window.LateAfter && Everywhere(missed, _ => true);
        var repeatedly = overdue && Everywhere(missed, a => IsEnough(a) && a.Last >= window.MissingAfter);
        if (overdue && witness.LaterPeriodIsOut) Turn(Concluded(missed, ReleaseStatus.Missing, Reason.OvertakenByNextPeriod, Grade.Corroborated), release, look.At, witness.Text);
        else if (repeatedly) Turn(Concluded(missed, ReleaseStatus.Missing, Reason.NotSeenRepeatedly, Grade.Corroborated), release, look.At, witness.Text);
        else if (overdue && release.Status != ReleaseStatus.Late) Turn(Concluded(missed, ReleaseStatus.Late, Reason.NotSeenAfterDeadline, Grade.Suspected), release, look.At, witness.Text);
        else Put(missed);
    }

    /// <summary>
    /// The row is gone beside its siblings. It is a drop when releases of the same kind used to have it; releases differ by kind
    /// (January-February, quarter end, year end), so a kind that never showed it says nothing until another one does.
    /// </summary>
    private void Drop(ReleaseState missed, ReleaseState release, AbsenceWitness witness, ClearLook look)
    {
        if (!_rowSeenIn.ContainsKey(ReleaseShapes.Of(release.Period)))
        {
            Put(missed);
            return;
        }
        Turn(Concluded(missed, ReleaseStatus.Missing, Reason.IndicatorDropped, Grade.Corroborated), release, look.At, witness.Text);
        var alreadyWithout = _releases.Values.Where(r => r is { IsOpen: true, Status: not ReleaseStatus.Missing } && r.Period < release.Period && r.Absences.ContainsKey(look.Source));
        foreach (var earlier in alreadyWithout.ToList())
            Turn(Concluded(earlier, ReleaseStatus.Missing, Reason.IndicatorDropped, Grade.Corroborated), earlier, look.At, witness.Text);
    }

    /// <summary>The list that would still show the last release, by the day it was printed with, and does not; null when it shows it or cannot tell.</summary>
    private SeenFact? ListedWithout(ReferencePeriod period, ClearLook look) =>
        _releases.TryGetValue(period, out var release) ? QuietLook.ListedWithout(release, look) : null;

    /// <summary>
    /// A figure that was seen in this source is now an empty cell beside figures, or a release is no longer on the list: taken back, once that has lasted.
    /// </summary>
    private void MissAgain(SeenFact empty, ReferencePeriod period, ClearLook look)
    {
        if (!_releases.TryGetValue(period, out var release)) return;
        if (release.Status != ReleaseStatus.Published || release.Evidence?.Source != look.Source) return;
        var missed = release with { Absences = Counted(release, look) };
        if (!IsEnough(missed.Absences[look.Source])) Put(missed);
        else Turn(Concluded(missed, ReleaseStatus.Withdrawn, Reason.TakenBack, Grade.Corroborated) with { Evidence = empty.Document }, release, look.At, empty.Observation.Witness);
    }

    private static ReleaseState Concluded(ReleaseState release, ReleaseStatus status, Reason reason, Grade grade) =>
        release with { Status = status, Reason = reason, Grade = grade };

    /// <summary>A look that is told again, because nobody knew whether it had been heard, is still one look.</summary>
    private static System.Collections.Immutable.ImmutableSortedDictionary<string, Absence> Counted(ReleaseState release, ClearLook look)
    {
        var earlier = release.Absences.GetValueOrDefault(look.Source);
        if (earlier?.Last >= look.At) return release.Absences;
        return release.Absences.SetItem(look.Source, earlier is null ? new Absence(1, look.At, look.At) : earlier with { Looks = earlier.Looks + 1, Last = look.At });
    }

    private static bool IsEnough(Absence absence) => absence.Looks >= Judge.LooksForMissing && absence.Last - absence.First >= Judge.SpanForMissing;

    /// <summary>
    /// No claim by a reader that has never found this series, nor by an unverified one that never found it in its own source, nor while
    /// one of the sources cannot be seen, nor during a halt, when a release that is not there is withheld.
    /// </summary>
    private bool MayClaim() =>
        _lastPeriod is not null && _halt is null && channels.Count > 0 && channels.All(c => _channels.GetValueOrDefault(c) is { Visibility: Visibility.Clear } channel && (channel.HasFound || !isUnverified(c)));

    /// <summary>Whether a database that follows the release may still show the figure: then the release alone decides nothing.</summary>
    private bool MayStillShow(ReferencePeriod period) => _readings.Any(r => r is DatabaseReading && r.Includes(period) && channels.Contains(r.Source));

    private bool Everywhere(ReleaseState release, Func<Absence, bool> holds) =>
        channels.All(c => release.Absences.TryGetValue(c, out var absence) && holds(absence));

    private void SetChannel(string source, DateTimeOffset at, Visibility visibility, BlindReason reason, string? detail, EvidenceRef? document, bool found = false)
    {
        var earlier = _channels.GetValueOrDefault(source);
        _channels = _channels.RemoveRange(_channels.Values.Where(c => c.Visibility == Visibility.Blind && c.Source != source && isOver(c.Source)).Select(c => c.Source));
        var same = earlier is not null && earlier.Visibility == visibility && earlier.Reason == reason;
        _channels = _channels.SetItem(source, new ChannelState(source, visibility, reason, same ? earlier!.Since : at, at) { HasFound = found || earlier?.HasFound == true });
        var (from, to) = (before.Visibility, SeriesState.SightThrough(_channels));
        if (from == to || from == Visibility.Unknown && to == Visibility.Clear) return;
        _flips.Add(new Flip
        {
            Series = series.Key,
            Axis = FlipAxis.Visibility,
            From = from.ToString(),
            To = to.ToString(),
            Reason = visibility == Visibility.Blind ? Reason.LookFailed : Reason.LookSucceeded,
            BlindReason = (before with { Channels = _channels }).BlindChannel?.Reason ?? BlindReason.None,
            At = at,
            Evidence = document,
            Detail = detail,
        });
    }
}
