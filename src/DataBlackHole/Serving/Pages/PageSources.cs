using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving.Pages;

/// <summary>Reads what the overview and the page of one series are made of, for now or for another time.</summary>
internal static class PageSources
{
    private const int MostReleases = 500;
    private const int FlipsShown = 100;

    public static async Task<OverviewRecord> OverviewAsync(PageDesk desk, PageSetting page, CancellationToken stopping)
    {
        var question = PageDesk.Question(page, desk.Zone);
        var end = Chronicle.EndOf(question.On, desk.Zone);
        var at = end < question.AsOf ? end : question.AsOf;
        var months = new HeatMap(question.On, at).Months;
        var marks = await desk.Record.Pages.ReleaseMarksAsync([.. desk.Catalogue.Series.Keys], months[0], page.HasTime, stopping);
        return page.HasTime ? await OverviewThenAsync(desk, page, question, at, marks, stopping) : await OverviewNowAsync(desk, page, question.On, marks, months[0], stopping);
    }

    private static async Task<OverviewRecord> OverviewNowAsync(
        PageDesk desk, PageSetting page, DateOnly today, IReadOnlyList<ReleaseMark> marks, DateOnly periodsFrom, CancellationToken stopping)
    {
        var known = (await desk.Record.Status.AllSeriesAsync(stopping)).ToDictionary(s => s.Series, StringComparer.Ordinal);
        var book = await desk.Record.Reviews.BookAsync(page.Now, stopping);
        var open = await OpenAsync(desk, known.Values, periodsFrom, stopping);
        VerdictReview? ReviewOf(string series) => book.IsEmpty || !known.TryGetValue(series, out var state) ? null : ReviewMapping.OfStatus(
            book, series, state.Status, open.Where(o => o.Series == series && o.Status is (ReleaseStatus.Late or ReleaseStatus.Missing)).Select(o => (ReferencePeriod?)o.Period).FirstOrDefault());
        return new OverviewRecord(
            today,
            page.Now,
            desk.Catalogue.Series.ToDictionary(s => s.Key, s => SeriesStanding.Now(s.Value, known.GetValueOrDefault(s.Key), ReviewOf(s.Key)), StringComparer.Ordinal),
            new Dictionary<string, CuratedStatus>(),
            WithReviews(WithDeadlines(marks, open), book, m => ReferencePeriod.TryParse(m.Period, out var period) ? book.OfRelease(m.Series, period) : null).ToLookup(m => m.Series, StringComparer.Ordinal),
            open.ToLookup(o => o.Series, StringComparer.Ordinal),
            await CoverageAsync(desk, page, stopping));
    }

    private static async Task<OverviewRecord> OverviewThenAsync(
        PageDesk desk, PageSetting page, TimeQuestion question, DateTimeOffset at, IReadOnlyList<ReleaseMark> marks, CancellationToken stopping)
    {
        var flips = await desk.Record.Pages.StatusFlipsAsync(question.AsOf, stopping);
        var chronicles = desk.Catalogue.Series.Values.ToDictionary(
            s => s.Key, s => Chronicle.Of(s.Key, flips[s.Key], desk.Catalogue.History.Of(s.Key), desk.ZoneOf(s.Publisher), question.On, question.AsOf), StringComparer.Ordinal);
        var past = await PastAsync(desk, question, desk.Zone, null, question.On.Year - 2, stopping);
        var book = await desk.Record.Reviews.BookAsync(question.AsOf, stopping);
        return new OverviewRecord(
            question.On,
            at,
            chronicles.ToDictionary(c => c.Key, c => SeriesStanding.Then(c.Value.Observed, book), StringComparer.Ordinal),
            chronicles.Where(c => c.Value.Curated.Claim is not null).ToDictionary(c => c.Key, c => c.Value.Curated.Claim!.Status, StringComparer.Ordinal),
            WithReviews(past.Of(marks), book, m => past.ReviewOf(m.Series, m.Period, m.Status, book)).ToLookup(m => m.Series, StringComparer.Ordinal),
            Array.Empty<OpenRelease>().ToLookup(o => o.Series, StringComparer.Ordinal),
            CoverageThen(desk, page, chronicles));
    }

    /// <summary>What is waited for is of the months shown, but for series that are behind: of those it may be much older.</summary>
    private static async Task<IReadOnlyList<OpenRelease>> OpenAsync(PageDesk desk, IEnumerable<SeriesSummary> known, DateOnly periodsFrom, CancellationToken stopping)
    {
        var behind = known.Where(s => s.Status is SeriesStatus.Late or SeriesStatus.Missing).Select(s => s.Series).ToHashSet(StringComparer.Ordinal);
        var recent = await desk.Record.Pages.OpenReleasesAsync([.. desk.Catalogue.Series.Keys.Where(k => !behind.Contains(k))], periodsFrom, stopping);
        return behind.Count == 0 ? recent : [.. recent, .. await desk.Record.Pages.OpenReleasesAsync(behind, DateOnly.MinValue, stopping)];
    }

    private static IEnumerable<ReleaseMark> WithDeadlines(IEnumerable<ReleaseMark> marks, IEnumerable<OpenRelease> open)
    {
        var deadlines = open.ToDictionary(o => (o.Series, o.Period.ToString()), o => o.LateAfter);
        return marks.Select(m => deadlines.TryGetValue((m.Series, m.Period), out var late) ? m with { LateAfter = late } : m);
    }

    private static IEnumerable<ReleaseMark> WithReviews(IEnumerable<ReleaseMark> marks, ReviewBook book, Func<ReleaseMark, VerdictReview?> reviewOf) =>
        book.IsEmpty ? marks : marks.Select(m => reviewOf(m)?.Action == ReviewAction.Refute ? m with { IsRefuted = true } : m);

