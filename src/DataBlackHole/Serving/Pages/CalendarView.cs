using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Serving.Ical;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving.Pages;

/// <summary>The page of releases by day.</summary>
public sealed record CalendarView(DateOnly From, DateOnly Until, IReadOnlyList<CalendarDay> Days, string Earlier, string? Later);

/// <summary>The releases of one day of the publishers.</summary>
public sealed record CalendarDay(DateOnly Day, bool IsPast, IReadOnlyList<CalendarLine> Releases);

/// <summary>One release in the calendar.</summary>
/// <param name="Time">Time of day; null when only the day is known or meant.</param>
/// <param name="Basis">What the date rests on, in a sentence.</param>
public sealed record CalendarLine(string SeriesKey, string SeriesName, string Publisher, string Period, string? Time, StatusLook Status, string Basis);

/// <summary>Words of the page of releases.</summary>
public static class CalendarWords
{
    public static readonly BilingualText Title = new("Calendar of releases", "发布日程");
    public static readonly BilingualText Intro = new(
        "Days are those of the publisher. An announced date is the publisher's word; any other follows from past releases.", "日期以发布机构当地为准。预告日期出自发布机构；其余系按以往规律推算。");
    public static readonly BilingualText Nothing = new("No release is expected or on record for these days.", "这些日期内无预期或已记录的发布。");
    public static readonly BilingualText Time = new("Time", "时间");
    public static readonly BilingualText Basis = new("What the date rests on", "日期依据");
    public static readonly BilingualText Earlier = new("Earlier", "更早");
    public static readonly BilingualText Later = new("Later", "更晚");
    public static readonly BilingualText First = new("Show from", "起始日期");
    public static readonly BilingualText ByRule = new(
        "Days by rule are computed by the definitions of today, also for an earlier time.", "按规律推算的日期以现行定义计算，查询过往时间亦然。");
}

/// <summary>Makes the page of releases.</summary>
internal static class CalendarPageSource
{
    private const int DaysBack = 7;
    private const int DaysShown = 45;

    public static async Task<CalendarView> ReadAsync(PageDesk desk, PageSetting page, CancellationToken stopping)
    {
        var question = PageDesk.Question(page, desk.Zone);
        var first = page.On ?? question.On.AddDays(-DaysBack);
        var last = first.AddDays(DaysShown);
        var (from, until) = (Chronicle.EndOf(first.AddDays(-1), desk.Zone), Chronicle.EndOf(last, desk.Zone));
        var series = desk.Catalogue.Series.Values.Where(s => s.Kind == SeriesKind.Statistic).ToList();
        var records = await RecordsAsync(desk, series, first, stopping);
        var then = page.AsOf is null ? null : new CalendarThen(
            await PageSources.PastAsync(desk, question with { On = DateOnly.FromDateTime(question.AsOf.UtcDateTime).AddDays(1) }, desk.Zone, null, first.Year - 3, stopping),
            await desk.Record.Pages.CalendarMovesAfterAsync(question.AsOf, stopping));
        var book = await desk.Record.Reviews.BookAsync(question.AsOf, stopping);
        var span = new Span(question.AsOf, from, until, (key, release) => then is null ? book.OfRelease(key, release.Period) : then.ReviewOf(key, release, book));
        var lines = series.SelectMany(s => Lines(desk, page, s, records[s.Key], then?.Of(s.Key, records[s.Key]) ?? records[s.Key].Releases, span));
        return new CalendarView(
            first,
            last,
            [.. lines.GroupBy(l => l.Day, l => l.Line).OrderBy(g => g.Key).Select(g => new CalendarDay(g.Key, g.Key < question.On, [.. InOrder(g)]))],
            page.With((PageQuestion.OnDay, PageQuestion.Iso(first.AddDays(-DaysShown)))),
            last < question.On ? page.With((PageQuestion.OnDay, PageQuestion.Iso(last))) : null);
    }

    /// <summary>By time of day, and what has none last.</summary>
    private static IEnumerable<CalendarLine> InOrder(IEnumerable<CalendarLine> lines) =>
        lines.OrderBy(l => l.Time is null).ThenBy(l => l.Time, StringComparer.Ordinal).ThenBy(l => l.SeriesKey, StringComparer.Ordinal);

    /// <summary>What comes out in these days is about periods that ended not long before; of years and quarters longer ago than of months.</summary>
    private static async Task<Dictionary<string, AgendaRecord>> RecordsAsync(PageDesk desk, List<SeriesDefinition> series, DateOnly first, CancellationToken stopping)
    {
        var all = new Dictionary<string, AgendaRecord>(StringComparer.Ordinal);
        foreach (var group in series.GroupBy(s => s.Cadence is Cadence.Daily or Cadence.Monthly ? 200 : 800))
        {
            foreach (var (key, record) in await desk.Record.Agenda.RecordAsync([.. group.Select(s => s.Key)], first.AddDays(-group.Key), stopping)) all.Add(key, record);
        }
        return all;
    }

    private static IEnumerable<(DateOnly Day, CalendarLine Line)> Lines(
        PageDesk desk, PageSetting page, SeriesDefinition series, AgendaRecord record, IEnumerable<ReleaseState> releases, Span span)
    {
        var zone = desk.ZoneOf(series.Publisher);
        var agenda = new ReleaseAgenda(series, desk.Judge.CalendarOf(series), record.State ?? Judge.Begin(series));
        foreach (var release in agenda.Between(releases, record.Changes, span.Now, span.From, span.Until))
        {
            var local = TimeZoneInfo.ConvertTime(release.At, zone);
            yield return (DateOnly.FromDateTime(local.DateTime), new CalendarLine(
                series.Key,
                page.Say(series.Name),
                page.Say(desk.Catalogue.Publishers[series.Publisher].Name),
                release.Period.ToString(),
                release.IsDayOnly ? null : local.ToString("HH:mm", CultureInfo.InvariantCulture),
                StatusLook.Of(release.Release.Status, release.Release.Grade == Grade.Suspected ? Grade.None : release.Release.Grade, page.Tongue, span.ReviewOf(series.Key, release.Release)),
                page.Say(IcalWords.BasisOf(release))));
        }
    }

    /// <summary>The moment of asking, and what is shown.</summary>
    private sealed record Span(DateTimeOffset Now, DateTimeOffset From, DateTimeOffset Until, Func<string, ReleaseState, VerdictReview?> ReviewOf);
}
