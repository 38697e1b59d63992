using System.ComponentModel;
using System.Globalization;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving.Feeds;

/// <summary>What every feed may be asked for.</summary>
internal sealed record FeedQuestion(
    [property: Description("Language of titles and summaries, en or zh; the content has both")] string? Lang,
    [property: Description("Only entries recorded before this one; part of the link to the next page")] string? Before,
    [property: Description("Most entries to return, 1 to 500")] int? Limit);

/// <summary>What a feed is made from.</summary>
internal sealed record FeedDesk(MonitorCatalogue Catalogue, FlipQueries Flips, VerdictReviews Reviews, MonitorSettings Settings);

/// <summary>Feeds of flips as Atom and JSON Feed. What we could not see has a feed of its own and is in no other.</summary>
internal static class FeedApi
{
    private const int MostEntries = 500;
    private const int UsualEntries = 100;

    private static readonly BilingualText _all = Titled(new BilingualText("all events", "全部事件"));
    private static readonly BilingualText _monitor = Titled(new BilingualText("what we could not see", "本监测无法看到的来源"));

    private delegate byte[] Writer(Feed feed);

    public static void MapFeeds(this WebApplication app)
    {
        foreach (var (ending, writer, type) in new (string, Writer, string)[] { ("atom", AtomWriter.Write, AtomWriter.ContentType), ("json", JsonFeedWriter.Write, JsonFeedWriter.ContentType) })
            MapFormat(app.MapGroup("/feeds").WithTags("Feeds"), ending, new Format(writer, type));
    }

    private static void MapFormat(RouteGroupBuilder feeds, string ending, Format format)
    {
        var name = ending == "atom" ? "Atom" : "JSON Feed";
        void Map(string path, Delegate answer, string summary) => feeds.MapGet($"{path}.{ending}", answer).WithSummary($"{summary}, as {name}")
            .Produces<string>(StatusCodes.Status200OK, format.ContentType.Split(';')[0]).Produces(StatusCodes.Status304NotModified);

        Map("/events", (HttpContext context, [AsParameters] FeedQuestion asked, [AsParameters] FeedDesk desk, CancellationToken stopping) =>
            AnswerAsync(context, asked, desk, format, new FlipFilter(true), _all, stopping), "Everything that changed at any publisher");
        Map("/monitor", (HttpContext context, [AsParameters] FeedQuestion asked, [AsParameters] FeedDesk desk, CancellationToken stopping) =>
            AnswerAsync(context, asked, desk, format, new FlipFilter(false), _monitor, stopping), "What this monitor could not see; says nothing about publishers");
        Map("/series/{key}", ([Description("Permanent key of the series")] string key,
            HttpContext context, [AsParameters] FeedQuestion asked, [AsParameters] FeedDesk desk, CancellationToken stopping) =>
            desk.Catalogue.Series.TryGetValue(key, out var series)
                ? AnswerAsync(context, asked, desk, format, new FlipFilter(true, [key]), Titled(series.Name), stopping)
                : Refused(ApiProblems.UnknownSeries(desk.Catalogue, key)), "What changed at one series");
        Map("/publishers/{key}", ([Description("Permanent key of the publisher")] string key,
            HttpContext context, [AsParameters] FeedQuestion asked, [AsParameters] FeedDesk desk, CancellationToken stopping) =>
            desk.Catalogue.Publishers.TryGetValue(key, out var publisher)
                ? AnswerAsync(context, asked, desk, format, new FlipFilter(true, SeriesOf(desk.Catalogue, key)), Titled(publisher.Name), stopping)
                : Refused(ApiProblems.UnknownPublisher(key)), "What changed at the series of one publisher");
        Map("/kinds/{kind}", ([Description("Kind of event, such as missing, late, published, paused, discontinued, resumed, rescheduled or revised")] string kind,
            HttpContext context, [AsParameters] FeedQuestion asked, [AsParameters] FeedDesk desk, CancellationToken stopping) =>
            KindOf(kind) is { } known
                ? AnswerAsync(context, asked, desk, format, new FlipFilter(true, Kind: known), Titled(FlipSentence.Kind(known, Grade.None)), stopping)
                : Refused(UnknownKind(kind)), "Everything of one kind that changed at any publisher");
    }

    private static BilingualText Titled(BilingualText text) => new($"DataBlackHole: {text.En}", $"DataBlackHole：{text.Zh}");

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> AnswerAsync(
        HttpContext context, FeedQuestion asked, FeedDesk desk, Format format, FlipFilter filter, BilingualText title, CancellationToken stopping)
    {
        if (!Tongues.TryRead(asked.Lang, out var tongue)) return ApiProblems.BadRequest("lang", asked.Lang, Tongues.Expected);
        if (!long.TryParse(asked.Before, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && asked.Before is not null)
            return ApiProblems.BadRequest("before", asked.Before, "a flip id");
        if (asked.Limit is < 1 or > MostEntries) return ApiProblems.BadRequest("limit", asked.Limit, "a number from 1 to 500");
        var size = asked.Limit ?? UsualEntries;
        var flips = await desk.Flips.NewestAsync(filter, asked.Before is null ? null : id, size, stopping);
        var book = new ReviewBook(await desk.Reviews.AllAsync(stopping), DateTimeOffset.MaxValue);
        var path = context.Request.Path.Value!;
        var feed = new Feed
        {
            Id = FeedNames.Feed(desk.Settings.FeedAuthority, $"{path["/feeds/".Length..path.LastIndexOf('.')]}:{tongue.Tag()}"),
            Title = title,
            Tongue = tongue,
            Base = CachedAnswer.Base(context, desk.Settings),
            Self = $"{path}{context.Request.QueryString}",
            First = Page(path, asked, null),
            Next = flips.Count == size ? Page(path, asked, flips[^1].Id) : null,
            Entries = [.. flips.Select(f => FeedMapping.Entry(desk.Catalogue, desk.Settings.FeedAuthority, f, book))],
        };
        return CachedAnswer.Of(context, format.Write(feed), format.ContentType, feed.UpdatedAt);
    }

    private static Task<Results<FileContentHttpResult, ProblemHttpResult>> Refused(ProblemHttpResult problem) =>
        Task.FromResult<Results<FileContentHttpResult, ProblemHttpResult>>(problem);

    internal static string Page(string path, FeedQuestion asked, long? before)
    {
        var parts = new[] { ("lang", asked.Lang), ("limit", asked.Limit?.ToString(CultureInfo.InvariantCulture)), ("before", before?.ToString(CultureInfo.InvariantCulture)) };
        return path + QueryString.Create(parts.Where(p => p.Item2 is not null).Select(p => KeyValuePair.Create(p.Item1, p.Item2)));
    }

    private static List<string> SeriesOf(MonitorCatalogue catalogue, string publisher) =>
        [.. catalogue.Series.Values.Where(s => s.Publisher == publisher).Select(s => s.Key)];

    private static FlipKind? KindOf(string word) => FlipKinds.Public.Cast<FlipKind?>().FirstOrDefault(k => FeedNames.Word(k!.Value) == word);

    private static ProblemHttpResult UnknownKind(string kind) => ApiProblems.Unknown(
        "No such kind of event", $"'{kind}' is no kind of event: there are {string.Join(", ", FlipKinds.Public.Select(FeedNames.Word))}.");

    private sealed record Format(Writer Write, string ContentType);
}
