using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Service.Tests.Serving;

/// <summary>How programs of others read: tags, HEAD, other origins, limits and refusals.</summary>
public sealed class ReadingTests
{
    private ServedMonitor _served = null!;

    private static readonly string[] _addresses =
    [
        "/api/v1/series", $"/api/v1/series/{FilledMonitor.Cpi}", "/api/v1/releases", "/api/v1/flips", "/api/v1/sources", "/api/v1/publishers/nbs/punctuality", "/api/v1/calendar",
        "/api/v1/calendars/nbs-release-calendar/diff", "/api/v1/measurements", "/api/v1/coverage", "/api/v1/history", "/api/v1/log/checkpoint", "/api/v1/exports/flips.csv",
        "/api/v1/exports/releases.ndjson", "/api/v1/exports/observations.sdmx.csv", "/feeds/events.atom", "/calendars/releases.ics", $"/badges/series/{FilledMonitor.Cpi}.svg", "/openapi/v1.json",
    ];

    [OneTimeSetUp]
    public async Task StartAsync() => _served = await FilledMonitor.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _served.DisposeAsync();

    [TestCaseSource(nameof(_addresses))]
    public async Task An_unchanged_answer_has_a_strong_tag_and_is_not_sent_twice(string address)
    {
        using var first = await FilledMonitor.SendAsync(_served, HttpMethod.Get, address);
        var tag = first.Headers.ETag!;
        using var again = await FilledMonitor.SendAsync(_served, HttpMethod.Get, address, ("If-None-Match", tag.ToString()));
        using var other = await FilledMonitor.SendAsync(_served, HttpMethod.Get, address, ("If-None-Match", "\"other\", \"another\""));

        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.OK), await first.Content.ReadAsStringAsync());
        Assert.That((tag.IsWeak, again.StatusCode, other.StatusCode), Is.EqualTo((false, HttpStatusCode.NotModified, HttpStatusCode.OK)));
        Assert.That(await again.Content.ReadAsByteArrayAsync(), Is.Empty);
        Assert.That(again.Headers.ETag, Is.EqualTo(tag));
    }

    [TestCaseSource(nameof(_addresses))]
    public async Task HEAD_answers_like_GET_without_a_body(string address)
    {
        using var get = await FilledMonitor.SendAsync(_served, HttpMethod.Get, address);
        using var head = await FilledMonitor.SendAsync(_served, HttpMethod.Head, address);

        Assert.That((head.StatusCode, head.Headers.ETag, head.Content.Headers.ContentType!.ToString()), Is.EqualTo((get.StatusCode, get.Headers.ETag, get.Content.Headers.ContentType!.ToString())));
        Assert.That(await head.Content.ReadAsByteArrayAsync(), Is.Empty);
        if (!address.Contains("/exports/", StringComparison.Ordinal)) Assert.That(head.Content.Headers.ContentLength, Is.EqualTo(get.Content.Headers.ContentLength));
    }

    [Test]
    public async Task A_change_of_the_record_changes_the_tag_at_once()
    {
        using var before = await FilledMonitor.SendAsync(_served, HttpMethod.Get, "/api/v1/flips");
        await _served.RecordAsync(FilledMonitor.Prices, (SeriesStatus.Current, "2026-11-21T02:00Z", "2026-11-21T02:00Z"));
        using var after = await FilledMonitor.SendAsync(_served, HttpMethod.Get, "/api/v1/flips", ("If-None-Match", before.Headers.ETag!.ToString()));

        Assert.That(after.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(JsonNode.Parse(await after.Content.ReadAsStringAsync())!["items"]![0]!["series"]!.GetValue<string>(), Is.EqualTo(FilledMonitor.Prices));
    }

    [Test]
    public async Task Scripts_of_any_page_may_read_and_none_may_write()
    {
        using var read = await FilledMonitor.SendAsync(_served, HttpMethod.Get, "/api/v1/series", ("Origin", "https://paper.example"));
        using var asked = await FilledMonitor.SendAsync(
            _served, HttpMethod.Options, "/api/v1/series", ("Origin", "https://paper.example"), ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "if-none-match"));
        using var write = await FilledMonitor.SendAsync(
            _served, HttpMethod.Options, "/api/v1/operator/reviews", ("Origin", "https://paper.example"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization"));

        Assert.That(FilledMonitor.Header(read, "Access-Control-Allow-Origin"), Is.EqualTo("*"));
        Assert.That(FilledMonitor.Header(read, "Access-Control-Expose-Headers"), Does.Contain("ETag").And.Contain("Link").And.Contain("RateLimit"));
        Assert.That(asked.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(FilledMonitor.Header(asked, "Access-Control-Allow-Methods"), Is.EqualTo("GET,HEAD"));
        Assert.That(FilledMonitor.Header(asked, "Access-Control-Allow-Headers"), Does.Contain("if-none-match").IgnoreCase);
        Assert.That(FilledMonitor.Header(write, "Access-Control-Allow-Origin"), Is.Empty);
    }

    [TestCase("/api/v1/series?status=Sideways", 400, "bad-parameter", "status")]
    [TestCase("/api/v1/releases?limit=many", 400, "bad-parameter", "limit")]
    [TestCase("/api/v1/releases?limit=501", 400, "bad-parameter", "limit")]
    [TestCase("/api/v1/releases?cursor=here", 400, "bad-parameter", "cursor")]
    [TestCase("/api/v1/releases?from=2026-12-31&to=2026-01-01", 400, "bad-parameter", "to")]
    [TestCase("/api/v1/releases?publisher=nobody", 400, "bad-parameter", "publisher")]
    [TestCase("/api/v1/flips?asOf=2999-01-01T00:00Z", 400, "bad-parameter", "asOf")]
    [TestCase("/api/v1/flips?kind=unknown", 400, "bad-parameter", "kind")]
    [TestCase("/api/v1/coverage?from=2020-01-01", 400, "bad-parameter", "from")]
    [TestCase("/api/v1/sources?status=open", 400, "bad-parameter", "status")]
    [TestCase("/api/v1/exports/releases.csv?to=tomorrow", 400, "bad-parameter", "to")]
    [TestCase("/api/v1/exports/secrets.csv", 404, "unknown-key", null)]
    [TestCase("/api/v1/series/nobody", 404, "unknown-key", null)]
    [TestCase("/api/v1/flips/999999", 404, "unknown-key", null)]
    [TestCase("/api/v1/measurements/999999", 404, "unknown-key", null)]
    [TestCase("/api/v1/nothing", 404, "unknown-address", null)]
    [TestCase("/problems/none", 404, "unknown-key", null)]
    public async Task A_refusal_names_its_kind_and_the_parameter(string address, int status, string kind, string? parameter)
    {
        using var answer = await FilledMonitor.SendAsync(_served, HttpMethod.Get, address);
        await AssertProblemAsync(answer, status, kind, parameter);
    }

    [Test]
    public async Task A_refused_method_or_kind_of_document_is_a_problem_too()
    {
        using var method = await FilledMonitor.SendAsync(_served, HttpMethod.Put, "/api/v1/series");
        using var kind = await FilledMonitor.SendAsync(_served, HttpMethod.Get, "/api/v1/series", ("Accept", "image/png, text/html;q=0.5"));
        using var one = await FilledMonitor.SendAsync(_served, HttpMethod.Get, "/api/v1/series", ("Accept", "image/png, application/*"));
        using var key = await FilledMonitor.SendAsync(_served, HttpMethod.Get, "/api/v1/operator/silences");

        await AssertProblemAsync(method, 405, "method-not-allowed", null);
        await AssertProblemAsync(kind, 406, "not-acceptable", null);
        await AssertProblemAsync(key, 401, "key-wanted", null);
        Assert.That(one.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Who_asks_too_much_is_told_how_long_to_wait()
    {
        await using var strict = await FilledMonitor.StartAsync(requestsPerMinute: 5);
        var statuses = new List<int>();
        HttpResponseMessage? refused = null;
        for (var i = 0; i < 8; i++)
        {
            var answer = await FilledMonitor.SendAsync(strict, HttpMethod.Get, "/api/v1/series");
            statuses.Add((int)answer.StatusCode);
            Assert.That(FilledMonitor.Header(answer, "RateLimit-Policy"), Is.EqualTo("\"client\";q=5;w=60"));
            Assert.That(FilledMonitor.Header(answer, "RateLimit"), Does.Match("^\"client\";r=[0-4];t=12$"));
            if (answer.StatusCode == HttpStatusCode.TooManyRequests) refused ??= answer;
            else answer.Dispose();
        }

        Assert.That(statuses, Is.EqualTo(new[] { 200, 200, 200, 200, 200, 429, 429, 429 }));
        Assert.That(int.Parse(FilledMonitor.Header(refused!, "Retry-After"), CultureInfo.InvariantCulture), Is.EqualTo(12));
        Assert.That(JsonNode.Parse(await refused!.Content.ReadAsStringAsync())!["type"]!.GetValue<string>(), Does.EndWith("/problems/too-many-requests"));
        using var health = await FilledMonitor.SendAsync(strict, HttpMethod.Get, "/healthz");
        Assert.That(health.StatusCode, Is.EqualTo(HttpStatusCode.OK), "whoever watches the monitor is not turned away");
        // Behind a proxy on this machine each of its clients counts for itself.
        using var other = await FilledMonitor.SendAsync(strict, HttpMethod.Get, "/api/v1/series", ("X-Forwarded-For", "192.0.2.7"));
        Assert.That(other.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        refused.Dispose();
    }

    [Test]
    public async Task What_fails_inside_says_nothing_of_the_inside()
    {
        await using var broken = await FilledMonitor.StartAsync();
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection(broken.ConnectionString))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "ALTER TABLE releases RENAME TO hidden";
            await command.ExecuteNonQueryAsync();
        }
        using var answer = await FilledMonitor.SendAsync(broken, HttpMethod.Get, "/api/v1/releases");
        var problem = await AssertProblemAsync(answer, 500, "internal-error", null);
        Assert.That(problem.ToJsonString(), Does.Not.Contain("SQLite").And.Not.Contain("no such table"));
    }

    [Test]
    public async Task The_reference_shows_every_address_and_needs_nothing_from_elsewhere()
    {
        using var answer = await FilledMonitor.SendAsync(_served, HttpMethod.Get, "/api");
        var page = await answer.Content.ReadAsStringAsync();
        var paths = (await _served.GetAsync("/openapi/v1.json"))["paths"]!.AsObject().Select(p => p.Key).ToList();

        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/html"));
        Assert.That(FilledMonitor.Header(answer, "Content-Security-Policy"), Does.StartWith("default-src 'none'").And.Not.Contain("unsafe"));
        foreach (var path in paths) Assert.That(page, Does.Contain($"<code>{path}</code>"));
        Assert.That(page, Does.Not.Contain("<script").And.Not.Contain(" src=").And.Not.Contain("href=\"http").And.Contain("Figures are texts exactly as the publisher printed them"));
    }

    private async Task<JsonNode> AssertProblemAsync(HttpResponseMessage answer, int status, string kind, string? parameter)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType), Is.EqualTo((status, "application/problem+json")), text);
        var problem = JsonNode.Parse(text)!;
        var type = new Uri(problem["type"]!.GetValue<string>());
        Assert.That(type.AbsolutePath, Is.EqualTo($"/problems/{kind}"));
        Assert.That(problem["parameter"]?.GetValue<string>(), Is.EqualTo(parameter));
        Assert.That(problem["detail"]!.GetValue<string>(), Is.Not.Empty);
        using var page = await _served.Client.GetAsync(new Uri(type.AbsolutePath, UriKind.Relative));
        Assert.That((page.StatusCode, page.Content.Headers.ContentType!.MediaType), Is.EqualTo((HttpStatusCode.OK, "text/html")), "the type is an address that answers");
        return problem;
    }
}
