using System.ComponentModel;
using System.Text.Json;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving.Badges;

/// <summary>A badge for the endpoint of shields.io.</summary>
/// <param name="SchemaVersion">Always 1.</param>
/// <param name="Label">Name of the series.</param>
/// <param name="Message">Its status in words, and its last period.</param>
/// <param name="Color">Colour of the message; the words say the same.</param>
/// <param name="CacheSeconds">How long it may be kept.</param>
public sealed record ShieldDocument(int SchemaVersion, string Label, string Message, string Color, int CacheSeconds);

/// <summary>The status of a series as a small picture for other pages.</summary>
internal static class BadgeApi
{
    private const int CacheSeconds = 300;

    public static void MapBadges(this WebApplication app)
    {
        var badges = app.MapGroup("/badges").WithTags("Badges");
        badges.MapGet("/series/{key}.svg", SvgAsync).WithSummary("The status of one series as a picture (SVG)")
            .Produces<string>(StatusCodes.Status200OK, "image/svg+xml").Produces(StatusCodes.Status304NotModified);
        badges.MapGet("/series/{key}.json", ShieldAsync).WithSummary("The status of one series for a shields.io badge")
            .Produces<ShieldDocument>().Produces(StatusCodes.Status304NotModified);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> SvgAsync(
        [Description("Permanent key of the series")] string key, [Description("Language of the words, en or zh")] string? lang,
        HttpContext context, MonitorCatalogue catalogue, StatusQueries queries, VerdictReviews reviews, TimeProvider time, CancellationToken stopping)
    {
        if (!catalogue.Series.TryGetValue(key, out var series)) return ApiProblems.UnknownSeries(catalogue, key);
        if (!Tongues.TryRead(lang, out var tongue)) return ApiProblems.BadRequest("lang", lang, Tongues.Expected);
        // The picture is shown by pages of others; opened by itself it may do nothing.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        var review = (await reviews.BookAsync(time.GetUtcNow(), stopping)).OfSeries(key);
        return CachedAnswer.Of(context, BadgeSvg.Draw(Badge.Of(series, await queries.SummaryAsync(key, stopping), tongue, review), tongue), BadgeSvg.ContentType);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ShieldAsync(
        [Description("Permanent key of the series")] string key, [Description("Language of the words, en or zh")] string? lang,
        HttpContext context, MonitorCatalogue catalogue, StatusQueries queries, VerdictReviews reviews, TimeProvider time, CancellationToken stopping)
    {
        if (!catalogue.Series.TryGetValue(key, out var series)) return ApiProblems.UnknownSeries(catalogue, key);
        if (!Tongues.TryRead(lang, out var tongue)) return ApiProblems.BadRequest("lang", lang, Tongues.Expected);
        var badge = Badge.Of(series, await queries.SummaryAsync(key, stopping), tongue, (await reviews.BookAsync(time.GetUtcNow(), stopping)).OfSeries(key));
        var shield = new ShieldDocument(1, badge.Label, badge.Message, badge.Colour, CacheSeconds);
        return CachedAnswer.Of(context, JsonSerializer.SerializeToUtf8Bytes(shield, ApiJson.Compact), "application/json; charset=utf-8");
    }
}
