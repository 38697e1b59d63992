using System.ComponentModel;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving;

/// <summary>Which releases a list holds.</summary>
internal sealed record ReleasesAsked(
    [property: Description("Only releases of the publisher with this key")] string? Publisher,
    [property: Description("Only releases of the series with this key")] string? Series,
    [property: Description("Only releases with this status, such as Missing: the status at the time that is asked about")] string? Status,
    [property: Description("Only releases of periods that ended on this day or later, such as 2026-01-01")] string? From,
    [property: Description("Only releases of periods that began on this day or earlier, such as 2026-12-31")] string? To);

/// <summary>Releases of all series: the newest period first.</summary>
internal static class ReleasesApi
{
    /// <summary>Releases read at once while looking for those that had a status in the past.</summary>
    private const int Step = 500;

    private const char Divider = '~';

    public static void MapReleasesApi(this RouteGroupBuilder api) =>
        api.MapGet("/releases", ListAsync).WithSummary("Releases of all series, newest period first");

    private static async Task<Results<Ok<ListDocument<ReleaseDocument>>, ProblemHttpResult>> ListAsync(
        [AsParameters] ReleasesAsked asked, [AsParameters] TimeAsked time, [AsParameters] PageAsked page, [AsParameters] RecordDesk desk, CancellationToken stopping)
    {
        if (page.Wrong is { } wrong) return wrong;
        if (!Words.TrySeries(desk.Catalogue, asked.Publisher, asked.Series, out var series, out var problem)) return problem!;
        if (!Words.TryRead<ReleaseStatus>("status", asked.Status, out var status, out problem)) return problem!;
        if (!TimeText.TryDays(asked.From, asked.To, out var from, out var to, out problem)) return problem!;
        if (!TimeQuestion.TryRead(time, TimeText.ZoneOf(desk.Catalogue, asked.Publisher), desk.Time.GetUtcNow(), out var question, out problem)) return problem!;
        if (!TryCursor(page.Cursor, out var after)) return ApiProblems.BadRequest("cursor", page.Cursor, "the value of next of the page before");
        var filter = new ReleaseFilter { Series = series, From = from, To = to, Status = time.IsAsked ? null : status, HadStatus = time.IsAsked ? status : null };
        var book = await desk.Reviews.BookAsync(question.AsOf, stopping);
        var found = time.IsAsked
            ? await PastAsync(desk, filter, status, question, after, page.Size, stopping)
            : [.. (await desk.Releases.NewestAsync(filter, after, page.Size + 1, stopping)).Select(r => (r, (PastRelease?)null))];
        var shown = found.Take(page.Size).ToList();
        var next = found.Count > shown.Count ? CursorOf(shown[^1].Record) : null;
        return TypedResults.Ok(new ListDocument<ReleaseDocument>([.. shown.Select(r => desk.Document(r.Record, r.Past, book))], next));
    }

    /// <summary>What status a release had follows from its flips only, so that pages are filled step by step; one item more than a page says that there is another.</summary>
    private static async Task<List<(ReleaseRecord Record, PastRelease? Past)>> PastAsync(
        RecordDesk desk, ReleaseFilter filter, ReleaseStatus? status, TimeQuestion question, ReleaseCursor? after, int size, CancellationToken stopping)
    {
        var found = new List<(ReleaseRecord Record, PastRelease? Past)>();
        while (found.Count <= size)
        {
            var records = await desk.Releases.NewestAsync(filter, after, Step, stopping);
            found.AddRange((await desk.AtAsync(records, question, stopping)).Where(r => status is null || r.Past!.State.Status == status));
            if (records.Count < Step) break;
            after = new ReleaseCursor(records[^1].Release.Period, records[^1].Series);
        }
        return found;
    }

    private static string CursorOf(ReleaseRecord last) => $"{last.Release.Period}{Divider}{last.Series}";

    private static bool TryCursor(string? text, out ReleaseCursor? cursor)
    {
        cursor = null;
        if (text is null) return true;
        if (text.Split(Divider) is not [var period, { Length: > 0 } series] || !ReferencePeriod.TryParse(period, out var parsed)) return false;
        cursor = new ReleaseCursor(parsed, series);
        return true;
    }
}
