using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Tests.AbsenceBench.World;

namespace DataBlackHole.Tests.AbsenceBench;

/// <summary>A year as the publisher plans it: every release on a working day within its window, other business around it.</summary>
internal static class Plan
{
    private static readonly string[] Business = ["能源生产情况", "工业企业利润", "流通领域生产资料价格变动", "消费品零售情况", "固定资产投资", "服务业运行", "采购经理情况", "粮食生产数据", "专家解读"];

    private static readonly Dictionary<string, string> Subjects = new(StringComparer.Ordinal)
    {
        ["prices"] = "居民价格变动情况",
        ["activity"] = "房屋市场基本情况",
        ["tourism"] = "旅游接待情况",
        ["accounts"] = "国民核算初步结果",
        ["census"] = "人口抽样公报",
        ["trade"] = "对外贸易情况",
    };

    public static IEnumerable<ScriptedRelease> YearOf(SeriesDefinition series, Dice dice)
    {
        // A row comes out with the release that carries it.
        if (series.Key == "land") yield break;
        var calendar = new ReleaseCalendar(series.Release!);
        var first = series.Cadence == Cadence.Monthly ? "2024-11" : series.Cadence == Cadence.Quarterly ? "2024-Q3" : "2023";
        for (var period = calendar.NextPlanned(ReferencePeriod.Parse(first)); period.End.Year < 2027; period = calendar.NextPlanned(period))
        {
            var at = Moment(calendar, calendar.WindowOf(period), dice);
            if (at < Script.End) yield return Planned(series, period, at, dice);
        }
    }

    /// <summary>Releases nobody watches, about ten a month, so that the listing moves on.</summary>
    public static IEnumerable<ScriptedRelease> OtherBusiness(Dice dice)
    {
        for (var month = new DateOnly(2025, 6, 1); month.Year < 2027; month = month.AddMonths(1))
        {
            foreach (var subject in Business)
            {
                var day = month.AddDays(dice.Between(0, 27));
                yield return Other($"{month.AddMonths(-1):yyyy}年{month.AddMonths(-1).Month}月份{subject}", day, dice.Between(0, 59));
            }
        }
    }

    public static ScriptedRelease Other(string title, DateOnly day, int minute) => new()
    {
        Series = "",
        Title = title,
        At = new DateTimeOffset(day.ToDateTime(new TimeOnly(9 + minute % 7, minute)), TimeSpan.FromHours(8)),
    };

    public static string TitleOf(string series, ReferencePeriod period) => $"{WordsOf(period)}{Subjects.GetValueOrDefault(series, series)}";

    public static string WordsOf(ReferencePeriod period) => period switch
    {
        { Cadence: Cadence.Quarterly } => $"{period.End.Year}年{"一二三四"[period.End.Month / 3 - 1]}季度",
        { Cadence: Cadence.Annual } => $"{period.End.Year}年全国",
        { } when period.Start.Month != period.End.Month => $"{period.End.Year}年{period.Start.Month}—{period.End.Month}月份",
        _ => $"{period.End.Year}年{period.End.Month}月份",
    };

    /// <summary>The table of the housing release; with or without the row of land.</summary>
    public static IReadOnlyList<Row> HousingTable(Dice dice, bool withLand = true, string landLabel = "土地购置面积（万平方米）")
    {
        string Value() => $"{dice.Between(1000, 99999)}";
        List<Row> rows = [new("开发投资（亿元）", Value()), new("施工面积（万平方米）", Value()), new("竣工面积（万平方米）", Value())];
        if (withLand) rows.Add(new(landLabel, Value()));
        return [.. rows, new("销售面积（万平方米）", Value()), new("待售面积（万平方米）", Value())];
    }

    private static ScriptedRelease Planned(SeriesDefinition series, ReferencePeriod period, DateTimeOffset at, Dice dice) => new()
    {
        Series = series.Key,
        Period = period,
        At = at,
        Title = TitleOf(series.Key, period),
        IsListed = series.Readings.Any(r => r is ListingReading),
        Figure = series.Readings.Any(r => r is DatabaseReading) ? $"{dice.Between(40, 69)}.{dice.Between(0, 9)}" : null,
        Rows = series.Key == "activity" ? HousingTable(dice) : [],
    };

    private static DateTimeOffset Moment(ReleaseCalendar calendar, ReleaseWindow window, Dice dice)
    {
        List<DateOnly> days = [];
        for (var day = calendar.LocalDay(window.Opens); day <= calendar.LocalDay(window.Due); day = day.AddDays(1))
        {
            if (calendar.Rule.WorkingDays.IsWorkingDay(day)) days.Add(day);
        }
        var local = dice.One(days).ToDateTime(calendar.Rule.Time).AddMinutes(dice.Between(0, 20));
        return new DateTimeOffset(local, TimeSpan.FromHours(8));
    }
}
