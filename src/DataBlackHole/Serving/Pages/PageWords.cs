using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Serving.Pages;

/// <summary>Words that stand on every page: frame, time questions, refusals.</summary>
public static class PageWords
{
    public static readonly BilingualText Product = new("DataBlackHole", "DataBlackHole");
    public static readonly BilingualText Tagline = new("When official Chinese statistics are published, late or missing", "中国官方统计数据的发布、迟发与缺失");
    public static readonly BilingualText SkipToContent = new("Skip to content", "跳至正文");
    public static readonly BilingualText MainNavigation = new("Pages", "页面");
    public static readonly BilingualText Overview = new("Overview", "总览");
    public static readonly BilingualText Calendar = new("Calendar", "日程");
    public static readonly BilingualText Events = new("Events", "事件");
    public static readonly BilingualText Census = new("Census", "普查");
    public static readonly BilingualText Method = new("Method", "方法");
    public static readonly BilingualText Monitor = new("About the monitor", "关于本监测");
    public static readonly BilingualText OtherLanguage = new("中文", "English");
    public static readonly BilingualText Publisher = new("Publisher", "发布机构");
    public static readonly BilingualText Series = new("Series", "数据");
    public static readonly BilingualText Status = new("Status", "状态");
    public static readonly BilingualText Period = new("Period", "时期");
    public static readonly BilingualText AllWord = new("all", "全部");
    public static readonly BilingualText Show = new("Show", "显示");
    public static readonly BilingualText None = new("none", "无");
    public static readonly BilingualText NotKnown = new("not known", "不详");
    public static readonly BilingualText Feeds = new("Feeds", "订阅");
    public static readonly BilingualText TimesAreUtc = new("Times of looks are UTC.", "查看时间为 UTC。");
    public static readonly BilingualText OpenData = new("Data for programs", "供程序使用的数据");
    public static readonly BilingualText Neutral = new(
        "This monitor says what it saw and did not see. It knows nothing of motives.", "本监测只说明见到与未见到的内容，不了解动机。");

    public static readonly BilingualText On = new("Status on the day", "当日状态");
    public static readonly BilingualText AsOf = new("by what was on record by (UTC)", "以此时刻已有记录为准（UTC）");
    public static readonly BilingualText TimeQuestions = new("Another time", "其他时间");
    public static readonly BilingualText BackToNow = new("Back to now", "回到现在");

    public static readonly BilingualText NoSuchPage = new("There is nothing at this address.", "此地址没有内容。");
    public static readonly BilingualText NotAnswered = new("This request cannot be answered.", "无法应答此请求。");
    public static readonly BilingualText Broken = new("Something went wrong on our side. It is logged; please try again.", "本监测出错，已记录；请稍后再试。");
    public static readonly BilingualText ToOverview = new("To the overview", "返回总览");

    public static BilingualText AnswersFor(PageSetting page)
    {
        var on = page.On is { } day ? PageQuestion.Iso(day) : null;
        var by = page.AsOf is { } instant ? PageSetting.Instant(instant) : null;
        return (on, by) switch
        {
            ({ }, { }) => new($"This page answers for {on}, by what was on record by {by}.", $"本页回答 {on} 的情况，以 {by} 前已有的记录为准。"),
            ({ }, null) => new($"This page answers for {on}, by everything on record now.", $"本页回答 {on} 的情况，以现有全部记录为准。"),
            _ => new($"This page answers for {by}, by what was on record by then.", $"本页回答 {by} 的情况，以当时已有的记录为准。"),
        };
    }

    public static BilingualText BadTime(string detail) => new(
        detail, $"时间参数无效：“on”须为 2023-09-01 形式、不晚于今天的日期；“asOf”须为 2026-11-22T00:00Z 形式、不晚于现在的时刻。（{detail}）");

    public static BilingualText TooEarly(int year) => new($"No record reaches that far back: a day from {year} on is expected.", $"没有那么早的记录：应为 {year} 年以后的日期。");

    public static BilingualText BadLanguage(string value) => new($"'{value}' is no value for 'lang': en or zh is expected.", $"“{value}”不是“lang”的有效值：应为 en 或 zh。");

    public static BilingualText TooLong(string parameter) => new($"The value of '{parameter}' is too long.", $"“{parameter}”的值过长。");

    public static BilingualText BadChoice(string parameter, string value, string expected) => new(
        $"'{value}' is no value for '{parameter}': {expected} is expected.", $"“{value}”不是“{parameter}”的有效值：应为 {expected}。");

    public static BilingualText NoSuchSeries(string key) => new(
        $"There is no series '{key}'. The overview lists every series.", $"没有编号为“{key}”的数据。总览列出全部数据。");

    public static BilingualText NoSuchPublisher(string key) => new($"There is no publisher '{key}'.", $"没有编号为“{key}”的发布机构。");

    public static BilingualText TooMany(int perMinute, int seconds) => new(
        $"One address may ask {perMinute} times in a minute. Please try again in {seconds} seconds.", $"同一地址每分钟最多请求 {perMinute} 次。请在 {seconds} 秒后再试。");

    public static BilingualText StatusTitle(int status) => status switch
    {
        400 => new("This question cannot be answered", "无法回答此问题"),
        404 => new("Not found", "未找到"),
        429 => new("Too many requests", "请求过于频繁"),
        >= 500 => new("Our fault", "本监测出错"),
        _ => new("Not answered", "无法应答"),
    };
}
