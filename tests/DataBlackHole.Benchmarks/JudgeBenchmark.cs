using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Benchmarks;

/// <summary>
/// Judges years of hourly looks at many series, facts in memory, on one thread. Every tenth series misses a release a year and every
/// seventh is late once a year, so that all paths of the judge are taken. The digest over all flips must be the same in every run.
/// </summary>
internal static class JudgeBenchmark
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeZoneInfo Beijing = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly DateTimeOffset Start = new(2016, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <exception cref="InvalidOperationException">Two runs did not conclude the same.</exception>
    public static Task<IReadOnlyList<BudgetRow>> RunAsync(BenchmarkRun run)
    {
        var (series, years) = run.Size((500, 10), (20, 1));
        var runs = Enumerable.Range(0, Math.Max(2, run.Rounds)).Select(_ => Run(series, years)).ToList();
        if (runs.Select(r => r.FlipsDigest).Distinct().Count() > 1) throw new InvalidOperationException("the same facts led to different flips");
        var what = FormattableString.Invariant($"judging one look, {series} series × {years} years of hours");
        return Task.FromResult<IReadOnlyList<BudgetRow>>([BudgetRow.Beside(what, BenchmarkRun.Median(runs.Select(r => r.MicrosecondsPerLook)), "µs", "one thread; the same flips to the bit in every run")]);
    }

    private static JudgeResult Run(int seriesCount, int years)
    {
        var catalogue = Catalogue(seriesCount);
        var judge = new Judge(catalogue);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long looks = 0, flips = 0;
        var clock = Stopwatch.StartNew();
        var index = 0;
        foreach (var series in catalogue.Series.Values)
        {
            var state = Judge.Begin(series);
            var calendar = judge.CalendarOf(series)!;
            var facts = ImmutableArray<SeenFact>.Empty;
            var next = ReferencePeriod.Month(2015, 12);
            var due = Published(calendar, next, index);
            for (var now = Start; now < Start.AddYears(years); now += Hour)
            {
                if (facts.IsEmpty || now >= due) (facts, next, due) = Advance(series, calendar, facts, next, now, due, index);
                var verdict = judge.Decide(series, state, new ClearLook(now, "listing", facts, CanWitnessAbsence: true));
                state = verdict.State;
                looks++;
                foreach (var flip in verdict.Flips)
                {
                    flips++;
                    digest.AppendData(Encoding.UTF8.GetBytes($"{flip.Series}|{flip.Axis}|{flip.Period}|{flip.From}|{flip.To}|{flip.Reason}|{flip.At:O}\n"));
                }
            }
            index++;
        }
        return new JudgeResult(seriesCount, years, looks, flips, clock.Elapsed, Convert.ToHexStringLower(digest.GetHashAndReset()));
    }

    private static (ImmutableArray<SeenFact>, ReferencePeriod, DateTimeOffset) Advance(
        SeriesDefinition series, ReleaseCalendar calendar, ImmutableArray<SeenFact> facts, ReferencePeriod next, DateTimeOffset now, DateTimeOffset due, int index)
    {
        var document = new EvidenceRef("listing", "memory", now, null);
        if (now >= due)
        {
            if (due != DateTimeOffset.MaxValue && !IsMissing(next, index))
                facts = [.. facts.Where(f => f.Observation.Period is not null).TakeLast(1), new SeenFact(Find(series, next), document)];
            next = next.Next();
            due = Published(calendar, next, index);
        }
        var reach = new Observation { Series = series.Key, Kind = ObservationKind.NothingElse, CoversFrom = DateOnly.FromDateTime(now.UtcDateTime.AddDays(-90)) };
        return ([.. facts.Where(f => f.Observation.Period is not null), new SeenFact(reach, document)], next, due);
    }

    private static Observation Find(SeriesDefinition series, ReferencePeriod period) => new() { Series = series.Key, Kind = ObservationKind.Published, Period = period, Value = "1.0" };

    private static bool IsMissing(ReferencePeriod period, int index) => index % 10 == 3 && period.End.Month == 5;

    private static DateTimeOffset Published(ReleaseCalendar calendar, ReferencePeriod period, int index)
    {
        var window = calendar.WindowOf(period);
        return index % 7 == 2 && period.End.Month == 8 ? window.LateAfter.AddHours(30) : window.Due.AddDays(-index % 5);
    }

    private static MonitorCatalogue Catalogue(int count)
    {
        var days = new WorkingDays("cn", Enumerable.Range(2015, 15).Select(y => new WorkingYear(y, [new DateOnly(y, 10, 1), new DateOnly(y, 10, 2)], [], "constructed")));
        var publisher = new PublisherDefinition { Key = "pub", Name = new("Publisher", "发布机构"), TimeZone = Beijing, Hosts = ["example.org"], Homepage = "https://example.org/" };
        var source = new SourceDefinition { Key = "listing", Publisher = "pub", Name = new("Listing", "列表"), Kind = SourceKind.ReleaseListing, Addresses = [new("https://example.org/", null, null)] };
        var series = Enumerable.Range(0, count).Select(i => new SeriesDefinition
        {
            Key = $"series-{i:0000}",
            Name = new($"Series {i}", $"指标{i}"),
            Publisher = "pub",
            Cadence = Cadence.Monthly,
            Release = new ReleaseRule { Key = "rule", Cadence = Cadence.Monthly, TimeZone = Beijing, WorkingDays = days, Time = new TimeOnly(9, 30), Usual = new DayRange(1, 10, 12 + i % 8) },
            Readings = [new ListingReading { Source = "listing", Title = new Regex("x") }],
            Absence = new("Absent.", "未见。"),
        });
        return new MonitorCatalogue("benchmark", [publisher], [source], series.ToList(), []);
    }
}

/// <summary>One run.</summary>
internal sealed record JudgeResult(int Series, int Years, long Looks, long Flips, TimeSpan Elapsed, string FlipsDigest)
{
    public double MicrosecondsPerLook => Elapsed.TotalMicroseconds / Looks;
}
