using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Proving;
using DataBlackHole.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DataBlackHole.Service.Tests.Serving;

/// <summary>What operators say of conclusions: laid over them, on record for ever, and visible wherever they are shown.</summary>
public sealed class ReviewTests
{
    private ServedMonitor _served = null!;

    [SetUp]
    public async Task StartAsync() => _served = await FilledMonitor.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _served.DisposeAsync();

    [Test]
    public async Task A_confirmed_conclusion_is_graded_so_and_keeps_the_grade_it_was_drawn_with()
    {
        var flip = await FlipAsync("Release");
        await ReviewAsync(flip, "Confirm", HttpStatusCode.Created);
        var shown = await _served.GetAsync($"/api/v1/flips/{flip}");

        Assert.That((Text(shown["grade"]), Text(shown["concludedGrade"]), Text(shown["review"]!["author"])), Is.EqualTo(("Confirmed", "Corroborated", "Ann")));
        Assert.That(Text(shown["review"]!["sentence"]!["en"]), Does.Contain("confirmed by Ann").And.Contain("https://paper.example/notice"));
        var release = (await _served.GetAsync("/api/v1/releases?status=Missing"))["items"]![0]!;
        Assert.That((Text(release["grade"]), Text(release["review"]!["action"])), Is.EqualTo(("Confirmed", "Confirm")));
    }

    [Test]
    public async Task A_refuted_conclusion_is_marked_everywhere_and_stays_to_be_cited()
    {
        var flip = await FlipAsync("Series");
        await ReviewAsync(flip, "Refute", HttpStatusCode.Created);
        var shown = await _served.GetAsync($"/api/v1/flips/{flip}");
        var series = await _served.GetAsync($"/api/v1/series/{FilledMonitor.Cpi}");
        var listed = (await _served.GetAsync("/api/v1/series?status=Missing"))["items"]![0]!;
        var feed = await _served.Client.GetStringAsync(new Uri($"/feeds/series/{FilledMonitor.Cpi}.json", UriKind.Relative));
        var badge = await _served.GetAsync($"/badges/series/{FilledMonitor.Cpi}.json");
        var csv = await _served.Client.GetStringAsync(new Uri("/api/v1/exports/flips.csv", UriKind.Relative));
        var before = await _served.GetAsync($"/api/v1/series/{FilledMonitor.Cpi}?asOf=2026-11-30T00:00Z");

        Assert.That((Text(shown["to"]), Text(shown["grade"]), Text(shown["review"]!["action"]), Text(shown["review"]!["reason"])), Is.EqualTo(("Missing", "Corroborated", "Refute", "It was out & on another page.")));
        Assert.That((Text(series["series"]!["status"]), Text(series["series"]!["review"]!["action"])), Is.EqualTo(("Missing", "Refute")));
        Assert.That(Text(series["sentence"]!["en"]), Does.Contain("This conclusion was refuted by Ann").And.Contain("It was out & on another page."));
        Assert.That(Text(listed["review"]!["action"]), Is.EqualTo("Refute"));
        Assert.That(feed, Does.Contain("This conclusion was refuted by Ann"));
        Assert.That(Text(badge["message"]), Is.EqualTo("conclusion refuted"));
        Assert.That(csv, Does.Contain(",Refute,It was out & on another page.,Ann,https://paper.example/notice"));
        Assert.That(before["chronicle"]!["observed"]!["flip"]!["review"], Is.Null, "it was said later");
    }

    [Test]
    public async Task The_last_word_counts_and_every_word_is_on_record_and_in_the_log()
    {
        var flip = await FlipAsync("Series");
        foreach (var action in new[] { "Confirm", "Refute", "Withdraw" }) await ReviewAsync(flip, action, HttpStatusCode.Created);
        await _served.Services.GetRequiredService<LogKeeper>().RunAsync(CancellationToken.None);
        var reviews = (await _served.GetAsync("/api/v1/reviews"))["items"]!.AsArray();
        var leaves = (await _served.GetAsync("/api/v1/log/entries?limit=1000"))["items"]!.AsArray().Where(l => Text(l!["kind"]) == nameof(LogEntryKind.VerdictReview)).ToList();
        var audit = await _served.Services.GetRequiredService<EvidenceAudit>().RunAsync();

        Assert.That(reviews.Select(r => Text(r!["review"]!["action"])), Is.EqualTo(new[] { "Withdraw", "Refute", "Confirm" }));
        Assert.That((await _served.GetAsync($"/api/v1/flips/{flip}"))["review"], Is.Null);
        Assert.That(leaves, Has.Count.EqualTo(3));
        Assert.That(Text(leaves[1]!["entry"]), Does.Contain("\"action\":\"Refute\"").And.Contain("It was out & on another page."));
        Assert.That(audit.Findings, Is.Empty);
    }

    [TestCase("""{"author":"a","reason":"r","source":"https://a.example","action":"Refute"}""", "flip")]
    [TestCase("""{"author":"a","reason":"r","source":"https://a.example","action":"Refute","flip":999999}""", "flip")]
    [TestCase("""{"author":"a","reason":"r","source":"https://a.example","action":"Delete","flip":1}""", "action")]
    [TestCase("""{"author":"a","reason":"r","source":"https://a.example","flip":1}""", "action")]
    [TestCase("""{"author":" ","reason":"r","source":"https://a.example","action":"Refute","flip":1}""", "author")]
    [TestCase("""{"author":"a","source":"https://a.example","action":"Refute","flip":1}""", "reason")]
    [TestCase("""{"author":"a","reason":"r","source":"javascript:alert(1)","action":"Refute","flip":1}""", "source")]
    public async Task What_lacks_author_reason_source_or_object_is_refused(string body, string parameter)
    {
        var (status, answer) = await SendAsync(JsonNode.Parse(body)!, FilledMonitor.Key);
        Assert.That((status, Text(answer["parameter"])), Is.EqualTo((HttpStatusCode.BadRequest, parameter)));
        Assert.That((await _served.GetAsync("/api/v1/reviews"))["items"]!.AsArray(), Is.Empty);
    }

    [TestCase(null)]
    [TestCase("wrong")]
    public async Task Nobody_speaks_without_the_key(string? key)
    {
        var (status, _) = await SendAsync(new JsonObject { ["flip"] = 1 }, key);
        Assert.That(status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    private async Task<long> FlipAsync(string axis) =>
        (await _served.GetAsync($"/api/v1/flips?series={FilledMonitor.Cpi}&axis={axis}&kind=missing"))["items"]![0]!["id"]!.GetValue<long>();

    private async Task ReviewAsync(long flip, string action, HttpStatusCode expected)
    {
        var body = new JsonObject { ["author"] = "Ann", ["reason"] = "It was out & on another page.", ["source"] = "https://paper.example/notice", ["flip"] = flip, ["action"] = action };
        var (status, answer) = await SendAsync(body, FilledMonitor.Key);
        Assert.That(status, Is.EqualTo(expected), answer.ToJsonString());
    }

    private async Task<(HttpStatusCode Status, JsonNode Answer)> SendAsync(JsonNode body, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/operator/reviews", UriKind.Relative)) { Content = JsonContent.Create(body) };
        if (key is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        using var answer = await _served.Client.SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    private static string? Text(JsonNode? node) => node?.GetValue<string>();
}
