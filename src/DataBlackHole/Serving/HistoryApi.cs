using System.ComponentModel;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Loading;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving;

/// <summary>The cited history over HTTP. A series that nobody watches is answered here too.</summary>
internal static class HistoryApi
{
    public static void MapHistoryApi(this RouteGroupBuilder api)
    {
        api.MapGet("/series/{key}/history", OfSeries).WithSummary("Cited events of the past of one series, watched or not, newest first");
        api.MapGet("/history", All).WithSummary("All cited events of the past, newest first");
    }

    private static Results<Ok<ListDocument<HistoryEntryDocument>>, ProblemHttpResult> OfSeries(
        [Description("Permanent key of the series")] string key, [AsParameters] TimeAsked time, [AsParameters] PageAsked page, MonitorCatalogue catalogue, TimeProvider clock)
    {
        var entries = catalogue.History.Of(key);
        if (entries.IsEmpty && !catalogue.Series.ContainsKey(key)) return ApiProblems.UnknownSeries(catalogue, key);
        return Page(catalogue, entries, time, page, clock);
    }

    private static Results<Ok<ListDocument<HistoryEntryDocument>>, ProblemHttpResult> All(
        [Description("Only entries of the publisher with this key")] string? publisher,
        [Description("Only entries of the series with this key")] string? series,
        [Description("Only entries of this confidence: Low, Medium or High")] string? confidence,
        [AsParameters] TimeAsked time, [AsParameters] PageAsked page, MonitorCatalogue catalogue, TimeProvider clock)
    {
        var wanted = Scalars.Words<Confidence>().FirstOrDefault(w => string.Equals(w, confidence, StringComparison.OrdinalIgnoreCase));
        if (publisher is not null && !catalogue.Publishers.ContainsKey(publisher)) return ApiProblems.BadRequest("publisher", publisher, "the key of a publisher");
        if (series is not null && catalogue.History.Of(series).IsEmpty && !catalogue.Series.ContainsKey(series))
            return ApiProblems.BadRequest("series", series, "the key of a series");
        if (confidence is not null && wanted is null) return ApiProblems.BadRequest("confidence", confidence, "Low, Medium or High");
        return Page(catalogue, catalogue.History.Entries.Where(e =>
            (publisher is null || e.Publisher == publisher) && (series is null || e.Series == series) && (wanted is null || e.Confidence.ToString() == wanted)), time, page, clock);
    }

    /// <summary>What has no day comes last, and counts for any day.</summary>
    private static Results<Ok<ListDocument<HistoryEntryDocument>>, ProblemHttpResult> Page(
        MonitorCatalogue catalogue, IEnumerable<CuratedEntry> entries, TimeAsked time, PageAsked page, TimeProvider clock)
    {
        if (page.Wrong is { } wrong) return wrong;
        if (!TimeQuestion.TryRead(time, TimeText.ZoneOf(catalogue, null), clock.GetUtcNow(), out var question, out var problem)) return problem!;
        if (time.IsAsked) entries = entries.Where(e => e.RecordedOn <= DateOnly.FromDateTime(question.AsOf.UtcDateTime) && !(Begin(e) > question.On));
        var ordered = entries.OrderByDescending(Begin).ThenBy(e => e.Key, StringComparer.Ordinal).ToList();
        var after = page.Cursor is null ? -1 : ordered.FindIndex(e => e.Key == page.Cursor);
        if (page.Cursor is not null && after < 0) return ApiProblems.BadRequest("cursor", page.Cursor, "the value of next of the page before");
        var shown = ordered.Skip(after + 1).Take(page.Size).ToList();
        return TypedResults.Ok(new ListDocument<HistoryEntryDocument>([.. shown.Select(e => HistoryMapping.Entry(catalogue, e))], after + 1 + shown.Count < ordered.Count ? shown[^1].Key : null));
    }

    private static DateOnly? Begin(CuratedEntry entry) => entry.EffectiveFrom?.Start ?? entry.AnnouncedOn;
}
