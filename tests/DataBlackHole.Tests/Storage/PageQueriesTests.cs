using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using static DataBlackHole.Tests.Storage.Sample;

namespace DataBlackHole.Tests.Storage;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
internal sealed class PageQueriesTests(DatabaseProvider provider) : StorageTests(provider)
{
    private static readonly ReferencePeriod _june = ReferencePeriod.Month(2026, 6);
    private static readonly ReferencePeriod _july = ReferencePeriod.Month(2026, 7);

    private PageQueries Pages => new(Database.Contexts());

    [Test]
    public async Task The_mark_moves_with_a_flip_a_look_and_a_state()
    {
        var before = await Pages.MarkAsync();
        await Store.RecordPassedTimeAsync([Judged(0, new SeriesState { Series = Key })], Noon);
        var state = await Pages.MarkAsync();
        await Store.RecordPassedTimeAsync([Judged(1, new SeriesState { Series = Key }, Found(Key, _july, Noon))], Noon);
        var flip = await Pages.MarkAsync();
        await Store.RecordAsync(Look($"look-{Key}", 0, Read(Page(Key, Noon.AddYears(1)))));
        var look = await Pages.MarkAsync();

        Assert.That(new[] { before, state, flip, look }.Distinct(), Has.Exactly(4).Items);
        Assert.That(await Pages.MarkAsync(), Is.EqualTo(look), "and rests while nothing happens");
    }

    [Test]
    public async Task Marks_of_releases_tell_times_only_where_they_are_asked_for()
    {
        var window = new ReleaseWindow(_july, Noon.AddDays(-5), Noon, Noon.AddDays(1), Noon.AddDays(5), WindowBasis.Rule);
        var june = Release(_june, ReleaseStatus.Published, Noon.AddDays(-30)) with { PublishedAt = new StatedTime(Noon.AddDays(-31), true) };
        var july = Release(_july, ReleaseStatus.Due) with { Window = window };
        var may = Release(ReferencePeriod.Month(2026, 5), ReleaseStatus.Published, Noon.AddDays(-60));
        await Store.RecordPassedTimeAsync([new JudgedSeries(0, new Verdict(new SeriesState { Series = Key }, [june, july, may], [], []))], Noon);

        var plain = await Pages.ReleaseMarksAsync([Key], _june.Start, withTimes: false);
        var timed = await Pages.ReleaseMarksAsync([Key], _june.Start, withTimes: true);

        Assert.That(plain, Is.EquivalentTo(new ReleaseMark[]
        {
            new(Key, "2026-06", ReleaseStatus.Published, Reason.Found), new(Key, "2026-07", ReleaseStatus.Due, Reason.Planned),
        }));
        Assert.That(timed.Single(m => m.Period == "2026-06"), Is.EqualTo(new ReleaseMark(Key, "2026-06", ReleaseStatus.Published, Reason.Found, null, Noon.AddDays(-30), Noon.AddDays(-31))));
        Assert.That(await Pages.OpenReleasesAsync([Key], _june.Start), Is.EqualTo(new OpenRelease[] { new(Key, _july, ReleaseStatus.Due, Noon, Noon.AddDays(1), WindowBasis.Rule) }));
        Assert.That((await Pages.ReleasesOfAsync([Key, "unheard-of"]))[Key].Select(r => r.Period), Is.EqualTo([_july, _june, may.Period]));
    }

