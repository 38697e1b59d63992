using DataBlackHole.Core.Alerting;
using DataBlackHole.Storage;
using static DataBlackHole.Tests.Storage.Sample;

namespace DataBlackHole.Tests.Storage;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
internal sealed class SelfWatchStoreTests(DatabaseProvider provider) : StorageTests(provider)
{
    private SelfWatchStore Watch => new(Database.Contexts());

    [Test]
    public async Task A_trouble_is_open_from_its_beginning_to_its_end_and_may_come_again()
    {
        var trouble = new TroubleFound(SelfTrouble.SourceBlind, Key, Noon, "constructed");
        for (var round = 0; round < 2; round++)
        {
            Assert.That(await Watch.RecordAsync([new TroubleChange(trouble, true, Noon)]), Has.Count.EqualTo(1));
            Assert.That(await Watch.RecordAsync([new TroubleChange(trouble, true, Noon)]), Is.Empty, "it has begun already");
            Assert.That((await Watch.OpenAsync()).Where(t => t.Subject == Key), Is.EqualTo([trouble]));
            Assert.That(await Watch.RecordAsync([new TroubleChange(trouble, false, Noon.AddHours(1))]), Has.Count.EqualTo(1));
            Assert.That((await Watch.OpenAsync()).Where(t => t.Subject == Key), Is.Empty);
        }
        Assert.That((await Watch.NewestAsync(100)).Where(c => c.Trouble.Subject == Key).Select(c => c.Begun), Is.EqualTo(new[] { false, true, false, true }));
    }

    [Test]
    public async Task Of_nodes_that_find_the_same_at_once_one_records_it()
    {
        var change = new TroubleChange(new TroubleFound(SelfTrouble.LooksStopped, Key, Noon, "constructed"), true, Noon);
        var recorded = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Watch.RecordAsync([change]))));

        Assert.That(recorded.Sum(r => r.Count), Is.EqualTo(1));
        Assert.That((await Watch.OpenAsync()).Count(t => t.Subject == Key), Is.EqualTo(1));
    }

    [Test]
    public async Task Blindness_begins_with_the_first_failure_after_the_last_sight_whatever_its_kind()
    {
        await Store.RecordAsync(Look(Key, 0, Read(Failed(Key, Noon.AddHours(-5)))));
        await Store.RecordAsync(Look(Key, 1, Read(Page(Key, Noon))));
        await Store.RecordAsync(Look(Key, 2, Read(Failed(Key, Noon.AddHours(1)))));
        await Store.RecordAsync(Look(Key, 3, Read(Failed(Key, Noon.AddHours(2), Core.Measuring.FailureKind.Challenge))));

        var first = await Watch.FirstFailuresAsync(new Dictionary<string, DateTimeOffset?> { [Key] = Noon, ["unknown"] = null });

        Assert.That(first, Is.EqualTo(new Dictionary<string, DateTimeOffset> { [Key] = Noon.AddHours(1) }));
    }

    [Test]
    public async Task The_clocks_of_hosts_are_read_from_the_newest_answers()
    {
        Core.Measuring.Capture Dated(DateTimeOffset at, string date)
        {
            var page = Page(Key, at, date);
            return page with { Measurement = page.Measurement with { Headers = page.Measurement.Headers.Add("Date", date) } };
        }
        await Store.RecordAsync(Look(Key, 0, Read(Dated(Noon, "Wed, 19 Aug 2026 11:00:00 GMT"))));
        await Store.RecordAsync(Look(Key, 1, Read(Dated(Noon.AddHours(1), "Wed, 19 Aug 2026 12:59:30 GMT"), Published(Key, Core.Calendars.ReferencePeriod.Month(2026, 7)))));
        await Store.RecordAsync(Look(Key, 2, Read(Page(Key, Noon.AddHours(2), "without a date"))));

        Assert.That(await Watch.ClocksAsync([Key], Noon), Is.EqualTo([new ClockOffset("stats.example", TimeSpan.FromSeconds(30))]));
        Assert.That(await Watch.ClocksAsync([Key], Noon.AddHours(3)), Is.Empty);
    }
}
