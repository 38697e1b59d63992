using System.ComponentModel;
using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace DataBlackHole.Serving;

/// <summary>The read-only status API.</summary>
public static class StatusApi
{
    private const int MostItems = 500;

    public static void MapStatusApi(this WebApplication app)
    {
        app.MapOpenApi();
        app.MapGet("/api/v1", Index).WithSummary("Where to begin: every address of the API").WithTags("Monitor");
        var api = app.MapGroup("/api/v1").WithTags("Status");
        api.MapGet("/series", SeriesListAsync).WithSummary("Every watched series with its status");
        api.MapGet("/series/{key}", SeriesAsync).WithSummary("One series: status, since when, last period, and the evidence");
        api.MapGet("/series/{key}/releases", ReleasesAsync).WithSummary("Releases of one series, newest period first");
        api.MapGet("/series/{key}/flips", FlipsAsync).WithSummary("Changes of status of one series, newest first");
        api.MapCalendarApi();
        api.MapGet("/sources", SourcesAsync).WithSummary("Every source and whether it can be seen");
        api.MapHistoryApi();
        api.MapLogApi();
        api.MapEvidenceApi();
    }

    private static Ok<IndexDocument> Index(MonitorCatalogue catalogue, EndpointDataSource endpoints) => TypedResults.Ok(new IndexDocument(
        "DataBlackHole",
        catalogue.Hash,
        [
            .. endpoints.Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<ITagsMetadata>()?.Tags.Contains(OperatorApi.Unlisted) != true)
                .Select(e => (Path: $"/{e.RoutePattern.RawText?.TrimStart('/')}", e.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary))
                .Where(e => e.Path != "/api/v1")
                .Select(e => new EndpointDocument(e.Path.Replace("{documentName}", "v1", StringComparison.Ordinal), e.Summary ?? "This API, described for machines (OpenAPI)"))
                .OrderBy(e => e.Path, StringComparer.Ordinal),
        ]));

    private static async Task<Ok<ListDocument<SeriesDocument>>> SeriesListAsync(MonitorCatalogue catalogue, StatusQueries queries, CancellationToken stopping)
    {
        var known = (await queries.AllSeriesAsync(stopping)).ToDictionary(s => s.Series, StringComparer.Ordinal);
        var items = catalogue.Series.Values.Select(s => StatusMapping.Series(s, known.GetValueOrDefault(s.Key))).ToList();
        return TypedResults.Ok(new ListDocument<SeriesDocument>(items, null));
    }

    private static async Task<Results<Ok<SeriesDetailDocument>, ProblemHttpResult>> SeriesAsync(
        [Description("Permanent key of the series")] string key,
        [Description("What was the status at the end of this day (in the publisher's zone), by all that counts? Such as 2023-09-01")] string? on,
        [Description("Only what had been recorded by this instant counts, such as 2026-11-22T00:00Z; a plus sign is written %2B")] string? asOf,
        MonitorCatalogue catalogue, Judge judge, StatusQueries queries, TimeProvider time, CancellationToken stopping)
    {
        if (!catalogue.Series.TryGetValue(key, out var series)) return ApiProblems.UnknownSeries(catalogue, key);
        var zone = catalogue.Publishers[series.Publisher].TimeZone;
        if (!TimeQuestion.TryRead(on, asOf, zone, time.GetUtcNow(), out var question, out var problem)) return problem!;
        var detail = await queries.SeriesAsync(key, stopping) ?? new SeriesDetail(Judge.Begin(series), null, null);
        var document = StatusMapping.Detail(series, judge.CalendarOf(series), detail);
        if (on is null && asOf is null) return TypedResults.Ok(document);
        var flips = await queries.FlipsRecordedByAsync(key, question.AsOf, stopping);
        var chronicle = Chronicle.Of(key, flips, catalogue.History.Of(key), zone, question.On, question.AsOf);
        return TypedResults.Ok(document with { Chronicle = HistoryMapping.Chronicle(catalogue, chronicle) });
    }

    private static async Task<Results<Ok<ListDocument<ReleaseDocument>>, ProblemHttpResult>> ReleasesAsync(
        [Description("Permanent key of the series")] string key,
        [Description("Only releases of periods before this one; the value of next of the page before")] string? before,
        [Description("Most releases to return, 1 to 500")] int? limit,
        MonitorCatalogue catalogue, Judge judge, StatusQueries queries, CancellationToken stopping)
    {
        if (!catalogue.Series.TryGetValue(key, out var series)) return ApiProblems.UnknownSeries(catalogue, key);
        if (!ReferencePeriod.TryParse(before, out var period) && before is not null) return ApiProblems.BadRequest("before", before, "a reference period such as 2026-09, 2026-Q3 or 2024-01..2024-02");
        if (limit is < 1 or > MostItems) return ApiProblems.BadRequest("limit", limit, "a number from 1 to 500");
        var size = limit ?? 100;
        var releases = await queries.ReleasesAsync(key, before is null ? null : period, size, stopping);
        var next = releases.Count == size ? releases[^1].Period.ToString() : null;
        var calendar = judge.CalendarOf(series);
        return TypedResults.Ok(new ListDocument<ReleaseDocument>([.. releases.Select(r => StatusMapping.Release(calendar, r))], next));
    }

    private static async Task<Results<Ok<ListDocument<FlipDocument>>, ProblemHttpResult>> FlipsAsync(
        [Description("Permanent key of the series")] string key,
        [Description("Release, Series or Visibility; all when absent")] string? axis,
        [Description("Only flips with a smaller id; the value of next of the page before")] string? before,
        [Description("Most flips to return, 1 to 500")] int? limit,
        MonitorCatalogue catalogue, StatusQueries queries, CancellationToken stopping)
    {
        if (!catalogue.Series.ContainsKey(key)) return ApiProblems.UnknownSeries(catalogue, key);
        FlipAxis wanted = default;
        if (axis is not null && (!Enum.TryParse(axis, ignoreCase: true, out wanted) || !Enum.IsDefined(wanted) || wanted == FlipAxis.Unknown))
            return ApiProblems.BadRequest("axis", axis, "Release, Series or Visibility");
        if (!long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && before is not null) return ApiProblems.BadRequest("before", before, "a flip id");
        if (limit is < 1 or > MostItems) return ApiProblems.BadRequest("limit", limit, "a number from 1 to 500");
        var size = limit ?? 100;
        var flips = await queries.FlipsAsync(key, axis is null ? null : wanted, before is null ? null : id, size, stopping);
        var next = flips.Count == size ? flips[^1].Id.ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new ListDocument<FlipDocument>([.. flips.Select(StatusMapping.Flip)], next));
    }

    private static async Task<Ok<ListDocument<SourceDocument>>> SourcesAsync(MonitorCatalogue catalogue, StatusQueries queries, TimeProvider time, CancellationToken stopping)
    {
        var known = (await queries.SourcesAsync(stopping)).ToDictionary(s => s.State.Source, StringComparer.Ordinal);
        var now = time.GetUtcNow();
        var items = catalogue.Sources.Values.Select(s => StatusMapping.Source(s, catalogue.Publishers[s.Publisher], known.GetValueOrDefault(s.Key), now)).ToList();
        return TypedResults.Ok(new ListDocument<SourceDocument>(items, null));
    }
}
