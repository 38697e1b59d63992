using System.Collections.Concurrent;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Core.Judging;

/// <summary>
/// The judge: a pure, total function of (definitions, state, evidence) that returns the new state, every change and its reason.
/// It has no clock: what time it is, the evidence says. Evidence may arrive late; then what it shows still counts,
/// and what it lacks does not.
/// </summary>
public sealed class Judge(MonitorCatalogue catalogue)
{
    /// <summary>Closed releases kept in the state beside all open ones; older ones live in their rows only.</summary>
    internal const int ClosedKept = 40;

    /// <summary>Valid looks needed before a release counts as missing.</summary>
    internal const int LooksForMissing = 3;

    /// <summary>Time that these looks must span.</summary>
    internal static readonly TimeSpan SpanForMissing = TimeSpan.FromHours(24);

    /// <summary>How long before the window of a release opens a notice of postponement can still be about it, and how old it may be.</summary>
    internal static readonly TimeSpan PostponementReach = TimeSpan.FromDays(15);

    private readonly Dictionary<string, ReleaseCalendar?> _calendars =
        catalogue.Series.Values.ToDictionary(s => s.Key, s => s.Release is null ? null : new ReleaseCalendar(s.Release), StringComparer.Ordinal);

    private readonly ConcurrentDictionary<SeriesDefinition, ClaimChannels> _channels = new(ReferenceEqualityComparer.Instance);

    /// <summary>The state of a series nobody has looked at yet.</summary>
    public static SeriesState Begin(SeriesDefinition series) => series.Ended is not { } ended
        ? new SeriesState { Series = series.Key }
        : new SeriesState
        {
            Series = series.Key,
            Status = SeriesStatus.Discontinued,
            Reason = Reason.EndedByRecord,
            Origin = Origin.Curated,
        };

    public ReleaseCalendar? CalendarOf(SeriesDefinition series) => _calendars[series.Key];

    public Verdict Decide(SeriesDefinition series, SeriesState state, SeriesEvidence evidence) => series.Kind == SeriesKind.Service
        ? ServiceJudge.Decide(series, state, evidence)
        : QuietLook.ChangesNothing(series, state, evidence)
        ? QuietLook.Verdict(state, (ClearLook)evidence)
        : Hear(series, state, evidence);

    /// <summary>Decides without the short cut for quiet looks.</summary>
    internal Verdict Hear(SeriesDefinition series, SeriesState state, SeriesEvidence evidence)
    {
        var channels = _channels.GetOrAdd(series, s => new ClaimChannels(catalogue, s));
        var hearing = new Hearing(series, CalendarOf(series), channels.At(evidence.At), channels.IsUnverified, source => IsOver(series, source, evidence.At), state);
        if (evidence.At < state.AsOf)
        {
            if (evidence is ClearLook earlier) hearing.TakeFinds(earlier);
            return hearing.Close(state.AsOf.Value);
        }
        hearing.PassTime(evidence.At);
        switch (evidence)
        {
            case BlindLook blind:
                hearing.TakeBlindLook(blind);
                break;
            case ClearLook { IsRevisit: true } again:
                hearing.TakeFinds(again);
                hearing.TakeEmptied(again);
                break;
            case ClearLook clear:
                hearing.TakeFinds(clear);
                hearing.TakeNotices(clear);
                hearing.TakeAbsences(clear);
                break;
            case CalendarRead read:
                hearing.TakeCalendar(read);
                break;
            case SuccessorSeen seen:
                hearing.TakeSuccessor(seen);
                break;
            case TimePassed:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(evidence), evidence.GetType().Name, "evidence of an unknown kind");
        }
        return hearing.Close(evidence.At);
    }

    /// <summary>A source that is not read or has no address any more cannot make us blind.</summary>
    private bool IsOver(SeriesDefinition series, string source, DateTimeOffset at)
    {
        if (series.Readings.All(r => r.Source != source)) return true;
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, catalogue.Publishers[series.Publisher].TimeZone).DateTime);
        return catalogue.Sources[source].AddressOn(day) is null;
    }
}
