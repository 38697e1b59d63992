using System.Text.Encodings.Web;
using System.Text.Unicode;
using DataBlackHole.Core.Catalogue;
using Microsoft.AspNetCore.Diagnostics;

namespace DataBlackHole.Serving.Pages;

/// <summary>The pages for people: made on the server, in two languages, without a script.</summary>
internal static class Pages
{
    public static void AddPages(this IServiceCollection services)
    {
        // Chinese stays readable in the source of a page; what HTML takes for its own is encoded all the same.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton<PageRenderer>();
        services.AddSingleton<PageCache>();
        services.AddSingleton<PageRecord>();
        services.AddSingleton<PageDesk>();
        services.AddSingleton<PageServer>();
        services.AddSingleton<PageErrors>();
        services.AddSingleton<IExceptionHandler>(s => s.GetRequiredService<PageErrors>());
    }

    /// <summary>Before the addresses, so that what none of them answers gets a page too.</summary>
    public static void UsePageErrors(this WebApplication app)
    {
        var errors = app.Services.GetRequiredService<PageErrors>();
        app.Use(next => context => errors.SendWhereEmptyAsync(context, next));
    }

    public static void MapPages(this WebApplication app)
    {
        var pages = app.MapGroup("").WithTags(OperatorApi.Unlisted).ExcludeFromDescription();
        void Map(string path, Delegate answer) => pages.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], answer);

        pages.MapPageAssets();
        Map("/", OverviewAsync);
        Map("/series/{key}", SeriesAsync);
        Map("/publishers/{key}", PublisherAsync);
        Map("/calendar", (HttpContext context, PageServer server) =>
            server.AnswerAsync<CalendarPage>(context, null, [], async (desk, page) => await CalendarPageSource.ReadAsync(desk, page, context.RequestAborted)));
        Map("/events", EventsAsync);
        Map("/census", (HttpContext context, PageServer server) =>
            server.AnswerAsync<CensusPage>(context, null, CensusPageSource.Parameters, async (desk, page) => await CensusPageSource.ReadAsync(desk, page, context.RequestAborted)));
        Map("/method", (HttpContext context, PageServer server) => server.AnswerAsync<MethodPage>(context, null, [], (_, _) => Task.FromResult<object?>(null)));
        Map("/monitor", (HttpContext context, PageServer server) =>
            server.AnswerAsync<MonitorPage>(context, null, [], async (desk, page) => await MonitorPageSource.ReadAsync(desk, page, context.RequestAborted)));
    }

    private static Task OverviewAsync(HttpContext context, PageServer server) => server.AnswerAsync<OverviewPage>(context, null, OverviewFilter.Parameters, async (desk, page) =>
    {
        if (!OverviewFilter.TryRead(page, desk.Catalogue, out var filter, out var refusal)) throw new PageRefusedException(refusal!);
        var record = await PageSources.OverviewAsync(desk, page, context.RequestAborted);
        return new OverviewBuilder(page, desk.Catalogue, desk.Judge, record).Build(filter);
    });

    private static Task SeriesAsync(string key, HttpContext context, PageServer server, MonitorCatalogue catalogue)
    {
        if (catalogue.Series.TryGetValue(key, out var series))
            return server.AnswerAsync<SeriesPage>(context, series.Publisher, [EventsPageSource.Before], async (desk, page) =>
            {
                if (EventsPageSource.ReadCursor(page, out var before) is { } refusal) throw new PageRefusedException(refusal);
                var record = await PageSources.SeriesAsync(desk, page, series, before, context.RequestAborted);
                return new SeriesBuilder(page, desk.Catalogue, desk.Judge, series, record).Build();
            });
        if (catalogue.History.Of(key) is not [var entry, ..]) return server.RefuseAsync(context, StatusCodes.Status404NotFound, PageWords.NoSuchSeries(key));
        return server.AnswerAsync<SeriesPage>(context, entry.Publisher, [], async (desk, page) =>
        {
            var zone = desk.ZoneOf(entry.Publisher);
            var chronicle = await PageSources.ChronicleAsync(desk, key, zone, PageDesk.Question(page, zone), context.RequestAborted);
            return CitedSeriesPage.Build(page, desk.Catalogue, key, chronicle);
        });
    }

    private static Task PublisherAsync(string key, HttpContext context, PageServer server, MonitorCatalogue catalogue) => catalogue.Publishers.TryGetValue(key, out var publisher)
        ? server.AnswerAsync<PublisherPage>(context, key, [], async (desk, page) => await PublisherPageSource.ReadAsync(desk, page, publisher, context.RequestAborted))
        : server.RefuseAsync(context, StatusCodes.Status404NotFound, PageWords.NoSuchPublisher(key));

    private static Task EventsAsync(HttpContext context, PageServer server) => server.AnswerAsync<EventsPage>(context, null, EventsPageSource.Parameters, async (desk, page) =>
    {
        if (!EventsPageSource.TryRead(page, desk.Catalogue, out var before, out var refusal)) throw new PageRefusedException(refusal!);
        return await EventsPageSource.ReadAsync(desk, page, before, context.RequestAborted);
    });
}
