using DataBlackHole.Commands;
using DataBlackHole.Proving;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DataBlackHole.Service.Tests.Proving;

/// <summary>Time stamps by a real authority: openssl behind a web server of this machine.</summary>
public sealed class StampTests
{
    private string _folder = null!;
    private string _database = null!;
    private MovedClock _clock = null!;
    private WebApplication _authority = null!;
    private bool _refuses;
    private int _asked;

    [SetUp]
    public async Task StartAuthorityAsync()
    {
        _folder = Directory.CreateTempSubdirectory("stamps-").FullName;
        _database = Path.Combine(_folder, "record.db");
        _clock = new MovedClock(TimeProvider.System.GetUtcNow());
        (_refuses, _asked) = (false, 0);
        await MakeCertificatesAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _authority = builder.Build();
        _authority.MapPost("/tsr", AnswerAsync);
        await _authority.StartAsync();
    }

    [TearDown]
    public async Task StopAuthorityAsync()
    {
        if (_authority is not null) await _authority.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task A_checkpoint_is_stamped_and_the_stamp_is_checked_without_the_authority()
    {
        await using var services = await ServicesAsync();
        await services.GetRequiredService<LogKeeper>().RunAsync(CancellationToken.None);
        await services.GetRequiredService<LogKeeper>().RunAsync(CancellationToken.None);
        await _authority.StopAsync();

        var checkpoint = (await services.GetRequiredService<LogQueries>().CheckpointsAsync(null, 10)).Single();
        var stamp = checkpoint.Stamps.Single();
        var reading = TimeStamps.Read(stamp, checkpoint.Note, TimeStamps.Roots(Path.Combine(_folder, "ca.crt")));
        var (report, stamps) = await VerifyAsync(services, "ca.crt");

        Assert.That(reading.Problem, Is.Null);
        Assert.That(reading.At, Is.EqualTo(TimeProvider.System.GetUtcNow()).Within(TimeSpan.FromMinutes(5)));
        Assert.That((report.Findings.Length, stamps, _asked), Is.EqualTo((0, 1, 1)));
        await File.WriteAllBytesAsync(Path.Combine(_folder, "token"), stamp.Token.ToArray());
        await File.WriteAllTextAsync(Path.Combine(_folder, "note"), checkpoint.Note);
        var openssl = await Programs.RunAsync(_folder, "openssl", "ts", "-verify", "-data", "note", "-in", "token", "-token_in", "-CAfile", "ca.crt");
        Assert.That(openssl.Code, Is.Zero, openssl.Output);
    }

    [Test]
    public async Task An_authority_that_fails_stops_nothing_and_is_asked_again_later()
    {
        _refuses = true;
        await using var services = await ServicesAsync();
        var keeper = services.GetRequiredService<LogKeeper>();
        await keeper.RunAsync(CancellationToken.None);
        await keeper.RunAsync(CancellationToken.None);
        Assert.That(_asked, Is.EqualTo(1), "not at once");
        Assert.That((await services.GetRequiredService<LogQueries>().CheckpointsAsync(null, 10)).Single().Stamps, Is.Empty);

        _refuses = false;
        _clock.Advance(TimeSpan.FromMinutes(16));
        await keeper.RunAsync(CancellationToken.None);
        Assert.That((await services.GetRequiredService<LogQueries>().CheckpointsAsync(null, 10)).Single().Stamps, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_flipped_bit_and_a_root_that_is_not_trusted_are_named()
    {
        await using var services = await ServicesAsync();
        await services.GetRequiredService<LogKeeper>().RunAsync(CancellationToken.None);
        await OpensslAsync("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "other.key", "-out", "other.crt", "-subj", "/CN=Other", "-days", "30");
        var (untrusted, _) = await VerifyAsync(services, "other.crt");
        await using (var file = new SqliteConnection($"Data Source={_database}"))
        {
            await file.OpenAsync();
            await using var command = file.CreateCommand();
            command.CommandText = "DROP TRIGGER log_stamps_refuse_update; SELECT token FROM log_stamps";
            var token = (byte[])(await command.ExecuteScalarAsync())!;
            token[^1] ^= 1;
            command.CommandText = "UPDATE log_stamps SET token = $token";
            command.Parameters.AddWithValue("$token", token);
            await command.ExecuteNonQueryAsync();
        }
        var (damaged, _) = await VerifyAsync(services, "ca.crt");

        Assert.That(untrusted.Findings.Select(f => $"{f}"), Is.EqualTo(["Stamp 1: of checkpoint 1: no trusted root stands behind 'CN=Authority'"]));
        Assert.That(damaged.Findings.Select(f => $"{f}"), Is.EqualTo(["Stamp 1: of checkpoint 1: the stored token does not have its digest"]));
        var verb = await Verb.RunAsync("verify", "--database", _database);
        Assert.That(verb.ExitCode, Is.EqualTo(ExitCode.Damaged));
    }

    private Task<(AuditReport Report, int Stamps)> VerifyAsync(ServiceProvider services, string roots) =>
        services.GetRequiredService<Verification>().RunAsync(null, TimeStamps.Roots(Path.Combine(_folder, roots)), CancellationToken.None);

    private async Task<ServiceProvider> ServicesAsync()
    {
        using var definitions = new Definitions("https://www.agency.example");
        var settings = new MonitorSettings("", DatabaseSettings.Parse(_database), "test");
        settings = settings with { Evidence = settings.Evidence with { StampAuthority = new Uri($"{_authority.Urls.Single()}/tsr"), StampRoots = Path.Combine(_folder, "ca.crt") } };
        var services = new ServiceCollection().AddLogging().AddMonitor(definitions.Load(), settings).AddSingleton<TimeProvider>(_clock).BuildServiceProvider();
        await services.PrepareRecordAsync(CancellationToken.None);
        return services;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        _asked++;
        context.Response.StatusCode = _refuses ? 503 : 200;
        if (_refuses) return;
        await using (var query = File.Create(Path.Combine(_folder, "query.tsq"))) await context.Request.Body.CopyToAsync(query);
        await OpensslAsync("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq", "-out", "reply.tsr");
        context.Response.ContentType = "application/timestamp-reply";
        await context.Response.SendFileAsync(Path.Combine(_folder, "reply.tsr"));
    }

    private async Task MakeCertificatesAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "serial"), "01\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, "tsa.ext"), "extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, "tsa.cnf"), """
            [tsa]
            default_tsa = t
            [t]
            serial = ./serial
            signer_cert = ./tsa.crt
            certs = ./ca.crt
            signer_key = ./tsa.key
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256
            accuracy = secs:1
            ess_cert_id_alg = sha256
            """);
        await OpensslAsync("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "ca.key", "-out", "ca.crt", "-subj", "/CN=Root", "-days", "30");
        await OpensslAsync("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Authority");
        await OpensslAsync("x509", "-req", "-in", "tsa.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-out", "tsa.crt", "-days", "30", "-extfile", "tsa.ext");
    }

    private async Task OpensslAsync(params string[] args)
    {
        var (code, output) = await Programs.RunAsync(_folder, "openssl", args);
        Assert.That(code, Is.Zero, output);
    }
}
