using DataBlackHole.Core.Census;
using DataBlackHole.Storage;

namespace DataBlackHole.Tests.Census;

/// <summary>A census on record, in both databases: nothing of it can be changed afterwards.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
internal sealed class CensusStoreTests(DatabaseProvider provider)
{
    private static readonly string[] _tables = ["census_runs", "census_pages", "census_ends", "census_indicators"];

    private CensusBench _bench = null!;

    [OneTimeSetUp]
    public async Task TakeACensus()
    {
        _bench = await CensusBench.StartAsync(provider);
        _ = new ConstructedWorld(_bench.Database);
        _bench.Database.HasMoods = true;
        _bench.Database.Trees[3].Nodes.RemoveRange(1, 4);
        await _bench.TakeAsync(CensusTree.Country[2]);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_bench is not null) await _bench.DisposeAsync();
    }

    [TestCaseSource(nameof(_tables))]
    public async Task No_row_of_a_census_can_be_changed_or_deleted(string table)
    {
        Assert.That(await _bench.Record.ScalarAsync<long>($"SELECT count(*) FROM {table}"), Is.GreaterThanOrEqualTo(1));
        await _bench.Record.AssertRefusedAsync($"DELETE FROM {table}");
        await _bench.Record.AssertRefusedAsync($"UPDATE {table} SET {(table == "census_ends" ? "summary" : table == "census_pages" ? "call_key" : "publisher")} = 'x'");
        if (provider == DatabaseProvider.Sqlite) await _bench.Record.AssertRefusedAsync($"INSERT OR REPLACE INTO {table} SELECT * FROM {table}");
    }

    [Test]
    public async Task What_was_recorded_is_read_back()
    {
        var versions = await _bench.Queries.IndicatorsAsync(CensusBench.Publisher);
        var stopped = versions.Where(v => v.Finding.Standing == CensusStanding.Stopped).ToList();
        var changes = await _bench.Queries.ChangesAsync(CensusBench.Publisher, [CensusChange.Stopped], null, 1000);
        var last = await _bench.Queries.LastAsync(CensusBench.Publisher);

        Assert.That(versions, Has.Count.EqualTo(100));
        Assert.That(stopped, Is.Not.Empty);
        Assert.That(changes.Select(v => v.Id), Is.EquivalentTo(stopped.Select(v => v.Id)).And.Ordered.Descending);
        Assert.That(stopped[0].Finding, Has.Property("Behind").GreaterThan(3).And.Property("Peer").Not.Empty);
        Assert.That((last!.Summary.Indicators, last.Summary.Leaves, last.Run.Trees.Single()), Is.EqualTo((100, 5, CensusTree.Country[2])));
        Assert.That(await new CensusStore(_bench.Record.Contexts()).UnfinishedAsync(CensusBench.Publisher), Is.Null);
    }

    [Test]
    public async Task Failed_attempts_are_on_record_too()
    {
        Assert.That(await _bench.Record.ScalarAsync<long>("SELECT count(*) FROM census_pages WHERE outcome = 'Failed' AND failure_kind IS NOT NULL"), Is.EqualTo(_bench.Database.Seen.Count(s => !s.Answered)));
        Assert.That(await _bench.Record.ScalarAsync<long>("SELECT count(*) FROM census_pages WHERE outcome = 'Read' AND body_digest IS NULL"), Is.Zero);
    }
}
