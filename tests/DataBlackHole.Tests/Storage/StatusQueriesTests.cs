using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage;
using static DataBlackHole.Tests.Storage.Sample;

namespace DataBlackHole.Tests.Storage;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
internal sealed class StatusQueriesTests(DatabaseProvider provider) : StorageTests(provider)
{
    private static readonly ReferencePeriod July = ReferencePeriod.Month(2026, 7);

    [Test]
    public async Task A_series_answers_with_the_last_look_that_saw_its_last_period()
    {
        var page = Page(Key, Noon);
        var release = Release(July, ReleaseStatus.Published, Noon) with { Value = "17.8", LastUnseenAt = Noon.AddDays(-1), Evidence = Document(page) };
        var verdict = new Verdict(new SeriesState { Series = Key, Status = SeriesStatus.Current, LastPeriod = July }, [release], [], []);
        await Store.RecordAsync(Look(Key, 0, Read(page, Published(Key, July, "17.8"))) with { Series = [new JudgedSeries(0, verdict)] });
        await Store.RecordAsync(Look(Key, 1, Read(Page(Key, Noon.AddDays(1)), Published(Key, July, "17.8"))));
        await Store.RecordAsync(Look(Key, 2, Read(Page(Key, Noon.AddDays(2), "<html>empty</html>"))));
        var detail = await Queries.SeriesAsync(Key);
        Assert.That(detail!.LastRelease! with { Absences = release.Absences }, Is.EqualTo(release));
        Assert.That(detail.State.Status, Is.EqualTo(SeriesStatus.Current));
        var seen = detail.LastSighting!;
        Assert.That((seen.SeenAt, seen.BodyTakenAt, seen.Url, seen.Body), Is.EqualTo((Noon.AddDays(1), Noon, Request(Key).Url, page.Measurement.Body)));
        Assert.That((await Queries.MeasurementAsync(seen.MeasurementId))!.LookTimes, Is.EqualTo(new[] { Noon, Noon.AddDays(1) }));
    }

    [Test]
    public async Task A_series_without_a_release_has_nothing_to_show_and_an_unknown_one_is_null()
    {
        await Store.RecordPassedTimeAsync([Judged(0, new SeriesState { Series = Key })], Noon);
        var detail = await Queries.SeriesAsync(Key);
        Assert.That((detail!.LastRelease, detail.LastSighting), Is.EqualTo(((ReleaseState?)null, (Sighting?)null)));
        Assert.That(await Queries.SeriesAsync("unheard-of"), Is.Null);
        Assert.That(await Queries.MeasurementAsync(long.MaxValue), Is.Null);
    }

    [Test]
    public async Task The_list_of_series_says_status_and_blindness()
    {
        var channel = new ChannelState("nbs", Visibility.Blind, BlindReason.Challenged, Noon.AddDays(-2), Noon);
        var state = new SeriesState
        {
            Series = Key,
            Status = SeriesStatus.Late,
            Since = Noon,
            Reason = Reason.NotSeenAfterDeadline,
            Grade = Grade.Suspected,
            AsOf = Noon,
            LastPeriod = July,
            NextDeadline = Noon.AddDays(3),
            Channels = ImmutableSortedDictionary<string, ChannelState>.Empty.Add("nbs", channel),
        };
        await Store.RecordPassedTimeAsync([Judged(0, state)], Noon);
        Assert.That((await Queries.AllSeriesAsync()).Single(s => s.Series == Key), Is.EqualTo(new SeriesSummary
        {
            Series = Key,
            Status = SeriesStatus.Late,
            Since = Noon,
            Reason = Reason.NotSeenAfterDeadline,
            Grade = Grade.Suspected,
            Origin = Origin.Observed,
            Visibility = Visibility.Blind,
            BlindReason = BlindReason.Challenged,
            BlindSince = Noon.AddDays(-2),
            AsOf = Noon,
            LastPeriod = July,
            NextDeadline = Noon.AddDays(3),
        }));
    }

    [Test]
    public async Task Releases_are_paged_newest_period_first()
    {
        string[] periods = ["2024-01..2024-02", "2023-12", "2024-03", "2023", "2023-Q4", "2023-10..2023-12", "2022-12", "2024-02"];
        var releases = periods.Select(p => Release(ReferencePeriod.Parse(p), ReleaseStatus.Published, Noon));
        await Store.RecordPassedTimeAsync([new JudgedSeries(0, new Verdict(new SeriesState { Series = Key }, [.. releases], [], []))], Noon);
        var paged = new List<string>();
        for (ReferencePeriod? cursor = null; ;)
        {
            var page = await Queries.ReleasesAsync(Key, cursor, 2);
            if (page.Count == 0) break;
            paged.AddRange(page.Select(r => r.Period.ToString()));
            cursor = page[^1].Period;
        }
        Assert.That(paged, Is.EqualTo(
            new[] { "2024-03", "2024-02", "2024-01..2024-02", "2023-12", "2023-Q4", "2023-10..2023-12", "2023", "2022-12" }));
    }

