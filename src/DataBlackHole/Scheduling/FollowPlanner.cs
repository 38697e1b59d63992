using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage;

namespace DataBlackHole.Scheduling;

/// <summary>Which release pages a listing leads to. Pure.</summary>
public static class FollowPlanner
{
    /// <summary>How long after the missing-after instant a page without its row is still read again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    /// <summary>Days after which the page of a published release is read again.</summary>
    private static readonly int[] RevisitDays = [7, 30, 60, 120, 240, 365];

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

    /// <summary>
    /// Addresses of releases whose page was read without the figure that a series takes from a row of it. Publishers put forgotten rows
    /// on a page later, so it is read again now and then until some days after the release counts as missing.
    /// </summary>
    /// <param name="catalogue">The definitions.</param>
    /// <param name="pages">The source of the release pages.</param>
    /// <param name="observations">What the listing shows now.</param>
    /// <param name="readers">States of the series that read rows of these pages.</param>
    /// <param name="now">The moment of planning.</param>
    public static IReadOnlySet<string> Unsettled(
        MonitorCatalogue catalogue, SourceDefinition pages, IEnumerable<Observation> observations, IReadOnlyDictionary<string, SeriesState> readers, DateTimeOffset now) =>
        observations
            .Where(o => o is { Period: not null, Link: not null } && ReadsRow(catalogue.Series[o.Series], pages))
            .Where(o => readers.GetValueOrDefault(o.Series) is { } state
                && state.Releases.GetValueOrDefault(o.Period!.Value) is { IsOpen: true, Window: { } window } && now < window.MissingAfter + Patience
                && !(state.Channels.GetValueOrDefault(pages.Key)?.LastLookAt + pages.Poll.Otherwise > now))
            .Select(o => o.Link!)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// Addresses of published releases whose page is due to be read again, because publishers change figures without a word. The page is
    /// read again when so many days have passed since it was first seen.
    /// </summary>
    /// <param name="readers">States of the series that read rows of these pages.</param>
    /// <param name="looks">The looks at each page so far. One that fails counts as much: an old page that is gone is not asked again at every look.</param>
    /// <param name="now">The moment of planning.</param>
    public static IReadOnlyList<string> Revisited(
        IReadOnlyDictionary<string, SeriesState> readers, IReadOnlyDictionary<string, PageLooks> looks, DateTimeOffset now) =>
        [.. Published(readers)
            .Where(p => looks.TryGetValue(p.Link, out var page) && page.WasRead && RevisitDays.Any(days => p.SeenAt.AddDays(days) <= now && page.LastAt < p.SeenAt.AddDays(days)))
            .OrderByDescending(p => p.SeenAt).Select(p => p.Link).Distinct()];

    /// <summary>Published releases with a page, and when they were first seen.</summary>
    public static IEnumerable<(string Link, DateTimeOffset SeenAt)> Published(IReadOnlyDictionary<string, SeriesState> readers) =>
        from state in readers.Values
        from release in state.Releases.Values
        where release is { Status: ReleaseStatus.Published, Link: not null, FirstSeenAt: not null }
        select (release.Link!, release.FirstSeenAt!.Value);

    public static bool ReadsRow(SeriesDefinition series, SourceDefinition pages) => series.Readings.Any(r => r is PageReading { ReadsFigure: true } && r.Source == pages.Key);
}
