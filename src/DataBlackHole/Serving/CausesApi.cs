using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving;

/// <summary>Trouble of several series that counts as one.</summary>
/// <param name="Trouble">OwnNetwork and Blindness are ours; Releases is the publisher's.</param>
/// <param name="Publisher">Key of the publisher; null when it is not the trouble of one.</param>
/// <param name="Reason">Why we cannot see; None for trouble with releases.</param>
/// <param name="Since">When the first of the series met it, UTC.</param>
/// <param name="Series">Keys of the series; at least two.</param>
public sealed record CauseDocument(SharedTrouble Trouble, string? Publisher, BlindReason Reason, DateTimeOffset Since, IReadOnlyList<string> Series);

/// <summary>What the troubles of this moment have in common.</summary>
public static class CausesApi
{
    public static void MapCausesApi(this WebApplication app) => app.MapGet("/api/v1/causes", CausesAsync)
        .WithTags("Status").WithSummary("Trouble that several series share at this moment, told as one");

    private static async Task<Ok<ListDocument<CauseDocument>>> CausesAsync(MonitorCatalogue catalogue, StatusQueries queries, CancellationToken stopping)
    {
        var series = (await queries.AllSeriesAsync(stopping)).Select(s => new SeriesCondition(s.Series, s.Status, s.Since, s.Visibility, s.BlindReason, s.BlindSince));
        var causes = SharedCauses.Of(catalogue, series).Select(c => new CauseDocument(c.Trouble, c.Publisher, c.Reason, c.Since, c.Series));
        return TypedResults.Ok(new ListDocument<CauseDocument>([.. causes], null));
    }
}
