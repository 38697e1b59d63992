using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing;
using DataBlackHole.Probing.Fetching;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Storage;

namespace DataBlackHole.Scheduling;

/// <summary>One look at one source, and at the release pages it newly leads to.</summary>
public sealed class SourcePoller(
    MonitorCatalogue catalogue, SourceReader reader, LookPipeline pipeline, HistoryStore history, TimeProvider time)
{
    /// <summary>Release pages read after one look; the rest waits for the next one.</summary>
    private const int MostFollowed = 20;

    /// <summary>How soon to come back to a source that has no address today.</summary>
    private static readonly TimeSpan NothingToAsk = TimeSpan.FromDays(1);

    /// <returns>When to look again.</returns>
    public async Task<DateTimeOffset> PollAsync(SourceDefinition source, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        if (RequestBuilder.For(source, catalogue.Publishers[source.Publisher], now) is not { } request) return now + NothingToAsk;
        var reachBack = await ReachBackAsync(source, now, stopping);
        var known = await KnownAsync(source, request, reachBack, stopping);
        var look = await reader.LookAsync(source, now, reachBack, known, stopping);
        var outcome = await pipeline.RecordAsync(source, look, canWitnessAbsence: true, stopping);
        if (source.Listing?.LeadsTo is { } pages) await FollowAsync(catalogue.Sources[pages], look, stopping);
        return outcome.Source.NextLookAt ?? now + source.Poll.Otherwise;
    }

    /// <summary>The day to which a listing must be walked back so that the absence of an open release can be witnessed.</summary>
    private async Task<DateOnly?> ReachBackAsync(SourceDefinition source, DateTimeOffset now, CancellationToken stopping)
    {
        if (source.Listing is null) return null;
        var states = await history.LoadSeriesAsync([.. catalogue.ReadersOf(source.Key).Select(s => s.Key)], stopping);
        var openings = states.Values.SelectMany(s => s.State.Releases.Values)
            .Where(r => r is { IsOpen: true, Window: not null } && r.Window!.Opens <= now)
            .Select(r => r.Window!.Opens)
            .ToList();
        if (openings.Count == 0) return null;
        var zone = catalogue.Publishers[source.Publisher].TimeZone;
        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(openings.Min(), zone).DateTime);
    }

    private async Task<KnownReading?> KnownAsync(SourceDefinition source, ProbeRequest request, DateOnly? reachBack, CancellationToken stopping)
    {
        var run = await history.LastClearRunAsync(source.Key, SourceReader.Direct, request, stopping);
        if (run is null || run.CatalogueHash != catalogue.Hash) return null;
        var coverage = run.Observations.Where(o => o.Kind == ObservationKind.NothingElse).ToList();
        var reaches = reachBack is null || coverage.Count > 0 && coverage.All(o => o.CoversFrom <= reachBack);
        if (!reaches) return null;
        // The run that saw it last read the calendar that is on record as the latest one.
        var calendar = source.Kind == SourceKind.ReleaseCalendar ? await history.LatestCalendarAsync(source.Key, cancellationToken: stopping) : null;
        if (source.Kind == SourceKind.ReleaseCalendar && calendar is null) return null;
        return new KnownReading(new KnownVersion(run.ETag, run.LastModified, run.Body), run.Observations)
        {
            Calendar = calendar is null ? null : new CalendarReading(calendar),
        };
    }

    private async Task FollowAsync(SourceDefinition pages, IReadOnlyList<Reading> look, CancellationToken stopping)
    {
        var links = FollowPlanner.Links(catalogue, pages, look.SelectMany(r => r.Observations));
        var read = await history.ReleasePagesReadAsync(pages.Key, links, stopping);
        foreach (var link in links.Where(l => !read.Contains(l)).Take(MostFollowed))
        {
            var page = await reader.LookAtAsync(pages, new ProbeRequest("GET", link), stopping);
            await pipeline.RecordAsync(pages, [page], canWitnessAbsence: true, stopping);
        }
    }
}
