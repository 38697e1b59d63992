using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace DataBlackHole.Service.Tests;

/// <summary>Every answer of the status API, over a record with some history.</summary>
public sealed class ApiTests
{
    /// <summary>Pages for people; they are no part of the description for machines.</summary>
    private static readonly string[] _pages = ["/api", "/problems/{name}"];

    private static readonly string[] _paths =
    [
        "/api/v1", "/api/v1/alerts", "/api/v1/calendar", "/api/v1/calendars", "/api/v1/calendars/{source}", "/api/v1/calendars/{source}/diff", "/api/v1/causes", "/api/v1/census", "/api/v1/census.csv", "/api/v1/coverage",
        "/api/v1/evidence/{sha256}", "/api/v1/exports/observations.sdmx.csv", "/api/v1/exports/{table}.csv", "/api/v1/exports/{table}.ndjson", "/api/v1/flips", "/api/v1/flips/{id}",
        "/api/v1/history", "/api/v1/log/checkpoint", "/api/v1/log/checkpoints", "/api/v1/log/entries", "/api/v1/log/key", "/api/v1/log/proof/consistency", "/api/v1/log/proof/inclusion",
        "/api/v1/measurements", "/api/v1/measurements/{id}", "/api/v1/monitor", "/api/v1/publishers", "/api/v1/publishers/{key}", "/api/v1/publishers/{key}/punctuality",
        "/api/v1/releases", "/api/v1/reviews", "/api/v1/series", "/api/v1/series/{key}", "/api/v1/series/{key}/flips", "/api/v1/series/{key}/history", "/api/v1/series/{key}/releases",
        "/api/v1/sources", "/api/v1/sources/{key}", "/badges/series/{key}.json", "/badges/series/{key}.svg", "/calendars/publishers/{key}.ics", "/calendars/releases.ics",
        "/calendars/series/{key}.ics", "/feeds/census/{publisher}.atom", "/feeds/census/{publisher}.json", "/feeds/events.atom", "/feeds/events.json", "/feeds/kinds/{kind}.atom", "/feeds/kinds/{kind}.json",
        "/feeds/monitor.atom", "/feeds/monitor.json", "/feeds/publishers/{key}.atom", "/feeds/publishers/{key}.json", "/feeds/series/{key}.atom",
        "/feeds/series/{key}.json", "/healthz",
    ];

