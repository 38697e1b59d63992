using System.Globalization;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving.Pages;

/// <summary>The page of everything that changed.</summary>
/// <param name="Older">Address of the changes before these; null on the last page.</param>
public sealed record EventsView(IReadOnlyList<FlipLine> Changes, string? Older, string? Publisher, bool AboutMonitor, IReadOnlyList<(string Value, string Word)> Publishers);

/// <summary>Words of the page of events.</summary>
public static class EventsWords
{
    public static readonly BilingualText Intro = new(
        "Every change of status on record, the last recorded first.", "全部状态变动记录，最新记录在前。");
    public static readonly BilingualText About = new("About", "关于");
    public static readonly BilingualText AboutPublishers = new("publishers", "发布机构");
    public static readonly BilingualText AboutMonitor = new("what we could not see", "本监测无法看到的来源");
    public static readonly BilingualText Subscribe = new("Subscribe", "订阅");
    public static readonly BilingualText ReleasesCalendar = new("Releases as a calendar (iCalendar)", "发布日程（iCalendar）");
}

/// <summary>Makes the page of events.</summary>
internal static class EventsPageSource
{
    public const string About = "about";
    public const string Before = "before";

    private const string Monitor = "monitor";
    private const int Shown = 50;

    public static readonly string[] Parameters = [OverviewFilter.PublisherParameter, About, Before];

    public static bool TryRead(PageSetting page, MonitorCatalogue catalogue, out long? before, out BilingualText? refusal)
    {
        refusal = null;
        before = null;
        if (page[OverviewFilter.PublisherParameter] is { } publisher && !catalogue.Publishers.ContainsKey(publisher)) refusal = PageWords.BadChoice(OverviewFilter.PublisherParameter, publisher, "the key of a publisher");
        else if (page[About] is not (null or Monitor)) refusal = PageWords.BadChoice(About, page[About]!, Monitor);
        else refusal = ReadCursor(page, out before);
        return refusal is null;
    }

    public static BilingualText? ReadCursor(PageSetting page, out long? before)
    {
        before = null;
        if (page[Before] is not { } text) return null;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return PageWords.BadChoice(Before, text, "the number of a flip");
        before = id;
        return null;
    }

    public static async Task<EventsView> ReadAsync(PageDesk desk, PageSetting page, long? before, CancellationToken stopping)
    {
        var question = PageDesk.Question(page, desk.Zone);
        var publisher = page[OverviewFilter.PublisherParameter];
        var isMonitor = page[About] == Monitor;
        var series = publisher is null ? null : desk.Catalogue.Series.Values.Where(s => s.Publisher == publisher).Select(s => s.Key).ToList();
        var asked = new FlipsWanted(series, !isMonitor, question.AsOf, page.On is null ? null : Chronicle.EndOf(question.On, desk.Zone));
        var flips = await desk.Record.Pages.FlipsAsync(asked, before, Shown + 1, stopping);
        var shown = flips.Take(Shown).ToList();
        var leaves = await desk.Record.Pages.LeavesAsync(LogEntryKind.Flip, [.. shown.Select(f => f.Id)], stopping);
        var book = await desk.Record.Reviews.BookAsync(question.AsOf, stopping);
        return new EventsView(
            [.. shown.Select(f => FlipLines.Of(desk.Catalogue, f, leaves, page.Tongue, book))],
            flips.Count > Shown ? page.With((Before, shown[^1].Id.ToString(CultureInfo.InvariantCulture))) : null,
            publisher,
            isMonitor,
            [.. desk.Catalogue.Publishers.Values.Where(p => desk.Catalogue.Series.Values.Any(s => s.Publisher == p.Key)).Select(p => (p.Key, page.Say(p.Name)))]);
    }
}
