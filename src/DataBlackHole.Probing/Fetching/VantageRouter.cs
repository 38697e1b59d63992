using System.Collections.Immutable;

namespace DataBlackHole.Probing.Fetching;

/// <summary>
/// Sends each request out through the handler of the vantage it names. Every vantage has connections of its own; politeness is kept above,
/// per host and whatever the vantage.
/// </summary>
public sealed class VantageRouter(IReadOnlyDictionary<string, HttpMessageHandler> handlers) : HttpMessageHandler
{
    /// <summary>Carries the key of the vantage.</summary>
    public static readonly HttpRequestOptionsKey<string> Vantage = new("DataBlackHole.Vantage");

    private readonly ImmutableDictionary<string, HttpMessageInvoker> _ways =
        handlers.ToImmutableDictionary(h => h.Key, h => new HttpMessageInvoker(h.Value, disposeHandler: true), StringComparer.Ordinal);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Options.TryGetValue(Vantage, out var key) && _ways.TryGetValue(key, out var way)
            ? way.SendAsync(request, cancellationToken)
            : throw new InvalidOperationException($"there is no vantage '{key}'");

    protected override void Dispose(bool disposing)
    {
        if (disposing) foreach (var way in _ways.Values) way.Dispose();
        base.Dispose(disposing);
    }
}
