using System.Net;
using System.Text;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Notifying;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving;

/// <summary>One-click unsubscription (RFC 8058). Only a POST changes anything: mail filters open every link.</summary>
internal static class Unsubscribing
{
    public static void MapUnsubscribe(this WebApplication app)
    {
        app.MapGet("/unsubscribe/{recipient}/{token}", Ask).WithSummary("Asks whether to unsubscribe").WithTags(OperatorApi.Unlisted).ExcludeFromDescription();
        app.MapPost("/unsubscribe/{recipient}/{token}", UnsubscribeAsync).WithSummary("Unsubscribes").WithTags(OperatorApi.Unlisted).ExcludeFromDescription();
    }

    private static ContentHttpResult Ask(string recipient, string token, UnsubscribeLinks links) => links.IsGood(recipient, token)
        ? Page(200, "<form method=\"post\"><p>No more alerts to this address? 不再向此地址发送提醒？</p><button name=\"List-Unsubscribe\" value=\"One-Click\">Unsubscribe 退订</button></form>")
        : Page(404, "<p>This link is not valid. 链接无效。</p>");

    private static async Task<ContentHttpResult> UnsubscribeAsync(
        string recipient, string token, UnsubscribeLinks links, AlertMutes mutes, TimeProvider time, CancellationToken stopping)
    {
        if (!links.IsGood(recipient, token)) return Page(404, "<p>This link is not valid. 链接无效。</p>");
        var now = time.GetUtcNow();
        var known = new ActiveMutes([.. await mutes.AllAsync(stopping)], now);
        if (!known.IsUnsubscribed(recipient))
        {
            var scope = new MuteScope { Recipient = recipient };
            await mutes.AddAsync(new AlertMute(0, MuteAction.Unsubscribe, scope, "the recipient", "unsubscribed by the link in a mail", now, null, null), stopping);
        }
        return Page(200, "<p>Unsubscribed: no more alerts are sent to this address. 已退订。</p>");
    }

    private static ContentHttpResult Page(int status, string body) => TypedResults.Text(
        $"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"robots\" content=\"noindex\"><title>{WebUtility.HtmlEncode("DataBlackHole alerts")}</title></head><body>{body}</body></html>\n",
        "text/html", Encoding.UTF8, status);
}
