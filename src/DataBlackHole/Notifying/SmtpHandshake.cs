using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace DataBlackHole.Notifying;

/// <summary>What a server agreed to.</summary>
/// <param name="Greeting">Its first line.</param>
/// <param name="Tls">Protocol and cipher; null when mail would go in clear.</param>
/// <param name="Authenticated">Whether it took our user and password.</param>
public sealed record SmtpAgreement(string Greeting, string? Tls, bool Authenticated);

/// <summary>The server cannot be used as configured. The message says why, for operators.</summary>
public sealed class SmtpHandshakeException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// Asks a server, without sending anything, whether it speaks TLS with a certificate we trust and takes our user and password.
/// The client of the platform goes on without authentication when a password is refused, and a server that relays for anybody would take the mail;
/// so nothing is sent through it before this has succeeded.
/// </summary>
public static class SmtpHandshake
{
    /// <exception cref="SmtpHandshakeException">The server cannot be used.</exception>
    public static async Task<SmtpAgreement> AgreeAsync(MailSettings settings, CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(settings.Timeout);
        try
        {
            return await ConverseAsync(settings, patience.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            throw new SmtpHandshakeException($"{settings.Host}:{settings.Port} did not answer within {settings.Timeout.TotalSeconds:0} s");
        }
        catch (AuthenticationException exception)
        {
            throw new SmtpHandshakeException($"The certificate of {settings.Host}:{settings.Port} is not trusted: {exception.Message} Mail:Host must be a name in the certificate, and its authority known to this machine", exception);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            throw new SmtpHandshakeException($"{settings.Host}:{settings.Port} cannot be reached: {exception.Message}", exception);
        }
    }

    private static async Task<SmtpAgreement> ConverseAsync(MailSettings settings, CancellationToken stopping)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(settings.Host, settings.Port, stopping);
        await using var plain = tcp.GetStream();
        using var line = new Conversation(plain, settings);
        var greeting = await line.ExpectAsync("220", null, "greeted with", stopping);
        var offers = await line.ExpectAsync("250", "EHLO localhost", "answered EHLO with", stopping);
        if (settings.Security == MailSecurity.None) return new SmtpAgreement(greeting, null, await AuthenticateAsync(line, settings, offers, stopping));
        if (!Offers(offers, "STARTTLS"))
            throw new SmtpHandshakeException($"{settings.Host}:{settings.Port} does not offer STARTTLS, and mail is not sent in clear; use the submission port, usually 587");
        await line.ExpectAsync("220", "STARTTLS", "answered STARTTLS with", stopping);
        await using var secure = new SslStream(plain, leaveInnerStreamOpen: true);
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = settings.Host }, stopping);
        using var protectedLine = new Conversation(secure, settings);
        offers = await protectedLine.ExpectAsync("250", "EHLO localhost", "answered EHLO with", stopping);
        var authenticated = await AuthenticateAsync(protectedLine, settings, offers, stopping);
        return new SmtpAgreement(greeting, $"{secure.SslProtocol}, {secure.NegotiatedCipherSuite}", authenticated);
    }

    private static async Task<bool> AuthenticateAsync(Conversation line, MailSettings settings, string offers, CancellationToken stopping)
    {
        if (settings.User is { } user)
        {
            if (!offers.Split('\n').Any(o => o.Contains("AUTH", StringComparison.OrdinalIgnoreCase) && o.Contains("LOGIN", StringComparison.OrdinalIgnoreCase)))
                throw new SmtpHandshakeException($"{settings.Host}:{settings.Port} does not offer AUTH LOGIN, by which Mail:User is told; mail is not sent without it");
            await line.ExpectAsync("334", "AUTH LOGIN", "answered AUTH LOGIN with", stopping);
            await line.ExpectAsync("334", Base64(user), "answered the user with", stopping);
            await line.ExpectAsync("235", Base64(settings.Password!), "refused Mail:User and Mail:Password:", stopping);
        }
        await line.SayAsync("QUIT", stopping);
        return settings.User is not null;
    }

    private static bool Offers(string offers, string extension) =>
        offers.Split('\n').Any(o => o.Length > 4 && o[4..].Trim().Equals(extension, StringComparison.OrdinalIgnoreCase));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>Lines to and from the server.</summary>
    private sealed class Conversation(Stream stream, MailSettings settings) : IDisposable
    {
        private const int LongestAnswer = 64 * 1024;

        private readonly StreamReader _reader = new(stream, Encoding.Latin1, leaveOpen: true);

        public void Dispose() => _reader.Dispose();

        public async Task SayAsync(string command, CancellationToken stopping)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{command}\r\n"), stopping);
            await stream.FlushAsync(stopping);
        }

        /// <summary>Says something, or nothing, and reads the answer; any other than the wanted one ends the conversation.</summary>
        public async Task<string> ExpectAsync(string wanted, string? command, string verb, CancellationToken stopping)
        {
            if (command is not null) await SayAsync(command, stopping);
            var answer = new StringBuilder();
            while (answer.Length < LongestAnswer)
            {
                var line = await _reader.ReadLineAsync(stopping) ?? throw new IOException("the server ended the connection");
                answer.Append(answer.Length == 0 ? "" : "\n").Append(line);
                if (line.Length < 4 || line[3] != '-') break;
            }
            var text = answer.ToString();
            if (text.StartsWith(wanted, StringComparison.Ordinal)) return text;
            throw new SmtpHandshakeException($"{settings.Host}:{settings.Port} {verb} {text.ReplaceLineEndings(" ")}");
        }
    }
}
