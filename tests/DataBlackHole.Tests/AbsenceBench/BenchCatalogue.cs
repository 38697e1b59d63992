using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Tests.AbsenceBench;

/// <summary>
/// Constructed definitions in the likeness of a statistical office: releases on one listing with their pages, a row of one of them,
/// figures in a database, one series in both. Only days are real: the working days of China in 2026.
/// </summary>
internal static class BenchCatalogue
{
    public const string Listing = "listing";
    public const string Pages = "pages";
    public const string DatabaseUrl = "https://data.stats.example/query";

    /// <summary>The first of the seeds that look several times a day, as in service: then most looks show nothing new.</summary>
    public const ulong Dense = 1000;

    public static bool LooksOften(ulong seed) => seed % 10 == 1 || seed >= Dense;

    /// <summary>Coarser than in service, so that a year can be simulated in a fraction of a second. One seed in ten looks three times as often.</summary>
    public static PollPolicy PollOf(ulong seed) => seed >= Dense
        ? new() { InWindow = TimeSpan.FromHours(5), Otherwise = TimeSpan.FromHours(5) }
        : LooksOften(seed)
        ? new() { InWindow = TimeSpan.FromHours(12), Otherwise = TimeSpan.FromDays(3) }
        : new() { InWindow = TimeSpan.FromHours(36), Otherwise = TimeSpan.FromDays(9) };

    private const string Months = @"^\d{4}年(?:(?:1[-—–－～至])?\d{1,2}月份?|上半年|前三季度|[一二三四]季度)?(?:全国)?";

    private static readonly TimeZoneInfo Beijing = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>The State Council's arrangement for 2026; 2025 and 2027 without holidays, which no window of these series meets.</summary>
    private static readonly WorkingDays China = new("bench", [Year(2025, "", ""), Year2026(), Year(2027, "01-01", "")]);

    private static readonly ReleaseRule Activity = Rule("activity", Cadence.Monthly, new DayRange(1, 9, 18)) with
    {
        Time = new TimeOnly(10, 0),
        CombinesJanuaryAndFebruary = true,
        ByMonth = ImmutableDictionary<int, DayRange>.Empty
            .Add(3, new DayRange(1, 13, 20)).Add(6, new DayRange(1, 13, 20)).Add(9, new DayRange(1, 16, 24)).Add(12, new DayRange(1, 15, 21)),
    };

    public static readonly ImmutableDictionary<string, SeriesDefinition> Series = new SeriesDefinition[]
    {
        Statistic("prices", Rule("prices", Cadence.Monthly, new DayRange(1, 9, 15)), Listed(Months + "居民价格变动") with { Resembles = Pattern(@"^\d{4}年.*(?:居民|消费).*价") }, Paged(Months + "居民价格变动"), Noticed("居民价格变动")),
        Statistic("activity", Activity, Listed(Months + "房屋市场基本情况"), Paged(Months + "房屋市场基本情况")),
        Statistic("land", Activity, Listed(Months + "房屋市场基本情况") with { Proves = Proof.Release }, Paged(Months + "房屋市场基本情况") with { Row = LandRow() }),
        Statistic("tourism", Rule("tourism", Cadence.Monthly, new DayRange(1, 20, 27)) with { MonthsWithout = [1, 7] }, Listed(Months + "旅游接待情况")),
        Statistic("accounts", Rule("accounts", Cadence.Quarterly, new DayRange(1, 14, 20)), Listed(Months + "国民核算初步结果")),
        Statistic("census", Rule("census", Cadence.Annual, new DayRange(2, 20, 28)), Listed(Months + "人口抽样公报")),
        Statistic("jobless", Rule("jobless", Cadence.Monthly, new DayRange(1, 15, 22)), InDatabase("jobless")),
        Statistic("headline", Rule("headline", Cadence.Monthly, new DayRange(1, 15, 22)), InDatabase("headline")),
        Statistic("trade", Rule("trade", Cadence.Monthly, new DayRange(1, 10, 18)), Listed(Months + "对外贸易情况"), InDatabase("trade")),
    }.ToImmutableDictionary(s => s.Key, StringComparer.Ordinal);

    public static WorkingDays WorkingDaysUntil(int lastYear) => new("bench", new[] { Year(2025, "", ""), Year2026(), Year(2027, "01-01", "") }.Where(y => y.Year <= lastYear));

    public static PublisherDefinition Publisher { get; } = new()
    {
        Key = "bureau",
        Name = new BilingualText("Bureau", "统计局"),
        TimeZone = Beijing,
        Hosts = [Script.Site, "data.stats.example", "new.stats.example"],
        Homepage = $"https://{Script.Site}/",
    };

