using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using YamlDotNet.RepresentationModel;

namespace DataBlackHole.Tests.Interpreting;

/// <summary>Definitions written by hand for the tests of the readers; only the recognisers come from the configuration.</summary>
internal static class SampleCatalogue
{
    internal const string ListingUrl = "https://www.stats.gov.cn/sj/zxfb/index.html";
    internal const string PageUrl = "https://www.stats.gov.cn/sj/zxfb/202608/t20260817_1.html";
    internal const string DatabaseUrl = "https://data.stats.gov.cn/dg/website/publicrelease/web/external/getEsDataByIndicatorIdAndDa";
    internal const string EasyQueryUrl = "https://data.stats.gov.cn/easyquery.htm";

    private const string Months = @"^\d{4}年(?:(?:1[-—–－~～至])?\d{1,2}月份?|上半年|前三季度|[一二三四]季度)?(?:全国)?";

    internal static ImmutableArray<Recogniser> Recognisers { get; } = LoadRecognisers();

    internal static TimeZoneInfo Beijing { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    internal static MonitorCatalogue Catalogue { get; } = new("sample", [Nbs], Sources(), Series(), Recognisers);

    internal static SourceDefinition Source(string key) => Catalogue.Sources[key];

    /// <summary>The same catalogue with another set of series.</summary>
    internal static MonitorCatalogue With(params SeriesDefinition[] series) => new("sample", [Nbs], Sources(), series, Recognisers);

    internal static SeriesDefinition Statistic(string key, Cadence cadence, ReleaseRule? rule, params SeriesReading[] readings) => new()
    {
        Key = key,
        Name = new BilingualText(key, key),
        Publisher = "nbs",
        Cadence = cadence,
        Release = rule,
        Readings = [.. readings],
        Absence = new BilingualText("not seen", "未见"),
    };

    internal static ListingReading Listed(string title, Proof proves = Proof.Figure) => new() { Source = "listing", Title = Pattern(title), Proves = proves };

    internal static PageReading Paged(string title, RowRule? row = null) => new() { Source = "pages", Title = Pattern(title), Row = row };

    internal static DatabaseReading InDatabase(string source, string? from = null, string? until = null) => new()
    {
        Source = source,
        From = from is null ? null : ReferencePeriod.Parse(from),
        Until = until is null ? null : ReferencePeriod.Parse(until),
    };

    internal static Regex Pattern(string pattern) => new(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    internal static RowRule LandRow(string label) => new()
    {
        Label = Pattern($"^{label}(?:[（(][^）)]*[)）])?$"),
        Siblings = [Pattern("^房地产开发投资(?:[（(]|$)"), Pattern("^房屋施工面积(?:[（(]|$)"), Pattern("^房屋竣工面积(?:[（(]|$)"), Pattern("^商品房销售面积(?:[（(]|$)")],
    };

    internal static ReleaseRule Rule(string key, bool combines, params int[] without) => new()
    {
        Key = key,
        Cadence = Cadence.Monthly,
        TimeZone = Beijing,
        WorkingDays = WorkingDays.None,
        Time = new TimeOnly(10, 0),
        Usual = new DayRange(1, 9, 18),
        CombinesJanuaryAndFebruary = combines,
        MonthsWithout = [.. without],
    };

    private static PublisherDefinition Nbs => new()
    {
        Key = "nbs",
        Name = new BilingualText("National Bureau of Statistics", "国家统计局"),
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
        Hosts = ["www.stats.gov.cn", "data.stats.gov.cn"],
        Homepage = "https://www.stats.gov.cn/",
    };

    private static IEnumerable<SeriesDefinition> Series()
    {
        var activity = Rule("activity", combines: true);
        var prices = Rule("prices", combines: false);
        yield return Statistic("70-city", Cadence.Monthly, prices, Listed("70个大中城市"), Paged("70个大中城市"));
        yield return Statistic("cpi-release", Cadence.Monthly, prices, Listed(@"^\d{4}年\d{1,2}月份?居民消费价格"), Paged("居民消费价格"));
        yield return Statistic("ppi-release", Cadence.Monthly, prices, Listed(@"^\d{4}年\d{1,2}月份?工业生产者出厂价格"));
        yield return Statistic("pmi-release", Cadence.Monthly, prices, Listed("中国采购经理指数"));
        yield return Statistic("industry-release", Cadence.Monthly, activity, Listed(Months + "规模以上工业增加值"));
        yield return Statistic("energy-release", Cadence.Monthly, activity, Listed(Months + "能源生产"));
        yield return Statistic("retail-release", Cadence.Monthly, activity, Listed(Months + "社会消费品零售总额"), Paged(Months + "社会消费品零售总额"));
        yield return Statistic("investment-release", Cadence.Monthly, activity, Listed(Months + "固定资产投资"));
        yield return Statistic("real-estate-release", Cadence.Monthly, activity, Listed(Months + "房地产(?:市场|开发)"), Paged(Months + "房地产(?:市场|开发)"));
        yield return Statistic("land-area", Cadence.Monthly, activity, Listed(Months + "房地产(?:市场|开发)", Proof.Release), Paged(Months + "房地产(?:市场|开发)", LandRow("土地购置面积")));
        yield return Statistic("gdp-release", Cadence.Quarterly, null, Listed("国内生产总值初步核算结果"));
        yield return Statistic("youth-old", Cadence.Monthly, null, InDatabase("db-youth", until: "2023-06"));
        yield return Statistic("youth", Cadence.Monthly, prices, InDatabase("db-youth", from: "2023-12"));
        yield return Statistic("urban", Cadence.Monthly, prices, InDatabase("db-urban"));
        yield return Statistic("industry", Cadence.Monthly, activity, InDatabase("db-industry"), InDatabase("easy-industry"));
        yield return Statistic("gdp", Cadence.Quarterly, null, InDatabase("db-gdp"), InDatabase("easy-gdp"));
        yield return Statistic("cpi", Cadence.Monthly, prices, InDatabase("easy-cpi"));
        yield return Statistic("cpi-m2m", Cadence.Monthly, prices, InDatabase("easy-cpi-m2m"));
        yield return Statistic("investment-growth", Cadence.Monthly, activity, InDatabase("easy-investment"));
    }

    private static IEnumerable<SourceDefinition> Sources()
    {
        yield return Listing();
        yield return Pages();
        yield return Database("db-youth", "ee3b7046b390415b9b7745e3d16f6052", "bd6da1abb26046c2acb38aa701d90e86", Cadence.Monthly);
        yield return Database("db-urban", "ee3b7046b390415b9b7745e3d16f6052", "3888eac6062945a79c8a27e5f13d4953", Cadence.Monthly);
        yield return Database("db-industry", "3f2e14f0542348ed9fe02476eca3450b", "ef1b1765960d45a29b4d7c4ca91be916", Cadence.Monthly);
        yield return Database("db-gdp", "f9b694c9b79e4ce5958bc88c6410fa67", "170e7f00f8c24ede863c0526b42ae81f", Cadence.Quarterly);
        yield return EasyQuery("easy-industry", "hgyd", "A020101", Cadence.Monthly);
        yield return EasyQuery("easy-cpi", "hgyd", "A01010101", Cadence.Monthly);
        yield return EasyQuery("easy-cpi-m2m", "hgyd", "A01030101", Cadence.Monthly);
        yield return EasyQuery("easy-investment", "hgyd", "A060102", Cadence.Monthly);
        yield return EasyQuery("easy-gdp", "hgjd", "A010301", Cadence.Quarterly);
        yield return Define("calendar", SourceKind.ReleaseCalendar, "https://www.stats.gov.cn/sj/fbrc/bnxxfb/") with
        {
            Anchors = ["table"],
            Calendar = new CalendarRules { Table = "table", Title = ["title", "h1"], Year = Pattern(@"(20\d{2})年国家统计局") },
        };
        yield return Define("cnki", SourceKind.Page, "https://kns.cnki.net/kns8s/") with { Anchors = ["table.result-table-list"] };
    }

    private static SourceDefinition Listing() => Define("listing", SourceKind.ReleaseListing, ListingUrl) with
    {
        Anchors = ["meta[name=\"ColumnName\"][content=\"数据发布\"]", ".list-content li > a.pc_1600[title]"],
        Listing = new ListingRules
        {
            Item = ".list-content li",
            Title = "a.pc_1600@title",
            Link = "a.pc_1600@href",
            Date = "span",
            FurtherPages = "index_{n}.html",
            SharedMark = Pattern("sCount = '[0-9]+'"),
            LeadsTo = "pages",
        },
    };

    private static SourceDefinition Pages() => Define("pages", SourceKind.ReleasePage, "https://www.stats.gov.cn/sj/zxfb/") with
    {
        Anchors = [".detail-title h1, .xxgkNbXqTitle", ".detail-text-content .txt-content, .xxgkNbXqCenter"],
        Templates =
        [
            Template("meta", "meta[name=\"PubDate\"]", ["meta[name=\"ArticleTitle\"]@content"], ["meta[name=\"PubDate\"]@content", ".detail-title-des h2 p"], "yyyy/MM/dd HH:mm"),
            Template("visible", ".detail-title-des h2 p", [".detail-title h1", "title"], [".detail-title-des h2 p"], "yyyy/MM/dd HH:mm"),
            Template("disclosure", ".xxgkNbXqTitle", [".xxgkNbXqTitle"], [".content_top_box li:nth-child(2) > div:nth-child(2)"], "'成文日期'yyyy年MM月dd日") with { Body = ".xxgkNbXqCenter" },
        ],
    };

    private static PageTemplate Template(string name, string recognise, string[] title, string[] published, string format) => new()
    {
        Name = name,
        Recognise = recognise,
        Title = [.. title],
        Published = [.. published],
        PublishedFormats = [format],
        Body = ".detail-text-content .txt-content",
    };

    private static SourceDefinition Database(string key, string category, string indicator, Cadence cadence) =>
        Define(key, SourceKind.NbsDatabase, DatabaseUrl) with { Query = new DatabaseQuery { Category = category, Indicator = indicator, Cadence = cadence } };

    private static SourceDefinition EasyQuery(string key, string category, string indicator, Cadence cadence) =>
        Define(key, SourceKind.NbsEasyQuery, EasyQueryUrl) with { Query = new DatabaseQuery { Category = category, Indicator = indicator, Cadence = cadence } };

    private static SourceDefinition Define(string key, SourceKind kind, string url) => new()
    {
        Key = key,
        Publisher = "nbs",
        Name = new BilingualText(key, key),
        Kind = kind,
        Addresses = [new SourceAddress(url, null, null)],
    };

    private static ImmutableArray<Recogniser> LoadRecognisers()
    {
        var yaml = new YamlStream();
        using var reader = new StreamReader(Path.Combine(Places.Repository, "config", "recognisers.yaml"));
        yaml.Load(reader);
        var entries = (YamlSequenceNode)((YamlMappingNode)yaml.Documents[0].RootNode)["recognisers"];
        return [.. entries.Cast<YamlMappingNode>().Select(Recogniser)];
    }

    private static Recogniser Recogniser(YamlMappingNode entry)
    {
        string? One(string key) => entry.Children.TryGetValue(new YamlScalarNode(key), out var value) ? ((YamlScalarNode)value).Value : null;
        IEnumerable<string> Many(string key) => entry.Children.TryGetValue(new YamlScalarNode(key), out var value)
            ? ((YamlSequenceNode)value).Select(v => ((YamlScalarNode)v).Value!)
            : [];
        return new Recogniser
        {
            Name = One("name")!,
            Kind = Enum.Parse<FailureKind>(One("kind")!),
            Statuses = [.. Many("statuses").Select(int.Parse)],
            All = [.. Many("all")],
            Any = [.. Many("any")],
            Pattern = One("pattern") is { } pattern ? Pattern(pattern) : null,
            FinalUrl = One("finalUrl") is { } url ? Pattern(url) : null,
            VisibleTextAtMost = One("visibleTextAtMost") is { } most ? int.Parse(most, System.Globalization.CultureInfo.InvariantCulture) : null,
        };
    }
}
