using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Serving.Pages;

/// <summary>Words of the overview: our coverage, the list, the heat-map.</summary>
public static class OverviewWords
{
    public static readonly BilingualText Coverage = new("What we can see", "本监测的可见范围");
    public static readonly BilingualText Blind = new("We cannot see", "无法看到");
    public static readonly BilingualText BlindNote = new("This is our own blindness and says nothing about any publisher.", "这是本监测自身的局限，不说明任何发布机构的情况。");
    public static readonly BilingualText Search = new("Search", "搜索");
    public static readonly BilingualText Sight = new("Our sight", "可见性");
    public static readonly BilingualText Filters = new("Search and filters", "搜索与筛选");
    public static readonly BilingualText LastPeriod = new("Last period", "最近一期");
    public static readonly BilingualText Next = new("Next", "下一期");
    public static readonly BilingualText Nothing = new("No series fits these filters.", "没有符合筛选条件的数据。");
    public static readonly BilingualText NothingWatched = new("No watched series fits these filters.", "没有符合筛选条件的监测数据。");
    public static readonly BilingualText Service = new("a service, no periods", "服务，无发布时期");
    public static readonly BilingualText Legend = new("Legend", "图例");
    public static readonly BilingualText Table = new("Series by publisher, with the state of each month’s release", "按发布机构排列的数据及其各月发布情况");
    public static readonly BilingualText Curated = new("cited record", "引用记录");
    public static readonly BilingualText CitedOnly = new("Not watched, known from the cited record only", "未列入监测，仅见于引用记录");

    public static BilingualText Cell(HeatCell cell) => cell switch
    {
        HeatCell.Published => new("published", "已发布"),
        HeatCell.PublishedLate => new("published late", "迟发"),
        HeatCell.Refuted => new("conclusion refuted", "结论已被否定"),
        HeatCell.Late => new("late", "迟于预期"),
        HeatCell.Missing => new("missing", "缺失"),
        HeatCell.Withheld => new("withheld", "暂不发布"),
        HeatCell.Withdrawn => new("taken back", "不再可见"),
        HeatCell.NotPlanned => new("not planned", "无计划"),
        HeatCell.Expected => new("expected", "待发布"),
        _ => new("cannot tell", "无法判断"),
    };

    public static BilingualText LastLook(DateTimeOffset? at, DateTimeOffset now)
    {
        if (at is not { } look) return new("no look yet", "尚未查看");
        var minutes = Math.Max(0, (long)(now - look).TotalMinutes);
        if (minutes < 1) return new("last look less than a minute ago", "最近一次查看：不到 1 分钟前");
        if (minutes < 120) return new($"last look {minutes} min ago", $"最近一次查看：{minutes} 分钟前");
        if (minutes < 48 * 60) return new($"last look {minutes / 60} h ago", $"最近一次查看：{minutes / 60} 小时前");
        return new($"last look {minutes / 1440} days ago", $"最近一次查看：{minutes / 1440} 天前");
    }

    public static BilingualText Visible(int seen, int of) => new($"{seen} of {of} sources visible", $"{of} 个来源中 {seen} 个可见");

    public static BilingualText VisibleThen(int seen, int of) => new($"{seen} of {of} series were visible to us", $"当时 {of} 项数据中 {seen} 项可见");

    public static BilingualText OnThatDay(DateOnly day) => new($"On {PageQuestion.Iso(day)}", PageQuestion.Iso(day));

    public static BilingualText NotLookedYet(int count) => new($"{count} not looked at yet", $"{count} 个尚未查看");

    public static BilingualText Since(DateTimeOffset at) => new(
        string.Create(CultureInfo.InvariantCulture, $"since {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC"), string.Create(CultureInfo.InvariantCulture, $"自 {at.UtcDateTime:yyyy-MM-dd HH:mm}（UTC）起"));

    public static BilingualText SinceDay(DateOnly day) => new($"since {PageQuestion.Iso(day)}", $"自 {PageQuestion.Iso(day)} 起");

    public static BilingualText DueOn(DateOnly day, bool isOver, WindowBasis? basis) => (isOver, basis) switch
    {
        (true, _) => new($"was due {PageQuestion.Iso(day)}", $"应于 {PageQuestion.Iso(day)} 发布"),
        (_, WindowBasis.Announced) => new($"announced {PageQuestion.Iso(day)}", $"预告 {PageQuestion.Iso(day)}"),
        _ => new($"by {PageQuestion.Iso(day)}", $"不晚于 {PageQuestion.Iso(day)}"),
    };

    public static BilingualText Shown(int shown, int all) => shown == all ? new($"{all} watched series", $"监测数据共 {all} 项") : new($"{shown} of {all} watched series", $"监测数据共 {all} 项，显示 {shown} 项");
}
