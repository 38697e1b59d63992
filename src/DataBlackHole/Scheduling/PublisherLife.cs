using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;

namespace DataBlackHole.Scheduling;

/// <summary>Whether the publisher of a missing release goes on publishing its other series. Pure.</summary>
public static class PublisherLife
{
    /// <summary>The series of a look that have a missing release.</summary>
    public static ImmutableArray<string> Asking(
        IReadOnlyDictionary<string, SeriesEvidence> evidence, IReadOnlyDictionary<string, KnownSeries> known) =>
    [
        .. evidence.Where(e => e.Value is ClearLook && known.TryGetValue(e.Key, out var found)
            && found.State.Releases.Values.Any(r => r.Status == ReleaseStatus.Missing)).Select(e => e.Key),
    ];

    /// <summary>All series of the publishers of the given ones.</summary>
    public static ImmutableArray<string> Siblings(MonitorCatalogue catalogue, ImmutableArray<string> series)
    {
        var publishers = series.Select(key => catalogue.Series[key].Publisher).ToHashSet(StringComparer.Ordinal);
        return [.. catalogue.Series.Values.Where(s => publishers.Contains(s.Publisher)).Select(s => s.Key)];
    }

    /// <summary>The evidence with the last find among the other series of the same publisher.</summary>
    public static ImmutableSortedDictionary<string, SeriesEvidence> Told(
        MonitorCatalogue catalogue,
        ImmutableSortedDictionary<string, SeriesEvidence> evidence,
        ImmutableArray<string> asking,
        IReadOnlyDictionary<string, DateTimeOffset> finds)
    {
        foreach (var key in asking)
        {
            var publisher = catalogue.Series[key].Publisher;
            var alive = finds.Where(f => f.Key != key && catalogue.Series[f.Key].Publisher == publisher).Select(f => (DateTimeOffset?)f.Value).Max();
            evidence = evidence.SetItem(key, (ClearLook)evidence[key] with { PublisherAliveAt = alive });
        }
        return evidence;
    }
}
