using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Storage;
using DataBlackHole.Tests.Alerting;

namespace DataBlackHole.Service.Tests.Notifying;

/// <summary>From a flip in the record to a mail in a mailbox: the real program, a real mail server, and mail read by Python. Mostly waiting, beside others.</summary>
[Parallelizable]
public sealed class AlertMailTests
{
    private const string Everybody = """
        grouping: 1s
        blindPatience: 1s
        recipients:
          - { key: desk, mail: desk@example.test, language: En }
          - { key: editor, mail: editor@example.test, language: Zh }
          - { key: ops, mail: ops@example.test, language: En }
          - { key: ops-zh, mail: ops-zh@example.test, language: Zh }
        routes:
          - { to: [desk, editor], audience: Reader }
          - { to: [ops, ops-zh], audience: Operator }
        """;

    [Test]
    [Category("Slow")]
    public async Task Every_kind_of_event_arrives_in_both_languages_without_defects_and_with_the_right_headers()
    {
        await using var server = await EximServer.StartAsync();
        await using var service = await AlertedService.CreateAsync(DatabaseProvider.Sqlite, Everybody);
        var at = TimeProvider.System.GetUtcNow().AddMinutes(-10);
        var publishers = Alerts.OfEveryKind.Where(k => !AlertEvents.IsMonitorSide(k.Key)).ToList();
        foreach (var (_, flip) in publishers) await service.FlipAsync(flip, at += TimeSpan.FromSeconds(10));
        await service.FlipAsync(Alerts.OfEveryKind[AlertEventKind.Blind], at += TimeSpan.FromSeconds(10), isBlind: true);
        foreach (var kind in new[] { AlertEventKind.DeliveryTrouble, AlertEventKind.MonitorTrouble })
            await service.Outbox.TellAsync(new OperatorNotice(kind, $"monitor/{kind}", new BilingualText("Two messages were given up.", "两封邮件已放弃投递。")), service.Rules.OperatorsFor(kind), TimeSpan.Zero, at += TimeSpan.FromSeconds(10));
        service.Start(server.Settings());
        await server.WaitForMailsAsync("ops", 3);
        await service.FlipAsync(Alerts.OfEveryKind[AlertEventKind.Clear], TimeProvider.System.GetUtcNow());
        await service.UntilEmptyAsync();
        foreach (var (who, count) in new[] { ("desk", publishers.Count), ("editor", publishers.Count), ("ops", 4), ("ops-zh", 4) }) await server.WaitForMailsAsync(who, count);

        var mails = await server.ReadAsync("desk", "editor", "ops", "ops-zh");
        Assert.That(mails, Has.Count.EqualTo(2 * publishers.Count + 8));
        Assert.That(mails.SelectMany(m => m.Defects), Is.Empty);
        Assert.That(mails.Select(m => m.MessageId), Is.Unique);
        foreach (var mail in mails) AssertHeaders(mail);
        AssertEveryKindIsThere(mails);
        var late = mails.Single(m => m.Subject.StartsWith("[LATE]", StringComparison.Ordinal));
        var missing = mails.Single(m => m.Subject.StartsWith("[MISSING]", StringComparison.Ordinal));
        var found = mails.Single(m => m.Subject.StartsWith("[PUBLISHED]", StringComparison.Ordinal));
        Assert.That((missing.Header("In-Reply-To"), missing.Header("References")), Is.EqualTo((late.MessageId, late.MessageId)), "one incident is one thread");
        Assert.That(found.Header("References"), Does.StartWith(late.MessageId));
        Assert.That(missing.Subject, Does.Match("^\\[MISSING\\] NBS series youth, 16–24 <all> · 2026-09 · due .*working days? late$"));
        Assert.That(missing.Body("text/plain").Split('\n')[0], Does.StartWith("series youth, 16–24 <all> for 2026-09, due "));
        Assert.That(missing.Body("text/html"), Does.Contain("series youth, 16–24 &lt;all&gt; for 2026-09").And.Not.Contain("<all>"));
    }

