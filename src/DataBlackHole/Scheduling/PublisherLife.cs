using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;

namespace DataBlackHole.Scheduling;

/// <summary>Whether the publisher of a missing release goes on publishing its other series. Pure.</summary>
public static class PublisherLife
{
    /// <summary>The series of a look for which it matters, each with the moment since which it does.</summary>
    public static ImmutableSortedDictionary<string, DateTimeOffset> Asking(
        MonitorCatalogue catalogue, IReadOnlyDictionary<string, SeriesEvidence> evidence, IReadOnlyDictionary<string, KnownSeries> known)
    {
        var asking = ImmutableSortedDictionary.CreateBuilder<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var (key, told) in evidence)
        {
            if (told is not ClearLook || !known.TryGetValue(key, out var found)) continue;
            if (SignsOfLife.WantedSince(catalogue.Series[key], found.State, told.At) is { } since) asking.Add(key, since);
        }
        return asking.ToImmutable();
    }

    /// <summary>All series of the publishers of the given ones.</summary>
    public static ImmutableArray<string> Siblings(MonitorCatalogue catalogue, IEnumerable<string> series)
    {
        var publishers = series.Select(key => catalogue.Series[key].Publisher).ToHashSet(StringComparer.Ordinal);
        return [.. catalogue.Series.Values.Where(s => publishers.Contains(s.Publisher)).Select(s => s.Key)];
    }

    /// <summary>The evidence with the last find among the other series of the same publisher.</summary>
    public static ImmutableSortedDictionary<string, SeriesEvidence> Told(
        MonitorCatalogue catalogue,
        ImmutableSortedDictionary<string, SeriesEvidence> evidence,
        IEnumerable<string> asking,
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
