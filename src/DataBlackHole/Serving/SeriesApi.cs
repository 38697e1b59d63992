using System.ComponentModel;
using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving;

/// <summary>Which series a list holds.</summary>
internal sealed record SeriesAsked(
    [property: Description("Only series of the publisher with this key")] string? Publisher,
    [property: Description("Only series with this status, such as Missing: what our looks had concluded at the time that is asked about")] string? Status,
    [property: Description("Only this kind: Statistic or Service")] string? Kind);

/// <summary>The series, one by one and as a list.</summary>
internal static class SeriesApi
{
    public static void MapSeriesApi(this RouteGroupBuilder api)
    {
        api.MapGet("/series", ListAsync).WithSummary("Every watched series with its status, in the order of keys");
        api.MapGet("/series/{key}", OneAsync).WithSummary("One series: status, since when, last period, and the evidence");
        api.MapGet("/series/{key}/releases", ReleasesAsync).WithSummary("Releases of one series, newest period first");
        api.MapGet("/series/{key}/flips", FlipsAsync).WithSummary("Changes of status of one series, newest first");
    }

    private static async Task<Results<Ok<ListDocument<SeriesDocument>>, ProblemHttpResult>> ListAsync(
        [AsParameters] SeriesAsked asked, [AsParameters] TimeAsked time,
        [Description("Where to go on: the value of next of the page before. The header Link has the whole address (RFC 8288)")] string? cursor,
        [Description("Most series to return, 1 to 500; 500 when absent")] int? limit,
        [AsParameters] RecordDesk desk, CancellationToken stopping)
    {
        var page = new PageAsked(cursor, limit ?? PageAsked.Most);
        if (page.Wrong is { } wrong) return wrong;
        if (!Words.TrySeries(desk.Catalogue, asked.Publisher, null, out _, out var problem)) return problem!;
        if (!Words.TryRead<SeriesStatus>("status", asked.Status, out var status, out problem)) return problem!;
        if (!Words.TryRead<SeriesKind>("kind", asked.Kind, out var kind, out problem)) return problem!;
        if (!TimeQuestion.TryRead(time, TimeText.ZoneOf(desk.Catalogue, asked.Publisher), desk.Time.GetUtcNow(), out var question, out problem)) return problem!;
        var book = await desk.Reviews.BookAsync(question.AsOf, stopping);
        var known = (await desk.States.AllSeriesAsync(stopping)).ToDictionary(s => s.Series, StringComparer.Ordinal);
        var wanted = desk.Catalogue.Series.Values.Where(s => (asked.Publisher is null || s.Publisher == asked.Publisher) && (kind is null || s.Kind == kind));
        var documents = wanted.Select(s => StatusMapping.Series(s, known.GetValueOrDefault(s.Key), book.OfSeries(s.Key)));
        if (time.IsAsked)
        {
            var flips = await desk.Flips.ChroniclesAsync(new FlipFilter(null) { RecordedBy = question.AsOf, Until = question.Until }, stopping);
            documents = documents.Select(d => d with { Chronicle = ChronicleOf(desk, d.Key, flips[d.Key], question, book) });
        }
        documents = documents.Where(d => status is null || (time.IsAsked ? d.Chronicle!.Observed.Status : d.Status) == status);
        return TypedResults.Ok(Paging.Of(documents.Select(d => KeyValuePair.Create(d.Key, d)), page));
    }

    private static async Task<Results<Ok<SeriesDetailDocument>, ProblemHttpResult>> OneAsync(
        [Description("Permanent key of the series")] string key, [AsParameters] TimeAsked time, [AsParameters] RecordDesk desk, CancellationToken stopping)
    {
        if (!desk.Catalogue.Series.TryGetValue(key, out var series)) return ApiProblems.UnknownSeries(desk.Catalogue, key);
        var zone = desk.Catalogue.Publishers[series.Publisher].TimeZone;
        if (!TimeQuestion.TryRead(time, zone, desk.Time.GetUtcNow(), out var question, out var problem)) return problem!;
        var book = await desk.Reviews.BookAsync(question.AsOf, stopping);
        var detail = await desk.States.SeriesAsync(key, stopping) ?? new SeriesDetail(Judge.Begin(series), null, null);
        var document = StatusMapping.Detail(series, desk.Judge.CalendarOf(series), detail, book, await desk.States.SourceStatesAsync([.. detail.State.Channels.Keys], stopping));
        if (!time.IsAsked) return TypedResults.Ok(document);
        var flips = await desk.States.FlipsRecordedByAsync(key, question.AsOf, stopping);
        return TypedResults.Ok(document with { Chronicle = ChronicleOf(desk, key, flips, question, book) });
    }

