using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DataBlackHole.Tests.Vantages;

/// <summary>
/// A small real proxy on an address of this machine: HTTP (absolute addresses and CONNECT) or SOCKS5, with or without a password.
/// It goes out from its own address, so that a site can tell whom it answers.
/// </summary>
internal sealed class LoopbackProxy : IAsyncDisposable
{
    private readonly IPAddress _address;
    private readonly NetworkCredential? _credential;
    private readonly bool _isSocks;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private int? _refusal;

    private LoopbackProxy(string address, bool isSocks, NetworkCredential? credential)
    {
        _address = IPAddress.Parse(address);
        _credential = credential;
        _isSocks = isSocks;
        _listener = new TcpListener(_address, 0);
        _listener.Start();
        Endpoint = _listener.LocalEndpoint.ToString()!;
        _serving = ServeAsync();
    }

    public string Endpoint { get; }

    /// <summary>Connections that were let through.</summary>
    public int Served { get; private set; }

    public static LoopbackProxy Http(string address, NetworkCredential? credential = null) => new(address, isSocks: false, credential);

    public static LoopbackProxy Socks5(string address, NetworkCredential? credential = null) => new(address, isSocks: true, credential);

    /// <summary>A proxy that answers every request with this status of its own.</summary>
    public static LoopbackProxy Refusing(string address, int status) => new(address, isSocks: false, null) { _refusal = status };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The proxy was killed; a listener that was stopped between two connections says that it does not listen.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                if (_isSocks) await SocksAsync(stream);
                else await HttpAsync(stream);
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // One side went away; so does the other.
            }
        }
    }

    private async Task HttpAsync(NetworkStream client)
    {
        var head = await HeadAsync(client);
        if (_credential is { } known)
        {
            var wanted = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{known.UserName}:{known.Password}"));
            if (!head.Contains($"Proxy-Authorization: Basic {wanted}", StringComparison.Ordinal))
            {
                await SayAsync(client, "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                return;
            }
        }
        if (_refusal is { } status)
        {
            await SayAsync(client, $"HTTP/1.1 {status} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            return;
        }
        var line = head.Split(' ');
        if (line[0] == "CONNECT")
        {
            var end = line[1].LastIndexOf(':');
            using var tunnel = await DialAsync(line[1][..end], int.Parse(line[1][(end + 1)..], CultureInfo.InvariantCulture));
            await SayAsync(client, "HTTP/1.1 200 Go ahead\r\n\r\n");
            await RelayAsync(client, tunnel.GetStream());
            return;
        }
        var wantedUri = new Uri(line[1]);
        using var server = await DialAsync(wantedUri.Host, wantedUri.Port);
        // A server takes an absolute address in the request line as well as a path.
        await SayAsync(server.GetStream(), head);
        await RelayAsync(client, server.GetStream());
    }

    private async Task SocksAsync(NetworkStream client)
    {
        var methods = await BytesAsync(client, (await BytesAsync(client, 2))[1]);
        var method = (byte)(_credential is null ? 0 : 2);
        await client.WriteAsync(new byte[] { 5, methods.Contains(method) ? method : (byte)0xFF }, _stop.Token);
        if (!methods.Contains(method)) return;
        if (_credential is { } known)
        {
            await BytesAsync(client, 1);
            var user = Encoding.ASCII.GetString(await BytesAsync(client, (await BytesAsync(client, 1))[0]));
            var password = Encoding.ASCII.GetString(await BytesAsync(client, (await BytesAsync(client, 1))[0]));
            var isKnown = (user, password) == (known.UserName, known.Password);
            await client.WriteAsync(new byte[] { 1, (byte)(isKnown ? 0 : 1) }, _stop.Token);
            if (!isKnown) return;
        }
        var kind = (await BytesAsync(client, 4))[3];
        var host = kind == 1
            ? new IPAddress(await BytesAsync(client, 4)).ToString()
            : Encoding.ASCII.GetString(await BytesAsync(client, (await BytesAsync(client, 1))[0]));
        var port = await BytesAsync(client, 2);
        using var server = await DialAsync(host, port[0] << 8 | port[1]);
        await client.WriteAsync(new byte[] { 5, 0, 0, 1, 0, 0, 0, 0, 0, 0 }, _stop.Token);
        await RelayAsync(client, server.GetStream());
    }

    private async Task<TcpClient> DialAsync(string host, int port)
    {
        var server = new TcpClient(new IPEndPoint(_address, 0));
        await server.ConnectAsync(host, port, _stop.Token);
        Served++;
        return server;
    }

    private async Task RelayAsync(NetworkStream client, NetworkStream server)
    {
        await Task.WhenAny(client.CopyToAsync(server, _stop.Token), server.CopyToAsync(client, _stop.Token));
    }

    private async Task<string> HeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal)) head.Append((char)(await BytesAsync(stream, 1))[0]);
        return head.ToString();
    }

    private async Task<byte[]> BytesAsync(NetworkStream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, _stop.Token);
        return bytes;
    }

    private ValueTask SayAsync(NetworkStream stream, string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text), _stop.Token);
}
