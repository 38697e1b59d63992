using DataBlackHole.Core.Census;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving.Census;

/// <summary>The last census as it is on record: for the API, the page and the verbs alike.</summary>
public static class CensusReport
{
    private const int MostBack = 10_000;

    public static async Task<CensusReportDocument> OfAsync(CensusQueries queries, string publisher, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(queries);
        var last = await queries.LastAsync(publisher, stopping);
        async Task<IReadOnlyList<CensusIndicatorDocument>> Standing(CensusStanding standing) =>
            [.. (await queries.IndicatorsAsync(publisher, standing, stopping)).Select(v => CensusMapping.Indicator(publisher, v.Finding))];
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
