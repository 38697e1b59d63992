using System.Net;
using System.Text.Json;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Notifying;
using DataBlackHole.Storage;
using DataBlackHole.Tests.Alerting;

namespace DataBlackHole.Tests.Notifying;

/// <summary>What becomes of alerts when servers, messages and recipients misbehave.</summary>
public sealed class OutboxDispatcherTests
{
    private static readonly TimeSpan AMoment = TimeSpan.FromMinutes(2);

    [Test]
    public async Task What_is_due_goes_out_in_the_language_of_its_recipient_with_a_link_to_unsubscribe()
    {
        await using var bench = await DispatcherBench.CreateAsync();
        await bench.LateAsync("youth");
        Assert.That(await bench.DrainAsync(TimeSpan.Zero), Is.Zero, "the group is not complete yet");
        Assert.That(await bench.DrainAsync(AMoment), Is.EqualTo(2));
        Assert.That(bench.Server.Taken.Select(m => (m.To, m.Subject[..6])), Is.EquivalentTo([("desk@example.test", "[LATE]"), ("editor@example.test", "【迟于预期】")]));
        Assert.That(bench.Server.Taken.Select(m => m.UnsubscribeUrl), Has.All.StartsWith("https://monitor.example/unsubscribe/"));
        Assert.That((await bench.AlertsAsync()).Select(a => a.State), Is.All.EqualTo(AlertDelivery.Sent));
        Assert.That(await bench.DrainAsync(TimeSpan.FromDays(1)), Is.Zero, "once");
    }

    [Test]
    public async Task One_poison_message_stops_nothing()
    {
        await using var bench = await DispatcherBench.CreateAsync();
        bench.Server.Says = m => m.To.StartsWith("desk", StringComparison.Ordinal) ? throw new InvalidOperationException("poison") : new DeliveryResult(DeliveryOutcome.Sent, "ok");
        await bench.LateAsync("youth");
        Assert.That(await bench.DrainAsync(AMoment), Is.EqualTo(1));
        var poison = (await bench.AlertsAsync()).Single(a => a.State == AlertDelivery.Pending);
        Assert.That((poison.Recipient, poison.Attempts, poison.LastError), Is.EqualTo(("desk", 1, "it cannot be written: InvalidOperationException: poison")));
        Assert.That(poison.DueAt, Is.GreaterThan(bench.Clock.Now));
    }

