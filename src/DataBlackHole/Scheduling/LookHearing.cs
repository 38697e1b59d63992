using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;

namespace DataBlackHole.Scheduling;

/// <summary>
/// Judges every series that one look speaks about, and those that end because their successor came out in it. Pure.
/// </summary>
public sealed class LookHearing(MonitorCatalogue catalogue, Judge judge)
{
    private readonly ILookup<string, SeriesDefinition> _predecessors =
        catalogue.Series.Values.Where(s => s.SucceededBy is not null).ToLookup(s => s.SucceededBy!, StringComparer.Ordinal);

    /// <summary>The series whose states are needed: those that were looked at and those they succeed.</summary>
    public ImmutableArray<string> Concerned(IEnumerable<string> looked)
    {
        var keys = looked.ToList();
        return [.. keys.Concat(keys.SelectMany(k => _predecessors[k]).Select(s => s.Key)).Distinct(StringComparer.Ordinal)];
    }

    public ImmutableArray<JudgedSeries> Decide(
        IReadOnlyDictionary<string, SeriesEvidence> evidence, IReadOnlyDictionary<string, KnownSeries> known)
    {
        var judged = new SortedDictionary<string, JudgedSeries>(StringComparer.Ordinal);
        foreach (var (key, told) in evidence) Hear(judged, known, key, told);
        foreach (var (key, told) in evidence)
        {
            if (Begun(known, judged[key].Verdict.State, told) is not { } seen) continue;
            foreach (var ended in _predecessors[key]) Hear(judged, known, ended.Key, seen);
        }
        return [.. judged.Values];
    }

    private void Hear(
        SortedDictionary<string, JudgedSeries> judged, IReadOnlyDictionary<string, KnownSeries> known, string key, SeriesEvidence told)
    {
        var series = catalogue.Series[key];
        if (judged.TryGetValue(key, out var earlier))
        {
            judged[key] = earlier with { Verdict = Joined(earlier.Verdict, judge.Decide(series, earlier.Verdict.State, told)) };
            return;
        }
        var before = known.TryGetValue(key, out var found) ? found : new KnownSeries(Judge.Begin(series), 0, IsSettled: true);
        judged[key] = before.Judged(judge.Decide(series, before.State, told));
    }

    /// <summary>The news for its predecessors, when this look showed the series for the first time.</summary>
    private static SuccessorSeen? Begun(IReadOnlyDictionary<string, KnownSeries> known, SeriesState after, SeriesEvidence told)
    {
        var wasThere = known.TryGetValue(after.Series, out var before) && before.State.LastPeriod is not null;
        if (wasThere || after.LastPeriod is not { } period) return null;
        return new SuccessorSeen(told.At, after.Series, period, after.Releases.GetValueOrDefault(period)?.Evidence);
    }

    private static Verdict Joined(Verdict first, Verdict second) => new(
        second.State, [.. first.Changed, .. second.Changed], [.. first.Backfilled, .. second.Backfilled], [.. first.Flips, .. second.Flips]);
}
