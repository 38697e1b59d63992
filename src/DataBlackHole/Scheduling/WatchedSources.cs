using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Scheduling;

/// <summary>
/// The sources that live looks go to: those that are polled, and the release pages that their lists lead to. A source that only captured
/// documents were ever read from says nothing about whether we can see.
/// </summary>
public sealed class WatchedSources(MonitorCatalogue catalogue, LookSchedule schedule)
{
    public IReadOnlyList<SourceDefinition> On(DateTimeOffset now)
    {
        var polled = schedule.PolledSources(now).ToList();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var pages = polled.Select(s => s.Listing?.LeadsTo).OfType<string>().Distinct(StringComparer.Ordinal)
            .Select(key => catalogue.Sources[key]).Where(s => s.AddressOn(today) is not null);
        return [.. polled.Concat(pages).OrderBy(s => s.Key, StringComparer.Ordinal)];
    }
}
