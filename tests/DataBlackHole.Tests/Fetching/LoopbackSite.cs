using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace DataBlackHole.Tests.Fetching;

/// <summary>A real web server on a free port of this machine.</summary>
internal sealed class LoopbackSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoopbackSite(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    public static async Task<LoopbackSite> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null, string address = "127.0.0.1")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Parse(address), 0, listen => Listen(listen, certificate)));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new LoopbackSite(app);
    }

    public static Task<LoopbackSite> StartAsync(string body, string contentType = "text/html; charset=utf-8") => StartAsync(context =>
    {
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body);
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>A certificate for the given name that nobody vouches for.</summary>
    public static X509Certificate2 SelfSigned(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private static void Listen(ListenOptions listen, X509Certificate2? certificate)
    {
        listen.Protocols = HttpProtocols.Http1;
        if (certificate is not null) listen.UseHttps(certificate);
    }
}

/// <summary>A server that says exactly the given bytes, then closes or resets the connection.</summary>
internal sealed class RawSite : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    /// <param name="answer">What to send after something was received; null sends nothing.</param>
    public RawSite(string? answer, bool reset = false)
    {
        _listener.Start();
        _ = ServeAsync(answer is null ? [] : Encoding.ASCII.GetBytes(answer), reset);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(byte[] answer, bool reset)
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
            using (socket)
            {
                await socket.ReceiveAsync(new byte[8192]);
                await socket.SendAsync(answer);
                // A linger of zero turns the close into a reset.
                if (reset) socket.LingerState = new LingerOption(true, 0);
                else socket.Shutdown(SocketShutdown.Both);
            }
        }
    }
}
