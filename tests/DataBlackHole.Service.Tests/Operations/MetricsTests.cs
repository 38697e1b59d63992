using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Service.Tests.Operations;

/// <summary>What Prometheus reads from the running service.</summary>
public sealed partial class MetricsTests
{
    private const string Promtool = "/usr/bin/promtool";

    private ConstructedPublisher _publisher = null!;
    private Definitions _definitions = null!;
    private TestDatabase _database = null!;
    private TestService _service = null!;
    private string _text = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _database = TestDatabase.Name();
        _publisher = await ConstructedPublisher.StartAsync();
        _definitions = new Definitions(_publisher.Url);
        _publisher.Clock = new MovedClock(new DateTimeOffset(2026, 10, 15, 2, 0, 0, TimeSpan.Zero));
        _publisher.Release("2026年8月份产量增长1.0%", new DateTime(2026, 9, 15, 10, 0, 0), "t8.html");
        _publisher.Values["202608MM"] = "5.8";
        _service = await TestService.StartAsync(_definitions.Load(), _database, _publisher.Clock, settings: s => s with { Api = new(3) });
        await UntilAsync(t => Value(t, "datablackhole_sources", "visibility=\"Clear\"") == 3);
        ((MovedClock)_publisher.Clock).Advance(TimeSpan.FromMinutes(1));
        _publisher.Wall = (200, ConstructedPublisher.ChallengePage, "text/html");
        await _service.LookAsync("list");
        ((MovedClock)_publisher.Clock).Advance(TimeSpan.FromMinutes(10));
        _publisher.Wall = null;
        await _service.LookAsync("list");
        _publisher.Wall = (404, "gone", "text/html");
        await _service.LookAsync("database");
        _text = await UntilAsync(t => Value(t, "datablackhole_sources", "visibility=\"Blind\"") == 1 && Value(t, "quartz_job_execution_duration_seconds_count", "quartz_job_result") > 0);
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
    public async Task Promtool_finds_nothing_wrong_with_it()
    {
        if (!File.Exists(Promtool)) Assert.Ignore($"{Promtool} is not here: install prometheus");
        using var process = Process.Start(new ProcessStartInfo(Promtool, ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await process.StandardInput.WriteAsync(_text);
        process.StandardInput.Close();
        var said = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.That((process.ExitCode, said), Is.EqualTo((0, "")), _text);
    }

    [Test]
    public async Task The_questions_in_the_document_of_settings_can_be_asked()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Places.Config, "deploy", "settings.md"));
        var questions = lines.SkipWhile(l => !l.StartsWith("| ask |", StringComparison.Ordinal)).Skip(2).TakeWhile(l => l.StartsWith('|')).Select(l => l.Split('`')[1]).ToList();
        var rules = questions.Select((q, i) => $"      - {{ alert: a{i}, expr: '{q}' }}\n");
        using var file = new ScratchFile(".yaml", Encoding.UTF8.GetBytes($"groups:\n  - name: monitor\n    rules:\n{string.Concat(rules)}"));

        Assert.That(questions, Has.Count.GreaterThan(4));
        foreach (var name in questions.Select(q => Metric().Match(q).Value)) Assert.That(_text, Does.Contain($"# TYPE {name} "));
        var (code, output, error) = await Debian.RunAsync(Promtool, "prometheus", ["check", "rules", file.Path]);
        Assert.That(code, Is.Zero, output + error);
    }

    [Test]
    public void It_counts_looks_and_why_they_could_not_see()
    {
        Assert.That(Value(_text, "datablackhole_looks_total", "kind=\"ReleaseListing\"", "outcome=\"Clear\""), Is.EqualTo(2));
        Assert.That(Value(_text, "datablackhole_looks_total", "kind=\"ReleaseListing\"", "outcome=\"Blind\""), Is.EqualTo(1));
        Assert.That(Value(_text, "datablackhole_look_failures_total", "failure=\"Challenge\""), Is.EqualTo(1));
        Assert.That(Value(_text, "datablackhole_look_failures_total", "failure=\"NotFound\""), Is.EqualTo(1));
        Assert.That(Value(_text, "datablackhole_look_duration_seconds_count", "kind=\"ReleaseListing\""), Is.EqualTo(3));
        Assert.That(Value(_text, "datablackhole_source_blindness_seconds_total", $"reason=\"{BlindReason.Challenged}\""), Is.InRange(600, 660));
    }

    [Test]
    public void It_tells_what_the_record_says()
    {
        Assert.That(Value(_text, "datablackhole_record_readable"), Is.EqualTo(1));
        Assert.That(Value(_text, "datablackhole_sources", "visibility=\"Clear\""), Is.EqualTo(2));
        Assert.That(Value(_text, "datablackhole_sources_blind", "reason"), Is.EqualTo(1));
        Assert.That(Value(_text, "datablackhole_sweep_lag_seconds"), Is.InRange(0, 700));
        Assert.That(Value(_text, "datablackhole_alerts_waiting"), Is.Zero);
        Assert.That(Value(_text, "datablackhole_log_queue"), Is.Not.NaN);
        Assert.That(Value(_text, "http_server_request_duration_seconds_count", "http_route=\"/metrics\"", "http_response_status_code=\"200\""), Is.Positive);
        Assert.That(Value(_text, "dotnet_process_memory_working_set_bytes"), Is.GreaterThan(10e6));
    }

    [Test]
    public void It_stays_short_however_many_sources_there_are()
    {
        Assert.That(_text.Split('\n'), Has.Length.LessThan(500));
        foreach (var name in new[] { "list", "pages", "database", "127.0.0.1", Definitions.Rate, Definitions.Output }) Assert.That(_text, Does.Not.Contain($"\"{name}\""));
    }

    [Test]
    public async Task It_is_not_counted_against_the_client_and_no_part_of_the_described_API()
    {
        for (var i = 0; i < 5; i++)
        {
            using var answer = await _service.Http.GetAsync(new Uri("/metrics", UriKind.Relative));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That($"{answer.Content.Headers.ContentType}", Is.EqualTo("text/plain; version=0.0.4; charset=utf-8"));
        }
        Assert.That(await _service.Http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)), Does.Contain("/healthz").And.Not.Contain("/metrics"));
    }

    private async Task<string> UntilAsync(Func<string, bool> isWanted)
    {
        for (var left = 300; ; left--)
        {
            var text = await _service.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
            if (isWanted(text)) return text;
            Assert.That(left, Is.Positive, $"never as wanted, at last: {text}\n{string.Join('\n', _service.Errors)}");
            await Task.Delay(100);
        }
    }

    /// <summary>The value of the first line of the metric with all these labels; NaN where there is none.</summary>
    private static double Value(string text, string name, params string[] labels) =>
        text.Split('\n').FirstOrDefault(l => (l.StartsWith($"{name}{{", StringComparison.Ordinal) || l.StartsWith($"{name} ", StringComparison.Ordinal)) && labels.All(l.Contains)) is { } line
            ? double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture)
            : double.NaN;

    [GeneratedRegex("datablackhole_[a-z_]+")]
    private static partial Regex Metric();
}
