using System.Collections.Immutable;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Loading;

/// <summary>What came out of reading the definitions: a catalogue, or everything that is wrong with them.</summary>
/// <param name="Catalogue">Null when there is any problem: a half-read catalogue would watch less than it says.</param>
public sealed record LoadResult(MonitorCatalogue? Catalogue, ImmutableArray<CatalogueProblem> Problems)
{
    /// <summary>Who is told of what; beside the catalogue, because nothing that was looked at depends on it.</summary>
    public AlertRules Alerts { get; init; } = AlertRules.None;
}
