using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Notifying;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving;

/// <summary>
/// What operators do, with the key of the settings. Every action is a row for ever, with author and reason. It mutes mail or speaks of a
/// conclusion; what was observed and concluded stays as it is.
/// </summary>
internal static class OperatorApi
{
    /// <summary>Marks addresses that do not stand in the list of addresses of the API: those that are not for everybody, and the pages for people.</summary>
    public const string Unlisted = "Unlisted";

    private const int LongestText = 2000;

    public static void MapOperatorApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1/operator").WithTags(Unlisted).ExcludeFromDescription().AddEndpointFilter(CheckKeyAsync);
        api.MapGet("/alerts", AlertsAsync).WithSummary("Alerts with their recipients and errors, newest first");
        api.MapGet("/silences", (AlertMutes mutes, CancellationToken stopping) => ListAsync(mutes, [MuteAction.Silence, MuteAction.Unsubscribe, MuteAction.Lift], stopping))
            .WithSummary("Silences, unsubscriptions and what took them back");
        api.MapPost("/silences", SilenceAsync).WithSummary("Mute the mail about a series, publisher, event or recipient until a moment");
        api.MapGet("/acknowledgements", (AlertMutes mutes, CancellationToken stopping) => ListAsync(mutes, [MuteAction.Acknowledge, MuteAction.Lift], stopping))
            .WithSummary("Acknowledged incidents and what took them back");
        api.MapPost("/acknowledgements", AcknowledgeAsync).WithSummary("Mute further mail about an incident that is known, until a moment; that it is over is told");
        api.MapPost("/reviews", ReviewAsync).WithSummary("Confirm or refute a conclusion, with a source, or take that back");
        api.MapPost("/lifts", LiftAsync).WithSummary("Take a silence, acknowledgement or unsubscription back");
    }

    private static async ValueTask<object?> CheckKeyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var settings = context.HttpContext.RequestServices.GetRequiredService<NotifyingSettings>();
        if (settings.OperatorKey is not { } key) return ApiProblems.OperatorApiOff();
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        var given = context.HttpContext.Request.Headers.Authorization.ToString();
        // Digests have one length, so that the comparison tells nothing about the key.
        var isGood = CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes($"Bearer {key}")));
        if (isGood) return await next(context);
        return ApiProblems.KeyWanted();
    }

    private static async Task<Results<Ok<ListDocument<AlertDocument>>, ProblemHttpResult>> AlertsAsync(
        [Description("Only alerts with a smaller id; the value of next of the page before")] string? before,
        [Description("Most alerts to return, 1 to 500")] int? limit,
        AlertOutbox outbox, CancellationToken stopping) => await AlertsApi.PageAsync(outbox, before, limit, forOperators: true, stopping);

    private static async Task<Ok<ListDocument<AlertMute>>> ListAsync(AlertMutes mutes, MuteAction[] actions, CancellationToken stopping) =>
        TypedResults.Ok(new ListDocument<AlertMute>([.. (await mutes.AllAsync(stopping)).Where(m => actions.Contains(m.Action)).Reverse()], null));

    private static async Task<Results<Created<AlertMute>, ProblemHttpResult>> SilenceAsync(
        SilenceRequest asked, MonitorCatalogue catalogue, AlertPolicy policy, AlertMutes mutes, TimeProvider time, CancellationToken stopping)
    {
        var scope = new MuteScope { Series = asked.Series, Publisher = asked.Publisher, Event = asked.Event, Recipient = asked.Recipient };
        if (scope.IsEmpty) return ApiProblems.BadRequest("series", null, "at least one of series, publisher, event and recipient");
        if (asked.Series is { } series && !catalogue.Series.ContainsKey(series)) return ApiProblems.BadRequest("series", series, "the key of a series");
        if (asked.Publisher is { } publisher && !catalogue.Publishers.ContainsKey(publisher)) return ApiProblems.BadRequest("publisher", publisher, "the key of a publisher");
        if (asked.Recipient is { } recipient && !policy.Rules.Recipients.ContainsKey(recipient)) return ApiProblems.BadRequest("recipient", recipient, "the key of a recipient");
        return await RecordAsync(MuteAction.Silence, scope, asked.Author, asked.Reason, asked.Until, mutes, time.GetUtcNow(), stopping);
    }

    private static async Task<Results<Created<AlertMute>, ProblemHttpResult>> AcknowledgeAsync(
        AcknowledgementRequest asked, AlertMutes mutes, TimeProvider time, CancellationToken stopping)
    {
        if (Text(asked.Incident) is not { } incident) return ApiProblems.BadRequest("incident", asked.Incident, "the key of an incident, as alerts name it");
        return await RecordAsync(MuteAction.Acknowledge, new MuteScope { Incident = incident }, asked.Author, asked.Reason, asked.Until, mutes, time.GetUtcNow(), stopping);
    }

    private static async Task<Results<Created<ReviewDocument>, ProblemHttpResult>> ReviewAsync(ReviewRequest asked, VerdictReviews reviews, TimeProvider time, CancellationToken stopping)
    {
        if (asked.Flip is not { } flip) return ApiProblems.BadRequest("flip", null, "the number of a flip");
        if (!Words.TryRead<ReviewAction>("action", asked.Action ?? "", out var action, out var problem)) return problem!;
        if (Text(asked.Author) is not { } author) return ApiProblems.BadRequest("author", asked.Author, "who says so");
        if (Text(asked.Reason) is not { } reason) return ApiProblems.BadRequest("reason", asked.Reason, "why");
        if (Text(asked.Source) is not { } source || !(Uri.TryCreate(source, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https" }))
            return ApiProblems.BadRequest("source", asked.Source, "the address of what supports it, such as https://example.org/notice");
        var review = await reviews.AddAsync(new VerdictReview(0, flip, action!.Value, author, reason, source, time.GetUtcNow()), stopping);
        if (review is null) return ApiProblems.BadRequest("flip", flip, "the number of a flip");
        return TypedResults.Created((string?)null, ReviewMapping.Review(review));
    }

    private static async Task<Results<Created<AlertMute>, ProblemHttpResult>> LiftAsync(LiftRequest asked, AlertMutes mutes, TimeProvider time, CancellationToken stopping)
    {
        if (Text(asked.Author) is not { } author) return ApiProblems.BadRequest("author", asked.Author, "who does this");
        if (Text(asked.Reason) is not { } reason) return ApiProblems.BadRequest("reason", asked.Reason, "why");
        var lifted = (await mutes.AllAsync(stopping)).FirstOrDefault(m => m.Id == asked.Lifts && m.Action != MuteAction.Lift);
        if (lifted is null) return ApiProblems.BadRequest("lifts", asked.Lifts, "the id of an action");
        var lift = await mutes.AddAsync(new AlertMute(0, MuteAction.Lift, lifted.Scope, author, reason, time.GetUtcNow(), null, lifted.Id), stopping);
        return TypedResults.Created((string?)null, lift);
    }

    private static async Task<Results<Created<AlertMute>, ProblemHttpResult>> RecordAsync(
        MuteAction action, MuteScope scope, string? author, string? reason, DateTimeOffset? until, AlertMutes mutes, DateTimeOffset now, CancellationToken stopping)
    {
        if (Text(author) is not { } who) return ApiProblems.BadRequest("author", author, "who does this");
        if (Text(reason) is not { } why) return ApiProblems.BadRequest("reason", reason, "why");
        if (until is not { } end || end <= now) return ApiProblems.BadRequest("until", until, "a moment to come, such as 2026-12-01T00:00Z");
        var mute = await mutes.AddAsync(new AlertMute(0, action, scope, who, why, now, end.ToUniversalTime(), null), stopping);
        return TypedResults.Created((string?)null, mute);
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) || text.Length > LongestText ? null : text.Trim();
}
