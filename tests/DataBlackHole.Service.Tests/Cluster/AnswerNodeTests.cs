using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DataBlackHole.Serving;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace DataBlackHole.Service.Tests.Cluster;

/// <summary>A node that only answers, connected as a user who may only read.</summary>
public sealed class AnswerNodeTests
{
    private readonly string _reader = $"reader_{Guid.NewGuid():N}";

    private TestDatabase _database = null!;
    private ConstructedPublisher _publisher = null!;
    private Definitions _definitions = null!;

    [SetUp]
    public async Task Publish()
    {
        _database = TestDatabase.Name(DatabaseProvider.Postgres);
        _publisher = await ConstructedPublisher.StartAsync();
        _definitions = new Definitions(_publisher.Url);
        _publisher.Release("2026年8月份产量增长1.0%", new DateTime(2026, 9, 15, 10, 0, 0), "t1.html");
        _publisher.Values["202608MM"] = "5.1";
    }

    [TearDown]
    public async Task Clear()
    {
        if (_publisher is not null) await _publisher.DisposeAsync();
        _definitions?.Dispose();
        if (_database is null) return;
        await _database.DisposeAsync();
        await ExecuteAsync(Server, $"DROP ROLE IF EXISTS {_reader}");
    }

    [Test]
    public async Task It_answers_everything_from_the_record_of_others_and_changes_nothing()
    {
        await using (var watching = await TestService.StartAsync(_definitions.Load(), _database, new MovedClock(new DateTimeOffset(2026, 10, 15, 2, 0, 0, TimeSpan.Zero))))
        {
            await watching.UntilAsync("/api/v1/series", s => s.GetProperty("items").EnumerateArray().All(i => i.GetProperty("status").GetString() == "Current"));
            await watching.KeepLogAsync();
        }
        await GrantAsync();
        var asked = _publisher.Answers.Length;

        await using var node = Build();
        await node.Services.PrepareRecordAsync(CancellationToken.None);
        await node.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(node.Urls.Single()) };
        foreach (var path in await PathsAsync(http))
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.That((int)response.StatusCode, Is.LessThan(500).Or.EqualTo(503), $"{path}: {await response.Content.ReadAsStringAsync()}");
        }
        foreach (var path in new[] { "/", $"/series/{Definitions.Output}", $"/api/v1/series/{Definitions.Output}", "/healthz", "/metrics", "/api/v1/log/checkpoint" })
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"{path}: {await response.Content.ReadAsStringAsync()}");
        }
        var health = await http.GetFromJsonAsync<JsonElement>(new Uri("/healthz", UriKind.Relative));
        await Task.Delay(TimeSpan.FromSeconds(2));

        Assert.That(health.GetProperty("node").GetProperty("role").GetString(), Is.EqualTo("Answer"));
        Assert.That(_publisher.Answers, Has.Length.EqualTo(asked), "it looks at nothing");
    }

    [TestCase("POST", "/api/v1/operator/silences")]
    [TestCase("POST", "/unsubscribe/desk/token")]
    [TestCase("DELETE", "/api/v1/series")]
    public async Task What_would_change_the_record_is_refused_in_words(string method, string path)
    {
        await (await TestService.StartAsync(_definitions.Load(), _database)).DisposeAsync();
        await GrantAsync();
        await using var node = Build();
        await node.Services.PrepareRecordAsync(CancellationToken.None);
        await node.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(node.Urls.Single()) };
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = JsonContent.Create(new { }) };
        using var response = await http.SendAsync(request);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.That((int)response.StatusCode, Is.EqualTo(503));
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(problem.GetProperty("title").GetString(), Is.EqualTo("This node only answers"));
        Assert.That(problem.GetProperty("type").GetString(), Does.EndWith("only-answers"));
    }

    [Test]
    public async Task It_starts_on_no_record_of_another_version_and_says_which()
    {
        await (await TestService.StartAsync(_definitions.Load(), _database)).DisposeAsync();
        await GrantAsync();
        await ExecuteAsync(_database.Setting, "DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" LIKE '%_Cluster'");
        await using var older = Build();
        var tooOld = Assert.ThrowsAsync<SettingsException>(() => older.Services.PrepareRecordAsync(CancellationToken.None))!;
        await ExecuteAsync(_database.Setting, "INSERT INTO \"__EFMigrationsHistory\" VALUES ('20261122060000_Cluster', '10'), ('29991231000000_Later', '99')");
        await using var newer = Build();
        var tooNew = Assert.ThrowsAsync<SettingsException>(() => newer.Services.PrepareRecordAsync(CancellationToken.None))!;

        Assert.That(tooOld.Message, Does.Contain("Monitor:Role").And.Contain("older and lacks 20261122060000_Cluster").And.Contain("role Watch first"));
        Assert.That(tooNew.Message, Does.Contain("newer and has 29991231000000_Later"));
    }

    private static string Server => Environment.GetEnvironmentVariable("DATABLACKHOLE_TEST_POSTGRES")!;

    /// <summary>The addresses of the description that need no parameter.</summary>
    private static async Task<List<string>> PathsAsync(HttpClient http)
    {
        var description = await http.GetFromJsonAsync<JsonElement>(new Uri("/openapi/v1.json", UriKind.Relative));
        var paths = description.GetProperty("paths").EnumerateObject().Select(p => p.Name).Where(p => !p.Contains('{')).ToList();
        Assert.That(paths, Has.Count.GreaterThan(10));
        return paths;
    }

    private WebApplication Build()
    {
        var setting = new NpgsqlConnectionStringBuilder(_database.Setting) { Username = _reader }.ConnectionString;
        var settings = new MonitorSettings("", DatabaseSettings.Parse(setting), "DataBlackHole-Test/1.0 (tests)") { Role = NodeRole.Answer };
        return MonitorHost.Build(_definitions.Load(), settings, builder =>
        {
            builder.Configuration["Urls"] = "http://127.0.0.1:0";
            builder.Logging.ClearProviders();
        });
    }

    private async Task GrantAsync()
    {
        await ExecuteAsync(Server, $"CREATE ROLE {_reader} LOGIN");
        await ExecuteAsync(_database.Setting, $"GRANT USAGE ON SCHEMA public TO {_reader}; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {_reader}; REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    }

    private static async Task ExecuteAsync(string setting, string sql)
    {
        await using var connection = new NpgsqlConnection(setting);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
