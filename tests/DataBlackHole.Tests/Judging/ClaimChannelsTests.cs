using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using static DataBlackHole.Tests.Judging.Bench;

namespace DataBlackHole.Tests.Judging;

/// <summary>A listing that moved in spring and a database that was opened in summer; days count in Beijing.</summary>
public sealed class ClaimChannelsTests
{
    [TestCase("2020-01-01 00:00", Listing)]
    [TestCase("2026-03-31 23:59", Listing)]
    [TestCase("2026-04-01 00:00", "")]
    [TestCase("2026-04-09 23:59", "")]
    [TestCase("2026-04-10 00:00", Listing)]
    [TestCase("2026-06-30 23:59", Listing)]
    [TestCase("2026-07-01 00:00", Database + " " + Listing)]
    [TestCase("2030-01-01 00:00", Database + " " + Listing)]
    public void Those_sources_must_have_looked_that_have_an_address_on_the_day(string at, string sources) =>
        Assert.That(string.Join(' ', Channels().At(At(at)).Order()), Is.EqualTo(sources));

    private static ClaimChannels Channels()
    {
        var bench = new Bench(s => s with { Readings = [.. s.Readings, new DatabaseReading { Source = Database }] });
        var listing = bench.Catalogue.Sources[Listing] with
        {
            Addresses = [new("https://example.org/old", null, new DateOnly(2026, 3, 31)), new("https://example.org/new", new DateOnly(2026, 4, 10), null)],
        };
        var database = bench.Catalogue.Sources[Database] with { Addresses = [new("https://example.org/db", new DateOnly(2026, 7, 1), null)] };
        var catalogue = new MonitorCatalogue("test", bench.Catalogue.Publishers.Values, [listing, database, bench.Catalogue.Sources[Pages]], [bench.Series], []);
        return new ClaimChannels(catalogue, bench.Series);
    }
}
