using System.ComponentModel;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving;

/// <summary>What answers about looks are made from.</summary>
internal sealed record LookDesk(MonitorCatalogue Catalogue, LookQueries Looks, StatusQueries States, TimeProvider Time);

/// <summary>Which runs of looks a list holds.</summary>
internal sealed record LooksAsked(
    [property: Description("Only looks at the source with this key")] string? Source,
    [property: Description("Only looks at sources of the publisher with this key")] string? Publisher,
    [property: Description("Clear for looks that could see, Blind for those that could not; both when absent")] string? Status,
    [property: Description("Only runs with a look on this day or at this instant, or later; a day is one of the publisher's zone")] string? From,
    [property: Description("Only runs with a look on this day or at this instant, or earlier")] string? To);

/// <summary>Looks: what was asked, what came back, and what was read in it. A failed look is one too.</summary>
internal static class MeasurementsApi
{
    public static void MapMeasurementsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/measurements", ListAsync).WithSummary("Runs of looks, the last recorded first; with on or asOf only looks that were taken live");
        api.MapGet("/measurements/{id:long}", OneAsync).WithSummary("One run of looks: every look time, what came back, and what was read");
    }

    private static async Task<Results<Ok<ListDocument<MeasurementDocument>>, ProblemHttpResult>> ListAsync(
        [AsParameters] LooksAsked asked, [AsParameters] TimeAsked time, [AsParameters] PageAsked page, [AsParameters] LookDesk desk, CancellationToken stopping)
    {
        if (!page.TryNumber(out var before, out var problem)) return problem!;
        if (!Words.TrySeries(desk.Catalogue, asked.Publisher, null, out _, out problem)) return problem!;
        if (asked.Source is { } source && !desk.Catalogue.Sources.ContainsKey(source)) return ApiProblems.BadRequest("source", source, "the key of a source");
        if (asked.Status is not (null or "Clear" or "Blind")) return ApiProblems.BadRequest("status", asked.Status, "Clear or Blind");
        var zone = TimeText.ZoneOf(desk.Catalogue, asked.Publisher);
        if (!TimeText.TrySpan(asked.From, asked.To, zone, out var from, out var to, out problem)) return problem!;
        if (!TimeQuestion.TryRead(time, zone, desk.Time.GetUtcNow(), out var question, out problem)) return problem!;
        var wanted = desk.Catalogue.Sources.Values.Where(s => (asked.Source is null || s.Key == asked.Source) && (asked.Publisher is null || s.Publisher == asked.Publisher));
        var filter = new LookFilter
        {
            Sources = asked.Source is null && asked.Publisher is null ? null : [.. wanted.Select(s => s.Key)],
            From = from,
            To = time.IsAsked && !(to < question.Moment) ? question.Moment : to,
            Failed = asked.Status is null ? null : asked.Status == "Blind",
            // Of a captured document that was fed in later the record does not hold when that was.
            LiveOnly = time.IsAsked,
        };
        var runs = await desk.Looks.NewestAsync(filter, before, page.Size + 1, stopping);
        var shown = runs.Take(page.Size).ToList();
        return TypedResults.Ok(new ListDocument<MeasurementDocument>([.. shown.Select(LookMapping.Run)], runs.Count > shown.Count ? Paging.Number(shown[^1].Id) : null));
    }

    private static async Task<Results<Ok<MeasurementDetailDocument>, ProblemHttpResult>> OneAsync(
        [Description("Number of the measurement")] long id, [AsParameters] LookDesk desk, CancellationToken stopping)
    {
        if (await desk.States.MeasurementAsync(id, stopping) is not { } run)
            return ApiProblems.Unknown("No such measurement", $"There is no measurement {id}. GET /api/v1/measurements lists them.");
        return TypedResults.Ok(LookMapping.Detail(run));
    }
}
