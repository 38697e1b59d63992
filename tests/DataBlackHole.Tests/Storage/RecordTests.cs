using System.Collections.Immutable;
using System.Data.Common;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using static DataBlackHole.Tests.Storage.Sample;

namespace DataBlackHole.Tests.Storage;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
internal sealed class RecordTests(DatabaseProvider provider) : StorageTests(provider)
{
    private static readonly ReferencePeriod July = ReferencePeriod.Month(2026, 7);

    [Test]
    public async Task A_catalogue_is_kept_as_it_was_first_seen()
    {
        await Store.RememberCatalogueAsync(Key, "{\"series\":17}", Noon);
        await Store.RememberCatalogueAsync(Key, "{\"series\":18}", Noon.AddDays(1));
        Assert.That(await Database.ScalarAsync<string>($"SELECT summary FROM catalogues WHERE hash = '{Key}'"), Is.EqualTo("{\"series\":17}"));
    }

    [Test]
    public async Task The_second_of_two_writers_of_a_series_is_told_and_leaves_nothing()
    {
        var state = new SeriesState { Series = Key };
        var first = Look(Key + "a", 0, Read(Page(Key + "a", Noon))) with { Series = [Judged(0, state)] };
        var second = Look(Key + "b", 0, Read(Page(Key + "b", Noon), Published(Key, July))) with
        {
            Series = [Judged(0, state, Found(Key, July, Noon))],
        };
        Assert.That((await Store.RecordAsync(first)).Result, Is.EqualTo(RecordResult.Recorded));
        var before = await Database.CountRowsAsync();
        Assert.That(await Store.RecordAsync(second), Is.EqualTo(RecordOutcome.Conflict));
        Assert.That(await Database.CountRowsAsync(), Is.EqualTo(before));
        var again = await Store.RecordAsync(second with { Series = [Judged(1, state, Found(Key, July, Noon))] });
        Assert.That(again.IsConflict, Is.False);
        Assert.That((await Store.LoadSeriesAsync([Key]))[Key].Version, Is.EqualTo(2));
    }

    [Test]
    public async Task A_version_that_is_behind_or_ahead_is_a_conflict()
    {
        var state = new SeriesState { Series = Key };
        await Store.RecordPassedTimeAsync([Judged(0, state)], Noon);
        await Store.RecordPassedTimeAsync([Judged(1, state)], Noon);
        foreach (var version in new[] { 0, 1, 3 })
            Assert.That((await Store.RecordPassedTimeAsync([Judged(version, state)], Noon)).IsConflict, Is.True);
        await Store.RecordAsync(Look(Key, 0, Read(Page(Key, Noon))));
        Assert.That((await Store.RecordAsync(Look(Key, 0, Read(Page(Key, Noon.AddHours(1)))))).IsConflict, Is.True);
    }

    [Test]
    public async Task Many_writers_at_once_lose_no_look()
    {
        var writers = Enumerable.Range(0, 4).Select(node => Task.Run(() => WriteUntilRecordedAsync(node)));
        await Task.WhenAll(writers);
        var looks = await Database.ScalarAsync<long>($"SELECT sum(looks) FROM measurements WHERE source_key = '{Key}'");
        Assert.That(looks, Is.EqualTo(40));
        Assert.That((await Store.LoadSourceAsync(Key))!.Version, Is.EqualTo(40));
        for (var look = 0; look < 40; look++)
            Assert.That(await Store.HasLookAsync(Key, "direct", "live", Request(Key), Noon.AddMinutes(look)), Is.True);
    }

    [Test]
    public async Task A_failure_in_any_table_leaves_nothing()
    {
        await using var database = await TestDatabase.CreateAsync(Provider);
        var page = Page("s", Noon);
        var verdict = new Verdict(
            new SeriesState { Series = "s", Releases = ImmutableSortedDictionary<ReferencePeriod, ReleaseState>.Empty.Add(July, Release(July, ReleaseStatus.Published, Noon)) },
            [Release(July, ReleaseStatus.Published, Noon)],
            [Release(July.Previous(), ReleaseStatus.Published, Noon)],
            [Found("s", July, Noon, Document(page))]);
        var look = Look("s", 0, Read(page, Published("s", July)) with { Calendar = Calendar(Noon, 17, "s") }) with { Series = [new JudgedSeries(0, verdict)] };
        string[] written = ["series_states", "settled_releases", "source_states", "bodies", "measurements", "observations", "calendar_versions", "releases", "flips", "log_leaf_queue"];
        foreach (var table in written)
        {
            await database.BreakInsertsAsync(table);
            Assert.That(async () => await database.Store().RecordAsync(look), Throws.InstanceOf<DbException>().Or.InnerException.InstanceOf<DbException>(), table);
            Assert.That((await database.CountRowsAsync()).Values, Is.All.Zero, table);
            await database.MendInsertsAsync(table);
        }
        await database.Store().RecordAsync(look);
        Assert.That((await database.CountRowsAsync()).Values, Is.EqualTo(new[] { 0, 1, 1, 1, 1, 2, 1, 1, 1, 0, 1 }));
    }

