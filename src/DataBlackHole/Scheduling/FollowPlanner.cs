using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Scheduling;

/// <summary>Which release pages a listing leads to. Pure.</summary>
public static class FollowPlanner
{
    /// <summary>Addresses of releases that some series wants to read as pages, newest period first.</summary>
    public static IReadOnlyList<string> Links(MonitorCatalogue catalogue, SourceDefinition pages, IEnumerable<Observation> observations) =>
        [.. observations
            .Where(o => o is { Kind: ObservationKind.Published or ObservationKind.ReleaseSeen, Link: not null })
            .Where(o => catalogue.Series[o.Series].Readings.Any(r => r is PageReading && r.Source == pages.Key))
            .OrderByDescending(o => o.Period)
            .Select(o => o.Link!)
            .Distinct()];
}
