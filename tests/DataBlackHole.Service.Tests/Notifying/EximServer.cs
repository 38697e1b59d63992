using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;

namespace DataBlackHole.Service.Tests.Notifying;

/// <summary>What Python's email package made of one mail.</summary>
internal sealed record ReceivedMail(JsonElement Element)
{
    public string Header(string name) => Element.GetProperty("headers").TryGetProperty(name, out var value) ? value.GetString()! : "";

    public string Subject => Header("Subject");

    public string MessageId => Header("Message-ID");

    public string Body(string type) => Element.GetProperty("bodies").GetProperty(type).GetString()!;

    public string[] Defects => [.. Element.GetProperty("defects").EnumerateArray().Select(d => d.GetString()!)];
}

/// <summary>
/// A real mail server (Debian's exim4-daemon-light) on a free port of this machine, with a certificate and authority of its own, AUTH, and
/// a Maildir for each known recipient. It knows desk, editor, ops, ops-zh and grey; grey is put off until the door is opened.
/// </summary>
internal sealed class EximServer : IAsyncDisposable
{
    public const string User = "alerts";
    public const string Password = "s3cret, with a comma";

    private readonly string _folder = Directory.CreateTempSubdirectory("exim-").FullName;
    private readonly bool _relaysForAnybody;
    private Process? _process;

    private EximServer(bool relaysForAnybody) => _relaysForAnybody = relaysForAnybody;

    public int Port { get; } = Places.DeadPort();

    public string Authority => Path.Combine(_folder, "ca.crt");

    /// <summary>Creates the server; the test is ignored where there is none.</summary>
    public static async Task<EximServer> CreateAsync(bool relaysForAnybody = false)
    {
        if (!File.Exists("/usr/sbin/exim4")) Assert.Ignore("exim4-daemon-light is not installed");
        if (Environment.UserName != "root") Assert.Ignore("exim delivers for its recipients only when it is started by root");
        var server = new EximServer(relaysForAnybody);
        await server.PrepareAsync();
        return server;
    }

    public static async Task<EximServer> StartAsync(bool relaysForAnybody = false)
    {
        var server = await CreateAsync(relaysForAnybody);
        await server.OpenAsync();
        return server;
    }

    /// <summary>The settings of a program that sends through this server.</summary>
    public Dictionary<string, string> Settings(string? password = null, bool trusts = true)
    {
        var settings = new Dictionary<string, string>
        {
            ["Mail__Host"] = "localhost",
            ["Mail__Port"] = $"{Port}",
            ["Mail__User"] = User,
            ["Mail__Password"] = password ?? Password,
            ["Mail__From"] = "DataBlackHole 数据 <alerts@example.test>",
            ["Mail__TimeoutSeconds"] = "5",
        };
        if (trusts) settings["SSL_CERT_FILE"] = Authority;
        return settings;
    }

    public async Task OpenAsync()
    {
        _process = Process.Start(new ProcessStartInfo("/usr/sbin/exim4", ["-C", Path.Combine(_folder, "exim.conf"), "-bdf", "-q1m"]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        for (var left = 200; ; left--)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync("127.0.0.1", Port);
                return;
            }
            catch (SocketException) when (left > 0 && !_process.HasExited)
            {
                await Task.Delay(50);
            }
            catch (SocketException)
            {
                Assert.Fail($"exim does not answer: {(_process.HasExited ? await _process.StandardError.ReadToEndAsync() : "")}");
            }
        }
    }

    /// <summary>From now on mail to grey is taken.</summary>
    public void OpenDoor() => File.WriteAllText(Path.Combine(_folder, "open"), "");

    public int CountMails(string recipient) => Directory.Exists(New(recipient)) ? Directory.GetFiles(New(recipient)).Length : 0;

    /// <summary>Identifiers of the mails that the server said it took, in order; one that came twice stands twice.</summary>
    public List<string> TakenIds() => [.. Log().Split('\n').Where(l => l.Contains(" <= ", StringComparison.Ordinal)).Select(l => l[(l.IndexOf(" id=", StringComparison.Ordinal) + 4)..].Split(' ')[0])];

    public async Task WaitForMailsAsync(string recipient, int count, int seconds = 60)
    {
        for (var left = seconds * 10; CountMails(recipient) < count; left--)
        {
            Assert.That(left, Is.Positive, $"{CountMails(recipient)} of {count} mails arrived for {recipient}\n{Log()}");
            await Task.Delay(100);
        }
    }

