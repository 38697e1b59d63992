using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage;
using static DataBlackHole.Tests.Judging.Bench;

namespace DataBlackHole.Tests.Judging;

/// <summary>Laws of the judge, held against thousands of random histories; a seed names a history.</summary>
public sealed class JudgePropertyTests
{
    private const int Histories = 150;

    private static readonly string[] Sources = [Listing, Database, Pages];

    [Test]
    public void The_short_cut_for_quiet_looks_gives_what_a_hearing_gives()
    {
        var quiet = 0;
        ForEachHistory((seed, series, judge, history) =>
        {
            var state = Judge.Begin(series);
            foreach (var evidence in history)
            {
                var decided = judge.Decide(series, state, evidence);
                var heard = judge.Hear(series, state, evidence);
                if (QuietLook.ChangesNothing(series, state, evidence)) quiet++;
                Assert.That(Written(decided), Is.EqualTo(Written(heard)), $"seed {seed} at {evidence.At:u}");
                state = decided.State;
            }
        });
        Assert.That(quiet, Is.GreaterThan(Histories), "quiet looks are common in these histories");
    }

    [Test]
    public void Replaying_a_prefix_and_then_the_rest_equals_replaying_the_whole() => ForEachHistory((seed, series, judge, history) =>
    {
        var whole = Fold(judge, series, Judge.Begin(series), history);
        var cut = history.Count / 2;
        var prefix = Fold(judge, series, Judge.Begin(series), history.Take(cut));
        var stored = RecordJson.Read<SeriesState>(RecordJson.Write(prefix.State));
        var rest = Fold(judge, series, stored, history.Skip(cut));
        Assert.That(prefix.Flips.Concat(rest.Flips).Select(Written), Is.EqualTo(whole.Flips.Select(Written)), $"seed {seed}");
        Assert.That(Written(rest.State), Is.EqualTo(Written(whole.State)), $"seed {seed}");
    });

    [Test]
    public void The_order_of_looks_of_one_moment_at_different_sources_does_not_matter_to_what_is_public() => ForEachHistory((seed, series, judge, history) =>
    {
        var forward = Fold(judge, series, Judge.Begin(series), history);
        var swapped = history.GroupBy(e => e.At).SelectMany(g => g.Reverse());
        var backward = Fold(judge, series, Judge.Begin(series), swapped);
        string Public(SeriesState state) => $"{state.Status} {state.LastPeriod} {string.Join(' ', state.Releases.Values.Select(r => $"{r.Period}={r.Status}"))}";
        Assert.That(Public(backward.State), Is.EqualTo(Public(forward.State)), $"seed {seed}");
    });

    [Test]
    public void No_absence_is_claimed_without_a_valid_look_that_missed_it() => ForEachHistory((seed, series, judge, history) =>
    {
        var state = Judge.Begin(series);
        foreach (var evidence in history)
        {
            var verdict = judge.Decide(series, state, evidence);
            var claims = verdict.Flips.Where(f => f.Axis == FlipAxis.Release && f.To is nameof(ReleaseStatus.Late) or nameof(ReleaseStatus.Missing)).ToList();
            if (claims.Count > 0)
            {
                Assert.That(evidence, Is.InstanceOf<ClearLook>(), $"seed {seed}: only a look that could see can claim");
                Assert.That(state.LastPeriod ?? verdict.State.LastPeriod, Is.Not.Null, $"seed {seed}: the reader has found the series before");
                Assert.That(((ClearLook)evidence).Facts.Any(f => f.Observation.Kind is ObservationKind.NothingElse or ObservationKind.NotPublished or ObservationKind.RowAbsent), Is.True, $"seed {seed}");
                Assert.That(verdict.State.Visibility, Is.EqualTo(Visibility.Clear), $"seed {seed}");
            }
            state = verdict.State;
        }
    });

    [Test]
    public void Failed_looks_alone_never_move_the_status_of_the_series() => ForEachHistory((seed, series, judge, history) =>
    {
        var state = Fold(judge, series, Judge.Begin(series), history.Take(history.Count / 2)).State;
        var before = state.Status;
        foreach (var evidence in history.Skip(history.Count / 2))
            state = judge.Decide(series, state, new BlindLook(evidence.At, Listing, new ProbeFailure(FailureKind.Timeout, ProbeOperation.Exchange, "x"), new EvidenceRef(Listing, "x", evidence.At, null))).State;
        Assert.That(state.Status, Is.EqualTo(before), $"seed {seed}");
    });

    private static void ForEachHistory(Action<int, SeriesDefinition, Judge, IReadOnlyList<SeriesEvidence>> check)
    {
        for (var seed = 0; seed < Histories; seed++)
        {
            var random = new Random(seed);
            var bench = new Bench(s => s with { Readings = Readings(random, s) });
            check(seed, bench.Series, bench.Judge, History(random));
        }
    }

    private static System.Collections.Immutable.ImmutableArray<SeriesReading> Readings(Random random, SeriesDefinition series) => random.Next(3) switch
    {
        0 => series.Readings,
        1 => [new DatabaseReading { Source = Database }],
        _ => [.. series.Readings, new DatabaseReading { Source = Database }],
    };

    /// <summary>A year or so of looks at random distances: finds, absences, failures, notices, now and then two at one moment.</summary>
    private static List<SeriesEvidence> History(Random random)
    {
        var history = new List<SeriesEvidence>();
        var now = At("2026-01-05 00:00");
        var published = P("2025-11");
        while (now < At("2027-02-01 00:00"))
        {
            now += TimeSpan.FromHours(random.Next(1, 200));
            if (random.Next(4) == 0 && published.Next().End.AddDays(5) < DateOnly.FromDateTime(now.UtcDateTime)) published = published.Next();
            history.Add(One(random, now, published, Sources[random.Next(2)]));
            if (random.Next(5) == 0) history.Add(One(random, now, published, Pages));
        }
        return history;
    }

    private static SeriesEvidence One(Random random, DateTimeOffset now, ReferencePeriod published, string source)
    {
        var at = now.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        if (source == Pages) return Look(at, Pages, Found(published.ToString(), "1"));
        return random.Next(12) switch
        {
            0 => new TimePassed(At(at)),
            1 => BlindLook(at, FailureKind.Timeout, source),
            2 => Look(at, source, new Observation { Series = Key, Kind = ObservationKind.Unreadable }),
            _ when source == Database => Look(at, Database, Found(published.Previous().ToString(), "1"), Found(published.ToString(), "1"), Empty(published.Next().ToString())),
            _ => ListingLook(at, now.AddDays(-random.Next(10, 80)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), published.ToString()),
        };
    }

    private static (SeriesState State, List<Flip> Flips) Fold(Judge judge, SeriesDefinition series, SeriesState state, IEnumerable<SeriesEvidence> history)
    {
        var flips = new List<Flip>();
        foreach (var evidence in history)
        {
            var verdict = judge.Decide(series, state, evidence);
            state = verdict.State;
            flips.AddRange(verdict.Flips);
        }
        return (state, flips);
    }

    private static string Written<T>(T value) => RecordJson.Write(value);
}
