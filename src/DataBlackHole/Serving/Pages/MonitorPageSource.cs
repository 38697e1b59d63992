using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving.Pages;

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
