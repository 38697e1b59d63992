using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Core.Judging;

/// <summary>
/// One piece of evidence being weighed for one series: collects the changes and flips, and closes with the verdict.
/// </summary>
internal sealed class Hearing(SeriesDefinition series, ReleaseCalendar? calendar, IReadOnlySet<string> channels, SeriesState before)
{
    private readonly ImmutableSortedDictionary<ReferencePeriod, ReleaseState>.Builder _releases = before.Releases.ToBuilder();
    private readonly SortedDictionary<ReferencePeriod, ReleaseState> _changed = [];
    private readonly SortedDictionary<ReferencePeriod, ReleaseState> _backfilled = [];
    private readonly List<Flip> _flips = [];
    private ImmutableSortedDictionary<string, ChannelState> _channels = before.Channels;
    private ReferencePeriod? _lastPeriod = before.LastPeriod;
    private EvidenceRef? _document;

    /// <summary>Plans the releases whose windows have opened, and the next one, and makes due what is due.</summary>
    public void PassTime(DateTimeOffset at)
    {
        if (calendar is null) return;
        PlanUntil(at);
        foreach (var release in _releases.Values.Where(r => r.IsOpen).ToList())
        {
            var window = calendar.WindowOf(release.Period);
            var current = release.Window == window ? release : Put(release with { Window = window });
            if (current.Status == ReleaseStatus.Scheduled && window.Due <= at)
                Turn(current with { Status = ReleaseStatus.Due, Reason = Reason.DueInstantPassed }, current, window.Due);
        }
    }

    public void TakeBlindLook(BlindLook look)
    {
        _document = look.Document;
        SetChannel(look.Source, look.At, Visibility.Blind, BlindReasons.Of(look.Failure.Kind), look.Failure.ToString(), look.Document);
    }

    /// <summary>Everything the look shows counts, whenever it was taken.</summary>
    public void TakeFinds(ClearLook look)
    {
        _document = look.Facts.IsDefaultOrEmpty ? null : look.Facts[0].Document;
        foreach (var fact in look.Facts.Where(f => f.Observation is { Kind: ObservationKind.Published, Period: not null }))
            See(fact, look.At);
    }

    /// <summary>What the look lacks counts only where it would have been seen.</summary>
    public void TakeAbsences(ClearLook look)
    {
        var unread = look.Facts.FirstOrDefault(f => f.Observation.Kind == ObservationKind.Unreadable);
        if (unread is not null)
        {
            SetChannel(look.Source, look.At, Visibility.Blind, BlindReason.ReaderBroken, unread.Observation.Failure?.ToString(), unread.Document);
            return;
        }
        SetChannel(look.Source, look.At, Visibility.Clear, BlindReason.None, null, _document);
        if (!look.CanWitnessAbsence) return;
        foreach (var release in _releases.Values.Where(r => r is { IsOpen: true, Window: not null }).ToList())
        {
            if (AbsenceWitnesses.Find(release, look, calendar!) is { } witness) Miss(release, witness, look);
        }
    }

    public Verdict Close(DateTimeOffset asOf)
    {
        Prune();
        var state = before with
        {
            AsOf = asOf,
            LastPeriod = _lastPeriod,
            Releases = _releases.ToImmutable(),
            Channels = _channels,
            NextDeadline = NextDeadline(asOf),
        };
        return new Verdict(WithStatus(state, asOf), [.. _changed.Values], [.. _backfilled.Values], [.. _flips]);
    }

    private void PlanUntil(DateTimeOffset at)
    {
        var last = _releases.Values.LastOrDefault(r => r.Window is not null && (r.IsOpen || r.Reason != Reason.FirstSeen));
        foreach (var window in last is null ? calendar!.WindowsEndingAfter(at) : Following(last.Period))
        {
            if (last is not null && _releases[last.Period].Window!.Opens > at) return;
            if (series.Readings.All(r => r.Until < window.Period)) return;
            if (!series.Readings.Any(r => r.Includes(window.Period))) continue;
            last = _releases.TryGetValue(window.Period, out var seen)
                ? Put(seen with { Window = window, Reason = Reason.Found })
                : Put(new ReleaseState { Period = window.Period, Status = ReleaseStatus.Scheduled, Reason = Reason.Planned, Window = window });
        }
    }

    private IEnumerable<ReleaseWindow> Following(ReferencePeriod period)
    {
        while (true)
        {
            period = calendar!.NextPlanned(period);
            yield return calendar.WindowOf(period);
        }
    }

