using System.ComponentModel;
using DataBlackHole.Core.Judging;
using DataBlackHole.Serving.Feeds;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving;

/// <summary>Which flips a list holds.</summary>
internal sealed record FlipsAsked(
    [property: Description("Only flips of the publisher with this key")] string? Publisher,
    [property: Description("Only flips of the series with this key")] string? Series,
    [property: Description("Only flips on this axis: Release, Series, Visibility, Calendar or Value")] string? Axis,
    [property: Description("Only flips of this kind, such as missing, late, published, paused, discontinued, resumed, rescheduled, revised, blind or clear")] string? Kind,
    [property: Description("Only flips concluded on this day or at this instant, or later; a day is one of the publisher's zone")] string? From,
    [property: Description("Only flips concluded on this day or at this instant, or earlier")] string? To);

/// <summary>Changes of status of all series: the last recorded first.</summary>
internal static class FlipsApi
{
    public static void MapFlipsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/flips", ListAsync).WithSummary("Changes of status of all series, the last recorded first");
        api.MapGet("/flips/{id:long}", OneAsync).WithSummary("One change of status; its address never changes its meaning");
        api.MapGet("/reviews", ReviewsAsync).WithSummary("What operators said of conclusions, the last first");
    }

    private static async Task<Results<Ok<ListDocument<FlipDocument>>, ProblemHttpResult>> ListAsync(
        [AsParameters] FlipsAsked asked, [AsParameters] TimeAsked time, [AsParameters] PageAsked page, [AsParameters] RecordDesk desk, CancellationToken stopping)
    {
        if (!page.TryNumber(out var before, out var problem)) return problem!;
        if (!Words.TrySeries(desk.Catalogue, asked.Publisher, asked.Series, out var series, out problem)) return problem!;
        if (!Words.TryRead<FlipAxis>("axis", asked.Axis, out var axis, out problem)) return problem!;
        var kind = Enum.GetValues<FlipKind>().Where(k => k != FlipKind.Unknown).Cast<FlipKind?>().FirstOrDefault(k => FeedNames.Word(k!.Value) == asked.Kind);
        if (asked.Kind is not null && kind is null) return ApiProblems.BadRequest("kind", asked.Kind, $"one of {string.Join(", ", Enum.GetValues<FlipKind>().Where(k => k != FlipKind.Unknown).Select(FeedNames.Word))}");
        var zone = TimeText.ZoneOf(desk.Catalogue, asked.Publisher);
        if (!TimeText.TrySpan(asked.From, asked.To, zone, out var from, out var to, out problem)) return problem!;
        if (!TimeQuestion.TryRead(time, zone, desk.Time.GetUtcNow(), out var question, out problem)) return problem!;
        var filter = new FlipFilter(null, series, kind) { Axis = axis, From = from, To = to, RecordedBy = time.IsAsked ? question.AsOf : null, Until = time.IsAsked ? question.Until : null };
        var flips = await desk.Flips.NewestAsync(filter, before, page.Size + 1, stopping);
        var book = await desk.Reviews.BookAsync(question.AsOf, stopping);
        var shown = flips.Take(page.Size).ToList();
        return TypedResults.Ok(new ListDocument<FlipDocument>([.. shown.Select(f => StatusMapping.Flip(f, book))], flips.Count > shown.Count ? Paging.Number(shown[^1].Id) : null));
    }

    private static async Task<Results<Ok<FlipDocument>, ProblemHttpResult>> OneAsync(
        [Description("Number of the flip")] long id, [AsParameters] RecordDesk desk, CancellationToken stopping)
    {
        if (await desk.Flips.OneAsync(id, stopping) is not { } flip) return ApiProblems.Unknown("No such flip", $"There is no flip {id}. GET /api/v1/flips lists them.");
        return TypedResults.Ok(StatusMapping.Flip(flip, await desk.Reviews.BookAsync(desk.Time.GetUtcNow(), stopping)));
    }

    private static async Task<Results<Ok<ListDocument<ReviewedFlipDocument>>, ProblemHttpResult>> ReviewsAsync(
        [AsParameters] TimeAsked time, [AsParameters] PageAsked page, [AsParameters] RecordDesk desk, CancellationToken stopping)
    {
        if (!page.TryNumber(out var before, out var problem)) return problem!;
        if (!TimeQuestion.TryRead(time, TimeText.ZoneOf(desk.Catalogue, null), desk.Time.GetUtcNow(), out var question, out problem)) return problem!;
        var all = (await desk.Reviews.AllAsync(stopping)).Where(r => r.Review.RecordedAt <= question.AsOf && r.Review.RecordedAt < question.Until).ToList();
        var book = new ReviewBook(all, question.AsOf);
        var found = all.Where(r => !(r.Review.Id >= before)).Reverse().Take(page.Size + 1).ToList();
        var shown = found.Take(page.Size).ToList();
        var items = shown.Select(r => new ReviewedFlipDocument(ReviewMapping.Review(r.Review), StatusMapping.Flip(r.Flip, book)));
        return TypedResults.Ok(new ListDocument<ReviewedFlipDocument>([.. items], found.Count > shown.Count ? Paging.Number(shown[^1].Review.Id) : null));
    }
}
