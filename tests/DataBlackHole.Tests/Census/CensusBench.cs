using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Census;
using DataBlackHole.Probing.Census;
using DataBlackHole.Probing.Fetching;
using DataBlackHole.Storage;
using DataBlackHole.Surveying;
using DataBlackHole.Tests.Loading;
using DataBlackHole.Tests.Storage;

namespace DataBlackHole.Tests.Census;

/// <summary>A constructed database, a record and a clock; each census is taken by parts built anew, as by another process.</summary>
internal sealed class CensusBench : IAsyncDisposable
{
    public const string Publisher = "test";

    private static readonly Lazy<MonitorCatalogue> _shipped = new(() => DataBlackHole.Loading.CatalogueLoader.Load(LoadingSamples.Config).Catalogue!);

    private readonly HttpMessageHandler _handler = ProbeHandler.Create();

    private CensusBench(LeapingClock clock, ConstructedDatabase database, TestDatabase record) => (Clock, Database, Record) = (clock, database, record);

    public LeapingClock Clock { get; }

    public ConstructedDatabase Database { get; }

    public TestDatabase Record { get; }

    public CensusQueries Queries => new(Record.Contexts());

    public static async Task<CensusBench> StartAsync(DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        var record = await TestDatabase.CreateAsync(provider);
        // 11 October 2026, three in the morning in Beijing.
        var clock = new LeapingClock(new DateTimeOffset(2026, 10, 10, 19, 0, 0, TimeSpan.Zero));
        return new CensusBench(clock, await ConstructedDatabase.StartAsync(clock), record);
    }

    public async Task<SurveyOutcome?> TakeAsync(CensusTree? tree = null, Action<SurveyProgress>? progress = null, bool onlyResume = false, CancellationToken stopping = default)
    {
        var catalogue = Catalogue();
        using var fetcher = new DocumentFetcher(_handler, new HostGate(Clock), Clock, "DataBlackHole-Test/1.0 (tests)");
        var reader = new CensusReader(catalogue);
        var survey = new CensusSurvey(catalogue, new CensusAsker(catalogue, fetcher, reader), reader, new CensusStore(Record.Contexts()), Clock);
        var plan = new SurveyPlan(Publisher, tree is null ? CensusTree.Country : [tree], OnlyResume: onlyResume);
        return await survey.RunAsync(plan, progress ?? (_ => { }), stopping);
    }

    public MonitorCatalogue Catalogue()
    {
        var publisher = new PublisherDefinition
        {
            Key = Publisher,
            Name = new("Test", "测试"),
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
            Hosts = ["127.0.0.1"],
            Homepage = "https://example.org/",
        };
        var source = new SourceDefinition
        {
            Key = "one-query",
            Publisher = Publisher,
            Name = new("One query", "一项查询"),
            Kind = SourceKind.NbsDatabase,
            Addresses = [new($"{Database.Url}/external/getEsDataByIndicatorIdAndDa", null, null)],
            Query = new DatabaseQuery { Category = "c", Indicator = "i", Cadence = Core.Calendars.Cadence.Monthly },
            Limits = new FetchLimits { HostGap = TimeSpan.Zero },
        };
        return new MonitorCatalogue("hash", [publisher], [source], [], _shipped.Value.Recognisers);
    }

    public async ValueTask DisposeAsync()
    {
        _handler.Dispose();
        await Database.DisposeAsync();
        await Record.DisposeAsync();
    }
}
