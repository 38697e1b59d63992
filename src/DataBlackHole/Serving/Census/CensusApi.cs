using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Census;
using DataBlackHole.Core.Judging;
using DataBlackHole.Serving.Feeds;
using DataBlackHole.Storage;
using DataBlackHole.Surveying;
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
        app.MapGet("/api/v1/census.csv", CsvAsync).WithTags("Status").WithSummary("The same as CSV, one line for each indicator that stopped, vanished, came back, was perhaps renamed, or whose range of years is over")
            .Produces<string>(StatusCodes.Status200OK, "text/csv").Produces(StatusCodes.Status304NotModified);
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
        [AsParameters] TimeAsked time, [AsParameters] CensusDesk desk, CancellationToken stopping)
    {
        var (report, problem) = await ReportAsync(publisher, time, desk, stopping);
        return report is null ? problem! : TypedResults.Ok(report);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> CsvAsync(
        [Description("Key of the publisher; the one whose census is in the settings when absent")] string? publisher,
        [AsParameters] TimeAsked time, [AsParameters] CensusDesk desk, HttpContext context, CancellationToken stopping)
    {
        var (report, problem) = await ReportAsync(publisher, time, desk, stopping);
        if (report is null) return problem!;
        context.Response.Headers.ContentDisposition = $"attachment; filename=datablackhole-census-{report.Publisher}.csv";
        return CachedAnswer.Of(context, CensusCsv.Bytes([.. report.Stopped, .. report.Vanished, .. report.CameBack, .. report.Renamed, .. report.WindowEnded]), CensusCsv.ContentType, report.Census?.EndedAt);
    }

    private static async Task<(CensusReportDocument? Report, ProblemHttpResult? Problem)> ReportAsync(string? publisher, TimeAsked time, CensusDesk desk, CancellationToken stopping)
    {
        var key = publisher ?? Usual(desk.Catalogue, desk.Settings);
        if (!desk.Catalogue.Publishers.TryGetValue(key, out var known)) return (null, ApiProblems.UnknownPublisher(key));
        if (!TimeQuestion.TryRead(time, known.TimeZone, desk.Time.GetUtcNow(), out var question, out var problem)) return (null, problem);
        return (await CensusReport.OfAsync(desk.Queries, key, stopping, time.IsAsked ? By(question) : null), null);
    }

    /// <summary>A census is on record when it ends, so that both questions about time are one.</summary>
    public static DateTimeOffset By(TimeQuestion question) => question.Until < question.AsOf ? question.Until.AddTicks(-1) : question.AsOf;

    /// <summary>The publisher of the settings; where the definitions do not know it, one with a database.</summary>
    public static string Usual(MonitorCatalogue catalogue, MonitorSettings settings) => catalogue.Publishers.ContainsKey(settings.Census.Publisher)
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

/// <summary>What answers about censuses are made from.</summary>
internal sealed record CensusDesk(MonitorCatalogue Catalogue, CensusQueries Queries, MonitorSettings Settings, TimeProvider Time);
