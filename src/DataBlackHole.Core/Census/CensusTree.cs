using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Core.Census;

/// <summary>One tree of the database: all indicators of one cadence, of the whole country or of provinces.</summary>
/// <param name="Code">How the database numbers it.</param>
/// <param name="Cadence">How often its indicators have a new period.</param>
/// <param name="HasFigures">Whether figures are asked for; of provinces only tree and indicators are read.</param>
public sealed record CensusTree(int Code, Cadence Cadence, bool HasFigures, BilingualText Name)
{
    public static readonly ImmutableArray<CensusTree> Country =
    [
        new(1, Cadence.Monthly, true, new("monthly", "月度")),
        new(2, Cadence.Quarterly, true, new("quarterly", "季度")),
        new(3, Cadence.Annual, true, new("annual", "年度")),
    ];

    public static readonly ImmutableArray<CensusTree> Provinces =
    [
        new(4, Cadence.Monthly, false, new("provinces, monthly", "分省月度")),
        new(5, Cadence.Quarterly, false, new("provinces, quarterly", "分省季度")),
        new(6, Cadence.Annual, false, new("provinces, annual", "分省年度")),
    ];

    public static CensusTree? Of(int code) => Country.Concat(Provinces).FirstOrDefault(t => t.Code == code);
}
