using System.ComponentModel;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving;

/// <summary>What answers about calendars are made from.</summary>
internal sealed record CalendarDesk(MonitorCatalogue Catalogue, CalendarQueries Queries, TimeProvider Time);

/// <summary>Announced calendars: every version that was read, and what changed between two of them.</summary>
internal static class CalendarApi
{
    public static void MapCalendarApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/calendars", List).WithSummary("The release calendars that publishers announce");
        api.MapGet("/calendars/{source}", VersionsAsync).WithSummary("Every version of a release calendar, newest first");
        api.MapGet("/calendars/{source}/diff", DiffAsync).WithSummary("What changed between two versions of a release calendar");
    }

    private static async Task<Results<Ok<ListDocument<CalendarVersionDocument>>, ProblemHttpResult>> VersionsAsync(
        [Description("Permanent key of a source that is a release calendar")] string source,
        [AsParameters] TimeAsked time, [AsParameters] PageAsked page, [AsParameters] CalendarDesk desk, CancellationToken stopping)
    {
        if (!page.TryNumber(out var before, out var problem)) return problem!;
        if (!IsCalendar(desk.Catalogue, source)) return UnknownCalendar(source);
        if (!TryTime(desk, source, time, out var question, out problem)) return problem!;
        var versions = (await VersionsByAsync(desk, source, time, question, stopping)).SkipWhile(v => before is not null && v.Id != before).Skip(before is null ? 0 : 1).ToList();
        var shown = versions.Take(page.Size).ToList();
        return TypedResults.Ok(new ListDocument<CalendarVersionDocument>([.. shown.Select(Version)], versions.Count > shown.Count ? Paging.Number(shown[^1].Id) : null));
    }

    private static async Task<Results<Ok<CalendarDiffDocument>, ProblemHttpResult>> DiffAsync(
        [Description("Permanent key of a source that is a release calendar")] string source,
        [Description("SHA-256 of the earlier version; the one before the later when absent")] string? from,
        [Description("SHA-256 of the later version; the newest when absent")] string? to,
        [AsParameters] TimeAsked time, [AsParameters] CalendarDesk desk, CancellationToken stopping)
    {
        if (!IsCalendar(desk.Catalogue, source)) return UnknownCalendar(source);
        if (!TryTime(desk, source, time, out var question, out var problem)) return problem!;
        if (from is not null && !ContentDigest.TryParse(from, out _)) return BadDigest("from", from);
        if (to is not null && !ContentDigest.TryParse(to, out _)) return BadDigest("to", to);
        var versions = await VersionsByAsync(desk, source, time, question, stopping);
        if (versions.FirstOrDefault(v => Is(v, to)) is not { } later) return NoVersion($"No version {to} of '{source}' is on record.");
        var earlier = versions.FirstOrDefault(v => v.Version.Year == later.Version.Year && v.Id != later.Id && v.Version.ReadAt <= later.Version.ReadAt && Is(v, from));
        if (earlier is null) return NoVersion($"No version {from} of '{source}' for {later.Version.Year} was read before {later.Version.Digest}.");
        var changes = CalendarDiff.Between(earlier.Version, later.Version, earlier.LastReadAt);
        return TypedResults.Ok(new CalendarDiffDocument(source, Version(earlier), Version(later), changes));
    }

    private static Ok<ListDocument<CalendarSourceDocument>> List(MonitorCatalogue catalogue) => TypedResults.Ok(new ListDocument<CalendarSourceDocument>(
        [.. catalogue.Sources.Values.Where(s => s.Kind == SourceKind.ReleaseCalendar).Select(s => new CalendarSourceDocument(s.Key, s.Name, s.Publisher))], null));

    private static bool TryTime(CalendarDesk desk, string source, TimeAsked time, out TimeQuestion question, out ProblemHttpResult? problem) =>
        TimeQuestion.TryRead(time, TimeText.ZoneOf(desk.Catalogue, desk.Catalogue.Sources[source].Publisher), desk.Time.GetUtcNow(), out question, out problem);

    /// <summary>A version is on record from the look that first read it.</summary>
    private static async Task<List<CalendarVersionRecord>> VersionsByAsync(CalendarDesk desk, string source, TimeAsked time, TimeQuestion question, CancellationToken stopping) =>
        [.. (await desk.Queries.VersionsAsync(source, stopping)).Where(v => !time.IsAsked || (v.Version.ReadAt <= question.AsOf && v.Version.ReadAt < question.Until))
            .Select(v => time.IsAsked && v.LastReadAt > question.Moment ? v with { LastReadAt = question.Moment } : v)];

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

    private static ProblemHttpResult UnknownCalendar(string source) => ApiProblems.Unknown(
        "No such calendar", $"There is no release calendar '{source}'. GET /api/v1/calendars lists them.");

    private static ProblemHttpResult NoVersion(string detail) => ApiProblems.Unknown("No such version", detail);

    private static ProblemHttpResult BadDigest(string parameter, string value) => ApiProblems.BadRequest(parameter, value, "a SHA-256 of 64 hexadecimal digits");
}