    private void See(SeenFact fact, DateTimeOffset at)
    {
        var period = fact.Observation.Period!.Value;
        if (!(period <= _lastPeriod)) _lastPeriod = period;
        if (!_releases.TryGetValue(period, out var known))
        {
            SeeUnexpected(fact, period, at);
            return;
        }
        if (!known.IsOpen)
        {
            Enrich(known, fact, at);
            return;
        }
        var reason = known.Status switch
        {
            ReleaseStatus.Missing => Reason.FoundAfterMissing,
            ReleaseStatus.Late => Reason.FoundLate,
            _ => Reason.Found,
        };
        Turn(Found(known, fact, at) with { Reason = reason }, known, at, fact.Observation.Witness);
    }

    /// <summary>A period nobody waited for: published before we began to look, or older than the state reaches back.</summary>
    private void SeeUnexpected(SeenFact fact, ReferencePeriod period, DateTimeOffset at)
    {
        var window = calendar is not null && calendar.IsPlanned(period) ? calendar.WindowOf(period) : null;
        var release = new ReleaseState { Period = period, Status = ReleaseStatus.Published, Reason = Reason.FirstSeen, Window = window };
        _backfilled[period] = _releases[period] = Found(release, fact, at);
    }

    private static ReleaseState Found(ReleaseState release, SeenFact fact, DateTimeOffset at) => release with
    {
        Status = ReleaseStatus.Published,
        Grade = Grade.Suspected,
        FirstSeenAt = at,
        PublishedAt = fact.Observation.PublishedAt,
        Value = fact.Observation.Value,
        Title = fact.Observation.Title,
        Link = fact.Observation.Link,
        Evidence = fact.Document,
    };

    /// <summary>A second document of a known release can add what the first did not say; it never overwrites.</summary>
    private void Enrich(ReleaseState known, SeenFact fact, DateTimeOffset at)
    {
        if (known.Status != ReleaseStatus.Published) return;
        var seen = fact.Observation;
        var moreExact = seen.PublishedAt is { IsDayOnly: false } && known.PublishedAt is null or { IsDayOnly: true };
        var richer = known with
        {
            FirstSeenAt = at < known.FirstSeenAt ? at : known.FirstSeenAt,
            PublishedAt = moreExact ? seen.PublishedAt ?? known.PublishedAt : known.PublishedAt ?? seen.PublishedAt,
            Value = known.Value ?? seen.Value,
            Title = known.Title ?? seen.Title,
            Link = known.Link ?? seen.Link,
        };
        if (richer != known) Put(richer);
    }

    private void Miss(ReleaseState release, AbsenceWitness witness, ClearLook look)
    {
        var window = release.Window!;
        var missed = release with { LastUnseenAt = look.At };
        if (look.At >= window.LateAfter)
        {
            var earlier = release.Absences.GetValueOrDefault(look.Source);
            var absence = earlier is null ? new Absence(1, look.At, look.At) : earlier with { Looks = earlier.Looks + 1, Last = look.At };
            missed = missed with { Absences = release.Absences.SetItem(look.Source, absence), Evidence = witness.Document };
        }
        var (status, reason, grade) = Conclude(missed, witness, look);
        missed = missed with { Status = status, Reason = reason, Grade = grade };
        if (status == release.Status) Put(missed);
        else Turn(missed, release, look.At, witness.Text);
    }

    private (ReleaseStatus, Reason, Grade) Conclude(ReleaseState release, AbsenceWitness witness, ClearLook look)
    {
        var same = (release.Status, release.Reason, release.Grade);
        if (release.Status == ReleaseStatus.Missing || !MayClaim()) return same;
        if (witness.IsRowAbsence)
        {
            var followsTheLastSeen = _lastPeriod is { } last && calendar!.NextPlanned(last) == release.Period;
            return followsTheLastSeen ? (ReleaseStatus.Missing, Reason.IndicatorDropped, Grade.Corroborated) : same;
        }
        if (look.At < release.Window!.LateAfter) return same;
        if (!Everywhere(release, _ => true)) return same;
        if (witness.LaterPeriodIsOut) return (ReleaseStatus.Missing, Reason.OvertakenByNextPeriod, Grade.Corroborated);
        if (Everywhere(release, a => a.Looks >= Judge.LooksForMissing && a.Last - a.First >= Judge.SpanForMissing && a.Last >= release.Window.MissingAfter))
            return (ReleaseStatus.Missing, Reason.NotSeenRepeatedly, Grade.Corroborated);
        return release.Status == ReleaseStatus.Late ? same : (ReleaseStatus.Late, Reason.NotSeenAfterDeadline, Grade.Suspected);
    }

