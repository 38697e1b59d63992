using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Serving.Pages;

/// <summary>The page about the monitor itself.</summary>
public sealed record MonitorView(
    CoverageView Coverage, IReadOnlyList<string> Troubles, IReadOnlyList<MonthCoverage> Months, IReadOnlyList<BlindInterval> Intervals, IReadOnlyList<SourceLine> Sources,
    IReadOnlyList<(DateTimeOffset At, bool Begun, string Sentence)> Past);

/// <summary>How much of the watched time of all series we could see in one month.</summary>
/// <param name="SeriesWatched">Series watched in it at any time.</param>
public sealed record MonthCoverage(DateOnly Month, int SeriesWatched, double? Visible);

/// <summary>One time in which we could not see a series.</summary>
/// <param name="Until">Null while it lasts.</param>
public sealed record BlindInterval(string Key, string Series, BlindReason Reason, DateTimeOffset From, DateTimeOffset? Until);

/// <summary>One source that is looked at.</summary>
public sealed record SourceLine(string Key, string Name, string? Url, string Sight, bool IsBlind, DateTimeOffset? LastLookAt, DateTimeOffset? FirstLookAt, long Looks);

/// <summary>Words of the page about the monitor.</summary>
public static class MonitorWords
{
    public static readonly BilingualText Intro = new(
        "What this monitor could see and when it could not. Our silence is never taken for the silence of a publisher.", "本监测何时可见、何时不可见。我们的沉默从不视作发布机构的沉默。");
    public static readonly BilingualText TroublesNow = new("Our own troubles now", "本监测当前的故障");
    public static readonly BilingualText NoTroubles = new("none on record", "无记录");
    public static readonly BilingualText Coverage = new("Coverage by month", "各月可见程度");
    public static readonly BilingualText CoverageNote = new(
        "Share of the watched time of all series in which none of their sources was blind, by our own flips.", "全部监测数据的监测时间中，其来源均可见的比例（据本监测的状态变动计算）。");
    public static readonly BilingualText Month = new("Month", "月份");
    public static readonly BilingualText Watched = new("Series watched", "监测数据数");
    public static readonly BilingualText Visible = new("Visible", "可见");
    public static readonly BilingualText Intervals = new("When we could not see", "无法看到的时段");
    public static readonly BilingualText NoIntervals = new("No blind time is on record.", "无不可见时段的记录。");
    public static readonly BilingualText From = new("From", "自");
    public static readonly BilingualText Until = new("Until", "至");
    public static readonly BilingualText StillLasts = new("still lasts", "仍在持续");
    public static readonly BilingualText Why = new("Why", "原因");
    public static readonly BilingualText Sources = new("Sources", "来源");
    public static readonly BilingualText Looks = new("Looks", "查看次数");
    public static readonly BilingualText FirstLook = new("First look", "首次查看");
    public static readonly BilingualText Past = new("Our own troubles in the past", "本监测以往的故障");
    public static readonly BilingualText Began = new("began", "开始");
    public static readonly BilingualText Over = new("over", "结束");
}
