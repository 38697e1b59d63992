using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
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

    /// <summary>Older release pages read again after one look.</summary>
    private const int MostRevisited = 2;

    /// <summary>How long after the missing-after instant a list is still walked back for a release; what comes later is found where it is listed.</summary>
    private static readonly TimeSpan ReachBackPatience = TimeSpan.FromDays(60);

    /// <summary>How soon to come back to a source that has no address today.</summary>
    private static readonly TimeSpan NothingToAsk = TimeSpan.FromDays(1);

    private readonly QuietSources _quiet = new();

    /// <returns>When to look again.</returns>
    public async Task<DateTimeOffset> PollAsync(SourceDefinition source, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        if (RequestBuilder.For(source, catalogue.Publishers[source.Publisher], now) is not { } request) return now + NothingToAsk;
        var quiet = await LookQuietlyAsync(source, request, now, stopping);
        if (quiet.Planned is { } planned) return planned;
        var looks = quiet.Look is { } look ? new VantageLooks(look, []) : await LookAsync(source, request, now, stopping);
        var outcome = await pipeline.RecordAsync(source, looks.Look, canWitnessAbsence: true, stopping, others: looks.Others);
        var isSettled = source.Listing?.LeadsTo is not { } pages || await FollowAsync(catalogue.Sources[pages], looks, stopping);
        var run = isSettled ? await history.LastClearRunAsync(source.Key, looks.Vantage, request, stopping) : null;
        _quiet.Learn(source, looks.Look[0].Capture.Measurement, run, outcome);
        return outcome.Source.NextLookAt ?? now + source.Poll.Otherwise;
    }

    /// <summary>
    /// Looks at a source where nothing is expected. When it shows the document that it showed before, that is all there is to record; otherwise the
    /// look is handed on.
    /// </summary>
    private async Task<(DateTimeOffset? Planned, IReadOnlyList<Reading>? Look)> LookQuietlyAsync(SourceDefinition source, ProbeRequest request, DateTimeOffset now, CancellationToken stopping)
    {
        if (_quiet.Of(source.Key, request, now) is not { } quiet) return (null, null);
        var look = await reader.LookAsync(source, now, null, new KnownReading(quiet.Version, []), stopping, source.Vantages[0]);
        var first = look[0].Capture.Measurement;
        if (await pipeline.RecordQuietAsync(source, quiet, first, stopping) is { } planned) return (planned, null);
        return (null, await WithKnownFactsAsync(source, source.Vantages[0], request, quiet.Version, look, stopping));
    }

    /// <summary>Adds to a look that showed the known document what was read out of it before.</summary>
    /// <returns>The look; null when those facts are not there any more, and the document is to be asked for again.</returns>
    private async Task<IReadOnlyList<Reading>?> WithKnownFactsAsync(
        SourceDefinition source, string vantage, ProbeRequest request, KnownVersion version, IReadOnlyList<Reading> look, CancellationToken stopping)
    {
        var first = look[0].Capture.Measurement;
        if (first.Failure is not null || first.Body != version.Body) return look;
        var known = await KnownAsync(source, vantage, request, null, stopping);
        return known?.Version.Body == first.Body ? [look[0] with { Observations = known!.Observations }] : null;
    }

    private async Task<VantageLooks> LookAsync(SourceDefinition source, ProbeRequest request, DateTimeOffset now, CancellationToken stopping)
    {
        var reachBack = await ReachBackAsync(source, now, stopping);
        return await VantageLooks.TakeAsync(source, async vantage =>
            reachBack is null && await LookForNewsAsync(source, vantage, request, now, stopping) is { } look
                ? look
                : await reader.LookAsync(source, now, reachBack, await KnownAsync(source, vantage, request, reachBack, stopping), stopping, vantage));
    }

    /// <summary>Looks without what the last document said, which is asked of the record only when it turns out to be the same.</summary>
    /// <returns>The look; null when the record has to be asked first.</returns>
    private async Task<IReadOnlyList<Reading>?> LookForNewsAsync(SourceDefinition source, string vantage, ProbeRequest request, DateTimeOffset now, CancellationToken stopping)
    {
        if (source.Kind == SourceKind.ReleaseCalendar || history.RememberedRun(source.Key, vantage, request) is not { } run || run.CatalogueHash != catalogue.Hash) return null;
        var version = new KnownVersion(run.ETag, run.LastModified, run.Body);
        var look = await reader.LookAsync(source, now, null, new KnownReading(version, []), stopping, vantage);
        return await WithKnownFactsAsync(source, vantage, request, version, look, stopping);
    }

    private async Task<IReadOnlyDictionary<string, SeriesState>> ReadersAsync(SourceDefinition pages, CancellationToken stopping)
    {
        var rows = catalogue.ReadersOf(pages.Key).Where(s => FollowPlanner.ReadsRow(s, pages)).Select(s => s.Key).ToList();
        if (rows.Count == 0) return ImmutableDictionary<string, SeriesState>.Empty;
        return (await history.RecallSeriesAsync(rows, stopping)).ToImmutableDictionary(s => s.Key, s => s.Value.State, StringComparer.Ordinal);
    }

    /// <summary>The day to which a listing must be walked back so that the absence of an open release can be witnessed.</summary>
    private async Task<DateOnly?> ReachBackAsync(SourceDefinition source, DateTimeOffset now, CancellationToken stopping)
    {
        if (source.Listing is null) return null;
        var states = await history.RecallSeriesAsync([.. catalogue.ReadersOf(source.Key).Select(s => s.Key)], stopping);
        var openings = states.Values.SelectMany(s => s.State.Releases.Values)
            .Where(r => r is { IsOpen: true, Window: not null } && r.Window!.Opens <= now && now < r.Window.MissingAfter + ReachBackPatience)
            .Select(r => r.Window!.Opens)
            .ToList();
        if (openings.Count == 0) return null;
        var zone = catalogue.Publishers[source.Publisher].TimeZone;
        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(openings.Min(), zone).DateTime);
    }

    private async Task<KnownReading?> KnownAsync(SourceDefinition source, string vantage, ProbeRequest request, DateOnly? reachBack, CancellationToken stopping)
    {
        var run = await history.LastClearRunAsync(source.Key, vantage, request, stopping);
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

    /// <returns>Whether there was nothing to read.</returns>
    private async Task<bool> FollowAsync(SourceDefinition pages, VantageLooks looks, CancellationToken stopping)
    {
        var seen = looks.Look.SelectMany(r => r.Observations).ToList();
        var links = FollowPlanner.Links(catalogue, pages, seen);
        var readers = await ReadersAsync(pages, stopping);
        var known = await history.PageLooksAsync(pages.Key, [.. links.Union(FollowPlanner.Published(readers).Select(p => p.Link))], stopping);
        var now = time.GetUtcNow();
        var again = FollowPlanner.Unsettled(catalogue, pages, seen, readers, now);
        var wanted = links.Where(l => known.GetValueOrDefault(l) is not { WasRead: true } || again.Contains(l)).Take(MostFollowed).ToList();
        foreach (var link in wanted) await ReadPageAsync(pages, link, looks.Vantage, isNews: true, stopping);
        var revisited = FollowPlanner.Revisited(readers, known, now).Except(wanted).Take(MostRevisited).ToList();
        foreach (var link in revisited) await ReadPageAsync(pages, link, looks.Vantage, isNews: false, stopping);
        return wanted.Count + revisited.Count == 0;
    }

    /// <summary>An old page that cannot be read any more takes nobody's sight, and one that can gives none.</summary>
    private async Task ReadPageAsync(SourceDefinition pages, string link, string vantage, bool isNews, CancellationToken stopping)
    {
        var page = await reader.LookAtAsync(pages, new ProbeRequest("GET", link), stopping, vantage);
        await pipeline.RecordAsync(pages, [page], canWitnessAbsence: true, stopping, isRevisit: !isNews);
    }
}
