using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using static DataBlackHole.Tests.Storage.Sample;

namespace DataBlackHole.Tests.Storage;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
internal sealed class FlipQueriesTests(DatabaseProvider provider) : StorageTests(provider)
{
    [Test]
    public async Task The_database_chooses_by_kind_as_the_core_does()
    {
        var flips = new List<Flip>();
        void Add(FlipAxis axis, string from, string to) => flips.Add(Found(Key, Core.Calendars.ReferencePeriod.Month(2026, 7), Noon.AddMinutes(flips.Count)) with { Axis = axis, From = from, To = to });
        foreach (var to in Enum.GetNames<ReleaseStatus>()) Add(FlipAxis.Release, "Due", to);
        foreach (var to in Enum.GetNames<SeriesStatus>())
        {
            Add(FlipAxis.Series, "New", to);
            Add(FlipAxis.Series, "Missing", to);
        }
        foreach (var to in Enum.GetNames<Visibility>()) Add(FlipAxis.Visibility, "Clear", to);
        Add(FlipAxis.Calendar, "none", "2026-10-26T02:00:00Z");
        Add(FlipAxis.Value, "5.1", "Missing");
        await Store.RecordPassedTimeAsync([Judged(0, new SeriesState { Series = Key }, [.. flips])], Noon);
        var queries = new FlipQueries(Database.Contexts());

        foreach (var kind in Enum.GetValues<FlipKind>().Where(k => k != FlipKind.Unknown))
        {
            var isPublic = kind is not (FlipKind.Blind or FlipKind.Clear);
            var found = await queries.NewestAsync(new FlipFilter(isPublic, [Key], kind), null, 500);
            Assert.That(found.Select(f => f.Flip.At).Order(), Is.EqualTo(flips.Where(f => FlipKinds.Of(f) == kind).Select(f => f.At)), $"{kind}");
            Assert.That(found, Is.Not.Empty, $"{kind}");
            Assert.That((await queries.NewestAsync(new FlipFilter(isPublic, Kind: kind), null, 500)).Select(f => f.Id), Is.SupersetOf(found.Select(f => f.Id)), $"{kind} of every series");
        }
        var all = await queries.NewestAsync(new FlipFilter(true, [Key]), null, 500);
        Assert.That(all.Select(f => f.Flip.Axis), Has.None.EqualTo(FlipAxis.Visibility));
        Assert.That(all, Has.Count.EqualTo(flips.Count(f => FlipKinds.IsPublic(f.Axis))));
        Assert.That((await queries.NewestAsync(new FlipFilter(true, [Key]), all[4].Id, 2)).Select(f => f.Id), Is.EqualTo(all.Skip(5).Take(2).Select(f => f.Id)));
    }
}
