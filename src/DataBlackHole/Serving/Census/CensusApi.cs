using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Census;
using DataBlackHole.Core.Judging;
using DataBlackHole.Serving.Feeds;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving.Census;

/// <summary>What censuses of whole databases found: as a document, and as a feed of what stopped, vanished or came back.</summary>
internal static class CensusApi
{
    private const int MostEntries = 500;
    private const int UsualEntries = 100;

    /// <summary>What people want to hear of.</summary>
    private static readonly CensusChange[] _told = [CensusChange.Stopped, CensusChange.Vanished, CensusChange.CameBack];

    public static void MapCensusApi(this WebApplication app)
    {
        app.MapGet("/api/v1/census", CensusAsync).WithTags("Status").WithSummary("The last census of a publisher's whole database: what stopped, vanished, came back, and what could not be told");
        var feeds = app.MapGroup("/feeds/census").WithTags("Feeds");
        feeds.MapGet("/{publisher}.atom", (HttpContext context, [Description("Key of the publisher")] string publisher, [AsParameters] FeedQuestion asked, [AsParameters] CensusDesk desk, CancellationToken stopping) =>
            FeedAsync(context, publisher, asked, desk, AtomWriter.Write, AtomWriter.ContentType, stopping))
            .WithSummary("Indicators of a publisher's database that stopped, vanished or came back, as Atom").Produces<string>(StatusCodes.Status200OK, "application/atom+xml").Produces(StatusCodes.Status304NotModified);
        feeds.MapGet("/{publisher}.json", (HttpContext context, [Description("Key of the publisher")] string publisher, [AsParameters] FeedQuestion asked, [AsParameters] CensusDesk desk, CancellationToken stopping) =>
            FeedAsync(context, publisher, asked, desk, JsonFeedWriter.Write, JsonFeedWriter.ContentType, stopping))
            .WithSummary("Indicators of a publisher's database that stopped, vanished or came back, as JSON Feed").Produces<string>(StatusCodes.Status200OK, "application/feed+json").Produces(StatusCodes.Status304NotModified);
    }

    private static async Task<Results<Ok<CensusReportDocument>, ProblemHttpResult>> CensusAsync(
        [Description("Key of the publisher; the one whose census is in the settings when absent")] string? publisher,
        MonitorCatalogue catalogue, MonitorSettings settings, CensusQueries queries, CancellationToken stopping)
    {
        var key = publisher ?? Usual(catalogue, settings);
        return catalogue.Publishers.ContainsKey(key) ? TypedResults.Ok(await CensusReport.OfAsync(queries, key, stopping)) : ApiProblems.UnknownPublisher(key);
    }

    /// <summary>The publisher of the settings; where the definitions do not know it, one with a database.</summary>
    private static string Usual(MonitorCatalogue catalogue, MonitorSettings settings) => catalogue.Publishers.ContainsKey(settings.Census.Publisher)
        ? settings.Census.Publisher
        : catalogue.Sources.Values.FirstOrDefault(s => s.Kind == SourceKind.NbsDatabase)?.Publisher ?? settings.Census.Publisher;

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> FeedAsync(
        HttpContext context, string publisher, FeedQuestion asked, CensusDesk desk, Func<Feed, byte[]> write, string contentType, CancellationToken stopping)
    {
        if (!desk.Catalogue.Publishers.TryGetValue(publisher, out var known)) return ApiProblems.UnknownPublisher(publisher);
        if (!Tongues.TryRead(asked.Lang, out var tongue)) return ApiProblems.BadRequest("lang", asked.Lang, Tongues.Expected);
        if (!long.TryParse(asked.Before, NumberStyles.None, CultureInfo.InvariantCulture, out var before) && asked.Before is not null)
            return ApiProblems.BadRequest("before", asked.Before, "the id of an entry");
        if (asked.Limit is < 1 or > MostEntries) return ApiProblems.BadRequest("limit", asked.Limit, "a number from 1 to 500");
        var size = asked.Limit ?? UsualEntries;
        var versions = await desk.Queries.ChangesAsync(publisher, _told, asked.Before is null ? null : before, size, cancellationToken: stopping);
        var path = context.Request.Path.Value!;
        var feed = new Feed
        {
            Id = FeedNames.Feed(desk.Settings.FeedAuthority, $"census/{publisher}:{tongue.Tag()}"),
            Title = new BilingualText($"DataBlackHole: indicators of the database of {known.Name.En} that stopped, vanished or came back", $"DataBlackHole：{known.Name.Zh}数据库中停更、消失或恢复的指标"),
            Tongue = tongue,
            Base = CachedAnswer.Base(context, desk.Settings),
            Self = $"{path}{context.Request.QueryString}",
            First = FeedApi.Page(path, asked, null),
            Next = versions.Count == size ? FeedApi.Page(path, asked, versions[^1].Id) : null,
            Entries = [.. versions.Select(v => Entry(desk.Settings.FeedAuthority, v))],
        };
        return CachedAnswer.Of(context, write(feed), contentType, feed.UpdatedAt);
    }

    private static FeedEntry Entry(string authority, CensusVersion version)
    {
        var finding = version.Finding;
        var word = finding.Change.ToString().ToLowerInvariant();
        return new FeedEntry
        {
            Id = FeedNames.Census(authority, version.Id),
            RecordedAt = version.RecordedAt,
            Words = new FlipWords(CensusSentence.Title(finding), CensusSentence.Of(finding)),
            Event = $"api/v1/census?publisher={version.Publisher}",
            About = $"api/v1/census?publisher={version.Publisher}",
            Categories =
            [
                new FeedCategory("kind", word, CensusSentence.Words(finding.Change), IsTag: true),
                new FeedCategory("publisher", version.Publisher),
                new FeedCategory("grade", finding.Grade.ToString()),
            ],
            Facts = new JsonObject
            {
                ["publisher"] = version.Publisher,
                ["kind"] = word,
                ["indicator"] = JsonSerializer.SerializeToNode(CensusMapping.Indicator(version.Publisher, finding), ApiJson.Compact),
            },
        };
    }
}

/// <summary>What the feeds of censuses are made from.</summary>
internal sealed record CensusDesk(MonitorCatalogue Catalogue, CensusQueries Queries, MonitorSettings Settings);
