using System.ComponentModel;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving;

/// <summary>Announced calendars: every version that was read, and what changed between two of them.</summary>
internal static class CalendarApi
{
    public static void MapCalendarApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/calendars/{source}", VersionsAsync).WithSummary("Every version of a release calendar, newest first");
        api.MapGet("/calendars/{source}/diff", DiffAsync).WithSummary("What changed between two versions of a release calendar");
    }

    private static async Task<Results<Ok<ListDocument<CalendarVersionDocument>>, ProblemHttpResult>> VersionsAsync(
        [Description("Permanent key of a source that is a release calendar")] string source,
        MonitorCatalogue catalogue, CalendarQueries queries, CancellationToken stopping)
    {
        if (!IsCalendar(catalogue, source)) return UnknownCalendar(source);
        var versions = await queries.VersionsAsync(source, stopping);
        return TypedResults.Ok(new ListDocument<CalendarVersionDocument>([.. versions.Select(Version)], null));
    }

    private static async Task<Results<Ok<CalendarDiffDocument>, ProblemHttpResult>> DiffAsync(
        [Description("Permanent key of a source that is a release calendar")] string source,
        [Description("SHA-256 of the earlier version; the one before the later when absent")] string? from,
        [Description("SHA-256 of the later version; the newest when absent")] string? to,
        MonitorCatalogue catalogue, CalendarQueries queries, CancellationToken stopping)
    {
        if (!IsCalendar(catalogue, source)) return UnknownCalendar(source);
        if (from is not null && !ContentDigest.TryParse(from, out _)) return BadDigest("from", from);
        if (to is not null && !ContentDigest.TryParse(to, out _)) return BadDigest("to", to);
        var versions = await queries.VersionsAsync(source, stopping);
        if (versions.FirstOrDefault(v => Is(v, to)) is not { } later) return NoVersion($"No version {to} of '{source}' is on record.");
        var earlier = versions.FirstOrDefault(v => v.Version.Year == later.Version.Year && v.Id != later.Id && v.Version.ReadAt <= later.Version.ReadAt && Is(v, from));
        if (earlier is null) return NoVersion($"No version {from} of '{source}' for {later.Version.Year} was read before {later.Version.Digest}.");
        var changes = CalendarDiff.Between(earlier.Version, later.Version, earlier.LastReadAt);
        return TypedResults.Ok(new CalendarDiffDocument(source, Version(earlier), Version(later), changes));
    }

    private static bool IsCalendar(MonitorCatalogue catalogue, string source) =>
        catalogue.Sources.TryGetValue(source, out var known) && known.Kind == SourceKind.ReleaseCalendar;

    private static bool Is(CalendarVersionRecord version, string? digest) =>
        digest is null || version.Version.Digest == ContentDigest.Parse(digest);

    private static CalendarVersionDocument Version(CalendarVersionRecord record) => new()
    {
        Sha256 = record.Version.Digest,
        Year = record.Version.Year,
        FirstReadAt = record.Version.ReadAt,
        LastReadAt = record.LastReadAt,
        Page = record.Version.Page,
        Rows = record.Version.Rows.Length,
        UnreadRows = [.. record.Version.Rows.Where(r => r.Problem is not null).Select(r => $"{r.Number} {r.Content}: {r.Problem}")],
        Measurement = record.MeasurementId,
        PageSha256 = record.Body,
    };

    private static ProblemHttpResult UnknownCalendar(string source) => TypedResults.Problem(
        title: "No such calendar", detail: $"There is no release calendar '{source}'. GET /api/v1/sources lists the sources; those of kind ReleaseCalendar are calendars.",
        statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult NoVersion(string detail) => TypedResults.Problem(
        title: "No such version", detail: detail, statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult BadDigest(string parameter, string value) => TypedResults.Problem(
        title: "Bad parameter", detail: $"'{value}' is no value for '{parameter}': a SHA-256 of 64 hexadecimal digits is expected.",
        statusCode: StatusCodes.Status400BadRequest);
}