    [Test]
    public async Task Flips_are_paged_last_recorded_first_and_filtered_by_axis()
    {
        var flips = Enumerable.Range(0, 7).Select(i => Found(Key, July, Noon.AddDays(-i)) with
        {
            Axis = i % 2 == 0 ? FlipAxis.Release : FlipAxis.Visibility,
        }).ToArray();
        await Store.RecordPassedTimeAsync([Judged(0, new SeriesState { Series = Key }, flips)], Noon);
        var first = await Queries.FlipsAsync(Key, null, null, 4);
        var rest = await Queries.FlipsAsync(Key, null, first[^1].Id, 4);
        Assert.That(first.Concat(rest).Select(f => f.Flip), Is.EqualTo(flips.Reverse()));
        Assert.That(await Queries.FlipsAsync(Key, FlipAxis.Visibility, null, 10), Has.Count.EqualTo(3));
        Assert.That((await Queries.FlipsAsync(null, null, null, 1)).Single().Id, Is.GreaterThanOrEqualTo(first[0].Id));
    }

    [Test]
    public async Task Flips_recorded_by_an_instant_are_those_of_the_series_and_its_visibility_oldest_first()
    {
        await using var database = await TestDatabase.CreateAsync(Provider);
        FlipAxis[] axes = [FlipAxis.Series, FlipAxis.Release, FlipAxis.Visibility];
        for (var hour = 0; hour < 3; hour++)
        {
            var at = Noon.AddHours(hour);
            var flips = axes.Select(axis => Found(Key, July, at) with { Axis = axis }).ToArray();
            await database.Store().RecordPassedTimeAsync([Judged(hour, new SeriesState { Series = Key }, flips)], at);
        }

        var known = await database.Queries().FlipsRecordedByAsync(Key, Noon.AddHours(1));

        Assert.That(known.Select(f => (f.Flip.Axis, f.RecordedAt)), Is.EqualTo(new[]
        {
            (FlipAxis.Series, Noon), (FlipAxis.Visibility, Noon), (FlipAxis.Series, Noon.AddHours(1)), (FlipAxis.Visibility, Noon.AddHours(1)),
        }));
        Assert.That(await database.Queries().FlipsRecordedByAsync(Key, Noon.AddTicks(-TimeSpan.TicksPerMillisecond)), Is.Empty);
        Assert.That(await database.Queries().FlipsRecordedByAsync("another", Noon.AddHours(9)), Is.Empty);
    }

    [Test]
    public async Task Sources_say_how_often_they_were_looked_at_and_health_counts_them()
    {
        await using var database = await TestDatabase.CreateAsync(Provider);
        var store = database.Store();
        for (var i = 0; i < 5; i++) await store.RecordAsync(Look("a", i, Read(Page("a", Noon.AddHours(i)))));
        await store.RecordAsync(Look("b", 0, Read(Failed("b", Noon.AddHours(9)))) with
        {
            SourceState = Clear("b", 0, Noon.AddHours(9)) with { Visibility = Visibility.Blind, LastFailureKind = FailureKind.Timeout },
        });
        var sources = await database.Queries().SourcesAsync();
        Assert.That(sources.Select(s => (s.State.Source, s.Looks, s.State.LastFailureKind)), Is.EqualTo(
            new (string, long, FailureKind?)[] { ("a", 5, null), ("b", 1, FailureKind.Timeout) }));
        var health = await database.Queries().HealthAsync();
        Assert.That(health.Sources, Is.EquivalentTo(new Dictionary<Visibility, int> { [Visibility.Clear] = 1, [Visibility.Blind] = 1 }));
        Assert.That(health.NewestLookAt, Is.EqualTo(Noon.AddHours(9)));
    }

    [Test]
    public async Task An_empty_record_answers_too()
    {
        await using var database = await TestDatabase.CreateAsync(Provider);
        var health = await database.Queries().HealthAsync();
        Assert.That((health.Sources.Count, health.NewestLookAt), Is.EqualTo((0, (DateTimeOffset?)null)));
        Assert.That(await database.Queries().AllSeriesAsync(), Is.Empty);
        Assert.That(await database.Queries().FlipsAsync(null, null, null, 10), Is.Empty);
    }
}
