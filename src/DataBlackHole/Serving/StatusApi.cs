using DataBlackHole.Core.Catalogue;
using DataBlackHole.Serving.Exports;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace DataBlackHole.Serving;

/// <summary>The read-only status API.</summary>
public static class StatusApi
{
    public static void MapStatusApi(this WebApplication app)
    {
        app.MapOpenApi();
        app.MapGet("/api/v1", Index).WithSummary("Where to begin: every address of the API").WithTags("Monitor");
        var api = app.MapGroup("/api/v1").WithTags("Status").AddEndpointFilter(Paging.LinkAsync);
        api.MapSeriesApi();
        api.MapReleasesApi();
        api.MapFlipsApi();
        api.MapSourcesApi();
        api.MapMeasurementsApi();
        api.MapPublishersApi();
        api.MapAgendaApi();
        api.MapCalendarApi();
        api.MapCoverageApi();
        api.MapHistoryApi();
        api.MapLogApi();
        api.MapEvidenceApi();
        api.MapExports();
    }

    private static Ok<IndexDocument> Index(MonitorCatalogue catalogue, EndpointDataSource endpoints) => TypedResults.Ok(new IndexDocument(
        "DataBlackHole",
        catalogue.Hash,
        [
            .. endpoints.Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<ITagsMetadata>()?.Tags.Contains(OperatorApi.Unlisted) != true)
                .Select(e => (Path: $"/{e.RoutePattern.RawText?.TrimStart('/')}", e.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary))
                .Where(e => e.Path != "/api/v1")
                .Select(e => new EndpointDocument(Plain(e.Path), e.Summary ?? "This API, described for machines (OpenAPI)"))
                .OrderBy(e => e.Path, StringComparer.Ordinal),
        ]));

    /// <summary>As one writes it: what a part must be made of is no part of the address.</summary>
    private static string Plain(string path) => path.Replace("{documentName}", "v1", StringComparison.Ordinal).Replace(":long}", "}", StringComparison.Ordinal);
}
