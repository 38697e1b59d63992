using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;
using static DataBlackHole.Tests.Interpreting.SampleCatalogue;

namespace DataBlackHole.Tests.Scheduling;

public sealed class LookHearingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 20, 4, 0, 0, TimeSpan.Zero);

    private static readonly MonitorCatalogue Catalogue = With(
        Statistic("old", Cadence.Monthly, Rule("rule", false), InDatabase("db-youth", until: "2026-03")) with { SucceededBy = "young" },
        Statistic("young", Cadence.Monthly, Rule("rule", false), InDatabase("db-youth", from: "2026-07")),
        Statistic("other", Cadence.Monthly, Rule("rule", false), InDatabase("db-urban")));

    private readonly LookHearing _hearing = new(Catalogue, new Judge(Catalogue));

    private static ClearLook Look(string series, params string[] periods) => new(Noon, "db-youth",
        [.. periods.Select(p => new SeenFact(new Observation { Series = series, Kind = ObservationKind.Published, Period = ReferencePeriod.Parse(p) }, new EvidenceRef("db-youth", DatabaseUrl, Noon, null)))], true);

    private static SeriesState Paused(string last) => new()
    {
        Series = "old",
        Status = SeriesStatus.Paused,
        Halt = new Halt(SeriesStatus.Paused, Reason.OfficialNotice, Grade.OfficiallyStated, Noon.AddDays(-90), ReferencePeriod.Parse(last), "x", null),
        LastPeriod = ReferencePeriod.Parse(last),
        AsOf = Noon.AddDays(-1),
    };

    private static Dictionary<string, KnownSeries> Known(params SeriesState[] states) => states.ToDictionary(s => s.Series, s => new KnownSeries(s, 7, IsSettled: true));

    [Test]
    public void The_states_of_those_it_succeeds_are_needed_too() =>
        Assert.That(_hearing.Concerned(["young", "other"]), Is.EquivalentTo(new[] { "young", "other", "old" }));

    [Test]
    public void A_series_ends_in_the_look_that_first_shows_its_successor()
    {
        var judged = _hearing.Decide(new Dictionary<string, SeriesEvidence> { ["young"] = Look("young", "2026-07") }, Known(Paused("2026-03")));

        Assert.That(judged.Select(j => (j.Verdict.State.Series, j.LoadedVersion, j.Verdict.State.Status)), Is.EqualTo(new[]
        {
            ("old", 7L, SeriesStatus.Discontinued), ("young", 0L, SeriesStatus.Current),
        }));
    }

    [Test]
    public void A_series_that_was_looked_at_itself_gets_one_verdict_of_both()
    {
        var judged = _hearing.Decide(
            new Dictionary<string, SeriesEvidence> { ["old"] = Look("old", "2026-02"), ["young"] = Look("young", "2026-07") }, Known(Paused("2026-03")));
        var old = judged.Single(j => j.Verdict.State.Series == "old");

        Assert.That((old.LoadedVersion, old.Verdict.State.Status), Is.EqualTo((7L, SeriesStatus.Discontinued)));
        Assert.That(old.Verdict.Backfilled.Select(r => r.Period.ToString()), Is.EqualTo(new[] { "2026-02" }), "what the first verdict found is kept");
        Assert.That(old.Verdict.Flips.Select(f => f.To), Does.Contain(nameof(SeriesStatus.Discontinued)));
    }

    [Test]
    public void A_successor_that_was_there_before_is_no_news()
    {
        var young = new SeriesState { Series = "young", Status = SeriesStatus.Current, LastPeriod = ReferencePeriod.Parse("2026-07"), AsOf = Noon.AddDays(-1) };
        var judged = _hearing.Decide(new Dictionary<string, SeriesEvidence> { ["young"] = Look("young", "2026-07", "2026-08") }, Known(Paused("2026-03"), young));

        Assert.That(judged.Select(j => j.Verdict.State.Series), Is.EqualTo(new[] { "young" }));
    }

    [Test]
    public void The_publisher_lives_by_its_other_series_only()
    {
        var missing = new[] { "2026-04", "2026-05", "2026-06" }.Select(ReferencePeriod.Parse).Select(p => new ReleaseState
        {
            Period = p,
            Status = ReleaseStatus.Missing,
            Reason = Reason.NotSeenRepeatedly,
            Window = new ReleaseWindow(p, Opens(p), Opens(p).AddDays(9), Opens(p).AddDays(10), Opens(p).AddDays(12), WindowBasis.Rule),
        });
        var state = new SeriesState { Series = "old", LastPeriod = ReferencePeriod.Parse("2026-03"), Releases = missing.ToImmutableSortedDictionary(r => r.Period, r => r) };
        var evidence = ImmutableSortedDictionary<string, SeriesEvidence>.Empty.Add("old", Look("old")).Add("other", Look("other"));
        var asking = PublisherLife.Asking(Catalogue, evidence, Known(state));
        var told = PublisherLife.Told(Catalogue, evidence, asking.Keys, new Dictionary<string, DateTimeOffset> { ["old"] = Noon, ["other"] = Noon.AddDays(-3), ["young"] = Noon.AddDays(-9) });

        Assert.That(asking, Is.EqualTo(new[] { KeyValuePair.Create("old", Opens(ReferencePeriod.Parse("2026-06"))) }));
        Assert.That(((ClearLook)told["old"]).PublisherAliveAt, Is.EqualTo(Noon.AddDays(-3)));
        Assert.That(((ClearLook)told["other"]).PublisherAliveAt, Is.Null);
    }

    private static DateTimeOffset Opens(ReferencePeriod period) => new(period.End.AddDays(5), new TimeOnly(0, 0), TimeSpan.Zero);
}
