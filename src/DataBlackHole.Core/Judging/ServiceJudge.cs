using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Core.Judging;

/// <summary>
/// Judges a service by comparing what its vantages see. Pure. A vantage whose own controls fail gives no evidence, and from one vantage alone
/// nothing is said about access: then we are blind. Restricted and Closed are hard to enter and left by one look and one that confirms it.
/// </summary>
public static class ServiceJudge
{
    /// <summary>Looks in a row from a vantage before what bars it counts.</summary>
    internal const int LooksToEnter = 3;

    /// <summary>Time that these looks must span before a service counts as Restricted.</summary>
    internal static readonly TimeSpan SpanToRestrict = TimeSpan.FromHours(24);

    /// <summary>Time that these looks must span, from every vantage, before a service counts as Closed.</summary>
    internal static readonly TimeSpan SpanToClose = TimeSpan.FromDays(7);

    private const int LooksToLeave = 2;

    /// <summary>Without a vantage in this country nobody knows whether a service is closed or only not open to the rest of the world.</summary>
    private const string Home = "CN";

    public static Verdict Decide(SeriesDefinition series, SeriesState state, SeriesEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(state);
        // Time alone proves nothing about access, a look that arrives late says nothing about now, and one that is told again is still one look.
        if (evidence is not ServiceLook look || look.At <= state.AsOf) return new Verdict(state, [], [], []);
        var access = Access(state.Access, look);
        var (status, reason, grade) = StatusOf(state, access, look);
        var judged = state with
        {
            AsOf = look.At,
            Access = access,
            Channels = ServiceSight.Channels(state.Channels, look, status),
            RecoverySeenAt = status == state.Status && IsRecovering(status, access, look) ? state.RecoverySeenAt ?? look.At : null,
        };
        var flips = ImmutableArray.CreateBuilder<Flip>();
        if (status != state.Status)
        {
            judged = judged with { Status = status, Since = look.At, Reason = reason, Grade = grade };
            flips.Add(ServiceFlips.OfStatus(series, state, judged, look));
        }
        if (ServiceFlips.OfSight(series, state, judged, look) is { } flip) flips.Add(flip);
        return new Verdict(judged, [], [], flips.ToImmutable());
    }

    /// <summary>The runs with this look in them. One that proves nothing neither ends a run nor lengthens it; a vantage that is not used any more is forgotten.</summary>
    private static ImmutableSortedDictionary<string, VantageAccess> Access(ImmutableSortedDictionary<string, VantageAccess> before, ServiceLook look)
    {
        var after = ImmutableSortedDictionary.CreateBuilder<string, VantageAccess>(StringComparer.Ordinal);
        foreach (var seen in look.Looks)
        {
            var known = before.GetValueOrDefault(seen.Vantage);
            if (seen.Outcome == AccessOutcome.Unknown)
            {
                if (known is not null) after[seen.Vantage] = known;
                continue;
            }
            var goesOn = known?.Outcome == seen.Outcome && known.Reason == seen.Reason;
            after[seen.Vantage] = new VantageAccess(
                seen.Vantage, seen.Country, seen.Outcome, seen.Reason, seen.Failure?.ToString(),
                goesOn ? known!.Looks + 1 : 1, goesOn ? known!.First : look.At, look.At,
                seen.Outcome == AccessOutcome.Reached ? look.At : known?.LastReachedAt)
            {
                LastBarredAt = seen.Outcome == AccessOutcome.Barred ? look.At : known?.LastBarredAt,
            };
        }
        return after.ToImmutable();
    }

    private static (SeriesStatus Status, Reason Reason, Grade Grade) StatusOf(SeriesState state, ImmutableSortedDictionary<string, VantageAccess> access, ServiceLook look)
    {
        var spoke = Spoke(access, look);
        var reached = spoke.Where(a => a.Outcome == AccessOutcome.Reached).ToList();
        var barred = spoke.Find(a => a.Outcome == AccessOutcome.Barred && a.Lasts(LooksToEnter, SpanToRestrict));
        if (state.Status != SeriesStatus.Closed && IsClosed(access, look)) return (SeriesStatus.Closed, spoke[0].Reason, Grade.Corroborated);
        if (barred is not null && reached.Count > 0 && (state.Status != SeriesStatus.Closed || reached.Exists(a => a.Looks >= LooksToLeave)))
            return (SeriesStatus.Restricted, barred.Reason, Grade.Corroborated);
        if (state.Status == SeriesStatus.New && reached.Count > 0 && reached.Count == spoke.Count) return (SeriesStatus.Open, Reason.FirstSeen, Grade.Suspected);
        if (state.Status is SeriesStatus.Restricted or SeriesStatus.Closed && IsReachedEverywhere(access, reached, LooksToLeave))
            return (SeriesStatus.Open, Reason.ReachedAgain, Grade.Corroborated);
        return (state.Status, state.Reason, state.Grade);
    }

    /// <summary>
    /// Barred in the same way from every vantage, one of them at home, for long, all of them speaking in this look; and reached before: what was never
    /// found may be our definition's mistake. An address that is gone, refuses or leads elsewhere may have moved, and a name or a line that fails may be
    /// under repair: that is our blindness.
    /// </summary>
    private static bool IsClosed(ImmutableSortedDictionary<string, VantageAccess> access, ServiceLook look) =>
        look.Looks.Length > 1
        && Spoke(access, look).Count == look.Looks.Length
        && access.Values.All(a => a.Outcome == AccessOutcome.Barred && AccessReasons.MayClose(a.Reason) && a.Lasts(LooksToEnter, SpanToClose))
        && access.Values.Select(a => a.Reason).Distinct().Count() == 1
        && access.Values.Any(a => a.Country == Home)
        && access.Values.Any(a => a.LastReachedAt is not null);

    private static bool IsRecovering(SeriesStatus status, ImmutableSortedDictionary<string, VantageAccess> access, ServiceLook look)
    {
        var reached = Spoke(access, look).Where(a => a.Outcome == AccessOutcome.Reached).ToList();
        return status == SeriesStatus.Closed && reached.Count > 0 || status == SeriesStatus.Restricted && IsReachedEverywhere(access, reached, looks: 1);
    }

    private static bool IsReachedEverywhere(ImmutableSortedDictionary<string, VantageAccess> access, List<VantageAccess> reached, int looks) =>
        reached.Count > 0 && access.Values.All(a => a.Outcome == AccessOutcome.Reached && a.Looks >= looks);

    /// <summary>The vantages from which this look proves something.</summary>
    private static List<VantageAccess> Spoke(ImmutableSortedDictionary<string, VantageAccess> access, ServiceLook look) => [.. access.Values.Where(a => a.Last == look.At)];
}