    [Test]
    [Category("Slow")]
    public async Task A_server_that_is_dead_at_first_and_a_recipient_it_refuses_lose_nothing()
    {
        await using var server = await EximServer.CreateAsync();
        await using var service = await AlertedService.CreateAsync(DatabaseProvider.Sqlite, Everybody.Replace("editor@example.test", "nobody@example.test", StringComparison.Ordinal));
        service.Start(server.Settings());
        var at = TimeProvider.System.GetUtcNow();
        await service.FlipAsync(Alerts.OfEveryKind[AlertEventKind.Late], at.AddMinutes(-2));
        await service.FlipAsync(Alerts.OfEveryKind[AlertEventKind.Missing], at.AddMinutes(-1));
        for (var left = 150; Convert.ToInt64(await service.Database.ScalarAsync("SELECT count(*) FROM alert_attempts WHERE outcome = 'ChannelDown'")) == 0; left--)
        {
            Assert.That(left, Is.Positive, service.Output);
            await Task.Delay(200);
        }
        await server.OpenAsync();
        await service.UntilEmptyAsync(120);
        await server.WaitForMailsAsync("desk", 2);
        await server.WaitForMailsAsync("ops", 1);

        var alerts = await service.Outbox.ListAsync(null, 100);
        Assert.That(alerts.Where(a => a.Recipient == "editor").Select(a => a.State), Is.EqualTo([AlertDelivery.GivenUp, AlertDelivery.GivenUp]));
        var told = string.Concat((await server.ReadAsync("ops")).Select(m => m.Body("text/plain")));
        foreach (var incident in alerts.Where(a => a.Recipient == "editor").SelectMany(a => a.First).Select(i => i.Incident))
            Assert.That(told, Does.Contain($"An alert to editor could not be delivered and was given up: {incident}."), "in one mail or in two");
        Assert.That((await server.ReadAsync("desk")).Select(m => m.MessageId).ToList(), Is.Unique.And.Count.EqualTo(2));
    }

    [Test]
    [Category("Slow")]
    public async Task A_greylisted_mail_arrives_once_the_server_takes_it()
    {
        await using var server = await EximServer.StartAsync();
        await using var service = await AlertedService.CreateAsync(DatabaseProvider.Sqlite, Everybody.Replace("editor@example.test", "grey@example.test", StringComparison.Ordinal));
        await service.FlipAsync(Alerts.OfEveryKind[AlertEventKind.Late], TimeProvider.System.GetUtcNow().AddMinutes(-1));
        service.Start(server.Settings());
        await server.WaitForMailsAsync("desk", 1);
        for (var left = 100; Convert.ToInt64(await service.Database.ScalarAsync("SELECT count(*) FROM alert_attempts WHERE outcome = 'RefusedForNow'")) == 0; left--)
        {
            Assert.That(left, Is.Positive, service.Output);
            await Task.Delay(200);
        }
        server.OpenDoor();
        await server.WaitForMailsAsync("grey", 1);
        await service.UntilEmptyAsync();
        Assert.That((await service.Outbox.ListAsync(null, 10)).Single(a => a.Recipient == "editor").Attempts, Is.GreaterThanOrEqualTo(2));
    }

    /// <summary>A few kills; the storm of the next test takes minutes.</summary>
    [Test]
    [Category("Slow")]
    public Task Killed_at_random_moments_every_alert_arrives_and_at_most_one_twice_for_each_kill() => StormAsync(flips: 90, kills: 3);

    [Test]
    [Explicit("fifty kills in a storm of a thousand flips; by --filter FullyQualifiedName~Killed_fifty_times")]
    public Task Killed_fifty_times_in_a_storm_of_a_thousand_every_alert_arrives() => StormAsync(flips: 1000, kills: 50);

