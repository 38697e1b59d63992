using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving;

/// <summary>Which releases the calendar shows.</summary>
internal sealed record AgendaAsked(
    [property: Description("Only releases of the publisher with this key")] string? Publisher,
    [property: Description("Only releases of the series with this key")] string? Series,
    [property: Description("Only releases with this status, such as Scheduled")] string? Status,
    [property: Description("From this day or instant on; the day asked about, or today, when absent. A day is one of the publisher's zone")] string? From,
    [property: Description("Up to the end of this day, or this instant; ninety days later when absent, at most 400")] string? To);

/// <summary>Coming and past releases in the order of their dates.</summary>
internal static class AgendaApi
{
    private const int UsualDays = 90;
    private const int MostDays = 400;

    public static void MapAgendaApi(this RouteGroupBuilder api) =>
        api.MapGet("/calendar", ListAsync).WithSummary("Releases by date, expected and actual, the earliest first");

    private static async Task<Results<Ok<ListDocument<AgendaDocument>>, ProblemHttpResult>> ListAsync(
        [AsParameters] AgendaAsked asked, [AsParameters] TimeAsked time, [AsParameters] PageAsked page, [AsParameters] RecordDesk desk, AgendaQueries agenda, CancellationToken stopping)
    {
        if (page.Wrong is { } wrong) return wrong;
        if (!Words.TrySeries(desk.Catalogue, asked.Publisher, asked.Series, out var keys, out var problem)) return problem!;
        if (!Words.TryRead<ReleaseStatus>("status", asked.Status, out var status, out problem)) return problem!;
        var zone = TimeText.ZoneOf(desk.Catalogue, asked.Publisher);
        if (!TimeText.TrySpan(asked.From, asked.To, zone, out var from, out var to, out problem)) return problem!;
        if (!TimeQuestion.TryRead(time, zone, desk.Time.GetUtcNow(), out var question, out problem)) return problem!;
        var first = from ?? TimeText.StartOf(question.On, zone);
        var last = to ?? first.AddDays(UsualDays);
        if (last < first || last - first > TimeSpan.FromDays(MostDays)) return ApiProblems.BadRequest("to", asked.To, $"an end at most {MostDays} days after the begin");
        var book = await desk.Reviews.BookAsync(question.AsOf, stopping);
        var series = desk.Catalogue.Series.Values.Where(s => keys is null || keys.Contains(s.Key)).ToList();
        var shown = await ShownAsync(desk, agenda, series, time.IsAsked ? question : null, first, last, stopping);
        var ordered = shown.Where(e => status is null || e.Entry.Release.Status == status)
            .Select(e => KeyValuePair.Create(CursorOf(e.Series.Key, e.Entry), e)).OrderBy(e => e.Key, StringComparer.Ordinal);
        var (items, next) = Paging.Of(ordered, page);
        return TypedResults.Ok(new ListDocument<AgendaDocument>([.. items.Select(e => Document(desk, e, book))], next));
    }

    private static async Task<List<Shown>> ShownAsync(
        RecordDesk desk, AgendaQueries agenda, List<SeriesDefinition> series, TimeQuestion? question, DateTimeOffset from, DateTimeOffset to, CancellationToken stopping)
    {
        var records = await agenda.RecordAsync([.. series.Select(s => s.Key)], DateOnly.FromDateTime(from.UtcDateTime.AddDays(-MostDays)), stopping);
        var past = question is null
            ? null
            : (await desk.AtAsync([.. records.SelectMany(r => r.Value.Releases.Select(x => new ReleaseRecord(r.Key, x)))], question, stopping)).ToLookup(r => r.Record.Series, r => r.Past!, StringComparer.Ordinal);
        var moment = question?.Moment ?? desk.Time.GetUtcNow();
        var shown = new List<Shown>();
        foreach (var one in series)
        {
            var record = records[one.Key];
            var state = StateAt(record.State ?? Judge.Begin(one), question);
            var releases = past is null ? record.Releases : [.. past[one.Key].Select(p => p.State)];
            var turns = past?[one.Key].ToDictionary(p => p.State.Period);
            var entries = new ReleaseAgenda(one, desk.Judge.CalendarOf(one), state).Between(releases, record.Changes, moment, from, to);
            shown.AddRange(entries.Select(e => new Shown(one, e, turns?.GetValueOrDefault(e.Period))));
        }
        return shown;
    }

    /// <summary>Of a date that was read again since, the record does not tell here whether it was the same; the rule stands in for it.</summary>
    private static SeriesState StateAt(SeriesState now, TimeQuestion? question) => question is not { } asked
        ? now
        : now with { Announced = now.Announced.Where(a => a.Value.ReadAt <= asked.Moment).ToImmutableSortedDictionary() };

    private static AgendaDocument Document(RecordDesk desk, Shown shown, ReviewBook book) => new()
    {
        Publisher = shown.Series.Publisher,
        At = shown.Entry.At,
        IsDayOnly = shown.Entry.IsDayOnly,
        Standing = shown.Entry.Standing,
        Release = desk.Document(new ReleaseRecord(shown.Series.Key, shown.Entry.Release), shown.Past, book),
    };

    private static string CursorOf(string series, AgendaRelease entry) =>
        string.Create(CultureInfo.InvariantCulture, $"{entry.At.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}~{series}~{entry.Period}");

    private sealed record Shown(SeriesDefinition Series, AgendaRelease Entry, PastRelease? Past);
}
