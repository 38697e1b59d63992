using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Storage;

namespace DataBlackHole.Scheduling;

/// <summary>
/// A release that a list still links to, under a title that is not its own any more, was not taken back; and a reader that does not find the last
/// release may not find the next one either. Pure.
/// </summary>
public static class RetitledReleases
{
    /// <summary>The look, with what cannot be read in it said for every series whose last release stands there under another title.</summary>
    /// <param name="catalogue">The definitions.</param>
    /// <param name="source">The source looked at.</param>
    /// <param name="known">The states of the series that read it.</param>
    /// <param name="look">What was read.</param>
    public static IReadOnlyList<Reading> Marked(
        MonitorCatalogue catalogue, SourceDefinition source, IReadOnlyDictionary<string, KnownSeries> known, IReadOnlyList<Reading> look)
    {
        if (source.Kind != SourceKind.ReleaseListing || look.All(r => r.Items.IsDefaultOrEmpty)) return look;
        var marked = look;
        foreach (var series in catalogue.ReadersOf(source.Key).Where(s => s.Readings.Any(r => r is ListingReading && r.Source == source.Key)))
        {
            if (!known.TryGetValue(series.Key, out var before) || Retitled(before.State, look) is not { } found) continue;
            marked = [.. marked.Select((r, i) => i == found.Page ? r with { Observations = r.Observations.Add(Unreadable(series, before.State.LastPeriod!.Value, found.Item)) } : r)];
        }
        return marked;
    }

    private static (int Page, ListingItem Item)? Retitled(SeriesState state, IReadOnlyList<Reading> look)
    {
        if (state.LastPeriod is not { } period || state.Releases.GetValueOrDefault(period) is not { Status: ReleaseStatus.Published, Link: { } link }) return null;
        if (look.Any(r => r.Observations.Any(o => o.Series == state.Series && Speaks(o, period)))) return null;
        for (var page = 0; page < look.Count; page++)
        {
            if (look[page].Items.FirstOrDefault(i => i.Url == link) is { } item) return (page, item);
        }
        return null;
    }

    private static bool Speaks(Observation seen, ReferencePeriod period) =>
        seen.Kind == ObservationKind.Unreadable || seen.Kind is ObservationKind.Published or ObservationKind.ReleaseSeen && seen.Period == period;

    private static Observation Unreadable(SeriesDefinition series, ReferencePeriod period, ListingItem item) => new()
    {
        Series = series.Key,
        Kind = ObservationKind.Unreadable,
        Title = item.Title,
        Link = item.Url,
        Failure = new ProbeFailure(FailureKind.LabelChanged, ProbeOperation.Read, $"the release of {period} is listed as '{item.Title}' now, which is not its title"),
    };
}
