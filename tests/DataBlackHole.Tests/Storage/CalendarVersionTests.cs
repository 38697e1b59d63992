using DataBlackHole.Storage;
using static DataBlackHole.Tests.Storage.Sample;

namespace DataBlackHole.Tests.Storage;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
internal sealed class CalendarVersionTests(DatabaseProvider provider) : StorageTests(provider)
{
    [Test]
    public async Task A_calendar_is_kept_with_the_look_that_read_it_and_comes_back_as_it_was()
    {
        var added = await ReadAsync(0, Noon, 17);
        var latest = await Store.LatestCalendarAsync(Key, 2026);
        var expected = Calendar(Noon, 17, Key).Version;

        Assert.That(added.CalendarVersions, Is.EqualTo(1));
        Assert.That((latest!.Source, latest.Year, latest.ReadAt, latest.Digest, latest.Page), Is.EqualTo((Key, 2026, Noon, expected.Digest, expected.Page)));
        Assert.That(latest.Rows.Single().Cells.Select(c => c.ToString()), Is.EqualTo(expected.Rows.Single().Cells.Select(c => c.ToString())));
        Assert.That(latest.Rows.Single().Cells[7].At, Is.EqualTo(expected.Rows.Single().Cells[7].At));
        Assert.That(Core.Calendars.AnnouncedCalendarVersion.Of(Key, 2026, Noon, latest.Rows, latest.Notes).Digest, Is.EqualTo(expected.Digest));
        Assert.That(await Store.LatestCalendarAsync(Key, 2025), Is.Null);
    }

    [Test]
    public async Task Reading_the_same_calendar_again_adds_nothing_and_moves_the_last_time_it_was_read()
    {
        await ReadAsync(0, Noon, 17);
        Assert.That((await ReadAsync(1, Noon.AddHours(2), 17)).Total, Is.Zero);

        var version = (await Queries.VersionsAsync(Key)).Single();
        Assert.That((version.Version.ReadAt, version.LastReadAt), Is.EqualTo((Noon, Noon.AddHours(2))));
        Assert.That(version.Body, Is.EqualTo(Page(Key, Noon).Measurement.Body));
    }

    [Test]
    public async Task A_change_within_a_day_begins_a_run_and_a_version_and_putting_it_back_another()
    {
        await ReadAsync(0, Noon, 17);
        await ReadAsync(1, Noon.AddHours(1), 24);
        await ReadAsync(2, Noon.AddHours(2), 17);

        var versions = await Queries.VersionsAsync(Key);
        Assert.That(versions.Select(v => v.Version.ReadAt), Is.EqualTo(new[] { Noon.AddHours(2), Noon.AddHours(1), Noon }));
        Assert.That(versions.Select(v => v.LastReadAt), Is.EqualTo(versions.Select(v => v.Version.ReadAt)));
        Assert.That(versions[0].Version.Digest, Is.EqualTo(versions[2].Version.Digest).And.Not.EqualTo(versions[1].Version.Digest));
        Assert.That(versions.Select(v => v.MeasurementId), Is.Unique);
    }

    [Test]
    public async Task An_older_copy_that_is_read_later_takes_its_place_in_time()
    {
        await ReadAsync(0, Noon, 17);
        await ReadAsync(1, Noon.AddDays(-1), 24);
        Assert.That((await ReadAsync(2, Noon.AddDays(-1), 24)).Total, Is.Zero);

        Assert.That((await Queries.VersionsAsync(Key)).Select(v => v.Version.ReadAt), Is.EqualTo(new[] { Noon, Noon.AddDays(-1) }));
        Assert.That((await Store.LatestCalendarAsync(Key))!.ReadAt, Is.EqualTo(Noon));
        Assert.That((await Store.LatestCalendarsAsync(2026)).Single(c => c.Source == Key).ReadAt, Is.EqualTo(Noon));
    }

    [Test]
    public async Task A_look_that_cannot_be_recorded_leaves_no_calendar_behind()
    {
        await ReadAsync(0, Noon, 17);
        var outcome = await Store.RecordAsync(Look(Key, 0, Read(Page(Key, Noon.AddHours(1))) with { Calendar = Calendar(Noon.AddHours(1), 24, Key) }));

        Assert.That(outcome.IsConflict, Is.True);
        Assert.That(await Queries.VersionsAsync(Key), Has.Count.EqualTo(1));
    }

    private new CalendarQueries Queries => new(Database.Contexts());

    private async Task<RowsAdded> ReadAsync(long version, DateTimeOffset at, int day) =>
        (await Store.RecordAsync(Look(Key, version, Read(Page(Key, at)) with { Calendar = Calendar(at, day, Key) }))).Added;
}