    private ConstructedPublisher _publisher = null!;
    private Definitions _definitions = null!;
    private TestDatabase _database = null!;
    private TestService _service = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _database = TestDatabase.Name();
        _publisher = await ConstructedPublisher.StartAsync();
        _definitions = new Definitions(_publisher.Url);
        for (var month = 6; month <= 8; month++)
        {
            _publisher.Release($"2026年{month}月份产量增长{month}.0%", new DateTime(2026, month + 1, 15, 10, 0, 0), $"t{month}.html");
            _publisher.Values[$"20260{month}MM"] = $"5.{month}";
        }
        _publisher.Clock = new MovedClock(new DateTimeOffset(2026, 10, 15, 2, 0, 0, TimeSpan.Zero));
        _service = await TestService.StartAsync(_definitions.Load(), _database, _publisher.Clock);
        await _service.UntilAsync("/api/v1/series", s => s.GetProperty("items").EnumerateArray().All(i => i.GetProperty("status").GetString() == "Current"));
        await _service.UntilAsync("/api/v1/sources", s => s.GetProperty("items").EnumerateArray().Sum(i => i.GetProperty("looks").GetInt64()) == 5);
        _publisher.Wall = (200, ConstructedPublisher.ChallengePage, "text/html");
        await _service.LookAsync("list");
        _publisher.Wall = null;
        await _service.LookAsync("list");
        await _service.KeepLogAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_service is not null) await _service.DisposeAsync();
        if (_publisher is not null) await _publisher.DisposeAsync();
        _definitions?.Dispose();
        if (_database is not null) await _database.DisposeAsync();
    }

    [Test]
    public async Task The_index_lists_every_address_and_each_of_them_answers()
    {
        var index = await _service.GetAsync("/api/v1");
        var listed = index.GetProperty("endpoints").EnumerateArray().Select(e => e.GetProperty("path").GetString()!).ToList();

        Assert.That(listed, Is.EqualTo(_paths.Concat(_pages).Where(p => p != "/api/v1").Concat(["/openapi/v1.json", "/metrics"]).Order(StringComparer.Ordinal)));
        Assert.That(index.GetProperty("endpoints").EnumerateArray().Select(e => e.GetProperty("summary").GetString()), Is.All.Not.Empty);
        Assert.That(index.GetProperty("catalogue").GetString(), Is.EqualTo(_definitions.Load().Hash));
        foreach (var path in listed.Where(p => !p.Contains("{source}", StringComparison.Ordinal) && !p.Contains("{sha256}", StringComparison.Ordinal)))
        {
            var address = path.Replace("/inclusion", "/inclusion?index=0", StringComparison.Ordinal).Replace("/consistency", "/consistency?from=1", StringComparison.Ordinal)
                .Replace("publishers/{key}", "publishers/agency", StringComparison.Ordinal).Replace("sources/{key}", "sources/list", StringComparison.Ordinal)
                .Replace("{id}", "1", StringComparison.Ordinal).Replace("{table}", "flips", StringComparison.Ordinal).Replace("{name}", "bad-parameter", StringComparison.Ordinal).Replace("{key}", Definitions.Rate, StringComparison.Ordinal)
                .Replace("{kind}", "missing", StringComparison.Ordinal).Replace("{publisher}", "agency", StringComparison.Ordinal);
            using var response = await _service.Http.GetAsync(new Uri(address, UriKind.Relative));
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), path);
            Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo(MediaType(path)), path);
        }
    }

    private static string MediaType(string path) => path.Split('.')[^1] switch
    {
        "csv" => path.Contains("sdmx", StringComparison.Ordinal) ? "application/vnd.sdmx.data+csv" : "text/csv",
        "ndjson" => "application/x-ndjson",
        _ when _pages.Contains(path) => "text/html",
        "atom" => "application/atom+xml",
        "ics" => "text/calendar",
        "/metrics" => "text/plain",
        "svg" => "image/svg+xml",
        _ => path.StartsWith("/feeds/", StringComparison.Ordinal) ? "application/feed+json"
            : path.Contains("/evidence/", StringComparison.Ordinal) ? "application/octet-stream" : "application/json",
    };

    [Test]
    public async Task The_README_lists_the_same_addresses()
    {
        var listed = (await _service.GetAsync("/api/v1")).GetProperty("endpoints").EnumerateArray().Select(e => e.GetProperty("path").GetString()!);
        var shown = (await File.ReadAllLinesAsync(Path.Combine(Places.Repository, "README.md")))
            .Where(l => l.StartsWith("| `/", StringComparison.Ordinal)).SelectMany(l => l.Split('|')[1].Split('`').Where(part => part.StartsWith('/')));

        Assert.That(shown, Is.EquivalentTo(listed.Append("/api/v1")));
    }

    [Test]
    public async Task A_copy_made_while_it_runs_is_a_whole_record()
    {
        var copy = $"{_database.Setting}.copy";
        await using (var from = new SqliteConnection($"Data Source={_database.Setting}"))
        await using (var to = new SqliteConnection($"Data Source={copy}"))
        {
            await from.OpenAsync();
            await to.OpenAsync();
            from.BackupDatabase(to);
        }
        Assert.That(await TestDatabase.At(copy).CountAsync(), Is.EqualTo(await _database.CountAsync()));
    }

    [Test]
    public async Task The_list_of_series_has_words_for_states_and_readable_Chinese()
    {
        var text = await _service.Http.GetStringAsync(new Uri("/api/v1/series", UriKind.Relative));
        var items = JsonDocument.Parse(text).RootElement.GetProperty("items").EnumerateArray().ToList();

        Assert.That(text, Does.Contain("失业率").And.Contain("产量（发布）").And.Not.Contain("\\u"));
        Assert.That(items.Select(i => i.GetProperty("key").GetString()), Is.EqualTo([Definitions.Rate, Definitions.Output]));
        Assert.That(items.Select(i => Words(i, "status", "reason", "grade", "origin", "cadence", "lastPeriod")), Is.All.EqualTo("Current FirstSeen Suspected Observed Monthly 2026-08"));
        Assert.That(items.Select(i => Words(i.GetProperty("visibility"), "state", "reason")), Is.All.EqualTo("Clear None"));
    }

    [Test]
    public async Task One_series_answers_what_a_journalist_asks()
    {
        var series = await _service.GetAsync($"/api/v1/series/{Definitions.Rate}");

        Assert.That(Words(series.GetProperty("series"), "status", "lastPeriod"), Is.EqualTo("Current 2026-08"));
        Assert.That(series.GetProperty("series").GetProperty("statusSince").GetDateTimeOffset().Date, Is.EqualTo(new DateTime(2026, 10, 15)));
        Assert.That(Words(series.GetProperty("lastRelease"), "period", "status", "value"), Is.EqualTo("2026-08 Published 5.8"));
        Assert.That(Words(series.GetProperty("lastSeen"), "source", "url"), Is.EqualTo($"database {_publisher.Url}/query"));
        Assert.That(series.GetProperty("lastSeen").GetProperty("measurement").ValueKind, Is.EqualTo(JsonValueKind.Number));
        Assert.That(series.GetProperty("lastSeen").GetProperty("sha256").GetString(), Does.Match("^[0-9a-f]{64}$"));
        Assert.That(Words(series.GetProperty("expected"), "period", "status", "basis", "due"), Is.EqualTo("2026-09 Scheduled Rule 2026-10-20T02:00:00+00:00"));
        Assert.That(series.GetProperty("sentence").GetProperty("en").GetString(), Is.EqualTo("Jobless rate is published; the last period seen is 2026-08."));
        Assert.That(series.GetProperty("absence").GetProperty("zh").GetString(), Is.EqualTo("已读取数据库，该时期为空。"));
        Assert.That(series.GetProperty("channels").EnumerateArray().Select(c => c.GetProperty("source").GetString()), Is.EqualTo(["database"]));
    }

    [Test]
    public async Task The_sources_tell_whether_they_can_be_seen_and_when_they_are_looked_at_next()
    {
        var sources = (await _service.GetAsync("/api/v1/sources")).GetProperty("items").EnumerateArray().ToList();

        Assert.That(sources.Select(s => Words(s, "key", "kind", "publisher")), Is.EqualTo(["database NbsDatabase agency", "list ReleaseListing agency", "pages ReleasePage agency"]));
        Assert.That(sources.Select(s => s.GetProperty("visibility").GetProperty("state").GetString()), Is.All.EqualTo("Clear"));
        Assert.That(sources.Select(s => s.GetProperty("looks").GetInt64()), Is.EqualTo([1, 3, 3]));
        foreach (var polled in sources.Take(2))
            Assert.That(polled.GetProperty("nextLookAt").GetDateTimeOffset(), Is.GreaterThan(polled.GetProperty("lastLookAt").GetDateTimeOffset()));
    }

    [Test]
    public async Task A_monitor_that_sees_everything_is_ok()
    {
        var health = await _service.GetAsync("/healthz");

        Assert.That(health.GetProperty("status").GetString(), Is.EqualTo("ok"));
        Assert.That(health.GetProperty("sources").GetProperty("Clear").GetInt32(), Is.EqualTo(3));
        Assert.That(health.GetProperty("blind").GetArrayLength(), Is.Zero);
    }

    [TestCase("releases", "period")]
    [TestCase("flips", "id")]
    public async Task Pages_of_a_list_follow_one_another_without_gap_or_repetition(string list, string identity)
    {
        var path = $"/api/v1/series/{Definitions.Output}/{list}";
        var whole = (await _service.GetAsync(path)).GetProperty("items").EnumerateArray().Select(i => i.GetProperty(identity).ToString()).ToList();
        var paged = new List<string>();
        for (string? before = null; ;)
        {
            var page = await _service.GetAsync($"{path}?limit=1{(before is null ? "" : $"&before={before}")}");
            paged.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty(identity).ToString()));
            if (page.GetProperty("next").GetString() is not { } next) break;
            before = next;
        }

        Assert.That(whole, Has.Count.GreaterThanOrEqualTo(2));
        Assert.That(paged, Is.EqualTo(whole));
    }

    [Test]
    public async Task Flips_can_be_asked_for_by_axis()
    {
        var axes = async (string query) => (await _service.GetAsync($"/api/v1/series/{Definitions.Output}/flips{query}")).GetProperty("items").EnumerateArray()
            .Select(f => f.GetProperty("axis").GetString()).Distinct().ToList();

        Assert.That(await axes("?axis=Series"), Is.EqualTo(["Series"]));
        Assert.That(await axes("?axis=visibility"), Is.EqualTo(["Visibility"]));
        Assert.That(await axes(""), Does.Contain("Series").And.Contain("Visibility"));
    }

    [TestCase("/api/v1/series/no-such-key")]
    [TestCase("/api/v1/series/no-such-key/releases")]
    [TestCase("/api/v1/series/no-such-key/flips")]
    public async Task An_unknown_key_is_a_problem_that_says_where_the_keys_are(string path)
    {
        var problem = await ProblemAsync(path, 404);
        Assert.That(problem.GetProperty("detail").GetString(), Does.Contain("no-such-key").And.Contain("/api/v1/series"));
    }

    [TestCase("releases?before=soon", "before")]
    [TestCase("releases?before=", "before")]
    [TestCase("releases?limit=0", "limit")]
    [TestCase("releases?limit=501", "limit")]
    [TestCase("flips?axis=Sideways", "axis")]
    [TestCase("flips?axis=Unknown", "axis")]
    [TestCase("flips?before=2026-08", "before")]
    [TestCase("flips?limit=-1", "limit")]
    public async Task A_bad_parameter_is_a_problem_that_names_it(string query, string parameter)
    {
        var problem = await ProblemAsync($"/api/v1/series/{Definitions.Output}/{query}", 400);
        Assert.That(problem.GetProperty("detail").GetString(), Does.Contain($"'{parameter}'").And.Contain("expected"));
    }

    [TestCase("/api/v1/series/output-release/flips?limit=many", 400)]
    [TestCase("/nowhere", 404)]
    [TestCase("/api/v2/series", 404)]
    public async Task Whatever_else_is_wrong_is_a_problem_too(string path, int status) => await ProblemAsync(path, status);

    [Test]
    public async Task Nothing_can_be_written()
    {
        using var response = await _service.Http.PostAsync(new Uri("/api/v1/series", UriKind.Relative), null);
        Assert.That((int)response.StatusCode, Is.EqualTo(405));
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
    }

    [Test]
    public async Task The_description_for_machines_is_OpenAPI_3_1_and_lists_every_path()
    {
        var description = await _service.GetAsync("/openapi/v1.json");

        Assert.That(description.GetProperty("openapi").GetString(), Does.StartWith("3.1"));
        Assert.That(description.GetProperty("info").GetProperty("title").GetString(), Is.EqualTo("DataBlackHole status API"));
        Assert.That(description.GetProperty("paths").EnumerateObject().Select(p => p.Name), Is.EquivalentTo(_paths));
        foreach (var path in description.GetProperty("paths").EnumerateObject())
        {
            var get = path.Value.GetProperty("get");
            Assert.That(get.GetProperty("summary").GetString(), Is.Not.Empty, path.Name);
            Assert.That(get.GetProperty("responses").GetProperty("200").GetProperty("content").TryGetProperty(MediaType(path.Name), out _), path.Name);
            Assert.That(get.GetProperty("responses").TryGetProperty("404", out _), Is.EqualTo(path.Name.Contains('{', StringComparison.Ordinal)), path.Name);
        }
    }

    [Test]
    public async Task The_description_says_what_the_JSON_really_holds()
    {
        var schemas = (await _service.GetAsync("/openapi/v1.json")).GetProperty("components").GetProperty("schemas");

        Assert.That(schemas.GetProperty("ReferencePeriod").GetProperty("type").GetString(), Is.EqualTo("string"));
        Assert.That(schemas.GetProperty("ContentDigest").GetProperty("type").GetString(), Is.EqualTo("string"));
        Assert.That(schemas.GetProperty("SeriesStatus").GetProperty("enum").EnumerateArray().Select(w => w.GetString()), Does.Contain("Discontinued"));
        var series = schemas.GetProperty("SeriesDocument");
        Assert.That(series.GetProperty("properties").GetProperty("key").GetProperty("description").GetString(), Is.EqualTo("Permanent key."), "from the comments of the code");
        Assert.That(schemas.GetProperty("SourceDocument").GetProperty("properties").GetProperty("looks").GetProperty("type").GetString(), Is.EqualTo("integer"));
    }

    private async Task<JsonElement> ProblemAsync(string path, int status)
    {
        using var response = await _service.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.That((int)response.StatusCode, Is.EqualTo(status));
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.That(problem.GetProperty("status").GetInt32(), Is.EqualTo(status));
        Assert.That(problem.GetProperty("title").GetString(), Is.Not.Empty);
        return problem;
    }

    private static string Words(JsonElement element, params string[] properties) => string.Join(' ', properties.Select(p => element.GetProperty(p).GetString()));
}
