using System.Net;
using System.Net.Sockets;

namespace DataBlackHole.Service.Tests.Notifying;

/// <summary>The verb <c>mail test</c> against a real server: it sends one and says what happened, and says the truth when nothing was sent.</summary>
public sealed class MailTestTests
{
    [Test]
    public async Task A_mail_goes_through_TLS_and_AUTH_and_arrives_without_defect()
    {
        await using var server = await EximServer.StartAsync();
        var verb = await TestAsync(server.Settings(), "desk@example.test");
        Assert.That(verb.ExitCode, Is.Zero, verb.Error);
        Assert.That(verb.Output, Does.Contain("encryption: Tls1").And.Contain("authentication: accepted for alerts").And.Contain("Sent: accepted by localhost"));
        await server.WaitForMailsAsync("desk", 1);
        var mail = (await server.ReadAsync("desk")).Single();
        Assert.That(mail.Defects, Is.Empty);
        Assert.That(mail.Subject, Is.EqualTo("[TEST] DataBlackHole can send mail · 邮件测试"));
        Assert.That(mail.Header("From"), Does.Contain("DataBlackHole 数据"));
    }

    [Test]
    public async Task A_wrong_password_is_named_and_nothing_is_sent_even_through_a_server_that_relays_for_anybody()
    {
        await using var server = await EximServer.StartAsync(relaysForAnybody: true);
        var verb = await TestAsync(server.Settings(password: "wrong"), "desk@example.test");
        Assert.That(verb.ExitCode, Is.EqualTo(5));
        Assert.That(verb.Output, Does.Contain("ChannelDown").And.Contain("refused Mail:User and Mail:Password").And.Contain("535"));
        await Task.Delay(1000);
        Assert.That(server.CountMails("desk"), Is.Zero);
    }

    [Test]
    public async Task A_certificate_that_is_not_trusted_ends_it()
    {
        await using var server = await EximServer.StartAsync();
        var verb = await TestAsync(server.Settings(trusts: false), "desk@example.test");
        Assert.That((verb.ExitCode, server.CountMails("desk")), Is.EqualTo((5, 0)));
        Assert.That(verb.Output, Does.Contain("is not trusted"));
    }

    [TestCase("nobody@example.test", "RefusedForGood", "550")]
    [TestCase("grey@example.test", "RefusedForNow", "451")]
    public async Task A_refused_recipient_is_refused_for_as_long_as_the_server_says(string address, string outcome, string code)
    {
        await using var server = await EximServer.StartAsync();
        var verb = await TestAsync(server.Settings(), address);
        Assert.That(verb.ExitCode, Is.EqualTo(5));
        Assert.That(verb.Output, Does.Contain($"{outcome}: ").And.Contain(code), verb.Output);
    }

    [Test]
    public async Task A_dead_server_and_a_silent_one_are_told_apart()
    {
        var settings = new Dictionary<string, string> { ["Mail__Host"] = "localhost", ["Mail__Port"] = $"{Places.DeadPort()}", ["Mail__From"] = "alerts@example.test", ["Mail__TimeoutSeconds"] = "2" };
        var dead = await TestAsync(settings, "desk@example.test");
        Assert.That((dead.ExitCode, dead.Output), Is.EqualTo((5, dead.Output)));
        Assert.That(dead.Output, Does.Contain("cannot be reached"));

        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        settings["Mail__Port"] = $"{((IPEndPoint)silent.LocalEndpoint).Port}";
        var slow = await TestAsync(settings, "desk@example.test");
        Assert.That(slow.ExitCode, Is.EqualTo(5));
        Assert.That(slow.Output, Does.Contain("did not answer within 2 s"));
    }

    [Test]
    public async Task Without_settings_or_with_port_465_it_says_what_to_do()
    {
        var none = await TestAsync([], "desk@example.test");
        Assert.That((none.ExitCode, none.Error.Contains("Mail:Host", StringComparison.Ordinal)), Is.EqualTo((2, true)));
        var implicitTls = await TestAsync(new() { ["Mail__Host"] = "smtp.example.test", ["Mail__From"] = "a@example.test", ["Mail__Port"] = "465" }, "desk@example.test");
        Assert.That((implicitTls.ExitCode, implicitTls.Error.Contains("587", StringComparison.Ordinal)), Is.EqualTo((2, true)));
        Assert.That((await TestAsync([], "nobody")).ExitCode, Is.EqualTo(2));
    }

    private static Task<Verb> TestAsync(Dictionary<string, string> settings, string address) => Verb.RunProgramAsync(Path.GetTempPath(), settings, "mail", "test", address);
}
