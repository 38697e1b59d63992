using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using static DataBlackHole.Tests.Storage.Sample;

namespace DataBlackHole.Tests.Storage;

/// <summary>The releases of a state of which nothing is expected any more: on record beside it, and written only when they are others.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
internal sealed class SettledReleasesTests(DatabaseProvider provider) : StorageTests(provider)
{
    private static readonly ReferencePeriod July = ReferencePeriod.Month(2026, 7);
    private static readonly ReferencePeriod August = July.Next();

    private static SeriesState Waiting => StateOf(Release(July, ReleaseStatus.Published, Noon), Release(August, ReleaseStatus.Due));

    [Test]
    public async Task A_state_is_written_without_the_settled_releases_that_did_not_change()
    {
        await Store.RecordPassedTimeAsync([Judged(0, Waiting)], Noon);
        var known = (await Store.LoadSeriesAsync([Key]))[Key];
        await MarkAsync();

        var later = known.State with { AsOf = Noon.AddHours(1), Releases = known.State.Releases.SetItem(August, Release(August, ReleaseStatus.Late)) };
        Assert.That((await Store.RecordPassedTimeAsync([known.Judged(new Verdict(later, [], [], []))], Noon)).IsConflict, Is.False);
        Assert.That(await IsMarkedAsync(), Is.True, "written all the same");
        Assert.That((await Store.RecordPassedTimeOfManyAsync([new KnownSeries(later, 2, IsSettled: true).Judged(new Verdict(later with { AsOf = Noon.AddHours(2) }, [], [], []))], Noon)).Contested, Is.Empty);
        Assert.That(await IsMarkedAsync(), Is.True, "written all the same by a sweep");
        Assert.That(await Database.ScalarAsync<string>($"SELECT state FROM series_states WHERE series_key = '{Key}'"), Does.Not.Contain(nameof(ReleaseStatus.Published)).And.Contain(nameof(ReleaseStatus.Late)));
    }

    [Test]
    public async Task A_release_that_settles_or_changes_afterwards_is_written()
    {
        await Store.RecordPassedTimeAsync([Judged(0, Waiting)], Noon);
        var known = (await Store.LoadSeriesAsync([Key]))[Key];
        var published = known.State with { Releases = known.State.Releases.SetItem(August, Release(August, ReleaseStatus.Published, Noon)), Open = [] };
        await Store.RecordPassedTimeAsync([known.Judged(new Verdict(published, [], [], []))], Noon);
        Assert.That(Statuses(await LoadedAsync()), Is.EqualTo("2026-07 Published, 2026-08 Published"));

        known = (await Store.LoadSeriesAsync([Key]))[Key];
        var withdrawn = known.State with { Releases = known.State.Releases.SetItem(July, Release(July, ReleaseStatus.Withdrawn)) };
        await Store.RecordPassedTimeOfManyAsync([known.Judged(new Verdict(withdrawn, [], [], []))], Noon);
        Assert.That(Statuses(await LoadedAsync()), Is.EqualTo("2026-07 Withdrawn, 2026-08 Published"));

        known = (await Store.LoadSeriesAsync([Key]))[Key];
        await Store.RecordPassedTimeAsync([known.Judged(new Verdict(known.State with { Releases = known.State.Releases.Remove(July) }, [], [], []))], Noon);
        Assert.That(Statuses(await LoadedAsync()), Is.EqualTo("2026-08 Published"), "forgotten with time");
    }

    [Test]
    public async Task A_look_that_another_writer_was_faster_with_leaves_the_settled_releases_as_they_are()
    {
        await Store.RecordPassedTimeAsync([Judged(0, Waiting)], Noon);
        var slow = (await Store.LoadSeriesAsync([Key]))[Key];
        await Store.RecordPassedTimeAsync([Judged(1, Waiting with { AsOf = Noon })], Noon);

        var published = StateOf(Release(July, ReleaseStatus.Published, Noon), Release(August, ReleaseStatus.Published, Noon));
        Assert.That((await Store.RecordPassedTimeAsync([slow.Judged(new Verdict(published, [], [], []))], Noon)).IsConflict, Is.True);
        Assert.That((await Store.RecordPassedTimeOfManyAsync([slow.Judged(new Verdict(published, [], [], []))], Noon)).Contested, Is.EqualTo(new[] { Key }));
        Assert.That(Statuses(await LoadedAsync()), Is.EqualTo("2026-07 Published, 2026-08 Due"));
    }

    [Test]
    public async Task What_an_earlier_version_wrote_is_read_whole_and_is_settled_when_it_is_written_again()
    {
        await Store.RecordPassedTimeAsync([Judged(0, Waiting)], Noon);
        await MarkAsync();
        await OverwriteAsync(Waiting);

        var known = (await Database.Store().LoadSeriesAsync([Key]))[Key];
        Assert.That(known.IsSettled, Is.False);
        Assert.That(Statuses(known.State), Is.EqualTo("2026-07 Published, 2026-08 Due"), "what stands beside it is older");
        await Store.RecordPassedTimeAsync([known.Judged(new Verdict(known.State with { AsOf = Noon }, [], [], []))], Noon);
        Assert.That((await Database.Store().LoadSeriesAsync([Key]))[Key].IsSettled, Is.True);
        Assert.That(Statuses(await LoadedAsync()), Is.EqualTo("2026-07 Published, 2026-08 Due"));
        Assert.That(await Database.ScalarAsync<string>($"SELECT state FROM series_states WHERE series_key = '{Key}'"), Does.Not.Contain(nameof(ReleaseStatus.Published)));
    }

    [Test]
    public async Task A_release_that_stands_in_both_places_is_the_open_one()
    {
        await Store.RecordPassedTimeAsync([Judged(0, Waiting)], Noon);
        await OverwriteAsync(StateOf(Release(July, ReleaseStatus.Missing)));

        var known = (await Database.Store().LoadSeriesAsync([Key]))[Key];
        Assert.That(Statuses(known.State), Is.EqualTo("2026-07 Missing"));
        await Store.RecordPassedTimeAsync([known.Judged(new Verdict(known.State, [], [], []))], Noon);
        Assert.That(Statuses(await LoadedAsync()), Is.EqualTo("2026-07 Missing"));
    }

    private async Task<SeriesState> LoadedAsync() => (await Database.Store().LoadSeriesAsync([Key]))[Key].State;

    /// <summary>Puts a whole state in the place of what is still open.</summary>
    private Task<int> OverwriteAsync(SeriesState state) => Database.ExecuteAsync(
        $"UPDATE series_states SET state = '{RecordJson.Write(state).Replace("{", "{{").Replace("}", "}}")}' WHERE series_key = '{Key}'");

    /// <summary>Puts something else in the place of the settled releases, which stays there until they are written.</summary>
    private Task<int> MarkAsync() => Database.ExecuteAsync($"UPDATE settled_releases SET releases = {(Provider == DatabaseProvider.Sqlite ? "x'5b5d'" : "'\\x5b5d'")} WHERE series_key = '{Key}'");

    private async Task<bool> IsMarkedAsync() => await Database.ScalarAsync<long>($"SELECT length(releases) FROM settled_releases WHERE series_key = '{Key}'") == 2;

    private static SeriesState StateOf(params ReleaseState[] releases) => new() { Series = Key, Releases = releases.ToImmutableSortedDictionary(r => r.Period, r => r) };

    private static string Statuses(SeriesState state) => string.Join(", ", state.Releases.Values.Select(r => $"{r.Period} {r.Status}"));
}
