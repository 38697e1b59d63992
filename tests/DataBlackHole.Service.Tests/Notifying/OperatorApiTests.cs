using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Storage;
using DataBlackHole.Tests.Alerting;

namespace DataBlackHole.Service.Tests.Notifying;

/// <summary>Alerts over HTTP: everybody sees them, only the operator's key changes what is mailed, and nobody sees an address.</summary>
public sealed class OperatorApiTests
{
    private const string Key = "a key of an operator";
    private const string Rules = "grouping: 1s\nrecipients: [{ key: desk, mail: desk@example.test, language: En }]\nroutes: [{ to: [desk], audience: Reader }]\n";

    private AlertedService _service = null!;
    private HttpClient _http = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _service = await AlertedService.CreateAsync(DatabaseProvider.Sqlite, Rules, series: 6);
        await _service.FlipAsync(Alerts.OfEveryKind[AlertEventKind.Late], TimeProvider.System.GetUtcNow().AddMinutes(-1));
        _service.Start(new Dictionary<string, string> { ["Monitor__OperatorKey"] = Key });
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_service.Port}") };
        for (var left = 100; !await AnswersAsync(); left--)
        {
            Assert.That(left, Is.Positive, _service.Output);
            await Task.Delay(200);
        }
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _http?.Dispose();
        if (_service is not null) await _service.DisposeAsync();
    }

    [Test]
    public async Task Without_a_mail_server_alerts_wait_and_everybody_can_see_that_they_do()
    {
        var text = await _http.GetStringAsync(new Uri("/api/v1/alerts", UriKind.Relative));
        var alert = JsonDocument.Parse(text).RootElement.GetProperty("items").EnumerateArray().Last();
        Assert.That((alert.GetProperty("state").GetString(), alert.GetProperty("count").GetInt32()), Is.EqualTo(("Pending", 1)));
        var told = alert.GetProperty("first")[0];
        Assert.That((told.GetProperty("event").GetString(), told.GetProperty("incident").GetString(), told.GetProperty("sentence").GetString()), Is.EqualTo(("Late", "youth/2026-09", "Told: the incident is new to this recipient.")));
        Assert.That(text, Does.Not.Contain("desk"));
        var health = (await GetAsync("/healthz")).GetProperty("alerts");
        Assert.That((health.GetProperty("mail").GetString(), health.GetProperty("pending").GetInt32()), Is.EqualTo(("NotConfigured", Convert.ToInt32(await _service.Database.ScalarAsync("SELECT count(*) FROM alert_outbox WHERE state = 'Pending'")))));
        Assert.That(_service.Output, Does.Contain("There is no mail server"));
    }

    [TestCase(null)]
    [TestCase("Bearer ")]
    [TestCase("Bearer wrong")]
    [TestCase("a key of an operator")]
    public async Task Nothing_is_answered_or_changed_without_the_key(string? authorization)
    {
        foreach (var (method, path) in new[] { ("GET", "silences"), ("GET", "alerts"), ("GET", "acknowledgements"), ("POST", "silences"), ("POST", "acknowledgements"), ("POST", "lifts") })
        {
            var (status, _) = await SendAsync(method, path, method == "POST" ? new { author = "x", reason = "x", until = "2100-01-01T00:00Z", series = "youth" } : null, authorization);
            Assert.That(status, Is.EqualTo(HttpStatusCode.Unauthorized), path);
        }
    }

    [Test]
    public async Task A_silence_is_recorded_mutes_mail_and_is_taken_back_by_another_record()
    {
        var (status, silence) = await OperateAsync("silences", new { author = "ann", reason = "known outage", until = "2100-01-01T00:00:00Z", series = "s1" });
        Assert.That(status, Is.EqualTo(HttpStatusCode.Created), silence.ToString());
        var (id, before) = (silence.GetProperty("id").GetInt64(), await CountAsync());
        await _service.FlipAsync(Alerts.OfEveryKind[AlertEventKind.Late] with { Series = "s1" }, TimeProvider.System.GetUtcNow());
        Assert.That(await CountAsync(), Is.EqualTo(before));
        var flips = (await GetAsync("/api/v1/series/s1/flips?axis=Release")).GetProperty("items").EnumerateArray();
        Assert.That(flips.Count(f => f.GetProperty("to").GetString() == "Late"), Is.EqualTo(1), "the record is not muted");
        Assert.That((await OperateAsync("lifts", new { author = "bob", reason = "over", lifts = id })).Status, Is.EqualTo(HttpStatusCode.Created));
        await _service.FlipAsync(Alerts.OfEveryKind[AlertEventKind.Missing] with { Series = "s1" }, TimeProvider.System.GetUtcNow());
        Assert.That(await CountAsync(), Is.EqualTo(before + 1));
        var (_, list) = await SendAsync("GET", "silences", null, $"Bearer {Key}");
        Assert.That(list.GetProperty("items").EnumerateArray().Take(2).Select(i => i.GetProperty("action").GetString()), Is.EqualTo(["Lift", "Silence"]));
    }

    [Test]
    public async Task An_acknowledged_incident_is_not_told_again()
    {
        await _service.FlipAsync(Alerts.OfEveryKind[AlertEventKind.Late] with { Series = "s2" }, TimeProvider.System.GetUtcNow());
        var before = await CountAsync();
        Assert.That((await OperateAsync("acknowledgements", new { author = "ann", reason = "asked the bureau", until = "2100-01-01T00:00:00Z", incident = "s2/2026-09" })).Status, Is.EqualTo(HttpStatusCode.Created));
        await _service.FlipAsync(Alerts.OfEveryKind[AlertEventKind.Missing] with { Series = "s2" }, TimeProvider.System.GetUtcNow());
        Assert.That(await CountAsync(), Is.EqualTo(before));
    }

    [TestCase("silences", """{"reason":"r","until":"2100-01-01T00:00:00Z","series":"youth"}""", "author")]
    [TestCase("silences", """{"author":"a","until":"2100-01-01T00:00:00Z","series":"youth"}""", "reason")]
    [TestCase("silences", """{"author":"a","reason":"r","series":"youth"}""", "until")]
    [TestCase("silences", """{"author":"a","reason":"r","until":"2001-01-01T00:00:00Z","series":"youth"}""", "until")]
    [TestCase("silences", """{"author":"a","reason":"r","until":"2100-01-01T00:00:00Z"}""", "at least one")]
    [TestCase("silences", """{"author":"a","reason":"r","until":"2100-01-01T00:00:00Z","series":"nothing"}""", "series")]
    [TestCase("acknowledgements", """{"author":"a","reason":"r","until":"2100-01-01T00:00:00Z"}""", "incident")]
    [TestCase("lifts", """{"author":"a","reason":"r","lifts":999999}""", "id of an action")]
    public async Task What_lacks_author_reason_end_or_object_is_refused(string path, string body, string named)
    {
        var (status, answer) = await OperateAsync(path, JsonDocument.Parse(body).RootElement);
        Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(answer.GetProperty("detail").GetString(), Does.Contain(named));
    }

    [Test]
    public async Task The_link_in_a_mail_unsubscribes_by_POST_alone()
    {
        using var forged = await _http.PostAsync(new Uri($"/unsubscribe/desk/{new string('0', 40)}", UriKind.Relative), null);
        Assert.That(forged.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        var links = new DataBlackHole.Notifying.UnsubscribeLinks(new() { PublicUrl = "https://monitor.example", LinkSecret = "a long random text" });
        var path = new Uri(links.For("desk")!).AbsolutePath;
        Assert.That(await _http.GetStringAsync(new Uri(path, UriKind.Relative)), Does.Contain("<form method=\"post\">"));
        Assert.That(await UnsubscribedAsync(), Is.Zero, "mail filters open every link");
        using var form = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        foreach (var _ in new[] { 1, 2 })
        {
            using var done = await _http.PostAsync(new Uri(path, UriKind.Relative), form);
            Assert.That(done.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }
        Assert.That(await UnsubscribedAsync(), Is.EqualTo(1));
        var (_, list) = await SendAsync("GET", "silences", null, $"Bearer {Key}");
        var id = list.GetProperty("items").EnumerateArray().First(i => i.GetProperty("action").GetString() == "Unsubscribe").GetProperty("id").GetInt64();
        Assert.That((await OperateAsync("lifts", new { author = "ann", reason = "asked to be told again", lifts = id })).Status, Is.EqualTo(HttpStatusCode.Created));
    }

    private async Task<long> UnsubscribedAsync() => Convert.ToInt64(await _service.Database.ScalarAsync("SELECT count(*) FROM alert_mutes WHERE action = 'Unsubscribe'"));

    private async Task<long> CountAsync() => Convert.ToInt64(await _service.Database.ScalarAsync("SELECT count(*) FROM alert_items"));

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri("/healthz", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<JsonElement> GetAsync(string path) => JsonDocument.Parse(await _http.GetStringAsync(new Uri(path, UriKind.Relative))).RootElement;

    private Task<(HttpStatusCode Status, JsonElement Answer)> OperateAsync(string path, object body) => SendAsync("POST", path, body, $"Bearer {Key}");

    private async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(string method, string path, object? body, string? authorization)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1/operator/{path}");
        if (body is not null) request.Content = JsonContent.Create(body);
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await _http.SendAsync(request);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
