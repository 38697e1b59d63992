using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Notifying;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving;

/// <summary>What the monitor is made to tell about itself from.</summary>
internal sealed record MonitorDesk(MonitorCatalogue Catalogue, StatusQueries Status, SelfWatchStore SelfWatch, WatchedSources Watched, AlertOutbox Outbox, OutboxDispatcher Dispatcher, NodeStanding Node, RecordWriting Writing, TimeProvider Time);

/// <summary>The monitor about itself: whether it works, what it cannot see, and what was wrong with it.</summary>
internal static class MonitorApi
{
    private const int ChangesShown = 100;

    private static readonly TimeSpan _day = TimeSpan.FromDays(1);

    public static void MapMonitorApi(this WebApplication app)
    {
        app.MapGet("/healthz", HealthAsync).WithSummary("Whether the monitor itself works, and what it cannot see").WithTags("Monitor");
        app.MapGet("/api/v1/monitor", MonitorAsync).WithSummary("The monitor about itself: health, coverage, and its own troubles").WithTags("Monitor");
    }

    private static async Task<Ok<HealthDocument>> HealthAsync([AsParameters] MonitorDesk desk, CancellationToken stopping)
    {
        var watched = desk.Watched.On(desk.Time.GetUtcNow());
        return TypedResults.Ok(await WithAlertsAsync(desk, await SourcesAsync(desk, watched, stopping), stopping));
    }

    private static async Task<Ok<MonitorDocument>> MonitorAsync([AsParameters] MonitorDesk desk, CancellationToken stopping)
    {
        var now = desk.Time.GetUtcNow();
        var watched = desk.Watched.On(now);
        var sources = await SourcesAsync(desk, watched, stopping);
        var known = (await desk.Status.AllSeriesAsync(stopping)).ToDictionary(s => s.Series, StringComparer.Ordinal);
        return TypedResults.Ok(new MonitorDocument
        {
            Health = await WithAlertsAsync(desk, sources, stopping),
            Coverage = new CoverageDocument
            {
                Series = desk.Catalogue.Series.Values.Count(s => s.IsWatched),
                SeriesByVisibility = desk.Catalogue.Series.Values.Where(s => s.IsWatched).Select(s => s.Key).CountBy(key => known.GetValueOrDefault(key)?.Visibility ?? Visibility.Unknown).ToDictionary(),
                Sources = watched.Count,
                SourcesLookedAtInADay = sources.Count(s => s.State.LastLookAt > now - _day),
                SourcesSeenInADay = sources.Count(s => s.State.LastClearAt > now - _day),
                Looks = sources.Sum(s => s.Looks),
            },
            History = [.. (await desk.SelfWatch.NewestAsync(ChangesShown, stopping)).Select(c => new TroubleChangeDocument(Trouble(c.Trouble), c.Begun, c.At))],
        });
    }

    private static async Task<List<SourceSummary>> SourcesAsync(MonitorDesk desk, IReadOnlyList<SourceDefinition> watched, CancellationToken stopping)
    {
        var keys = watched.Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        return [.. (await desk.Status.SourcesAsync(stopping)).Where(s => keys.Contains(s.State.Source))];
    }

    private static async Task<HealthDocument> WithAlertsAsync(MonitorDesk desk, List<SourceSummary> sources, CancellationToken stopping)
    {
        var alerts = AlertsApi.Health(await desk.Outbox.HealthAsync(desk.Time.GetUtcNow(), stopping), desk.Dispatcher);
        return Health(sources, await desk.SelfWatch.OpenAsync(stopping), alerts, Node(desk.Node), desk.Writing.Trouble);
    }

    private static HealthDocument Health(
        List<SourceSummary> sources, IReadOnlyList<TroubleFound> troubles, AlertHealthDocument alerts, NodeDocument node, WritingTrouble? writing)
    {
        var counts = sources.CountBy(s => s.State.Visibility).ToDictionary();
        var blind = counts.GetValueOrDefault(Visibility.Blind);
        var status = writing is not null ? "degraded"
            : sources.Count == 0 ? troubles.Any(t => t.Kind == SelfTrouble.LooksStopped) ? "degraded" : "starting"
            : blind == sources.Count ? "blind"
            : blind > 0 || troubles.Count > 0 || node.StandsByFor is not null ? "degraded" : "ok";
        var blindSources = sources.Where(s => s.State.Visibility == Visibility.Blind)
            .Select(s => new BlindSourceDocument(s.State.Source, s.State.BlindReason, s.State.Since, s.State.LastFailureKind, s.State.LastFailureDetail));
        return new HealthDocument(status, counts, sources.Max(s => s.State.LastLookAt), [.. blindSources], [.. troubles.Select(Trouble)])
        {
            Alerts = alerts,
            Node = node,
            RecordTrouble = writing is null ? null : new WritingTroubleDocument(writing.Since, writing.Problem),
        };
    }

    private static TroubleDocument Trouble(TroubleFound trouble) => new(trouble.Kind, trouble.Subject, trouble.Since, trouble.Sentence);

    private static NodeDocument Node(NodeStanding node) => new(
        node.Name, node.Role, node.CatalogueHash, node.SupersededBy?.CatalogueHash,
        node.Role == NodeRole.Answer ? new BilingualText("This node only answers.", "此节点仅供查询。")
        : node.SupersededBy is { } newer
            ? new BilingualText($"Node {newer.Name} works by newer definitions or a newer version: this one stands by until it is restarted with the same.", $"节点 {newer.Name} 使用较新的定义或程序版本：此节点待命，直至以相同的定义和版本重新启动。")
            : null);
}