    [Test]
    public async Task Turns_of_releases_are_the_last_ones_on_record_by_then()
    {
        Flip Turn(string to, int hours, ReferencePeriod period) => Found(Key, period, Noon.AddHours(hours)) with { To = to };
        var early = ReferencePeriod.Month(2025, 12);
        await Store.RecordPassedTimeAsync([Judged(0, new SeriesState { Series = Key }, Turn("Due", 0, _july), Turn("Published", 0, early))], Noon);
        await Store.RecordPassedTimeAsync([Judged(1, new SeriesState { Series = Key }, Turn("Late", 24, _july))], Noon.AddDays(1));
        async Task<string> TurnsAsync(int recordedDays, int beforeDays, int year) => string.Join(' ', (await Pages.ReleaseTurnsAsync(
            new FlipsWanted([Key], null, Noon.AddDays(recordedDays), Noon.AddDays(beforeDays)), year)).OrderBy(t => t.Period, StringComparer.Ordinal).Select(t => $"{t.Period}:{t.To}"));

        Assert.That(await TurnsAsync(5, 5, 2025), Is.EqualTo("2025-12:Published 2026-07:Late"));
        Assert.That(await TurnsAsync(5, 5, 2026), Is.EqualTo("2026-07:Late"));
        Assert.That(await TurnsAsync(0, 5, 2026), Is.EqualTo("2026-07:Due"), "by what was on record");
        Assert.That(await TurnsAsync(5, 1, 2026), Is.EqualTo("2026-07:Due"), "by what had happened");
        Assert.That((await Pages.FirstRecordedAsync())[Key], Is.EqualTo(Noon));
    }

    [Test]
    public async Task Flips_are_asked_for_by_side_time_and_cursor()
    {
        var sight = Found(Key, _july, Noon.AddHours(3)) with { Axis = FlipAxis.Visibility, Period = null, From = "Clear", To = "Blind" };
        var moved = Found(Key, _july, Noon.AddHours(2)) with { Axis = FlipAxis.Calendar, From = "2026-08-17T02:00:00Z", To = "2026-08-18T02:00:00Z" };
        await Store.RecordPassedTimeAsync([Judged(0, new SeriesState { Series = Key }, Found(Key, _july, Noon), sight, moved)], Noon.AddHours(4));
        async Task<List<FlipAxis>> AxesAsync(bool? about, int hours, int? before = null) =>
            [.. (await Pages.FlipsAsync(new FlipsWanted([Key], about, Noon.AddHours(hours), before is { } b ? Noon.AddHours(b) : null), null, 10)).Select(f => f.Flip.Axis)];

        Assert.That(await AxesAsync(null, 4), Is.EqualTo([FlipAxis.Calendar, FlipAxis.Visibility, FlipAxis.Release]));
        Assert.That(await AxesAsync(true, 4), Is.EqualTo([FlipAxis.Calendar, FlipAxis.Release]));
        Assert.That(await AxesAsync(false, 4), Is.EqualTo([FlipAxis.Visibility]));
        Assert.That(await AxesAsync(null, 4, 1), Is.EqualTo([FlipAxis.Release]));
        Assert.That(await AxesAsync(null, 3), Is.Empty);
        var newest = await Pages.FlipsAsync(new FlipsWanted([Key], null, Noon.AddDays(1)), null, 1);
        Assert.That(await Pages.FlipsAsync(new FlipsWanted([Key], null, Noon.AddDays(1)), newest[0].Id, 10), Has.Count.EqualTo(2));
        Assert.That((await Pages.StatusFlipsAsync(Noon.AddDays(1)))[Key].Select(f => f.Flip.Axis), Is.EqualTo([FlipAxis.Visibility]));
        Assert.That((await Pages.CalendarMovesAfterAsync(Noon))[(Key, "2026-07")], Is.EqualTo("2026-08-17T02:00:00Z"));
        Assert.That((await Pages.CalendarMovesAfterAsync(Noon.AddHours(4))).Keys, Has.None.Matches<(string Series, string)>(k => k.Series == Key));
    }

    [Test]
    public async Task Looks_are_counted_and_records_have_a_place_only_once_they_are_in_the_log()
    {
        await Store.RecordAsync(Look(Key, 0, Read(Page(Key, Noon))));
        await Store.RecordAsync(Look(Key, 1, Read(Page(Key, Noon.AddHours(1)))));

        Assert.That((await Pages.LooksAsync()).Single(l => l.Source == Key), Is.EqualTo(new SourceLooks(Key, Noon, Noon.AddHours(1), 2)));
        Assert.That(await Pages.LeavesAsync(LogEntryKind.Measurement, [long.MaxValue]), Is.Empty);
    }
}
