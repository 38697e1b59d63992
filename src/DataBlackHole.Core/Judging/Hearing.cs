using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Core.Judging;

/// <summary>
/// One piece of evidence being weighed for one series: collects the changes and flips, and closes with the verdict.
/// The parts of this class follow the kinds of evidence: planning, finds, absences, notices.
/// </summary>
internal sealed partial class Hearing(
    SeriesDefinition series, ReleaseCalendar? calendar, IReadOnlySet<string> channels, Func<string, bool> isUnverified, Func<string, bool> isOver, SeriesState before)
{
    /// <summary>Readings that can find a period; notices find none.</summary>
    private readonly ImmutableArray<SeriesReading> _readings = [.. series.Readings.Where(r => r is not NoticeReading)];
    private readonly ImmutableSortedDictionary<ReferencePeriod, ReleaseState>.Builder _releases = before.Releases.ToBuilder();
    private readonly SortedDictionary<ReferencePeriod, ReleaseState> _changed = [];
    private readonly SortedDictionary<ReferencePeriod, ReleaseState> _backfilled = [];
    private readonly List<Flip> _flips = [];
    private ImmutableSortedDictionary<string, ChannelState> _channels = before.Channels;
    private ImmutableSortedDictionary<ReferencePeriod, Announcement> _announced = before.Announced;
    private ImmutableSortedDictionary<ReleaseShape, ReferencePeriod> _rowSeenIn = before.RowSeenIn;
    private ReferencePeriod? _lastPeriod = before.LastPeriod;
    private ReferencePeriod? _plannedThrough = before.PlannedThrough;
    private Halt? _halt = before.Halt;
    private DateTimeOffset? _publisherAliveAt = before.PublisherAliveAt;
    private EvidenceRef? _document;
    private bool _sawPublished;

    /// <summary>Whether a release changed its status or came or went: only then can the status of the series differ.</summary>
    private bool _turned;

    public Verdict Close(DateTimeOffset asOf)
    {
        if (_turned) Prune();
        var state = before with
        {
            AsOf = asOf,
            LastPeriod = _lastPeriod,
            Releases = _releases.ToImmutable(),
            Open = _turned ? default : before.Open,
            Channels = _channels,
            PlannedThrough = _plannedThrough,
            Announced = _announced,
            Halt = _halt,
            RowSeenIn = _rowSeenIn,
            PublisherAliveAt = _publisherAliveAt,
        };
        if (_turned || !(asOf < before.NextDeadline)) state = state with { NextDeadline = NextDeadline(asOf) };
        if (StatusCanDiffer(asOf)) state = WithStatus(state, asOf);
        return new Verdict(_turned ? state with { Open = state.Open } : state, [.. _changed.Values], [.. _backfilled.Values], [.. _flips]);
    }

    private bool StatusCanDiffer(DateTimeOffset asOf) => _turned
        || before.RecoverySeenAt is not null
        || before.Halt != _halt
        || before.LastPeriod != _lastPeriod
        || before.PublisherAliveAt != _publisherAliveAt
        || before.Status is SeriesStatus.Missing && series.Cadence == Cadence.Annual && asOf > before.AsOf;

    private List<ReleaseState> OpenReleases()
    {
        if (_turned) return [.. _releases.Values.Where(r => r.IsOpen)];
        var open = new List<ReleaseState>(before.Open.Length);
        foreach (var period in before.Open) open.Add(_releases[period]);
        return open;
    }

    private ReleaseState Put(ReleaseState release)
    {
        _changed[release.Period] = release;
        if (!_releases.TryGetValue(release.Period, out var known) || known.Status != release.Status) _turned = true;
        return _releases[release.Period] = release;
    }

    private ReleaseState Turn(ReleaseState to, ReleaseState from, DateTimeOffset at, string? detail = null)
    {
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
            Evidence = to.Status is ReleaseStatus.Due or ReleaseStatus.Scheduled ? null : to.Evidence ?? _document,
            Detail = detail,
        });
        return Put(to);
    }

    /// <summary>
    /// A bad state is left only when a second look confirms what the first one showed; entering one has its own, harder conditions.
    /// </summary>
    private SeriesState WithStatus(SeriesState state, DateTimeOffset at)
    {
        var (status, reason, grade, origin) = SeriesVerdict.Of(series, state, at);
        if (status == state.Status) return state with { RecoverySeenAt = null };
        if (status == SeriesStatus.Current && state.Status != SeriesStatus.New && !Confirmed(state, at))
            return state with { RecoverySeenAt = state.RecoverySeenAt ?? at };
        _flips.Add(SeriesFlip(state, status, reason, grade, origin, at));
        return state with { Status = status, Since = at, Reason = reason, Grade = grade, Origin = origin, RecoverySeenAt = null };
    }

    private bool Confirmed(SeriesState state, DateTimeOffset at) => state.RecoverySeenAt < at && _sawPublished;

    private Flip SeriesFlip(SeriesState state, SeriesStatus status, Reason reason, Grade grade, Origin origin, DateTimeOffset at)
    {
        var worst = state.Releases.Values.Where(r => r.Status is ReleaseStatus.Late or ReleaseStatus.Missing).MinBy(r => r.Period);
        return new Flip
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
            Evidence = _halt is { Document: not null } halt && halt.Status == status ? halt.Document : worst?.Evidence ?? _document,
            Detail = _halt is { } said && said.Status == status ? said.Quote : null,
        };
    }

    private DateTimeOffset? NextDeadline(DateTimeOffset after)
    {
        var scheduled = _releases.Values.Where(r => r is { Status: ReleaseStatus.Scheduled, Window: not null });
        var next = scheduled.SelectMany(r => new[] { r.Window!.Opens, r.Window.Due }).Where(d => d > after).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        return next == DateTimeOffset.MaxValue ? null : next;
    }

    private void Prune()
    {
        var closed = _releases.Values.Where(r => !r.IsOpen).Select(r => r.Period).ToList();
        foreach (var period in closed.SkipLast(Judge.ClosedKept)) _releases.Remove(period);
        if (_announced.Count > Judge.ClosedKept) _announced = _announced.RemoveRange(_announced.Keys.SkipLast(Judge.ClosedKept));
    }
}
