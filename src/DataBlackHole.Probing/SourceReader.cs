using System.Collections.Immutable;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Fetching;
using DataBlackHole.Probing.Interpreting;

namespace DataBlackHole.Probing;

/// <summary>What an unchanged document is known to say.</summary>
public sealed record KnownReading(KnownVersion Version, ImmutableArray<Observation> Observations)
{
    /// <summary>The calendar, when the document is one.</summary>
    public CalendarReading? Calendar { get; init; }

    /// <summary>The calendar as it was read again.</summary>
    internal CalendarReading? CalendarAt(DateTimeOffset moment) =>
        Calendar is null ? null : new CalendarReading(Calendar.Version with { ReadAt = moment.ToUniversalTime() });
}

/// <summary>Looks at a source: fetches its document, walks a listing as far back as is needed, and reads.</summary>
public sealed class SourceReader(MonitorCatalogue catalogue, DocumentFetcher fetcher, Interpreter interpreter)
{
    /// <summary>The vantage of looks that go out without a proxy.</summary>
    public const string Direct = VantageDefinition.DirectKey;

    private readonly ControlLooks _controls = new(catalogue, fetcher);

    /// <param name="source">The source.</param>
    /// <param name="now">The moment of the look; decides which periods a database is asked for.</param>
    /// <param name="reachBackTo">For a listing: the day whose items must still be covered.</param>
    /// <param name="known">What the same request said before; when the document is unchanged its facts are taken over unread.</param>
    /// <param name="stopping">Shutdown.</param>
    /// <param name="vantage">Where to look from.</param>
    public async Task<IReadOnlyList<Reading>> LookAsync(
        SourceDefinition source, DateTimeOffset now, DateOnly? reachBackTo, KnownReading? known, CancellationToken stopping, string vantage = Direct)
    {
        var request = RequestBuilder.For(source, catalogue.Publishers[source.Publisher], now)
            ?? throw new InvalidOperationException($"source '{source.Key}' has nothing to ask for at {now:u}");
        var first = await FetchAsync(source, request, known?.Version, vantage, stopping).ConfigureAwait(false);
        if (known is not null && first.Measurement.Failure is null && first.Measurement.Body == known.Version.Body)
            return [new Reading(first, known.Observations, []) { Calendar = known.CalendarAt(first.Measurement.TakenAt) }];
        var captures = new List<Capture> { first };
        var readings = interpreter.Read(source, captures);
        for (var page = 1; NeedsAnotherPage(source, readings, page, reachBackTo); page++)
        {
            captures.Add(await FetchAsync(source, RequestBuilder.PageOf(source, request, page), known: null, vantage, stopping).ConfigureAwait(false));
            readings = interpreter.Read(source, captures);
        }
        return readings;
    }

    public async Task<Reading> LookAtAsync(SourceDefinition source, ProbeRequest request, CancellationToken stopping, string vantage = Direct)
    {
        var capture = await FetchAsync(source, request, known: null, vantage, stopping).ConfigureAwait(false);
        return interpreter.Read(source, [capture])[0];
    }

    private async Task<Capture> FetchAsync(SourceDefinition source, ProbeRequest request, KnownVersion? known, string vantage, CancellationToken stopping)
    {
        var capture = await fetcher.FetchAsync(source, request, known, vantage, catalogue.Hash, catalogue.Publishers[source.Publisher], stopping).ConfigureAwait(false);
        return await _controls.CheckedAsync(capture, stopping).ConfigureAwait(false);
    }

    private static bool NeedsAnotherPage(SourceDefinition source, IReadOnlyList<Reading> readings, int page, DateOnly? reachBackTo)
    {
        if (source.Listing?.FurtherPages is null || page >= source.Listing.MaxPages || reachBackTo is null) return false;
        if (readings.Any(r => r.Capture.Measurement.Failure is not null)) return false;
        return readings.SelectMany(r => r.Items).Min(i => (DateOnly?)i.Date) >= reachBackTo;
    }
}
