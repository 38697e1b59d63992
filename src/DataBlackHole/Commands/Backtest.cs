using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Commands;

/// <summary>A release of a known publication record.</summary>
public sealed record KnownRelease(ReferencePeriod Period, DateTimeOffset PublishedAt);

/// <summary>A claim the judge made during the simulation.</summary>
public sealed record BacktestClaim(ReferencePeriod Period, ReleaseStatus Claim, DateTimeOffset At, bool IsTrue);

/// <summary>
/// What simulated polling over a known publication record gave. Late is true when the release came after its announced date and the
/// grace of its window; without an announced date no release of a finished record was late, so that every claim is false.
/// </summary>
public sealed record BacktestResult(
    string Series,
    int Releases,
    int Stretches,
    long Looks,
    ImmutableArray<BacktestClaim> Claims,
    ImmutableArray<ReferencePeriod> Missed,
    TimeSpan? MedianDetection,
    TimeSpan? LargestDetection)
{
    public int FalseLate => Claims.Count(c => c is { Claim: ReleaseStatus.Late, IsTrue: false });

    public int FalseMissing => Claims.Count(c => c is { Claim: ReleaseStatus.Missing, IsTrue: false });
}

/// <summary>
/// Polls a listing that shows the known record, with the real planner and the real judge, as if it were happening. Pure.
/// A gap in the record (periods nobody captured) ends one stretch; the next one begins with a judge that knows nothing.
/// </summary>
public sealed class Backtest(Judge judge)
{
    private const int Shown = 3;
    private static readonly TimeSpan Reach = TimeSpan.FromDays(90);
    private static readonly TimeSpan AfterLast = TimeSpan.FromDays(1);

    public BacktestResult Run(SeriesDefinition series, SourceDefinition source, IReadOnlyCollection<KnownRelease> record)
    {
        var calendar = judge.CalendarOf(series) ?? throw new ArgumentException($"series '{series.Key}' has no release calendar", nameof(series));
        var stretches = Stretches(calendar, record.OrderBy(r => r.Period));
        var claims = new List<BacktestClaim>();
        var delays = new List<TimeSpan>();
        var looks = 0L;
        foreach (var stretch in stretches) looks += Simulate(series, source, calendar, stretch, claims, delays);
        var late = record.Where(r => IsLate(calendar, r)).Select(r => r.Period);
        delays.Sort();
        return new BacktestResult(
            series.Key, record.Count, stretches.Count, looks, [.. claims],
            [.. late.Where(p => !claims.Any(c => c.Period == p && c.Claim == ReleaseStatus.Late)).Order()],
            delays.Count == 0 ? null : delays[(delays.Count - 1) / 2],
            delays.Count == 0 ? null : delays[^1]);
    }

    private static List<List<KnownRelease>> Stretches(ReleaseCalendar calendar, IEnumerable<KnownRelease> record)
    {
        var stretches = new List<List<KnownRelease>>();
        foreach (var release in record.Where(r => calendar.IsPlanned(r.Period)))
        {
            if (stretches.Count == 0 || calendar.NextPlanned(stretches[^1][^1].Period) != release.Period) stretches.Add([]);
            stretches[^1].Add(release);
        }
        return stretches;
    }

    private long Simulate(
        SeriesDefinition series, SourceDefinition source, ReleaseCalendar calendar, List<KnownRelease> stretch, List<BacktestClaim> claims, List<TimeSpan> delays)
    {
        var state = Judge.Begin(series);
        var looks = 0L;
        var seen = 1;
        var end = stretch.Max(r => r.PublishedAt) + AfterLast;
        for (var now = stretch[0].PublishedAt; now < end; now = PollPlanner.NextLook(source, [state], 0, null, now))
        {
            var published = stretch.TakeWhile(r => r.PublishedAt <= now).ToList();
            for (; seen < published.Count; seen++) delays.Add(now - published[seen].PublishedAt);
            var verdict = judge.Decide(series, state, Look(series, source, calendar, now, published));
            state = verdict.State;
            looks++;
            claims.AddRange(verdict.Flips.Where(f => f.Axis == FlipAxis.Release).Select(f => Claim(calendar, stretch, f)).OfType<BacktestClaim>());
        }
        return looks;
    }

    private static ClearLook Look(SeriesDefinition series, SourceDefinition source, ReleaseCalendar calendar, DateTimeOffset now, List<KnownRelease> published)
    {
        var document = new EvidenceRef(source.Key, "backtest", now, null);
        var facts = published.TakeLast(Shown).Select(r => new Observation { Series = series.Key, Kind = ObservationKind.Published, Period = r.Period, PublishedAt = new StatedTime(r.PublishedAt, false) })
            .Append(new Observation { Series = series.Key, Kind = ObservationKind.NothingElse, CoversFrom = calendar.LocalDay(now - Reach) });
        return new ClearLook(now, source.Key, [.. facts.Select(f => new SeenFact(f, document))], CanWitnessAbsence: true);
    }

    private static BacktestClaim? Claim(ReleaseCalendar calendar, List<KnownRelease> stretch, Flip flip)
    {
        if (!Enum.TryParse<ReleaseStatus>(flip.To, out var claim) || claim is not (ReleaseStatus.Late or ReleaseStatus.Missing)) return null;
        var release = stretch.FirstOrDefault(r => r.Period == flip.Period);
        var isTrue = release is not null && (claim == ReleaseStatus.Late ? IsLate(calendar, release) : calendar.WindowOf(release.Period).MissingAfter < release.PublishedAt && IsLate(calendar, release));
        return new BacktestClaim(flip.Period!.Value, claim, flip.At, isTrue);
    }

    private static bool IsLate(ReleaseCalendar calendar, KnownRelease release) =>
        calendar.WindowOf(release.Period) is { Basis: WindowBasis.Announced } window && release.PublishedAt > window.LateAfter;
}
