using System.ComponentModel;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving.Ical;

/// <summary>What a calendar is made from.</summary>
internal sealed record IcalDesk(MonitorCatalogue Catalogue, Judge Judge, AgendaQueries Agenda, MonitorSettings Settings, TimeProvider Time);

/// <summary>Calendars of releases, expected and actual, that a calendar program can subscribe to.</summary>
internal static class IcalApi
{
    private const int DaysBack = 400;
    private const int DaysAhead = 366;

    /// <summary>A daily series would fill the calendar.</summary>
    private const int DaysOfDaily = 31;

    public static void MapCalendars(this WebApplication app)
    {
        var calendars = app.MapGroup("/calendars").WithTags("Calendars");
        void Map(string path, Delegate answer, string summary) => calendars.MapGet(path, answer).WithSummary(summary)
            .Produces<string>(StatusCodes.Status200OK, "text/calendar").Produces(StatusCodes.Status304NotModified);

        Map("/releases.ics", AllAsync, "Expected and actual releases of every watched series (iCalendar)");
        Map("/series/{key}.ics", SeriesAsync, "Expected and actual releases of one series (iCalendar)");
        Map("/publishers/{key}.ics", PublisherAsync, "Expected and actual releases of one publisher (iCalendar)");
    }

    private static Task<Results<FileContentHttpResult, ProblemHttpResult>> AllAsync(
        [Description("Language of the summaries, en or zh; descriptions have both")] string? lang,
        HttpContext context, [AsParameters] IcalDesk desk, CancellationToken stopping) =>
        AnswerAsync(context, desk, lang, new BilingualText("Releases of Chinese statistics", "中国统计数据发布"), [.. desk.Catalogue.Series.Values], stopping);

    private static Task<Results<FileContentHttpResult, ProblemHttpResult>> SeriesAsync(
        [Description("Permanent key of the series")] string key,
        [Description("Language of the summaries, en or zh; descriptions have both")] string? lang,
        HttpContext context, [AsParameters] IcalDesk desk, CancellationToken stopping) =>
        desk.Catalogue.Series.TryGetValue(key, out var series)
            ? AnswerAsync(context, desk, lang, series.Name, [series], stopping)
            : Task.FromResult<Results<FileContentHttpResult, ProblemHttpResult>>(ApiProblems.UnknownSeries(desk.Catalogue, key));

    private static Task<Results<FileContentHttpResult, ProblemHttpResult>> PublisherAsync(
        [Description("Permanent key of the publisher")] string key,
        [Description("Language of the summaries, en or zh; descriptions have both")] string? lang,
        HttpContext context, [AsParameters] IcalDesk desk, CancellationToken stopping) =>
        desk.Catalogue.Publishers.TryGetValue(key, out var publisher)
            ? AnswerAsync(context, desk, lang, publisher.Name, [.. desk.Catalogue.Series.Values.Where(s => s.Publisher == key)], stopping)
            : Task.FromResult<Results<FileContentHttpResult, ProblemHttpResult>>(ApiProblems.UnknownPublisher(key));

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> AnswerAsync(
        HttpContext context, IcalDesk desk, string? lang, BilingualText name, IReadOnlyList<SeriesDefinition> series, CancellationToken stopping)
    {
        if (!Tongues.TryRead(lang, out var tongue)) return ApiProblems.BadRequest("lang", lang, Tongues.Expected);
        // The horizon moves by whole days, so that a calendar asked for twice a day is the same twice.
        var today = new DateTimeOffset(desk.Time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        var basis = await desk.Agenda.BasisAsync(desk.Catalogue.Hash, stopping);
        var records = await desk.Agenda.RecordAsync([.. series.Select(s => s.Key)], DateOnly.FromDateTime(today.UtcDateTime.AddDays(-2 * DaysBack)), stopping);
        var events = series.SelectMany(s => Events(desk, s, records[s.Key], basis, today)).OrderBy(e => e.Release.At).ThenBy(e => e.Series.Key, StringComparer.Ordinal);
        var calendar = new IcalCalendar(name, tongue, CachedAnswer.Base(context, desk.Settings), desk.Settings.FeedAuthority, [.. events]);
        var changed = calendar.Events.Select(e => e.RecordedAt).Append(today).Max();
        return CachedAnswer.Of(context, IcalWriter.Write(calendar), IcalWriter.ContentType, changed);
    }

    private static IEnumerable<IcalEvent> Events(IcalDesk desk, SeriesDefinition series, AgendaRecord record, AgendaBasis basis, DateTimeOffset today)
    {
        var zone = desk.Catalogue.Publishers[series.Publisher].TimeZone;
        var daily = series.Cadence == Cadence.Daily;
        var agenda = new ReleaseAgenda(series, desk.Judge.CalendarOf(series), record.State ?? Judge.Begin(series));
        var shown = agenda.Between(
            record.Releases, record.Changes, today, today.AddDays(-(daily ? DaysOfDaily : DaysBack)), today.AddDays(daily ? DaysOfDaily : DaysAhead));
        return shown.Select(r => new IcalEvent(series, zone, r, RecordedAt(series, r, basis)));
    }

    /// <summary>An expectation without a change of its own is as old as what it follows from.</summary>
    private static DateTimeOffset RecordedAt(SeriesDefinition series, AgendaRelease release, AgendaBasis basis)
    {
        var follows = release.Release.IsOpen && release.IsAnnounced && series.Release is { } rule
            ? rule.AnnouncedIn.Where(a => basis.CalendarsAt.ContainsKey(a.Source)).Select(a => basis.CalendarsAt[a.Source]).Append(basis.DefinitionsAt).Max()
            : basis.DefinitionsAt;
        if (release.ChangedAt is not { } changed) return follows;
        return release.Release.IsOpen && follows > changed ? follows : changed;
    }
}
