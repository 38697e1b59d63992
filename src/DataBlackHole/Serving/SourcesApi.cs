using System.ComponentModel;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving;

/// <summary>What answers about sources are made from.</summary>
internal sealed record SourceDesk(MonitorCatalogue Catalogue, StatusQueries States, SightDesk Sight, TimeProvider Time);

/// <summary>Which sources a list holds.</summary>
internal sealed record SourcesAsked(
    [property: Description("Only sources of the publisher with this key")] string? Publisher,
    [property: Description("Only this kind, such as ReleaseListing or ReleaseCalendar")] string? Kind,
    [property: Description("Only sources in this state at the time that is asked about: Clear, Blind or Unknown")] string? Status);

/// <summary>The places where series appear, and whether they can be seen.</summary>
internal static class SourcesApi
{
    public static void MapSourcesApi(this RouteGroupBuilder api)
    {
        api.MapGet("/sources", ListAsync).WithSummary("Every source and whether it can be seen, in the order of keys");
        api.MapGet("/sources/{key}", OneAsync).WithSummary("One source: where it is, who is read from it, and whether it can be seen");
    }

    private static async Task<Results<Ok<ListDocument<SourceDocument>>, ProblemHttpResult>> ListAsync(
        [AsParameters] SourcesAsked asked, [AsParameters] TimeAsked time,
        [Description("Where to go on: the value of next of the page before. The header Link has the whole address (RFC 8288)")] string? cursor,
        [Description("Most sources to return, 1 to 500; 500 when absent")] int? limit,
        [AsParameters] SourceDesk desk, CancellationToken stopping)
    {
        var page = new PageAsked(cursor, limit ?? PageAsked.Most);
        if (page.Wrong is { } wrong) return wrong;
        if (!Words.TrySeries(desk.Catalogue, asked.Publisher, null, out _, out var problem)) return problem!;
        if (!Words.TryRead<SourceKind>("kind", asked.Kind, out var kind, out problem)) return problem!;
        if (!Visible(asked.Status, out var status)) return ApiProblems.BadRequest("status", asked.Status, "Clear, Blind or Unknown");
        if (!TimeQuestion.TryRead(time, TimeText.ZoneOf(desk.Catalogue, asked.Publisher), desk.Time.GetUtcNow(), out var question, out problem)) return problem!;
        var wanted = desk.Catalogue.Sources.Values.Where(s => (asked.Publisher is null || s.Publisher == asked.Publisher) && (kind is null || s.Kind == kind)).ToList();
        var documents = (await DocumentsAsync(desk, wanted, time.IsAsked ? question : null, stopping)).Where(d => status is null || d.Visibility.State == status);
        return TypedResults.Ok(Paging.Of(documents.Select(d => KeyValuePair.Create(d.Key, d)), page));
    }

    private static async Task<Results<Ok<SourceDetailDocument>, ProblemHttpResult>> OneAsync(
        [Description("Permanent key of the source")] string key, [AsParameters] TimeAsked time, [AsParameters] SourceDesk desk, CancellationToken stopping)
    {
        if (!desk.Catalogue.Sources.TryGetValue(key, out var source)) return ApiProblems.UnknownSource(key);
        if (!TimeQuestion.TryRead(time, desk.Catalogue.Publishers[source.Publisher].TimeZone, desk.Time.GetUtcNow(), out var question, out var problem)) return problem!;
        var document = (await DocumentsAsync(desk, [source], time.IsAsked ? question : null, stopping)).Single();
        return TypedResults.Ok(new SourceDetailDocument(
            document,
            [.. source.Addresses.Select(a => new AddressDocument(a.Url, a.ValidFrom, a.ValidTo))],
            [.. desk.Catalogue.ReadersOf(key).Select(s => s.Key)],
            [.. source.Vantages],
            source.IsVerified));
    }

    private static async Task<List<SourceDocument>> DocumentsAsync(SourceDesk desk, IReadOnlyList<SourceDefinition> sources, TimeQuestion? question, CancellationToken stopping)
    {
        var known = (await desk.States.SourcesAsync(stopping)).ToDictionary(s => s.State.Source, StringComparer.Ordinal);
        var now = desk.Time.GetUtcNow();
        if (question is not { } asked)
            return [.. sources.Select(s => StatusMapping.Source(s, desk.Catalogue.Publishers[s.Publisher], known.GetValueOrDefault(s.Key), now))];
        var sights = await desk.Sight.AtAsync(sources, asked.Moment, stopping);
        return [.. sources.Select(s => StatusMapping.Source(s, desk.Catalogue.Publishers[s.Publisher], null, asked.Moment) with { Visibility = Seen(sights[s.Key]) })];
    }

    private static VisibilityDocument Seen(SightInterval? sight) => sight?.Sight switch
    {
        Sight.Clear => new VisibilityDocument(Visibility.Clear, BlindReason.None, sight.From),
        Sight.Blind => new VisibilityDocument(Visibility.Blind, sight.Reason, sight.From),
        _ => new VisibilityDocument(Visibility.Unknown, BlindReason.None, null),
    };

    /// <summary>Unknown is a state of its own here: nobody has looked.</summary>
    private static bool Visible(string? text, out Visibility? wanted)
    {
        wanted = Enum.GetValues<Visibility>().Cast<Visibility?>().FirstOrDefault(v => string.Equals(v.ToString(), text, StringComparison.OrdinalIgnoreCase));
        return text is null || wanted is not null;
    }
}
