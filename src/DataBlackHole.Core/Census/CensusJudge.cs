using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Core.Census;

/// <summary>
/// Concludes from what a census read, and from the censuses before, which indicators stopped, vanished, came back or go on under another
/// name, and about which nothing can be said. Pure. Whatever could have another reason than the publisher is a doubt and no finding.
/// </summary>
public sealed partial class CensusJudge
{
    /// <summary>Two censuses that confirm each other are at least so far apart.</summary>
    private static readonly TimeSpan _apart = TimeSpan.FromHours(24);

    private readonly CensusFacts _facts;
    private readonly IReadOnlyDictionary<string, CensusMemory> _memory;
    private readonly DateOnly _today;
    private readonly DateTimeOffset _now;
    private readonly CensusLag _lag;
    private readonly CensusSuccession _succession;

    private CensusJudge(CensusFacts facts, IReadOnlyDictionary<string, CensusMemory> memory, DateOnly today, DateTimeOffset now)
    {
        _facts = facts;
        _memory = memory;
        _today = today;
        _now = now;
        _lag = new CensusLag(facts.Indicators, today);
        _succession = new CensusSuccession(facts, _lag);
    }

    /// <param name="facts">What the census read.</param>
    /// <param name="memory">The indicators on record, by identity.</param>
    /// <param name="today">The publisher's day on which the census began.</param>
    /// <param name="now">The end of the census.</param>
    public static ImmutableArray<CensusFinding> Judge(CensusFacts facts, IReadOnlyDictionary<string, CensusMemory> memory, DateOnly today, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(memory);
        var judge = new CensusJudge(facts, memory, today, now);
        var absent = memory.Values.Where(m => !facts.IndicatorsById.ContainsKey(m.Indicator));
        var findings = facts.Indicators.Select(judge.OfListed).Concat(judge.OfAbsent(absent));
        return [.. findings.OrderBy(f => f.Indicator.Tree).ThenBy(f => f.Indicator.Path, StringComparer.Ordinal).ThenBy(f => f.Indicator.Indicator, StringComparer.Ordinal)];
    }

    private CensusFinding OfListed(CensusIndicator indicator)
    {
        var before = _memory.GetValueOrDefault(indicator.Id);
        var found = Standing(indicator);
        if (found.Doubt != CensusDoubt.None) return Doubtful(indicator, before, found);
        return Settled(found, before);
    }

    private CensusFinding Standing(CensusIndicator indicator)
    {
        var finding = new CensusFinding { Indicator = Remembered(indicator, CensusStanding.Going) };
        if (!indicator.Leaf.Tree.HasFigures) return finding;
        if (indicator.Unread is { } failure) return finding with { Doubt = CensusDoubt.FiguresUnread, Detail = failure.ToString() };
        if (!indicator.HasPlaces) return finding with { Doubt = CensusDoubt.FiguresUnread, Detail = "no answer had a place for it" };
        var isOver = _succession.IsWindowOver(indicator, _today);
        if (indicator.Last is not { } last) return isOver ? As(finding, CensusStanding.WindowEnded) : finding with { Doubt = CensusDoubt.NoFigure, Detail = $"no figure since {indicator.AskedFrom}" };
        var behind = _lag.Behind(indicator);
        if (_lag.Of(indicator) is not { } custom) return isOver ? As(finding, CensusStanding.WindowEnded) : Alone(finding, indicator, behind);
        finding = finding with { Behind = behind, PeersLast = custom.Newest.Last, Peer = custom.Newest.Listed.Name.Trim() };
        var usual = custom.Usual + CensusLag.Patience(indicator.Leaf.Tree.Cadence);
        // What still comes has not ended, whatever range of years its name says.
        if (behind <= usual) return finding with { Allowed = usual };
        if (isOver) return As(finding, CensusStanding.WindowEnded);
        if (indicator.Rhythm(RhythmAmong) is not { } rhythm) return finding with { Doubt = CensusDoubt.NoRhythm, Detail = $"one figure only, of {last}" };
        var allowed = usual + rhythm - 1;
        finding = finding with { Allowed = allowed };
        return behind <= allowed ? finding : Ended(finding, indicator, last);
    }

    /// <summary>How many figures tell the rhythm of an indicator.</summary>
    private const int RhythmAmong = 24;

