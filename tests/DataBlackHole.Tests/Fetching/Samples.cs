using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Tests.Fetching;

/// <summary>Constructed definitions of sources of each kind.</summary>
internal static class Samples
{
    public const string DatabaseUrl = "https://data.stats.gov.cn/dg/website/publicrelease/web/external/getEsDataByIndicatorIdAndDa";
    public const string EasyQueryUrl = "https://data.stats.gov.cn/easyquery.htm";

    public static SourceDefinition Database(string indicator, Cadence cadence = Cadence.Monthly, int back = 3) => Source("database-" + indicator, SourceKind.NbsDatabase, DatabaseUrl) with
    {
        Query = new() { Category = "category", Indicator = indicator, Root = "root", Cadence = cadence, PeriodsBack = back },
    };

    public static SourceDefinition EasyQuery(string indicator, Cadence cadence = Cadence.Monthly) => Source("easyquery-" + indicator, SourceKind.NbsEasyQuery, EasyQueryUrl) with
    {
        Query = new() { Category = "hgyd", Indicator = indicator, Cadence = cadence, PeriodsBack = 1 },
    };

    public static SourceDefinition Listing(string? further = "index_{n}.html") => Source("listing", SourceKind.ReleaseListing, "https://www.stats.gov.cn/sj/zxfb/") with
    {
        Listing = new() { Item = "li", Title = "a", Link = "a@href", Date = "span", FurtherPages = further },
    };

    public static SourceDefinition Pages(string key = "pages", params string[] folders) =>
        Source(key, SourceKind.ReleasePage, folders.Length > 0 ? folders : ["https://www.stats.gov.cn/sj/zxfb/", "https://www.stats.gov.cn/xxgk/sjfb/zxfb2020"]);

    public static SourceDefinition Page(string url) => Source("page", SourceKind.Page, url);

    public static MonitorCatalogue Catalogue(params SourceDefinition[] sources) => new("hash", [], sources, [], []);

    private static SourceDefinition Source(string key, SourceKind kind, params string[] urls) => new()
    {
        Key = key,
        Publisher = "test",
        Name = new("Test", "测试"),
        Kind = kind,
        Addresses = [.. urls.Select(u => new SourceAddress(u, null, null))],
    };
}
