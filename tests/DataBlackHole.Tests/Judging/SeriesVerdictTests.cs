using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using static DataBlackHole.Tests.Judging.Bench;

namespace DataBlackHole.Tests.Judging;

/// <summary>Constructed states: the last published period, and after it releases that are all missing.</summary>
public sealed class SeriesVerdictTests
{
    private static readonly DateTimeOffset _opens = At("2026-02-01 00:00");
    private static readonly DateTimeOffset _due = At("2026-02-20 09:30");
    private static readonly DateTimeOffset _missing = At("2026-03-03 09:30");

    private static SeriesDefinition Series(Cadence cadence) => new Bench().Series with { Cadence = cadence };

    private static SeriesState State(string last, int missing, Reason reason = Reason.NotSeenRepeatedly)
    {
        var releases = ImmutableSortedDictionary.CreateBuilder<ReferencePeriod, ReleaseState>();
        releases[P(last)] = new ReleaseState { Period = P(last), Status = ReleaseStatus.Published, Reason = Reason.Found };
        for (var (period, i) = (P(last).Next(), 0); i < missing; period = period.Next(), i++)
        {
            releases[period] = new ReleaseState
            {
                Period = period,
                Status = ReleaseStatus.Missing,
                Reason = reason,
                Grade = Grade.Corroborated,
                Window = new ReleaseWindow(period, _opens, _due, _due.AddDays(1), _missing, WindowBasis.Rule),
            };
        }
        return new SeriesState { Series = Key, Status = SeriesStatus.Missing, LastPeriod = P(last), Releases = releases.ToImmutable(), PublisherAliveAt = _due };
    }

    private static SeriesStatus Status(Cadence cadence, SeriesState state, DateTimeOffset? at = null) =>
        SeriesVerdict.Of(Series(cadence), state, at ?? _missing.AddYears(1)).Status;

    [TestCase(Cadence.Daily, "2026-01-01", 20)]
    [TestCase(Cadence.Monthly, "2026-01", 3)]
    [TestCase(Cadence.Quarterly, "2025-Q4", 2)]
    public void A_series_has_stopped_when_enough_of_its_cycles_in_a_row_are_missing(Cadence cadence, string last, int needed)
    {
        Assert.That(Status(cadence, State(last, needed - 1)), Is.EqualTo(SeriesStatus.Missing));
        Assert.That(Status(cadence, State(last, needed)), Is.EqualTo(SeriesStatus.Discontinued));
    }

    [TestCase(182, SeriesStatus.Missing)]
    [TestCase(183, SeriesStatus.Discontinued)]
    public void One_missing_year_ends_an_annual_series_only_half_a_year_later(int days, SeriesStatus expected) =>
        Assert.That(Status(Cadence.Annual, State("2024", 1), _missing.AddDays(days)), Is.EqualTo(expected));

    [Test]
    public void Other_cadences_need_no_patience() =>
        Assert.That(Status(Cadence.Quarterly, State("2025-Q2", 2), _missing), Is.EqualTo(SeriesStatus.Discontinued));

    [TestCase(Reason.NotSeenRepeatedly, "2026-02-20 09:30", SeriesStatus.Discontinued)]
    [TestCase(Reason.NotSeenRepeatedly, "2026-02-20 09:29", SeriesStatus.Missing)]
    [TestCase(Reason.IndicatorDropped, "2026-02-01 00:00", SeriesStatus.Discontinued, Description = "its release came out without it, long before the due instant")]
    [TestCase(Reason.IndicatorDropped, "2026-01-31 23:59", SeriesStatus.Missing)]
    public void A_series_has_stopped_only_while_the_publisher_goes_on(Reason reason, string aliveAt, SeriesStatus expected) =>
        Assert.That(Status(Cadence.Monthly, State("2026-01", 3, reason) with { PublisherAliveAt = At(aliveAt) }), Is.EqualTo(expected));

    [Test]
    public void A_publisher_never_seen_publishing_anything_else_may_itself_be_silent() =>
        Assert.That(Status(Cadence.Monthly, State("2026-01", 3) with { PublisherAliveAt = null }), Is.EqualTo(SeriesStatus.Missing));

    [TestCase("2026-02", SeriesStatus.Discontinued, Reason.EndedByRecord)]
    [TestCase("2026-03", SeriesStatus.Discontinued, Reason.EndedByRecord)]
    [TestCase("2026-04", SeriesStatus.Current, Reason.Resumed)]
    public void A_series_that_ended_by_record_goes_on_only_with_a_period_after_its_last(string last, SeriesStatus status, Reason reason)
    {
        var series = Series(Cadence.Monthly) with { Ended = new SeriesEnd(P("2026-03"), null, new BilingualText("Ended.", "已停止。"), "https://example.org/notice") };
        var verdict = SeriesVerdict.Of(series, State(last, 0), _missing);
        Assert.That((verdict.Status, verdict.Reason), Is.EqualTo((status, reason)));
    }

    [TestCase("2026-07-30 09:29", SeriesStatus.Missing)]
    [TestCase("2026-07-30 09:30", SeriesStatus.Discontinued)]
    public void The_half_year_of_an_annual_series_ends_without_a_look(string at, SeriesStatus expected)
    {
        var bench = new Bench(s => s with { Cadence = Cadence.Annual, Release = s.Release! with { Cadence = Cadence.Annual } }).Listed("2026-01-10 12:00", "2025-01-01", "2024");
        foreach (var day in new[] { 29, 30, 31 }) bench.Hear(ListingLook($"2026-01-{day} 12:00", "2026-01-01") with { PublisherAliveAt = At($"2026-01-{day} 09:00") });
        Assert.That(bench.State.Status, Is.EqualTo(SeriesStatus.Missing));
        Assert.That(bench.Passed(at).State.Status, Is.EqualTo(expected));
    }
}
