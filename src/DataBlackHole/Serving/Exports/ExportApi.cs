using System.ComponentModel;
using System.Text;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace DataBlackHole.Serving.Exports;

/// <summary>Which part of the record an export holds.</summary>
internal sealed record ExportAsked(
    [property: Description("Only of the publisher with this key")] string? Publisher,
    [property: Description("Only of the series with this key")] string? Series,
    [property: Description("From this day on: of reference periods for releases and observations, of conclusions for flips, of time for coverage. A day is one of the publisher's zone")] string? From,
    [property: Description("Up to this day, which is part of it")] string? To);

/// <summary>What exports over HTTP are made from.</summary>
internal sealed record ExportDesk(RecordExport Export, RecordDesk Record, ExportFingerprint Fingerprint);

/// <summary>Whole tables of the record, streamed.</summary>
internal static class ExportApi
{
    public static void MapExports(this RouteGroupBuilder api)
    {
        var exports = api.MapGroup("/exports").WithTags("Exports");
        exports.MapGet("/{table}.csv", CsvAsync).WithSummary("A table of the record as CSV (RFC 4180); values are exact, so import it as text")
            .Produces<string>(StatusCodes.Status200OK, "text/csv").Produces(StatusCodes.Status304NotModified);
        exports.MapGet("/{table}.ndjson", NdjsonAsync).WithSummary("A table of the record as NDJSON, one object a line")
            .Produces<string>(StatusCodes.Status200OK, "application/x-ndjson").Produces(StatusCodes.Status304NotModified);
        exports.MapGet("/observations.sdmx.csv", SdmxAsync).WithSummary("Figures, and why there are none, as SDMX-CSV 2.0")
            .WithDescription($"OBS_STATUS is of the SDMX codelist CL_OBS_STATUS: {string.Join("; ", SdmxRow.Codes.Select(c => $"{c.Code} = {c.Meaning}"))}. RELEASE_STATUS has our own word for it.")
            .Produces<string>(StatusCodes.Status200OK, "application/vnd.sdmx.data+csv").Produces(StatusCodes.Status304NotModified);
    }

    private static Task<Results<PushStreamHttpResult, ProblemHttpResult>> CsvAsync(
        [Description("Table: series, releases, flips, reviews or coverage")] string table, [AsParameters] ExportAsked asked, [AsParameters] TimeAsked time,
        [AsParameters] ExportDesk desk, HttpContext context, CancellationToken stopping) => TableAsync(table, "csv", CsvTable.ContentType, CsvTable.WriteAsync, asked, time, desk, context, stopping);

    private static Task<Results<PushStreamHttpResult, ProblemHttpResult>> NdjsonAsync(
        [Description("Table: series, releases, flips, reviews or coverage")] string table, [AsParameters] ExportAsked asked, [AsParameters] TimeAsked time,
        [AsParameters] ExportDesk desk, HttpContext context, CancellationToken stopping) => TableAsync(table, "ndjson", NdjsonTable.ContentType, NdjsonTable.WriteAsync, asked, time, desk, context, stopping);

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> SdmxAsync(
        [AsParameters] ExportAsked asked, [AsParameters] TimeAsked time, [AsParameters] ExportDesk desk, HttpContext context, CancellationToken stopping)
    {
        if (!ExportScopes.TryRead(desk.Record.Catalogue, asked, time, desk.Record.Time.GetUtcNow(), out var scope, out var problem)) return problem!;
        return await PushAsync(desk.Export.Observations(scope, stopping), CsvTable.WriteAsync, SdmxRow.ContentType, "observations.sdmx.csv", desk, context, stopping);
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> TableAsync(
        string name, string ending, string contentType, Func<Stream, ExportTable, CancellationToken, Task> write,
        ExportAsked asked, TimeAsked time, ExportDesk desk, HttpContext context, CancellationToken stopping)
    {
        if (!ExportScopes.TryRead(desk.Record.Catalogue, asked, time, desk.Record.Time.GetUtcNow(), out var scope, out var problem)) return problem!;
        if (desk.Export.Table(name, scope, stopping) is not { } table) return ApiProblems.Unknown("No such table", $"There is no table '{name}': there are {RecordExport.Names}.");
        return await PushAsync(table, write, contentType, $"{name}.{ending}", desk, context, stopping);
    }

    private static async Task<PushStreamHttpResult> PushAsync(
        ExportTable table, Func<Stream, ExportTable, CancellationToken, Task> write, string contentType, string file, ExportDesk desk, HttpContext context, CancellationToken stopping)
    {
        var print = await desk.Fingerprint.OfAsync(desk.Record.Time.GetUtcNow(), stopping);
        // Another program may write the same record otherwise.
        var program = typeof(ExportApi).Assembly.ManifestModule.ModuleVersionId;
        var tag = ContentDigest.Of(Encoding.UTF8.GetBytes($"{program} {desk.Record.Catalogue.Hash} {print} {context.Request.Path}{context.Request.QueryString}")).Hex[..32];
        context.Response.Headers.CacheControl = "public, no-cache";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(output => write(output, table, stopping), contentType, $"datablackhole-{file}", entityTag: new EntityTagHeaderValue($"\"{tag}\""));
    }
}

/// <summary>Reads what an export is to hold: the same for the API and for the verbs.</summary>
internal static class ExportScopes
{
    public static bool TryRead(MonitorCatalogue catalogue, ExportAsked asked, TimeAsked time, DateTimeOffset now, out ExportScope scope, out ProblemHttpResult? problem)
    {
        scope = ExportScope.All;
        var zone = TimeText.ZoneOf(catalogue, asked.Publisher);
        if (!Words.TrySeries(catalogue, asked.Publisher, asked.Series, out var series, out problem)) return false;
        if (!TimeText.TryDays(asked.From, asked.To, out var fromDay, out var toDay, out problem)) return false;
        if (!TimeText.TrySpan(asked.From, asked.To, zone, out var from, out var to, out problem)) return false;
        if (!TimeQuestion.TryRead(time, zone, now, out var question, out problem)) return false;
        scope = new ExportScope(series, from, to, fromDay, toDay) { Question = time.IsAsked ? question : null };
        return true;
    }
}

/// <summary>What every export follows from, in a few numbers: what is the same has the same bytes.</summary>
internal sealed class ExportFingerprint(FingerprintQueries record)
{
    /// <summary>The minute is part of it, because coverage reaches up to now.</summary>
    public async Task<string> OfAsync(DateTimeOffset now, CancellationToken stopping) => $"{await record.ReadAsync(stopping)} {now.UtcTicks / TimeSpan.TicksPerMinute}";
}
