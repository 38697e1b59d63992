using System.ComponentModel;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving;

/// <summary>A body that publishes.</summary>
/// <param name="Key">Permanent key.</param>
/// <param name="Name">Its name.</param>
/// <param name="TimeZone">The zone in which it prints its times, and in which days asked about it count (IANA).</param>
/// <param name="Homepage">Its home page; null for a group of bodies.</param>
/// <param name="Series">Keys of its series that are watched.</param>
/// <param name="Sources">Keys of its sources.</param>
/// <param name="HistoryEntries">Cited events of its past.</param>
public sealed record PublisherDocument(
    string Key, BilingualText Name, string TimeZone, string? Homepage, IReadOnlyList<string> Series, IReadOnlyList<string> Sources, int HistoryEntries);

/// <summary>How punctual the releases of a series were, and how unusual the present delay is.</summary>
/// <param name="Series">Permanent key.</param>
/// <param name="Table">Counts over the releases on record; only those with an announced date are judged, in working days.</param>
/// <param name="Overdue">The open release that is past its due day; null when there is none.</param>
public sealed record PunctualityDocument(string Series, PunctualityTable Table, OverdueDocument? Overdue);

/// <summary>An open release past its due day.</summary>
/// <param name="WorkingDays">Working days past the due day, up to the moment of asking.</param>
/// <param name="Unusual">Rank among the past delays of the series; null when the past is too short for a claim.</param>
public sealed record OverdueDocument(ReferencePeriod Period, int WorkingDays, Unusualness? Unusual);

/// <summary>Publishers, and their punctuality in the manner of the SDDS reports.</summary>
internal static class PublishersApi
{
    public static void MapPublishersApi(this RouteGroupBuilder api)
    {
        api.MapGet("/publishers", List).WithSummary("Every publisher, watched or known from the cited history, in the order of keys");
        api.MapGet("/publishers/{key}", One).WithSummary("One publisher with its series and sources");
        api.MapGet("/publishers/{key}/punctuality", PunctualityAsync).WithSummary("Punctuality of a publisher's series against first and last announced dates");
    }

    private static Results<Ok<ListDocument<PublisherDocument>>, ProblemHttpResult> List([AsParameters] PageAsked page, MonitorCatalogue catalogue)
    {
        if (page.Wrong is { } wrong) return wrong;
        return TypedResults.Ok(Paging.Of(catalogue.Publishers.Values.Select(p => KeyValuePair.Create(p.Key, Document(catalogue, p))), page));
    }

    private static Results<Ok<PublisherDocument>, ProblemHttpResult> One([Description("Permanent key of the publisher")] string key, MonitorCatalogue catalogue) =>
        catalogue.Publishers.TryGetValue(key, out var publisher) ? TypedResults.Ok(Document(catalogue, publisher)) : ApiProblems.UnknownPublisher(key);

    private static async Task<Results<Ok<ListDocument<PunctualityDocument>>, ProblemHttpResult>> PunctualityAsync(
        [Description("Permanent key of the publisher")] string key, [AsParameters] TimeAsked time, [AsParameters] RecordDesk desk, CancellationToken stopping)
    {
        if (!desk.Catalogue.Publishers.TryGetValue(key, out var publisher)) return ApiProblems.UnknownPublisher(key);
        var now = desk.Time.GetUtcNow();
        if (!TimeQuestion.TryRead(time, publisher.TimeZone, now, out var question, out var problem)) return problem!;
        var series = desk.Catalogue.Series.Values.Where(s => s.Publisher == key).ToList();
        var releases = new List<(string Series, ReleaseState Release)>();
        await foreach (var portion in desk.Releases.InOrderAsync(new ReleaseFilter { Series = [.. series.Select(s => s.Key)] }, stopping))
            releases.AddRange((await desk.AtAsync(portion, time.IsAsked ? question : null, stopping)).Select(r => (r.Record.Series, r.Past?.State ?? r.Record.Release)));
        var bySeries = releases.ToLookup(r => r.Series, r => r.Release, StringComparer.Ordinal);
        var moment = time.IsAsked ? question.Moment : now;
        var documents = series.Select(s => Punctuality(s.Key, desk.Judge.CalendarOf(s), [.. bySeries[s.Key].Reverse()], moment));
        return TypedResults.Ok(new ListDocument<PunctualityDocument>([.. documents], null));
    }

    internal static PunctualityDocument Punctuality(string series, ReleaseCalendar? calendar, IReadOnlyList<ReleaseState> releases, DateTimeOffset moment)
    {
        var past = PastDelays.Of(calendar, releases).ToList();
        var overdue = releases.Select(r => (Release: r, Days: PastDelays.Overdue(calendar, r, moment))).LastOrDefault(r => r.Days is not null);
        return new PunctualityDocument(
            series,
            PunctualityTable.Of(past),
            overdue.Days is { } days ? new OverdueDocument(overdue.Release.Period, days, Unusualness.Of(days, past)) : null);
    }

    private static PublisherDocument Document(MonitorCatalogue catalogue, PublisherDefinition publisher) => new(
        publisher.Key, publisher.Name, publisher.TimeZone.Id, publisher.Homepage,
        [.. catalogue.Series.Values.Where(s => s.Publisher == publisher.Key).Select(s => s.Key)],
        [.. catalogue.Sources.Values.Where(s => s.Publisher == publisher.Key).Select(s => s.Key)],
        catalogue.History.Entries.Count(e => e.Publisher == publisher.Key));
}