    public async Task<List<ReceivedMail>> ReadAsync(params string[] recipients)
    {
        var script = Path.Combine(Places.Repository, "tests", "DataBlackHole.Service.Tests", "Notifying", "read_mails.py");
        var output = await RunAsync("python3", [script, .. recipients.Select(r => Path.Combine(_folder, "mail", r))]);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => new ReceivedMail(JsonDocument.Parse(l).RootElement))];
    }

    public string Log() => File.Exists(Path.Combine(_folder, "main.log")) ? File.ReadAllText(Path.Combine(_folder, "main.log")) : "no log";

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process?.Dispose();
        for (var left = 20; Directory.Exists(_folder); left--)
        {
            try
            {
                Directory.Delete(_folder, recursive: true);
            }
            // A delivery under way may still be writing.
            catch (IOException) when (left > 0)
            {
                await Task.Delay(100);
            }
        }
    }

    private string New(string recipient) => Path.Combine(_folder, "mail", recipient, "new");

    private async Task PrepareAsync()
    {
        await OpenSslAsync("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Constructed authority", "-keyout", "ca.key", "-out", "ca.crt");
        await OpenSslAsync("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout", "server.key", "-out", "server.csr");
        await File.WriteAllTextAsync(Path.Combine(_folder, "names"), "subjectAltName=DNS:localhost,IP:127.0.0.1");
        await OpenSslAsync("x509", "-req", "-in", "server.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "names", "-out", "server.crt");
        await File.WriteAllTextAsync(Path.Combine(_folder, "exim.conf"), Configuration());
        await RunAsync("chown", ["-R", "Debian-exim:Debian-exim", _folder]);
        await RunAsync("chown", ["root:root", Path.Combine(_folder, "exim.conf")]);
        await RunAsync("chmod", ["755", _folder]);
    }

    private Task<string> OpenSslAsync(params string[] arguments) => RunAsync("openssl", arguments);

    private async Task<string> RunAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, $"{program}: {await error}");
        return await output;
    }

    private string Configuration() => """
        primary_hostname = localhost
        spool_directory = @FOLDER@/spool
        log_file_path = @FOLDER@/%s.log
        pid_file_path = @FOLDER@/exim.pid
        domainlist local_domains = example.test
        daemon_smtp_ports = @PORT@
        local_interfaces = 127.0.0.1
        tls_advertise_hosts = *
        tls_certificate = @FOLDER@/server.crt
        tls_privatekey = @FOLDER@/server.key
        auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}
        acl_smtp_rcpt = acl_rcpt
        acl_smtp_data = acl_data
        keep_environment =
        smtp_accept_queue_per_connection = 0
        smtp_accept_max = 100
        message_size_limit = 20M
        begin acl
        acl_rcpt:
          defer
            message = greylisted, try again later
            local_parts = grey
            condition = ${if exists{@FOLDER@/open}{no}{yes}}
        @STRANGERS@
          accept
            domains = +local_domains
            endpass
            message = no such recipient
            verify = recipient
          deny
            message = relaying denied
        acl_data:
          accept
        begin routers
        local:
          driver = accept
          local_parts = desk : editor : ops : ops-zh : grey
          transport = maildir
        begin transports
        maildir:
          driver = appendfile
          directory = @FOLDER@/mail/${local_part_data}
          maildir_format
          create_directory
          user = Debian-exim
          group = Debian-exim
        begin authenticators
        login:
          driver = plaintext
          public_name = LOGIN
          server_prompts = <| Username: | Password:
          server_condition = ${if and{{eq{$auth1}{@USER@}}{eq{$auth2}{@PASSWORD@}}}}
          server_set_id = $auth1
        """
        .Replace("@FOLDER@", _folder, StringComparison.Ordinal)
        .Replace("@PORT@", $"{Port}", StringComparison.Ordinal)
        .Replace("@USER@", User, StringComparison.Ordinal)
        .Replace("@PASSWORD@", Password, StringComparison.Ordinal)
        .Replace("@STRANGERS@", _relaysForAnybody ? "" : "  deny\n    message = authentication required\n    !authenticated = *\n", StringComparison.Ordinal);
}
