using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Serving.Pages;

/// <summary>The page about one publisher.</summary>
public sealed record PublisherView(
    string Key, string Name, string? Homepage, IReadOnlyList<PunctualityLine> Punctuality, IReadOnlyList<PublishedSeries> Series, IReadOnlyList<CitedSeries> CitedOnly);

/// <summary>How punctual one series was.</summary>
/// <param name="Overdue">The open release that is past its day, with how unusual that is.</param>
public sealed record PunctualityLine(string Key, string Name, PunctualityTable Table, string? Overdue);

/// <summary>One series of the publisher.</summary>
public sealed record PublishedSeries(string Key, string Name, StatusLook Status, string LastPeriod);

/// <summary>Words of the page about one publisher.</summary>
public static class PublisherWords
{
    public static readonly BilingualText Punctuality = new("Punctuality", "准时程度");
    public static readonly BilingualText Explanation = new(
        "Only releases with an announced date are judged: the printed day of publication against the last announced day, in working days.", "仅就有预告日期的发布计算：标注的发布日与最后预告日相差的工作日数。");
    public static readonly BilingualText Homepage = new("Home page", "主页");
    public static readonly BilingualText Releases = new("Releases", "发布次数");
    public static readonly BilingualText Announced = new("With announced date", "有预告日期");
    public static readonly BilingualText OnDay = new("On the day", "按日");
    public static readonly BilingualText Early = new("Early", "提前");
    public static readonly BilingualText Late = new("Late", "推迟");
    public static readonly BilingualText Median = new("Median delay", "延迟中位数");
    public static readonly BilingualText Largest = new("Largest", "最长");
    public static readonly BilingualText Rescheduled = new("Rescheduled", "改期");
    public static readonly BilingualText OverdueNow = new("Overdue now", "当前逾期");

    public static BilingualText Overdue(OverdueDocument overdue) => overdue.Unusual is { } unusual
        ? new($"{overdue.Period}: {overdue.WorkingDays} working days; {unusual.AtLeastAsLate} of {unusual.Past} past releases were as late", $"{overdue.Period}：{overdue.WorkingDays} 个工作日；以往 {unusual.Past} 次中 {unusual.AtLeastAsLate} 次同样或更迟")
        : new($"{overdue.Period}: {overdue.WorkingDays} working days", $"{overdue.Period}：{overdue.WorkingDays} 个工作日");
}

/// <summary>Makes the page about one publisher.</summary>
internal static class PublisherPageSource
{
    public static async Task<PublisherView> ReadAsync(PageDesk desk, PageSetting page, PublisherDefinition publisher, CancellationToken stopping)
    {
        var question = PageDesk.Question(page, publisher.TimeZone);
        var series = desk.Catalogue.Series.Values.Where(s => s.Publisher == publisher.Key).ToList();
        var releases = await desk.Record.Pages.ReleasesOfAsync([.. series.Select(s => s.Key)], stopping);
        var past = page.HasTime ? await PageSources.PastAsync(desk, question, publisher.TimeZone, [.. series.Select(s => s.Key)], DateOnly.MinValue.Year, stopping) : null;
        var book = await desk.Record.Reviews.BookAsync(question.AsOf, stopping);
        bool IsRefuted(string key, ReleaseState release) =>
            (past is null ? book.OfRelease(key, release.Period) : past.ReviewOf(key, release.Period.ToString(), release.Status, book))?.Action == ReviewAction.Refute;
        var overview = new OverviewBuilder(page, desk.Catalogue, desk.Judge, await PageSources.OverviewAsync(desk, page, stopping))
            .Build(OverviewFilter.None with { Publisher = publisher.Key });
        return new PublisherView(
            publisher.Key,
            page.Say(publisher.Name),
            publisher.Homepage,
            [
                .. series.Where(s => s.IsWatched && s.Kind == SeriesKind.Statistic).Select(s => Line(
                    page, s, desk.Judge.CalendarOf(s), [.. releases[s.Key].Select(r => past is null ? r : past.Then(s.Key, r)).OfType<ReleaseState>().Where(r => !IsRefuted(s.Key, r))], question.AsOf)),
            ],
            [.. overview.Groups.SelectMany(g => g.Series).Select(s => new PublishedSeries(s.Key, s.Name, s.Status, s.LastPeriod))],
            overview.CitedOnly);
    }

    private static PunctualityLine Line(PageSetting page, SeriesDefinition series, ReleaseCalendar? calendar, List<ReleaseState> releases, DateTimeOffset at)
    {
        // A day that passed and was not judged is no delay of theirs: we had no valid look.
        var judged = releases.Where(r => r.Status is not (ReleaseStatus.Scheduled or ReleaseStatus.Due)).ToList();
        var document = PublishersApi.Punctuality(series.Key, calendar, judged, at);
        return new PunctualityLine(series.Key, page.Say(series.Name), document.Table, document.Overdue is { } overdue ? page.Say(PublisherWords.Overdue(overdue)) : null);
    }
}