    public static IEnumerable<SourceDefinition> SourcesOf(IEnumerable<SeriesDefinition> series) => series
        .SelectMany(s => s.Readings).Select(r => r.Source).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList()
        .SelectMany(key => key == Listing ? new[] { ListingSource(), PagesSource() } : key == Pages ? [] : [DatabaseSource(key)]);

    public static SourceDefinition DatabaseSource(string key, string url = DatabaseUrl, string? indicator = null) => Source(key, SourceKind.NbsDatabase, url) with
    {
        Query = new DatabaseQuery { Category = "c0", Indicator = indicator ?? key["db-".Length..], Cadence = Cadence.Monthly },
    };

    public static DatabaseReading InDatabase(string series) => new() { Source = $"db-{series}" };

    public static ListingReading Listed(string title) => new() { Source = Listing, Title = Pattern(title) };

    public static PageReading Paged(string title) => new() { Source = Pages, Title = Pattern(title) };

    private static NoticeReading Noticed(string name) => new() { Source = Pages, Names = [Pattern(name)] };

    /// <summary>Wordings in the likeness of the shipped ones.</summary>
    public static ImmutableArray<NoticeWording> Wordings =>
    [
        new(Pattern("暂停发布"), ObservationKind.SuspensionNotice),
        new(Pattern("停止发布(?<!暂时停止发布)"), ObservationKind.StopNotice),
        new(Pattern("调整.{0,20}统计方法"), ObservationKind.MethodNotice),
        new(Pattern("延期(?:至.{1,12})?发布"), ObservationKind.PostponementNotice),
    ];

    public static Regex Pattern(string pattern) => new(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public static SeriesDefinition Statistic(string key, ReleaseRule rule, params SeriesReading[] readings) => new()
    {
        Key = key,
        Name = new BilingualText(key, key),
        Publisher = "bureau",
        Cadence = rule.Cadence,
        Release = rule,
        Readings = [.. readings],
        Absence = new BilingualText("not seen", "未见"),
    };

    private static ReleaseRule Rule(string key, Cadence cadence, DayRange usual) => new()
    {
        Key = key,
        Cadence = cadence,
        TimeZone = Beijing,
        WorkingDays = China,
        Time = new TimeOnly(9, 30),
        Usual = usual,
    };

    private static RowRule LandRow() => new()
    {
        Label = Pattern("^土地购置面积(?:（万平方米）)?$"),
        Resembles = Pattern("^土地(?:购置|成交|出让)(?!费)"),
        Siblings = [Pattern("^开发投资（亿元）$"), Pattern("^施工面积（万平方米）$"), Pattern("^竣工面积（万平方米）$"), Pattern("^销售面积（万平方米）$")],
    };

    private static SourceDefinition ListingSource() => Source(Listing, SourceKind.ReleaseListing, $"https://{Script.Site}/zxfb/index.html") with
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
            LeadsTo = Pages,
        },
    };

    private static SourceDefinition PagesSource() => Source(Pages, SourceKind.ReleasePage, $"https://{Script.Site}/zxfb/") with
    {
        Anchors = [".detail-title h1", ".detail-text-content .txt-content"],
        Templates =
        [
            new PageTemplate
            {
                Name = "meta",
                Recognise = "meta[name=\"PubDate\"]",
                Title = ["meta[name=\"ArticleTitle\"]@content"],
                Published = ["meta[name=\"PubDate\"]@content"],
                PublishedFormats = ["yyyy/MM/dd HH:mm"],
                Body = ".detail-text-content .txt-content",
            },
        ],
    };

    private static SourceDefinition Source(string key, SourceKind kind, string url) => new()
    {
        Key = key,
        Publisher = "bureau",
        Name = new BilingualText(key, key),
        Kind = kind,
        Addresses = [new SourceAddress(url, null, null)],
    };

    private static WorkingYear Year2026() => Year(
        2026,
        "01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 10-01..10-07",
        "01-04..01-04 02-14..02-14 02-28..02-28 05-09..05-09 09-20..09-20 10-10..10-10");

    private static WorkingYear Year(int year, string off, string work) => new(year, Days(year, off), Days(year, work), "constructed");

    private static ImmutableHashSet<DateOnly> Days(int year, string ranges)
    {
        var days = ImmutableHashSet.CreateBuilder<DateOnly>();
        foreach (var range in ranges.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = range.Split("..").Select(day => DateOnly.Parse($"{year}-{day}")).ToList();
            for (var day = ends[0]; day <= ends[^1]; day = day.AddDays(1)) days.Add(day);
        }
        return days.ToImmutable();
    }
}