    [Test]
    public async Task A_flip_is_recorded_once()
    {
        var state = new SeriesState { Series = Key };
        var found = Found(Key, July, Noon);
        var ofSeries = found with { Axis = FlipAxis.Series, Period = null };
        Assert.That((await Store.RecordPassedTimeAsync([Judged(0, state, found, ofSeries, found)], Noon)).Added.Flips, Is.EqualTo(2));
        Assert.That((await Store.RecordPassedTimeAsync([Judged(1, state, found, ofSeries)], Noon.AddDays(1))).Added.Flips, Is.Zero);
        Assert.That(await Queries.FlipsAsync(Key, null, null, 10), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_flip_names_the_run_of_its_document()
    {
        var now = Page(Key, Noon.AddHours(2));
        var earlier = Page(Key, Noon.AddHours(1));
        await Store.RecordAsync(Look(Key, 0, Read(Page(Key, Noon))));
        await Store.RecordAsync(Look(Key, 1, Read(earlier)));
        var flips = new[]
        {
            Found(Key, July, Noon, Document(now)),
            Found(Key, July.Next(), Noon, Document(earlier)),
            Found(Key, July.Previous(), Noon, Document(Page(Key, Noon.AddMinutes(1)))),
        };
        var look = Look(Key, 2, Read(now, Published(Key, July))) with { Series = [Judged(0, new SeriesState { Series = Key }, flips)] };
        await Store.RecordAsync(look);
        var ids = (await Queries.FlipsAsync(Key, null, null, 10)).Reverse().Select(f => f.MeasurementId).ToList();
        Assert.That(ids[0], Is.EqualTo(ids[1] + 1));
        Assert.That(ids[2], Is.Null);
    }

    [Test]
    public async Task A_changed_release_is_written_over_and_a_backfilled_one_only_where_there_is_none()
    {
        var state = new SeriesState { Series = Key };
        await RecordReleasesAsync(0, [Release(July, ReleaseStatus.Due)], [Release(July.Previous(), ReleaseStatus.Published, Noon)]);
        await RecordReleasesAsync(1, [Release(July, ReleaseStatus.Published, Noon)], [Release(July.Previous(), ReleaseStatus.Scheduled)]);
        var outcome = await RecordReleasesAsync(2, [Release(July, ReleaseStatus.Withdrawn)], [Release(July, ReleaseStatus.Published)]);
        Assert.That(outcome.Added.Total, Is.Zero);
        Assert.That(
            (await Queries.ReleasesAsync(Key, null, 10)).Select(r => r.Status),
            Is.EqualTo(new[] { ReleaseStatus.Withdrawn, ReleaseStatus.Published }));

        Task<RecordOutcome> RecordReleasesAsync(long version, ReleaseState[] changed, ReleaseState[] backfilled) =>
            Store.RecordPassedTimeAsync([new JudgedSeries(version, new Verdict(state, [.. changed], [.. backfilled], []))], Noon);
    }

    [Test]
    public async Task Deadlines_that_have_passed_are_found_longest_overdue_first()
    {
        await using var database = await TestDatabase.CreateAsync(Provider);
        var deadlines = new (string Series, DateTimeOffset? At)[]
        {
            ("now", Noon),
            ("later", Noon.AddMilliseconds(1)),
            ("long-ago", Noon.AddYears(-1)),
            ("never", null),
            ("ago", Noon.AddHours(-1)),
        };
        foreach (var (series, at) in deadlines)
            await database.Store().RecordPassedTimeAsync([Judged(0, new SeriesState { Series = series, NextDeadline = at })], Noon);
        Assert.That(await database.Store().SeriesWithDeadlineBeforeAsync(Noon, 10), Is.EqualTo(new[] { "long-ago", "ago", "now" }));
        Assert.That(await database.Store().SeriesWithDeadlineBeforeAsync(Noon, 2), Is.EqualTo(new[] { "long-ago", "ago" }));
    }

    [Test]
    public async Task A_page_that_is_gone_was_looked_at_and_a_page_that_was_never_read_is_told_apart()
    {
        var read = Page(Key, Noon);
        var gone = Failed(Key, Noon.AddHours(2)) is var failed ? failed with { Measurement = failed.Measurement with { Request = read.Measurement.Request } } : null!;
        var other = Failed(Key, Noon);
        other = other with { Measurement = other.Measurement with { Request = new("GET", "https://stats.example/failed") } };
        await Store.RecordAsync(Look(Key, 0, Read(read), Read(other), Read(gone)));
        string[] asked = [read.Measurement.Request.Url, other.Measurement.Request.Url, "https://stats.example/never"];
        Assert.That(await Store.PageLooksAsync(Key, asked), Is.EquivalentTo(new Dictionary<string, PageLooks>
        {
            [asked[0]] = new(Noon.AddHours(2), true),
            [asked[1]] = new(Noon, false),
        }));
        Assert.That(await Store.PageLooksAsync("other-source", asked), Is.Empty);
        Assert.That(await Store.PageLooksAsync(Key, []), Is.Empty);
    }

    [Test]
    public async Task A_body_is_stored_once_however_often_it_comes_back()
    {
        var digest = ContentDigest.Of("<html>one</html>"u8);
        for (var i = 0; i < 6; i++)
        {
            var page = Page(Key, Noon.AddHours(i), i % 2 == 0 ? "<html>one</html>" : "<html>two</html>");
            await Store.RecordAsync(Look(Key, i, Read(page, Published(Key, ReferencePeriod.Month(2026, i + 1)))));
        }
        Assert.That(await Database.ScalarAsync<long>($"SELECT count(*) FROM measurements WHERE body_digest = '{digest}'"), Is.EqualTo(3));
        Assert.That(await Database.ScalarAsync<long>($"SELECT count(*) FROM bodies WHERE digest = '{digest}'"), Is.EqualTo(1));
    }

    private async Task WriteUntilRecordedAsync(int node)
    {
        var store = Database.Store();
        for (var look = node; look < 40; look += 4)
        {
            RecordOutcome outcome;
            do
            {
                var version = (await store.LoadSourceAsync(Key))?.Version ?? 0;
                outcome = await store.RecordAsync(Look(Key, version, Read(Page(Key, Noon.AddMinutes(look)))));
            }
            while (outcome.IsConflict);
        }
    }
}
