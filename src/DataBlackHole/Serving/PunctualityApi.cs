using System.ComponentModel;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving;

/// <summary>How punctual the releases of a series were, and how unusual the present delay is.</summary>
/// <param name="Series">Permanent key.</param>
/// <param name="Table">Counts over the releases on record; only those with an announced date are judged, in working days.</param>
/// <param name="Overdue">The open release that is past its due day; null when there is none.</param>
public sealed record PunctualityDocument(string Series, PunctualityTable Table, OverdueDocument? Overdue);

/// <summary>An open release past its due day.</summary>
/// <param name="WorkingDays">Working days past the due day, up to the moment of asking.</param>
/// <param name="Unusual">Rank among the past delays of the series; null when the past is too short for a claim.</param>
public sealed record OverdueDocument(ReferencePeriod Period, int WorkingDays, Unusualness? Unusual);

/// <summary>Punctuality of a publisher in the manner of the SDDS reports.</summary>
public static class PunctualityApi
{
    private const int MostReleases = 2000;

    public static void MapPunctualityApi(this WebApplication app) => app.MapGet("/api/v1/publishers/{key}/punctuality", PunctualityAsync)
        .WithTags("Status").WithSummary("Punctuality of a publisher's series against first and last announced dates");

    private static async Task<Results<Ok<ListDocument<PunctualityDocument>>, ProblemHttpResult>> PunctualityAsync(
        [Description("Permanent key of the publisher")] string key, MonitorCatalogue catalogue, Judge judge, StatusQueries queries, TimeProvider time, CancellationToken stopping)
    {
        if (!catalogue.Publishers.ContainsKey(key)) return ApiProblems.UnknownPublisher(key);
        var documents = new List<PunctualityDocument>();
        foreach (var series in catalogue.Series.Values.Where(s => s.Publisher == key))
            documents.Add(Of(series.Key, judge.CalendarOf(series), await queries.ReleasesAsync(series.Key, null, MostReleases, stopping), time.GetUtcNow()));
        return TypedResults.Ok(new ListDocument<PunctualityDocument>(documents, null));
    }

    internal static PunctualityDocument Of(string series, ReleaseCalendar? calendar, IReadOnlyList<ReleaseState> releases, DateTimeOffset now)
    {
        var past = PastDelays.Of(calendar, releases).ToList();
        var overdue = releases.Select(r => (Release: r, Days: PastDelays.Overdue(calendar, r, now))).LastOrDefault(r => r.Days is not null);
        return new PunctualityDocument(
            series,
            PunctualityTable.Of(past),
            overdue.Days is { } days ? new OverdueDocument(overdue.Release.Period, days, Unusualness.Of(days, past)) : null);
    }
}