    private static async Task StormAsync(int flips, int kills)
    {
        await using var server = await EximServer.StartAsync();
        const string desk = "grouping: 1s\nrecipients: [{ key: desk, mail: desk@example.test, language: En }]\nroutes: [{ to: [desk], audience: Reader }]\n";
        await using var service = await AlertedService.CreateAsync(DatabaseProvider.Sqlite, desk, flips);
        var storm = RecordStormAsync(service);
        var (chance, hit) = (new Random(1), 0);
        for (var kill = 0; kill < kills; kill++)
        {
            var before = server.CountMails("desk");
            service.Start(server.Settings());
            for (var left = 300; server.CountMails("desk") == before && left > 0; left--) await Task.Delay(50);
            await Task.Delay(chance.Next(0, 400));
            if (server.CountMails("desk") < flips) hit++;
            await service.KillAsync();
        }
        await storm;
        service.Start(server.Settings());
        await service.UntilEmptyAsync(600);
        await service.KillAsync();
        await Task.Delay(500);

        var mails = await server.ReadAsync("desk");
        // What the server took is its own from then on: under such a storm it lays some mails down only hours later.
        var taken = server.TakenIds();
        var different = taken.ToHashSet();
        var alerts = await service.Outbox.ListAsync(null, 2 * flips);
        TestContext.Progress.WriteLine($"{flips} flips, {kills} kills ({hit} of them before everything was out): {taken.Count} mails taken, {different.Count} different, {taken.Count - different.Count} twice; {mails.Count} laid down");
        Assert.That(alerts.Select(a => a.State), Is.All.EqualTo(AlertDelivery.Sent));
        Assert.That(different, Has.Count.EqualTo(flips), "every alert arrived, each under one identifier");
        Assert.That(mails.GroupBy(m => m.MessageId).Select(g => g.Select(m => m.Subject.Split(" · due")[0]).Distinct().Count()), Is.All.EqualTo(1), "sent twice, it tells the same");
        Assert.That(taken.Count - different.Count, Is.LessThanOrEqualTo(kills));
        Assert.That(mails.Select(m => m.MessageId.Trim('<', '>')).Distinct(), Is.SubsetOf(different));
        Assert.That(hit, Is.GreaterThanOrEqualTo(kills / 2), "kills that came too late show nothing");
    }

    /// <summary>One flip for each series, far enough apart that each is a message of its own.</summary>
    private static async Task RecordStormAsync(AlertedService service)
    {
        var at = TimeProvider.System.GetUtcNow().AddHours(-2);
        foreach (var key in service.Catalogue.Series.Keys) await service.FlipAsync(Alerts.OfEveryKind[AlertEventKind.Late] with { Series = key }, at += TimeSpan.FromSeconds(5));
    }

    private static void AssertHeaders(ReceivedMail mail)
    {
        Assert.That(mail.MessageId, Does.Match("^<[0-9a-f]{32}@example\\.test>$"));
        Assert.That(mail.Header("List-Id"), Is.EqualTo("DataBlackHole alerts <alerts.example.test>"));
        Assert.That(mail.Header("Auto-Submitted"), Is.EqualTo("auto-generated"));
        Assert.That(mail.Header("List-Unsubscribe"), Does.Match("^<https://monitor\\.example/unsubscribe/[a-z-]+/[0-9a-f]{40}>$"));
        Assert.That(mail.Header("List-Unsubscribe-Post"), Is.EqualTo("List-Unsubscribe=One-Click"));
        Assert.That(mail.Element.GetProperty("type").GetString(), Is.EqualTo("multipart/alternative"));
        Assert.That(mail.Body("text/html"), Does.StartWith("<!DOCTYPE html>"));
        Assert.That(mail.Body("text/plain"), Does.Not.Contain("=0A").And.Length.GreaterThan(20));
    }

    private static void AssertEveryKindIsThere(List<ReceivedMail> mails)
    {
        string[] english = ["LATE", "MISSING", "ROW MISSING", "PUBLISHED", "WITHDRAWN", "REVISED", "RESCHEDULED", "POSTPONED", "PAUSED", "DISCONTINUED", "REDEFINED", "RESUMED", "RESTRICTED", "CLOSED", "OPEN", "WE CANNOT SEE", "WE CAN SEE AGAIN", "NOT DELIVERED", "MONITOR"];
        Assert.That(english, Has.Length.EqualTo(Enum.GetValues<AlertEventKind>().Length - 1));
        Assert.That(mails.Select(m => m.Subject).Where(s => s.StartsWith('[')).Select(s => s[1..s.IndexOf(']')]), Is.EquivalentTo(english));
        Assert.That(mails.Select(m => m.Subject).Count(s => s.StartsWith('【')), Is.EqualTo(english.Length));
    }
}
