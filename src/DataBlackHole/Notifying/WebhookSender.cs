using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Storage;

namespace DataBlackHole.Notifying;

/// <summary>
/// Posts alerts as JSON, signed: <c>X-DataBlackHole-Signature</c> is <c>sha256=</c> and the HMAC-SHA256 of the timestamp, a dot and the body.
/// The address is the operator's own choice, so it may be a private one; redirects are not followed.
/// </summary>
public sealed class WebhookSender(IReadOnlyDictionary<string, string> keys, TimeProvider time, HttpMessageHandler? handler = null) : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http = new(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = _patience };

    public async Task<DeliveryResult> SendAsync(Recipient recipient, string messageId, string json, CancellationToken stopping)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, recipient.Address) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-DataBlackHole-Timestamp", timestamp);
        request.Headers.Add("X-DataBlackHole-Signature", $"sha256={Signature(keys[recipient.Key], timestamp, json)}");
        request.Headers.Add("X-DataBlackHole-Delivery", messageId.Trim('<', '>'));
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stopping);
            return new DeliveryResult(OutcomeOf(response.StatusCode), $"HTTP {(int)response.StatusCode}");
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new DeliveryResult(DeliveryOutcome.ChannelDown, $"no answer within {_patience.TotalSeconds:0} s");
        }
        catch (HttpRequestException exception)
        {
            return new DeliveryResult(DeliveryOutcome.ChannelDown, exception.Message);
        }
    }

    public static string Signature(string key, string timestamp, string body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{timestamp}.{body}")));

    public void Dispose() => _http.Dispose();

    private static DeliveryOutcome OutcomeOf(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => DeliveryOutcome.Sent,
        408 or 425 or 429 or >= 500 => DeliveryOutcome.RefusedForNow,
        _ => DeliveryOutcome.RefusedForGood,
    };
}