    private static async Task<Results<Ok<ListDocument<ReleaseDocument>>, ProblemHttpResult>> ReleasesAsync(
        [Description("Permanent key of the series")] string key, [AsParameters] TimeAsked time,
        [Description("Only releases of periods before this one; the same as cursor")] string? before,
        [AsParameters] PageAsked page, [AsParameters] RecordDesk desk, CancellationToken stopping)
    {
        if (!desk.Catalogue.Series.TryGetValue(key, out var series)) return ApiProblems.UnknownSeries(desk.Catalogue, key);
        if (!ReferencePeriod.TryParse(page.Cursor ?? before, out var period) && (page.Cursor ?? before) is not null)
            return ApiProblems.BadRequest(page.Cursor is null ? "before" : "cursor", page.Cursor ?? before, "a reference period such as 2026-09, 2026-Q3 or 2024-01..2024-02");
        if (page.Wrong is { } wrong) return wrong;
        if (!TimeQuestion.TryRead(time, desk.Catalogue.Publishers[series.Publisher].TimeZone, desk.Time.GetUtcNow(), out var question, out var problem)) return problem!;
        var book = await desk.Reviews.BookAsync(question.AsOf, stopping);
        var releases = await desk.States.ReleasesAsync(key, (page.Cursor ?? before) is null ? null : period, page.Size, stopping);
        // The page is one of the releases as they stand; those that were not on record yet leave it shorter.
        var shown = await desk.AtAsync([.. releases.Select(r => new ReleaseRecord(key, r))], time.IsAsked ? question : null, stopping);
        return TypedResults.Ok(new ListDocument<ReleaseDocument>([.. shown.Select(r => desk.Document(r.Record, r.Past, book))], Paging.Next(releases, page, r => r.Period.ToString())));
    }

    private static async Task<Results<Ok<ListDocument<FlipDocument>>, ProblemHttpResult>> FlipsAsync(
        [Description("Permanent key of the series")] string key,
        [Description("Release, Series, Visibility, Calendar or Value; all when absent")] string? axis,
        [AsParameters] TimeAsked time,
        [Description("Only flips with a smaller number; the same as cursor")] string? before,
        [AsParameters] PageAsked page, [AsParameters] RecordDesk desk, CancellationToken stopping)
    {
        if (!desk.Catalogue.Series.TryGetValue(key, out var series)) return ApiProblems.UnknownSeries(desk.Catalogue, key);
        if (!Words.TryRead<FlipAxis>("axis", axis, out var wanted, out var problem)) return problem!;
        if (!long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && before is not null) return ApiProblems.BadRequest("before", before, "a flip id");
        if (!page.TryNumber(out var cursor, out problem)) return problem!;
        if (!TimeQuestion.TryRead(time, desk.Catalogue.Publishers[series.Publisher].TimeZone, desk.Time.GetUtcNow(), out var question, out problem)) return problem!;
        var filter = new FlipFilter(null, [key]) { Axis = wanted, RecordedBy = time.IsAsked ? question.AsOf : null, Until = time.IsAsked ? question.Until : null };
        var flips = await desk.Flips.NewestAsync(filter, cursor ?? (before is null ? null : id), page.Size, stopping);
        var book = await desk.Reviews.BookAsync(question.AsOf, stopping);
        return TypedResults.Ok(new ListDocument<FlipDocument>([.. flips.Select(f => StatusMapping.Flip(f, book))], Paging.Next(flips, page, f => Paging.Number(f.Id))));
    }

    private static ChronicleDocument ChronicleOf(RecordDesk desk, string key, IEnumerable<FlipRecord> flips, TimeQuestion question, ReviewBook book)
    {
        var zone = desk.Catalogue.Publishers[desk.Catalogue.Series[key].Publisher].TimeZone;
        return HistoryMapping.Chronicle(desk.Catalogue, Chronicle.Of(key, flips, desk.Catalogue.History.Of(key), zone, question.On, question.AsOf), book);
    }
}
