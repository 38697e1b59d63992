using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;

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

/// <summary>Times in which we could not see, and what share of the watched time they are. Pure.</summary>
internal static class CoverageHistory
{
    /// <param name="flips">Flips about our sight of one series, of any axis, oldest first.</param>
    public static IEnumerable<(BlindReason Reason, DateTimeOffset From, DateTimeOffset? Until)> Intervals(IEnumerable<FlipRecord> flips)
    {
        (BlindReason Reason, DateTimeOffset From)? open = null;
        foreach (var flip in flips.Select(f => f.Flip).Where(f => f.Axis == FlipAxis.Visibility).OrderBy(f => f.At))
        {
            if (open is { } begun) yield return (begun.Reason, begun.From, flip.At);
            open = flip.To == nameof(Visibility.Blind) ? (flip.BlindReason, flip.At) : null;
        }
        if (open is { } lasting) yield return (lasting.Reason, lasting.From, null);
    }

    /// <param name="watches">By series: its first and its last look. What lies after the last look was not watched.</param>
    public static MonthCoverage Month(
        DateOnly month, IReadOnlyDictionary<string, (DateTimeOffset First, DateTimeOffset Last)> watches, IReadOnlyCollection<BlindInterval> blind, DateTimeOffset until)
    {
        var (begin, end) = (new DateTimeOffset(month, TimeOnly.MinValue, TimeSpan.Zero), new DateTimeOffset(month.AddMonths(1), TimeOnly.MinValue, TimeSpan.Zero));
        if (end > until) end = until;
        double Hours(DateTimeOffset from, DateTimeOffset to) => Math.Max(0, ((to < end ? to : end) - (from > begin ? from : begin)).TotalHours);
        var watched = watches.Values.Select(w => Hours(w.First, w.Last)).ToList();
        var total = watched.Sum();
        var lost = blind.Sum(b => watches.TryGetValue(b.Key, out var watch)
            ? Hours(b.From > watch.First ? b.From : watch.First, b.Until is { } over && over < watch.Last ? over : watch.Last)
            : 0);
        return new MonthCoverage(month, watched.Count(h => h > 0), total > 0 ? Math.Clamp(1 - lost / total, 0, 1) : null);
    }
}

/// <summary>Makes the page about the monitor.</summary>
internal static class MonitorPageSource
{
    private const int MonthsShown = 13;
    private const int IntervalsShown = 100;
    private const int TroublesShown = 100;

    public static async Task<MonitorView> ReadAsync(PageDesk desk, PageSetting page, CancellationToken stopping)
    {
        var question = PageDesk.Question(page, desk.Zone);
        var end = Chronicle.EndOf(question.On, desk.Zone);
        var until = end < question.AsOf ? end : question.AsOf;
        var looks = (await desk.Record.Pages.LooksAsync(stopping)).ToDictionary(l => l.Source, StringComparer.Ordinal);
        var flips = await desk.Record.Pages.StatusFlipsAsync(question.AsOf, stopping);
        var intervals = desk.Catalogue.Series.Values.SelectMany(s => CoverageHistory.Intervals(flips[s.Key].Where(f => f.Flip.At < until))
            .Select(i => new BlindInterval(s.Key, page.Say(s.Name), i.Reason, i.From, i.Until))).OrderByDescending(i => i.From).ToList();
        var watches = desk.Catalogue.Series.Values
            .Select(s => (s.Key, Looks: s.Readings.Select(r => looks.GetValueOrDefault(r.Source)).OfType<SourceLooks>().ToList()))
            .Where(s => s.Looks.Count > 0).ToDictionary(s => s.Key, s => (s.Looks.Min(l => l.FirstAt), s.Looks.Max(l => l.LastAt)), StringComparer.Ordinal);
        var month = new DateOnly(question.On.Year, question.On.Month, 1);
        var changes = await desk.Record.SelfWatch.NewestAsync(TroublesShown, stopping);
        return new MonitorView(
            page.HasTime ? (await PageSources.OverviewAsync(desk, page, stopping)).Coverage : await PageSources.CoverageAsync(desk, page, stopping),
            page.HasTime ? [] : [.. (await desk.Record.SelfWatch.OpenAsync(stopping)).Select(t => page.Say(t.Sentence))],
            [.. Enumerable.Range(0, MonthsShown).Select(back => CoverageHistory.Month(month.AddMonths(-back), watches, intervals, until))],
            [.. intervals.Take(IntervalsShown)],
            page.HasTime ? [] : await SourcesAsync(desk, page, looks, stopping),
            [.. changes.Where(c => c.At <= until).Select(c => (c.At, c.Begun, page.Say(c.Trouble.Sentence)))]);
    }

    private static async Task<IReadOnlyList<SourceLine>> SourcesAsync(PageDesk desk, PageSetting page, Dictionary<string, SourceLooks> looks, CancellationToken stopping)
    {
        var known = (await desk.Record.History.LoadSourcesAsync(stopping)).ToDictionary(s => s.Source, StringComparer.Ordinal);
        return
        [
            .. desk.Watched.On(page.Now).Select(s =>
            {
                var state = known.GetValueOrDefault(s.Key);
                var isBlind = state?.Visibility == Visibility.Blind;
                var sight = page.Say(StateWords.Of(state?.Visibility ?? Visibility.Unknown)) + (isBlind ? $" ({page.Say(StateWords.Of(state!.BlindReason))})" : "");
                var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(page.Now, desk.ZoneOf(s.Publisher)).DateTime);
                return new SourceLine(
                    s.Key, page.Say(s.Name), s.AddressOn(day)?.Url, sight, isBlind, state?.LastLookAt, looks.GetValueOrDefault(s.Key)?.FirstAt, looks.GetValueOrDefault(s.Key)?.Looks ?? 0);
            }),
        ];
    }
}
