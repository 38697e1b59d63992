using System.ComponentModel;
using System.Globalization;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Notifying;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving;

/// <summary>Alerts over HTTP, whether or not they could be delivered.</summary>
internal static class AlertsApi
{
    private const int MostItems = 500;

    public static void MapAlertsApi(this WebApplication app) =>
        app.MapGet("/api/v1/alerts", ListAsync).WithSummary("Alerts and what became of them, newest first").WithTags("Alerts").AddEndpointFilter(Paging.LinkAsync);

    public static AlertDocument Document(AlertSummary alert, bool forOperators) => new(
        alert.Id, alert.Channel, alert.State, alert.CreatedAt, alert.DueAt, alert.DoneAt, alert.Attempts, alert.FoldedInto, alert.Items,
        [.. alert.First.Select(i => new AlertItemDocument(i.Series, i.Incident, i.Event, i.Reason, AlertReasons.Sentence(i.Reason), i.At, i.Flip))])
    {
        Recipient = forOperators ? alert.Recipient : null,
        LastError = forOperators ? alert.LastError : null,
    };

    public static AlertHealthDocument Health(OutboxHealth health, OutboxDispatcher dispatcher) => new(
        !dispatcher.HasMail ? "NotConfigured" : dispatcher.MailTrouble is null ? "Working" : "Down", health.Pending, health.OldestPendingAt, health.Overdue, health.GivenUp);

    private static async Task<Results<Ok<ListDocument<AlertDocument>>, ProblemHttpResult>> ListAsync(
        [Description("Only alerts with a smaller id; the same as cursor")] string? before, [AsParameters] PageAsked page,
        AlertOutbox outbox, CancellationToken stopping) => await PageAsync(outbox, page.Cursor ?? before, page.Limit, forOperators: false, stopping);

    public static async Task<Results<Ok<ListDocument<AlertDocument>>, ProblemHttpResult>> PageAsync(
        AlertOutbox outbox, string? before, int? limit, bool forOperators, CancellationToken stopping)
    {
        if (!long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && before is not null) return ApiProblems.BadRequest("before", before, "the id of an alert");
        if (limit is < 1 or > MostItems) return ApiProblems.BadRequest("limit", limit, "a number from 1 to 500");
        var size = limit ?? 100;
        var alerts = await outbox.ListAsync(before is null ? null : id, size, stopping);
        var next = alerts.Count == size ? alerts[^1].Id.ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new ListDocument<AlertDocument>([.. alerts.Select(a => Document(a, forOperators))], next));
    }
}
