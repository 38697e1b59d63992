using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using static DataBlackHole.Tests.Storage.Sample;

namespace DataBlackHole.Tests.Storage;

/// <summary>Looks that only lengthen a run, where this process does not have the run in memory.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
internal sealed class QuietLookTests(DatabaseProvider provider) : StorageTests(provider)
{
    [Test]
    public async Task A_run_that_is_not_in_memory_is_found_on_record()
    {
        await Store.RecordAsync(Look("forgotten", 0, Read(Page("forgotten", Noon))) with { Series = [Judged(0, new SeriesState { Series = "forgotten" })] });
        await using var other = Database.Store();
        var (footing, version) = await FootingAsync(other, "forgotten");

        Assert.That(await other.LengthenAsync(Page("forgotten", Noon.AddHours(1)).Measurement, footing, Clear("forgotten", version, Noon.AddHours(1))), Is.True);
        Assert.That(await LooksAsync("forgotten"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_run_that_another_has_followed_is_not_lengthened_any_more()
    {
        await Store.RecordAsync(Look("followed", 0, Read(Page("followed", Noon))) with { Series = [Judged(0, new SeriesState { Series = "followed" })] });
        var (footing, version) = await FootingAsync(Store, "followed");
        await Store.RecordAsync(Look("followed", 1, Read(Page("followed", Noon.AddHours(1), "something else"), Published("followed", ReferencePeriod.Month(2026, 7)))));
        await using var other = Database.Store();

        Assert.That(await other.LengthenAsync(Page("followed", Noon.AddHours(2)).Measurement, footing, Clear("followed", version + 1, Noon.AddHours(2))), Is.False);
        Assert.That(await LooksAsync("followed"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_source_is_remembered_by_the_one_who_recorded_it_only()
    {
        await Store.RecordAsync(Look("remembered", 0, Read(Page("remembered", Noon))));
        await using var other = Database.Store();

        Assert.That((Store.RememberedSource("remembered"), other.RememberedSource("remembered")), Is.EqualTo((await other.LoadSourceAsync("remembered"), (SourceState?)null)));
    }

    private static async Task<(QuietFooting Footing, long Version)> FootingAsync(HistoryStore store, string key)
    {
        var run = (await store.LastClearRunAsync(key, "direct", Request(key)))!;
        var version = (await store.RecallSeriesAsync([key]))[key].Version;
        return (new QuietFooting(run, [key], version), (await store.LoadSourceAsync(key))!.Version);
    }

    private Task<long> LooksAsync(string source) => Database.ScalarAsync<long>($"SELECT CAST(sum(looks) AS bigint) FROM measurements WHERE source_key = '{source}'");
}
