using System.Net;
using System.Net.Sockets;

namespace DataBlackHole.Probing.Fetching;

/// <summary>The one place where the production HTTP handler is built.</summary>
public static class ProbeHandler
{
    /// <summary>Carries the guard of the look that sends a request to the moment a connection is made for it.</summary>
    public static readonly HttpRequestOptionsKey<AddressGuard> Guard = new("DataBlackHole.AddressGuard");

    /// <param name="proxy">Null to go out directly; the proxies of the environment are never used.</param>
    public static SocketsHttpHandler Create(IWebProxy? proxy = null) => new()
    {
        UseProxy = proxy is not null,
        Proxy = proxy,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(20),
        MaxConnectionsPerServer = 1,
        MaxResponseHeadersLength = 64,
        // A body we stopped reading is not worth draining; the connection is closed instead.
        MaxResponseDrainSize = 0,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        ConnectCallback = ConnectAsync,
    };

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken token)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, token).ConfigureAwait(false);
        var permitted = Permitted(context, addresses);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(permitted, context.DnsEndPoint.Port, token).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static IPAddress[] Permitted(SocketsHttpConnectionContext context, IPAddress[] addresses)
    {
        var request = context.InitialRequestMessage;
        // A connection to a proxy goes to another host than the request; the proxy is the operator's own choice.
        var direct = string.Equals(request.RequestUri?.IdnHost, context.DnsEndPoint.Host, StringComparison.OrdinalIgnoreCase);
        if (!direct || !request.Options.TryGetValue(Guard, out var guard)) return addresses;
        var permitted = Array.FindAll(addresses, guard.Allows);
        if (permitted.Length > 0 || addresses.Length == 0) return permitted;
        throw new ForbiddenAddressException($"{context.DnsEndPoint.Host} resolves to {addresses[0]}, which is not a public address");
    }
}
