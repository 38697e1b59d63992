using System.Net;

namespace DataBlackHole.Serving.Answering;

/// <summary>How much one client may ask, and who stands between us and the clients.</summary>
/// <param name="RequestsPerMinute">What an address may ask in a minute; so many may come at once.</param>
public sealed record ApiSettings(int RequestsPerMinute)
{
    private const int Usual = 1200;

    public static ApiSettings Default { get; } = new(Usual);

    /// <summary>Addresses of reverse proxies whose word about the client counts; this machine always does.</summary>
    public IReadOnlyList<IPAddress> TrustedProxies { get; init; } = [];

    /// <exception cref="SettingsException">A setting is wrong; the message says which and what to do.</exception>
    public static ApiSettings Read(IConfiguration configuration)
    {
        var text = configuration["Api:RequestsPerMinute"];
        var count = Usual;
        if (!string.IsNullOrWhiteSpace(text) && !(int.TryParse(text, out count) && count > 0))
            throw new SettingsException($"Api:RequestsPerMinute: '{text}' is no number of requests such as {Usual}");
        var proxies = new List<IPAddress>();
        foreach (var proxy in (configuration["Api:TrustedProxies"] ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!IPAddress.TryParse(proxy, out var address)) throw new SettingsException($"Api:TrustedProxies: '{proxy}' is no address such as 192.0.2.7");
            proxies.Add(address);
        }
        return new ApiSettings(count) { TrustedProxies = proxies };
    }
}