    private static CensusFinding Alone(CensusFinding finding, CensusIndicator indicator, int behind) => behind <= CensusLag.Patience(indicator.Leaf.Tree.Cadence)
        ? finding with { Behind = behind }
        : finding with { Behind = behind, Doubt = CensusDoubt.NoPeers, Detail = $"its last figure is of {indicator.Last}, and none of the tree is recent" };

    private CensusFinding Ended(CensusFinding finding, CensusIndicator indicator, ReferencePeriod last)
    {
        var (tree, leaf, parent) = (indicator.Leaf.Tree, indicator.Leaf.Id, indicator.Leaf.Parent);
        if (_succession.ContinuationOf(tree, leaf, parent, indicator.Id, indicator.Listed.Name, last) is { } successor)
            return As(finding, CensusStanding.Renamed) with { Successor = successor.Id, SuccessorName = successor.Listed.Name.Trim() };
        if (_succession.PossibleContinuationOf(indicator, last) is { } possible)
        {
            return finding with
            {
                Doubt = CensusDoubt.SuccessorPossible,
                Successor = possible.Id,
                SuccessorName = possible.Listed.Name.Trim(),
                Detail = $"its last figure is of {last}; '{possible.Listed.Name.Trim()}' goes on",
            };
        }
        return As(finding, CensusStanding.Stopped);
    }

    /// <summary>A doubt leaves the record as it was; only who was never seen before is put on record.</summary>
    private CensusFinding Doubtful(CensusIndicator indicator, CensusMemory? before, CensusFinding found) => before is null
        ? found with { Indicator = Remembered(indicator, CensusStanding.CannotTell), Change = CensusChange.FirstSeen }
        : found with { Indicator = before, Before = before.Standing };

    /// <summary>What the finding changes on record.</summary>
    private CensusFinding Settled(CensusFinding found, CensusMemory? before)
    {
        var change = before is null ? FirstChange(found.Indicator.Standing) : ChangeOf(found.Indicator, before);
        var same = before is not null && before.Standing == found.Indicator.Standing;
        var grade = !IsEnding(found.Indicator.Standing) ? Grade.None : same && (change == CensusChange.Confirmed || before!.Grade == Grade.Corroborated) ? Grade.Corroborated : Grade.Suspected;
        var now = found.Indicator with { Since = same ? before!.Since : _now, Grade = grade };
        return found with { Indicator = change == CensusChange.Unknown ? before! : now, Change = change, Before = before?.Standing ?? CensusStanding.Unknown };
    }

    private static CensusChange FirstChange(CensusStanding standing) => standing switch
    {
        CensusStanding.Stopped => CensusChange.Stopped,
        CensusStanding.Renamed => CensusChange.Renamed,
        CensusStanding.WindowEnded => CensusChange.WindowEnded,
        _ => CensusChange.FirstSeen,
    };

    private CensusChange ChangeOf(CensusMemory now, CensusMemory before)
    {
        if (now.Standing != before.Standing)
        {
            return now.Standing switch
            {
                CensusStanding.Going => IsEnding(before.Standing) || before.Standing == CensusStanding.Renamed ? CensusChange.CameBack : CensusChange.Advanced,
                CensusStanding.Vanished => CensusChange.Vanished,
                _ => FirstChange(now.Standing),
            };
        }
        if (now.Annotation != before.Annotation) return CensusChange.Redefined;
        if (now.Last != before.Last || now.Name != before.Name || now.Leaf != before.Leaf || now.Unit != before.Unit || now.Path != before.Path) return CensusChange.Advanced;
        return IsEnding(now.Standing) && before.Grade != Grade.Corroborated && _now - before.Since >= _apart ? CensusChange.Confirmed : CensusChange.Unknown;
    }

    private static bool IsEnding(CensusStanding standing) => standing is CensusStanding.Stopped or CensusStanding.Vanished;

    private static CensusFinding As(CensusFinding finding, CensusStanding standing) => finding with { Indicator = finding.Indicator with { Standing = standing } };

    private CensusMemory Remembered(CensusIndicator indicator, CensusStanding standing) => new()
    {
        Indicator = indicator.Id,
        Tree = indicator.Leaf.Tree.Code,
        Leaf = indicator.Leaf.Id,
        Branch = indicator.Leaf.Branch,
        Parent = indicator.Leaf.Parent,
        Path = indicator.Leaf.Path,
        Name = indicator.Listed.Name.Trim(),
        Unit = indicator.Listed.Unit,
        Annotation = indicator.Annotation,
        First = indicator.Begins ? indicator.First : null,
        Last = indicator.Last,
        Standing = standing,
        Since = _now,
    };
}
