using System.Collections.Immutable;
using System.ComponentModel;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Scheduling;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving;

/// <summary>What answers about coverage are made from.</summary>
internal sealed record CoverageDesk(MonitorCatalogue Catalogue, LookSchedule Schedule, SightDesk Sight, TimeProvider Time);

/// <summary>What we could see over time, and what not.</summary>
internal static class CoverageApi
{
    private const int UsualDays = 30;
    private const int MostDays = 400;

    public static void MapCoverageApi(this RouteGroupBuilder api) =>
        api.MapGet("/coverage", CoverageAsync).WithTags("Monitor").WithSummary("What we could see over time: visible share and every blind interval, source by source and overall");

    private static async Task<Results<Ok<CoverageOverTimeDocument>, ProblemHttpResult>> CoverageAsync(
        [Description("Only sources of the publisher with this key")] string? publisher,
        [Description("Only the source with this key")] string? source,
        [Description("From this day or instant on; thirty days before the end when absent")] string? from,
        [Description("Up to the end of this day, or this instant; now when absent. At most 400 days after the begin")] string? to,
        [AsParameters] TimeAsked time, [AsParameters] CoverageDesk desk, CancellationToken stopping)
    {
        if (!Words.TrySeries(desk.Catalogue, publisher, null, out _, out var problem)) return problem!;
        if (source is not null && !desk.Catalogue.Sources.ContainsKey(source)) return ApiProblems.BadRequest("source", source, "the key of a source");
        var zone = TimeText.ZoneOf(desk.Catalogue, publisher);
        if (!TimeText.TrySpan(from, to, zone, out var begin, out var end, out problem)) return problem!;
        if (!TimeQuestion.TryRead(time, zone, desk.Time.GetUtcNow(), out var question, out problem)) return problem!;
        var last = end < question.Moment ? end.Value : question.Moment;
        var first = begin ?? last.AddDays(-UsualDays);
        if (first > last) return ApiProblems.BadRequest("from", from, "a begin that is not after the end");
        if (last - first > TimeSpan.FromDays(MostDays)) return ApiProblems.BadRequest("from", from, $"a begin at most {MostDays} days before the end");
        var sources = desk.Schedule.PolledSources(last).Where(s => (publisher is null || s.Publisher == publisher) && (source is null || s.Key == source)).ToList();
        return TypedResults.Ok(Document(first, last, await desk.Sight.BetweenAsync(sources, first, last, stopping)));
    }

    private static CoverageOverTimeDocument Document(DateTimeOffset from, DateTimeOffset to, IReadOnlyDictionary<string, ImmutableArray<SightInterval>> sights)
    {
        var all = sights.Values.SelectMany(i => i).ToList();
        var sources = sights.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => new SourceCoverageDocument(
            s.Key, Share(s.Value, Sight.Clear, from, to), Share(s.Value, Sight.Blind, from, to), Share(s.Value, Sight.NotLooked, from, to),
            [.. s.Value.Where(i => i.Sight != Sight.Clear).Select(i => new BlindIntervalDocument(i.Sight, i.Reason, i.From, i.To, Math.Round(i.Length.TotalHours, 3)))]));
        double? overall = sights.Count == 0 ? null : Math.Round(Share(all, Sight.Clear, from, to) / sights.Count, 6);
        return new CoverageOverTimeDocument(from, to, overall, sights.Count == 0 ? [] : [.. Days(all, sights.Count, from, to)], [.. sources]);
    }

    private static IEnumerable<DayCoverageDocument> Days(List<SightInterval> all, int sources, DateTimeOffset from, DateTimeOffset to)
    {
        for (var day = DateOnly.FromDateTime(from.UtcDateTime); ; day = day.AddDays(1))
        {
            var begin = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            if (begin >= to) yield break;
            var (first, last) = (begin < from ? from : begin, begin.AddDays(1) > to ? to : begin.AddDays(1));
            yield return new DayCoverageDocument(day, Math.Round(Share(all, Sight.Clear, first, last) / sources, 6));
        }
    }

    private static double Share(IEnumerable<SightInterval> intervals, Sight sight, DateTimeOffset from, DateTimeOffset to) => Math.Round(SightTimeline.Share(intervals, sight, from, to) ?? 0, 6);
}
