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
        [Description("Permanent key of the series")] string key, MonitorCatalogue catalogue)
    {
        var entries = catalogue.History.Of(key);
        if (entries.IsEmpty && !catalogue.Series.ContainsKey(key)) return ApiProblems.UnknownSeries(catalogue, key);
        return Page(catalogue, entries);
    }

    private static Results<Ok<ListDocument<HistoryEntryDocument>>, ProblemHttpResult> All(
        [Description("Only entries of the publisher with this key")] string? publisher,
        [Description("Only entries of the series with this key")] string? series,
        [Description("Only entries of this confidence: Low, Medium or High")] string? confidence,
        MonitorCatalogue catalogue)
    {
        var wanted = Scalars.Words<Confidence>().FirstOrDefault(w => string.Equals(w, confidence, StringComparison.OrdinalIgnoreCase));
        if (publisher is not null && !catalogue.Publishers.ContainsKey(publisher)) return ApiProblems.BadRequest("publisher", publisher, "the key of a publisher");
        if (series is not null && catalogue.History.Of(series).IsEmpty && !catalogue.Series.ContainsKey(series))
            return ApiProblems.BadRequest("series", series, "the key of a series");
        if (confidence is not null && wanted is null) return ApiProblems.BadRequest("confidence", confidence, "Low, Medium or High");
        return Page(catalogue, catalogue.History.Entries.Where(e =>
            (publisher is null || e.Publisher == publisher) && (series is null || e.Series == series) && (wanted is null || e.Confidence.ToString() == wanted)));
    }

    /// <summary>What has no day comes last.</summary>
    private static Ok<ListDocument<HistoryEntryDocument>> Page(MonitorCatalogue catalogue, IEnumerable<CuratedEntry> entries)
    {
        var items = entries.OrderByDescending(e => e.EffectiveFrom?.Start ?? e.AnnouncedOn).ThenBy(e => e.Key, StringComparer.Ordinal);
        return TypedResults.Ok(new ListDocument<HistoryEntryDocument>([.. items.Select(e => HistoryMapping.Entry(catalogue, e))], null));
    }
}
