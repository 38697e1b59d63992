using DataBlackHole.Core.Census;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving.Census;

/// <summary>The last census as it is on record: for the API, the page and the verbs alike.</summary>
public static class CensusReport
{
    private const int MostBack = 10_000;

    /// <param name="queries">The record.</param>
    /// <param name="publisher">Key of the publisher.</param>
    /// <param name="stopping">Shutdown, or the client went away.</param>
    /// <param name="recordedBy">Only what was on record by this instant; everything when null.</param>
    public static async Task<CensusReportDocument> OfAsync(CensusQueries queries, string publisher, CancellationToken stopping, DateTimeOffset? recordedBy = null)
    {
        ArgumentNullException.ThrowIfNull(queries);
        var last = await queries.LastAsync(publisher, recordedBy, stopping);
        async Task<IReadOnlyList<CensusIndicatorDocument>> Standing(CensusStanding standing) =>
            [.. (await queries.IndicatorsAsync(publisher, standing, recordedBy, stopping)).Select(v => CensusMapping.Indicator(publisher, v.Finding))];
        var back = last is null ? [] : await queries.ChangesAsync(publisher, [CensusChange.CameBack], null, MostBack, last.Run.Id, stopping);
        return new CensusReportDocument
        {
            Publisher = publisher,
            Census = last is null ? null : CensusMapping.Run(last),
            Stopped = await Standing(CensusStanding.Stopped),
            Vanished = await Standing(CensusStanding.Vanished),
            Renamed = await Standing(CensusStanding.Renamed),
            CameBack = [.. back.Select(v => CensusMapping.Indicator(publisher, v.Finding))],
            WindowEnded = await Standing(CensusStanding.WindowEnded),
            CannotTell = last is null ? [] : [.. last.Summary.CannotTell.Select(CensusMapping.Untold)],
        };
    }
}