    [Test]
    public async Task A_message_refused_for_now_is_tried_again_later_and_later_and_keeps_its_identifier()
    {
        await using var bench = await DispatcherBench.CreateAsync();
        bench.Server.Says = _ => new DeliveryResult(DeliveryOutcome.RefusedForNow, "451 greylisted");
        await bench.LateAsync("youth");
        await bench.DrainAsync(AMoment);
        for (var i = 0; i < 6; i++) await bench.DrainAsync(TimeSpan.FromHours(5));
        Assert.That(bench.Server.Tried.Select(m => m.MessageId).Distinct().Count(), Is.EqualTo(2), "one for each recipient");
        bench.Server.Says = _ => new DeliveryResult(DeliveryOutcome.Sent, "ok");
        await bench.DrainAsync(TimeSpan.FromHours(5));
        Assert.That(bench.Server.Taken, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_message_refused_for_five_days_is_given_up()
    {
        await using var bench = await DispatcherBench.CreateAsync();
        bench.Server.Says = m => new DeliveryResult(m.To.StartsWith("ops", StringComparison.Ordinal) ? DeliveryOutcome.Sent : DeliveryOutcome.RefusedForNow, "451 later");
        await bench.LateAsync("youth");
        for (var day = 0; day < 6; day++) await bench.DrainAsync(TimeSpan.FromDays(1));
        Assert.That((await bench.AlertsAsync()).Where(a => a.Recipient != "ops").Select(a => a.State), Is.All.EqualTo(AlertDelivery.GivenUp));
    }

    [Test]
    public async Task A_recipient_refused_for_good_is_given_up_and_operators_hear_of_it_once()
    {
        await using var bench = await DispatcherBench.CreateAsync();
        bench.Server.Says = m => m.To.StartsWith("desk", StringComparison.Ordinal) ? new DeliveryResult(DeliveryOutcome.RefusedForGood, "550 no such user") : new DeliveryResult(DeliveryOutcome.Sent, "ok");
        await bench.LateAsync("youth");
        await bench.DrainAsync(AMoment);
        await bench.DrainAsync(AMoment);
        var told = bench.Server.Taken.Single(m => m.To == "ops@example.test");
        Assert.That(told.Subject, Does.StartWith("[NOT DELIVERED] An alert to desk could not be delivered"));
        Assert.That(told.Text, Does.Contain("youth/2026-09").And.Contain("550 no such user"));
        bench.Server.Says = _ => new DeliveryResult(DeliveryOutcome.RefusedForGood, "550 nobody");
        await bench.LateAsync("prices");
        for (var i = 0; i < 5; i++) await bench.DrainAsync(AMoment);
        var alerts = await bench.AlertsAsync();
        Assert.That(alerts.Select(a => a.State), Is.All.AnyOf(AlertDelivery.Sent, AlertDelivery.GivenUp, AlertDelivery.Folded));
        Assert.That(alerts.Count(a => a.Recipient == "ops"), Is.EqualTo(3), "no alert about an alert about an alert");
    }

    [Test]
    public async Task A_server_that_is_down_costs_one_attempt_at_a_time_and_loses_nothing()
    {
        await using var bench = await DispatcherBench.CreateAsync();
        bench.Server.Says = _ => new DeliveryResult(DeliveryOutcome.ChannelDown, "connection refused");
        for (var i = 0; i < 20; i++)
        {
            await bench.LateAsync($"s{i}");
            bench.Clock.Now += AMoment;
        }
        await bench.DrainAsync(AMoment);
        Assert.That(bench.Server.Tried, Has.Count.EqualTo(1));
        Assert.That(bench.Dispatcher.MailTrouble, Is.EqualTo("connection refused"));
        for (var day = 0; day < 10; day++) await bench.DrainAsync(TimeSpan.FromDays(1));
        bench.Server.Says = _ => new DeliveryResult(DeliveryOutcome.Sent, "ok");
        for (var i = 0; i < 3; i++) await bench.DrainAsync(TimeSpan.FromMinutes(10));
        Assert.That(bench.Server.Taken.Select(m => m.MessageId).ToList(), Is.Unique.And.Count.EqualTo(40));
        Assert.That(bench.Dispatcher.MailTrouble, Is.Null);
    }

    [Test]
    public async Task Ten_releases_late_at_the_same_minute_are_one_mail()
    {
        await using var bench = await DispatcherBench.CreateAsync();
        await bench.LateAsync([.. Enumerable.Range(0, 10).Select(i => $"s{i}")]);
        Assert.That(await bench.DrainAsync(AMoment), Is.EqualTo(2));
        Assert.That(bench.Server.Taken.Select(m => m.Subject), Does.Contain("[10 ALERTS] NBS: 10 late"));
    }

    [Test]
    public async Task A_digest_is_one_mail_a_day()
    {
        var rules = Alerts.Rules() with { Recipients = Alerts.Rules().Recipients.SetItem("desk", Alerts.Desk with { Digest = new DailyDigest(Alerts.Bureau.TimeZone, 18) }) };
        await using var bench = await DispatcherBench.CreateAsync(rules);
        for (var i = 0; i < 4; i++)
        {
            await bench.LateAsync($"s{i}");
            await bench.DrainAsync(TimeSpan.FromMinutes(30));
        }
        Assert.That(bench.Server.Taken.Count(m => m.To == "desk@example.test"), Is.Zero);
        await bench.DrainAsync(TimeSpan.FromHours(3));
        Assert.That(bench.Server.Taken.Single(m => m.To == "desk@example.test").Subject, Is.EqualTo("[4 ALERTS] NBS: 4 late"));
    }

    [Test]
    public async Task Whoever_unsubscribed_after_it_was_queued_is_not_sent_it()
    {
        await using var bench = await DispatcherBench.CreateAsync();
        await bench.LateAsync("youth");
        await bench.Mutes.AddAsync(new AlertMute(0, MuteAction.Unsubscribe, new MuteScope { Recipient = "desk" }, "the recipient", "link", bench.Clock.Now, null, null));
        Assert.That(await bench.DrainAsync(AMoment), Is.EqualTo(1));
        Assert.That((await bench.AlertsAsync()).Single(a => a.Recipient == "desk").State, Is.EqualTo(AlertDelivery.NotWanted));
    }

    [Test]
    public async Task Without_a_mail_server_alerts_wait_where_they_can_be_seen()
    {
        await using var bench = await DispatcherBench.CreateAsync(hasMail: false);
        await bench.LateAsync("youth");
        Assert.That(await bench.DrainAsync(AMoment), Is.Zero);
        Assert.That((await bench.AlertsAsync()).Select(a => a.State), Is.All.EqualTo(AlertDelivery.Pending));
    }

    [Test]
    public async Task A_webhook_is_signed_and_can_be_read_by_a_program()
    {
        await using var bench = await DispatcherBench.CreateAsync(Hooked());
        await bench.LateAsync("youth");
        Assert.That(await bench.DrainAsync(AMoment, AlertChannel.Webhook), Is.EqualTo(1));
        var (request, body) = bench.Posts.Single();
        var timestamp = request.Headers.GetValues("X-DataBlackHole-Timestamp").Single();
        Assert.That(timestamp, Is.EqualTo(bench.Clock.Now.ToUnixTimeSeconds().ToString()));
        Assert.That(request.Headers.GetValues("X-DataBlackHole-Signature").Single(), Is.EqualTo($"sha256={WebhookSender.Signature("key", timestamp, body)}"));
        var alert = JsonDocument.Parse(body).RootElement.GetProperty("alerts")[0];
        Assert.That((alert.GetProperty("event").GetString(), alert.GetProperty("series").GetString(), alert.GetProperty("period").GetString(), alert.GetProperty("reason").GetString()), Is.EqualTo(("Late", "youth", "2026-09", "FirstNotice")));
        Assert.That(alert.GetProperty("record").GetString(), Is.EqualTo("https://monitor.example/api/v1/series/youth"));
    }

    [TestCase(HttpStatusCode.ServiceUnavailable, AlertDelivery.Pending)]
    [TestCase(HttpStatusCode.TooManyRequests, AlertDelivery.Pending)]
    [TestCase(HttpStatusCode.Gone, AlertDelivery.GivenUp)]
    [TestCase(HttpStatusCode.Redirect, AlertDelivery.GivenUp)]
    public async Task A_webhook_is_retried_like_mail(HttpStatusCode answer, AlertDelivery state)
    {
        await using var bench = await DispatcherBench.CreateAsync(Hooked());
        bench.Answer = () => new HttpResponseMessage(answer);
        await bench.LateAsync("youth");
        await bench.DrainAsync(AMoment, AlertChannel.Webhook);
        Assert.That((await bench.AlertsAsync()).Single(a => a.Recipient == "bot").State, Is.EqualTo(state));
    }

    [Test]
    public async Task A_webhook_that_cannot_be_reached_makes_its_own_alerts_wait()
    {
        await using var bench = await DispatcherBench.CreateAsync(Hooked());
        bench.Answer = () => throw new HttpRequestException("no route to host");
        for (var i = 0; i < 5; i++)
        {
            await bench.LateAsync($"s{i}");
            bench.Clock.Now += AMoment;
        }
        await bench.DrainAsync(AMoment, AlertChannel.Webhook);
        Assert.That(bench.Posts, Has.Count.EqualTo(1));
        bench.Answer = () => new HttpResponseMessage(HttpStatusCode.OK);
        await bench.DrainAsync(AMoment, AlertChannel.Webhook);
        Assert.That(bench.Posts.Skip(1).Sum(p => JsonDocument.Parse(p.Body).RootElement.GetProperty("alerts").GetArrayLength()), Is.EqualTo(5), "nothing is lost, and what waited goes together");
    }

    [Test]
    public void Waiting_doubles_up_to_four_hours_and_is_spread()
    {
        Assert.That(Backoff.After(1, 0.5), Is.EqualTo(TimeSpan.FromSeconds(30)));
        Assert.That(Backoff.After(4, 0.5), Is.EqualTo(TimeSpan.FromMinutes(4)));
        Assert.That(Backoff.After(1000, 0.5), Is.EqualTo(TimeSpan.FromHours(4)));
        Assert.That((Backoff.After(1, 0), Backoff.After(1, 1)), Is.EqualTo((TimeSpan.FromSeconds(22.5), TimeSpan.FromSeconds(37.5))));
    }

    private static AlertRules Hooked()
    {
        var bot = new Recipient { Key = "bot", Channel = AlertChannel.Webhook, Address = "https://hooks.example.test/dbh", Language = AlertLanguage.En, SecretVariable = "KEY" };
        return new AlertRules(Alerts.Rules().Recipients.Clear().Add("bot", bot), [new AlertRoute { To = ["bot"], Audience = AlertAudience.Reader }]);
    }
}
