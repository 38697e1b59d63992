using System.Collections.Immutable;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Core.Measuring;

/// <summary>Whether a source could be seen at some time. Monitor side; says nothing about the publisher.</summary>
public enum Sight
{
    /// <summary>Not known; never answered.</summary>
    Unknown = 0,

    /// <summary>The last look could see.</summary>
    Clear,

    /// <summary>The last look could not see.</summary>
    Blind,

    /// <summary>Nobody had looked for longer than looks may be apart.</summary>
    NotLooked,
}

/// <summary>A stretch of time in which a source could be seen, or could not. From is part of it, To is not.</summary>
public sealed record SightInterval(Sight Sight, BlindReason Reason, DateTimeOffset From, DateTimeOffset To)
{
    public TimeSpan Length => To - From;
}

/// <summary>Looks at one source from one vantage that all ended alike.</summary>
public sealed record LookRun(string Vantage, FailureKind? Failure, IEnumerable<DateTimeOffset> Times);

/// <summary>
/// How well one source could be seen over time, from every look at it. What a look showed holds until the next one, and no longer than the
/// patience. From several vantages it is seen as long as one of them can see. Pure.
/// </summary>
public static class SightTimeline
{
    public static ImmutableArray<SightInterval> Of(IEnumerable<LookRun> runs, TimeSpan patience, DateTimeOffset from, DateTimeOffset to)
    {
        var looks = runs.SelectMany(r => r.Times.Select(at => (At: at, r.Vantage, r.Failure))).Where(l => l.At < to).OrderBy(l => l.At).ToList();
        var line = new Line(from, to);
        var last = new Dictionary<string, (DateTimeOffset At, FailureKind? Failure)>(StringComparer.Ordinal);
        for (var i = 0; i < looks.Count; i++)
        {
            var (at, vantage, failure) = looks[i];
            last[vantage] = (at, failure);
            var next = i + 1 < looks.Count ? looks[i + 1].At : to;
            var seen = last.Values.Any(l => l.Failure is null && at - l.At < patience);
            var end = next - at > patience ? at + patience : next;
            line.Add(seen || failure is null ? Sight.Clear : Sight.Blind, seen || failure is null ? BlindReason.None : BlindReasons.Of(failure.Value), at, end);
        }
        return line.Finish();
    }

    /// <summary>The share of the time in which it could be seen, from 0 to 1; null for no time at all.</summary>
    public static double? Share(IEnumerable<SightInterval> intervals, Sight sight, DateTimeOffset from, DateTimeOffset to)
    {
        if (to <= from) return null;
        var ticks = intervals.Where(i => i.Sight == sight).Sum(i => Math.Max(0, (Min(i.To, to) - Max(i.From, from)).Ticks));
        return (double)ticks / (to - from).Ticks;
    }

    private static DateTimeOffset Min(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;

    private static DateTimeOffset Max(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    /// <summary>Intervals without gaps between the two ends; like ones that meet are one.</summary>
    private sealed class Line(DateTimeOffset from, DateTimeOffset to)
    {
        private readonly ImmutableArray<SightInterval>.Builder _intervals = ImmutableArray.CreateBuilder<SightInterval>();
        private DateTimeOffset _reached = from;

        public void Add(Sight sight, BlindReason reason, DateTimeOffset begin, DateTimeOffset end)
        {
            if (begin > _reached) Put(Sight.NotLooked, BlindReason.None, begin);
            Put(sight, reason, end);
        }

        public ImmutableArray<SightInterval> Finish()
        {
            Put(Sight.NotLooked, BlindReason.None, to);
            return _intervals.ToImmutable();
        }

        private void Put(Sight sight, BlindReason reason, DateTimeOffset end)
        {
            end = Min(end, to);
            if (end <= _reached) return;
            if (_intervals.Count > 0 && _intervals[^1] is var last && last.Sight == sight && last.Reason == reason) _intervals[^1] = last with { To = end };
            else _intervals.Add(new SightInterval(sight, reason, _reached, end));
            _reached = end;
        }
    }
}
