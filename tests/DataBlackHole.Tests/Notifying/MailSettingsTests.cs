using DataBlackHole.Notifying;
using Microsoft.Extensions.Configuration;

namespace DataBlackHole.Tests.Notifying;

/// <summary>A setting that cannot work is refused at start, with what to do.</summary>
public sealed class MailSettingsTests
{
    [Test]
    public void Nothing_set_means_no_mail() => Assert.That(Read().Mail, Is.Null);

    [Test]
    public void Defaults_are_STARTTLS_on_the_submission_port()
    {
        var mail = Read(("Mail:Host", "smtp.example.org"), ("Mail:From", "DataBlackHole <alerts@example.org>")).Mail!;
        Assert.That((mail.Port, mail.Security, mail.From.Address, mail.Timeout), Is.EqualTo((587, MailSecurity.StartTls, "alerts@example.org", TimeSpan.FromMinutes(1))));
    }

    [TestCase("587", "Mail:Host=smtp.example.org", "Mail:From=a@example.org", "Mail:Port=465")]
    [TestCase("Mail:Host", "Mail:From=a@example.org")]
    [TestCase("Mail:From", "Mail:Host=smtp.example.org")]
    [TestCase("Mail__Password", "Mail:Host=smtp.example.org", "Mail:From=a@example.org", "Mail:User=alerts")]
    [TestCase("StartTls", "Mail:Host=smtp.example.org", "Mail:From=a@example.org", "Mail:Security=None")]
    [TestCase("neither", "Mail:Host=smtp.example.org", "Mail:From=a@example.org", "Mail:Security=Tls")]
    [TestCase("no address", "Mail:Host=smtp.example.org", "Mail:From=nobody")]
    [TestCase("number from 1", "Mail:Host=smtp.example.org", "Mail:From=a@example.org", "Mail:Port=0")]
    [TestCase("Monitor__LinkSecret", "Mail:Host=smtp.example.org", "Mail:From=a@example.org", "Monitor:PublicUrl=https://monitor.example")]
    [TestCase("https://", "Monitor:PublicUrl=monitor.example")]
    [TestCase("16 characters", "Monitor:OperatorKey=short")]
    public void What_cannot_work_is_refused_with_what_to_do(string fix, params string[] settings) => Assert.That(
        () => Read([.. settings.Select(s => s.Split('=', 2)).Select(s => (s[0], s[1]))]), Throws.InstanceOf<SettingsException>().With.Message.Contains(fix));

    [Test]
    public void Mail_in_clear_is_allowed_to_this_machine() =>
        Assert.That(Read(("Mail:Host", "127.0.0.1"), ("Mail:From", "a@example.org"), ("Mail:Security", "None")).Mail!.Security, Is.EqualTo(MailSecurity.None));

    [Test]
    public void A_link_to_unsubscribe_is_good_for_its_recipient_alone()
    {
        var links = new UnsubscribeLinks(Read(("Monitor:PublicUrl", "https://monitor.example/"), ("Monitor:LinkSecret", "a long random text")));
        var parts = links.For("desk")!.Split('/');
        Assert.That(links.For("desk"), Does.StartWith("https://monitor.example/unsubscribe/desk/"));
        Assert.That((links.IsGood("desk", parts[^1]), links.IsGood("editor", parts[^1]), links.IsGood("desk", "")), Is.EqualTo((true, false, false)));
    }

    private static NotifyingSettings Read(params (string Key, string Value)[] settings) =>
        NotifyingSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build());
}