    public static async Task<PastReleases> PastAsync(
        PageDesk desk, TimeQuestion question, TimeZoneInfo zone, IReadOnlyCollection<string>? series, int fromYear, CancellationToken stopping)
    {
        var before = Chronicle.EndOf(question.On, zone);
        return new PastReleases(
            await desk.Record.Pages.ReleaseTurnsAsync(new FlipsWanted(series, null, question.AsOf, before), fromYear, stopping), await desk.Record.Pages.FirstRecordedAsync(stopping), question.AsOf, before);
    }

    public static async Task<CoverageView> CoverageAsync(PageDesk desk, PageSetting page, CancellationToken stopping)
    {
        var watched = desk.Watched.On(page.Now);
        var known = (await desk.Record.History.LoadSourcesAsync(stopping)).ToDictionary(s => s.Source, StringComparer.Ordinal);
        var states = watched.Select(s => (Source: s, State: known.GetValueOrDefault(s.Key))).ToList();
        var unseen = states.Count(s => s.State is null or { Visibility: Visibility.Unknown });
        return new CoverageView(
            page.Say(OverviewWords.LastLook(states.Max(s => s.State?.LastLookAt), page.Now)),
            page.Say(OverviewWords.Visible(states.Count(s => s.State?.Visibility == Visibility.Clear), watched.Count)),
            unseen == 0 ? null : page.Say(OverviewWords.NotLookedYet(unseen)),
            [
                .. states.Where(s => s.State?.Visibility == Visibility.Blind).OrderBy(s => s.State!.Since).Select(s => new BlindLine(
                    page.Say(s.Source.Name), page.Say(StateWords.Of(s.State!.BlindReason)), s.State.Since is { } since ? page.Say(OverviewWords.Since(since)) : null)),
            ]);
    }

    public static async Task<SeriesRecord> SeriesAsync(PageDesk desk, PageSetting page, SeriesDefinition series, long? cursor, CancellationToken stopping)
    {
        var zone = desk.ZoneOf(series.Publisher);
        var question = PageDesk.Question(page, zone);
        var chronicle = await ChronicleAsync(desk, series.Key, zone, question, stopping);
        var detail = page.HasTime ? null : await desk.Record.Status.SeriesAsync(series.Key, stopping);
        var asked = new FlipsWanted([series.Key], null, question.AsOf, page.On is null ? null : Chronicle.EndOf(question.On, zone));
        var flips = await desk.Record.Pages.FlipsAsync(asked, cursor, FlipsShown + 1, stopping);
        var shown = flips.Take(FlipsShown).ToList();
        var proven = shown.Select(f => f.Id).ToList();
        if (chronicle.Observed is { } observed) proven.Add(observed.Flip.Id);
        var book = await desk.Record.Reviews.BookAsync(question.AsOf, stopping);
        return new SeriesRecord(
            question, detail, chronicle,
            await ReleasesAsync(desk, page, series.Key, question, zone, book, stopping),
            shown, flips.Count > FlipsShown,
            (await desk.Record.History.LoadSourcesAsync(stopping)).ToDictionary(s => s.Source, StringComparer.Ordinal),
            await desk.Record.Pages.LeavesAsync(LogEntryKind.Flip, proven, stopping),
            detail?.LastSighting is { } seen && await desk.Record.Pages.LeavesAsync(LogEntryKind.Measurement, [seen.MeasurementId], stopping) is { Count: > 0 } leaves
                ? leaves[seen.MeasurementId] : null,
            book);
    }

    public static async Task<Chronicle> ChronicleAsync(PageDesk desk, string series, TimeZoneInfo zone, TimeQuestion question, CancellationToken stopping) => Chronicle.Of(
        series, await desk.Record.Status.FlipsRecordedByAsync(series, question.AsOf, stopping), desk.Catalogue.History.Of(series), zone, question.On, question.AsOf);

    private static async Task<IReadOnlyList<(ReleaseState, VerdictReview?)>> ReleasesAsync(
        PageDesk desk, PageSetting page, string series, TimeQuestion question, TimeZoneInfo zone, ReviewBook book, CancellationToken stopping)
    {
        var releases = await desk.Record.Status.ReleasesAsync(series, null, MostReleases, stopping);
        if (!page.HasTime) return [.. releases.Select(r => (r, book.OfRelease(series, r.Period)))];
        var past = await PastAsync(desk, question, zone, [series], DateOnly.MinValue.Year, stopping);
        return [.. releases.Select(r => past.Then(series, r)).OfType<ReleaseState>().Select(r => (r, past.ReviewOf(series, r.Period.ToString(), r.Status, book)))];
    }

    private static CoverageView CoverageThen(PageDesk desk, PageSetting page, Dictionary<string, Chronicle> chronicles)
    {
        var watched = chronicles.Where(c => desk.Catalogue.Series[c.Key].IsWatched).ToList();
        var observed = watched.Where(c => c.Value.Observed is not null).ToList();
        var blind = observed.Where(c => c.Value.Observed!.Blindness is not null).ToList();
        return new CoverageView(
            page.Say(OverviewWords.OnThatDay(PageDesk.Question(page, desk.Zone).On)),
            page.Say(OverviewWords.VisibleThen(observed.Count - blind.Count, watched.Count)),
            null,
            [
                .. blind.Select(c => (Series: desk.Catalogue.Series[c.Key], c.Value.Observed!.Blindness!.Flip)).Select(b => new BlindLine(
                    page.Say(b.Series.Name), page.Say(StateWords.Of(b.Flip.BlindReason)), page.Say(OverviewWords.Since(b.Flip.At)))),
            ]);
    }
}
