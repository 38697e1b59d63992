using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Scheduling;

/// <summary>Which release pages a listing leads to. Pure.</summary>
public static class FollowPlanner
{
    /// <summary>
    /// Addresses of pages that some series wants to read: first those that may hold a notice, because it explains what the others lack,
    /// then releases, newest period first.
    /// </summary>
    public static IReadOnlyList<string> Links(MonitorCatalogue catalogue, SourceDefinition pages, IEnumerable<Observation> observations) =>
        [.. observations
            .Where(o => o.Link is not null && catalogue.Series[o.Series].Readings.Any(r => r.Source == pages.Key && Wants(r, o.Kind)))
            .OrderByDescending(o => o.Kind == ObservationKind.NoticeLead)
            .ThenByDescending(o => o.Period)
            .Select(o => o.Link!)
            .Distinct()];

    private static bool Wants(SeriesReading reading, ObservationKind kind) => kind switch
    {
        ObservationKind.Published or ObservationKind.ReleaseSeen => reading is PageReading,
        ObservationKind.NoticeLead => reading is NoticeReading,
        _ => false,
    };
}