    /// <summary>
    /// No claim by a reader that has never found this series, nor while one of its sources cannot be seen.
    /// </summary>
    private bool MayClaim() =>
        _lastPeriod is not null && channels.Count > 0 && channels.All(c => _channels.GetValueOrDefault(c)?.Visibility == Visibility.Clear);

    private bool Everywhere(ReleaseState release, Func<Absence, bool> holds) =>
        channels.All(c => release.Absences.TryGetValue(c, out var absence) && holds(absence));

    private ReleaseState Put(ReleaseState release)
    {
        _changed[release.Period] = release;
        return _releases[release.Period] = release;
    }

    private void Turn(ReleaseState to, ReleaseState from, DateTimeOffset at, string? detail = null)
    {
        Put(to);
        var found = to.Status == ReleaseStatus.Published;
        _flips.Add(new Flip
        {
            Series = series.Key,
            Axis = FlipAxis.Release,
            Period = to.Period,
            From = from.Status.ToString(),
            To = to.Status.ToString(),
            Reason = to.Reason,
            Grade = to.Grade,
            At = at,
            LastSeenAt = found ? from.LastUnseenAt : null,
            FirstMissedAt = found ? at : to.Absences.IsEmpty ? null : to.Absences.Values.Min(a => a.First),
            Evidence = to.Status == ReleaseStatus.Due ? null : to.Evidence ?? _document,
            Detail = detail,
        });
    }

    private void SetChannel(string source, DateTimeOffset at, Visibility visibility, BlindReason reason, string? detail, EvidenceRef? document)
    {
        var earlier = _channels.GetValueOrDefault(source);
        var same = earlier is not null && earlier.Visibility == visibility && earlier.Reason == reason;
        _channels = _channels.SetItem(source, new ChannelState(source, visibility, reason, same ? earlier!.Since : at, at));
        var from = before.Visibility;
        var to = before with { Channels = _channels };
        var nothingToSay = from == to.Visibility || from == Visibility.Unknown && to.Visibility == Visibility.Clear;
        if (nothingToSay) return;
        _flips.Add(new Flip
        {
            Series = series.Key,
            Axis = FlipAxis.Visibility,
            From = from.ToString(),
            To = to.Visibility.ToString(),
            Reason = visibility == Visibility.Blind ? Reason.LookFailed : Reason.LookSucceeded,
            BlindReason = to.BlindChannel?.Reason ?? BlindReason.None,
            At = at,
            Evidence = document,
            Detail = detail,
        });
    }

    private SeriesState WithStatus(SeriesState state, DateTimeOffset at)
    {
        var (status, reason, grade, origin) = SeriesVerdict.Of(series, state);
        if (status == state.Status) return state;
        var worst = state.Releases.Values.Where(r => r.Status is ReleaseStatus.Late or ReleaseStatus.Missing).MinBy(r => r.Period);
        _flips.Add(new Flip
        {
            Series = series.Key,
            Axis = FlipAxis.Series,
            Period = worst?.Period ?? state.LastPeriod,
            From = state.Status.ToString(),
            To = status.ToString(),
            Reason = reason,
            Grade = grade,
            Origin = origin,
            At = at,
            LastSeenAt = worst is null ? null : state.Releases.Values.LastOrDefault(r => r.Status == ReleaseStatus.Published)?.FirstSeenAt,
            FirstMissedAt = worst is null || worst.Absences.IsEmpty ? null : worst.Absences.Values.Min(a => a.First),
            Evidence = worst?.Evidence ?? _document,
        });
        return state with { Status = status, Since = at, Reason = reason, Grade = grade, Origin = origin };
    }

    private DateTimeOffset? NextDeadline(DateTimeOffset after)
    {
        var open = _releases.Values.Where(r => r is { IsOpen: true, Window: not null }).ToList();
        var deadlines = open.Where(r => r.Status == ReleaseStatus.Scheduled).SelectMany(r => new[] { r.Window!.Opens, r.Window.Due });
        var next = deadlines.Where(d => d > after).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        return next == DateTimeOffset.MaxValue ? null : next;
    }

    private void Prune()
    {
        var published = _releases.Values.Where(r => !r.IsOpen).Select(r => r.Period).ToList();
        foreach (var period in published.SkipLast(Judge.PublishedKept)) _releases.Remove(period);
    }
}
