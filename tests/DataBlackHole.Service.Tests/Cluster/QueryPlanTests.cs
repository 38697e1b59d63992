using System.Data.Common;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace DataBlackHole.Service.Tests.Cluster;

/// <summary>
/// The questions that are asked all the time read indexes on a filled PostgreSQL: those of the sweep, the outbox, the looks, the page and the API.
/// The record is a real one, every row of it many times under other keys. The plans are printed.
/// </summary>
public sealed partial class QueryPlanTests
{
    private static readonly DateTimeOffset _now = new(2026, 10, 15, 3, 0, 0, TimeSpan.Zero);

    private TestDatabase _database = null!;
    private Contexts _contexts = null!;

    [SetUp]
    public async Task Fill()
    {
        _database = TestDatabase.Name(DatabaseProvider.Postgres);
        await using var publisher = await ConstructedPublisher.StartAsync();
        using var definitions = new Definitions(publisher.Url);
        publisher.Release("2026年8月份产量增长1.0%", new DateTime(2026, 9, 15, 10, 0, 0), "t1.html");
        publisher.Values["202608MM"] = "5.1";
        await using (var service = await TestService.StartAsync(definitions.Load(), _database, new MovedClock(_now.AddHours(-1))))
            await service.UntilAsync("/api/v1/series", s => s.GetProperty("items").EnumerateArray().All(i => i.GetProperty("status").GetString() == "Current"));
        await MultiplyAsync("series_states", 3000, ("series_key", "t.series_key || '-' || g"), ("next_deadline", "t.next_deadline + g * interval '1 minute'"));
        await MultiplyAsync("settled_releases", 3000, ("series_key", "t.series_key || '-' || g"));
        await MultiplyAsync("source_states", 100, ("source_key", "t.source_key || '-' || g"));
        await MultiplyAsync("measurements", 10_000, ("address", "t.address || '-' || g"), ("source_key", "t.source_key || '-' || g % 100"), ("url", "t.url || g"));
        // Each belongs to a run of its own: all at a few runs would make it right to read the whole table.
        await MultiplyAsync("observations", 10_000, ("series_key", "t.series_key || '-' || g"), ("measurement_id", "(SELECT max(id) FROM measurements) - g"));
        await MultiplyAsync("releases", 10_000, ("series_key", "t.series_key || '-' || g"));
        await MultiplyAsync("flips", 10_000, ("series_key", "t.series_key || '-' || g"));
        await ExecuteAsync("""
            INSERT INTO alert_outbox (attempts, cause, channel, created_at, due_at, recipient, state)
            SELECT 0, 'c', 'Mail', now(), timestamptz '2026-10-15' + g * interval '1 second', 'desk', CASE WHEN g % 1000 = 0 THEN 'Pending' ELSE 'Sent' END FROM generate_series(1, 30000) g;
            INSERT INTO alert_items (at, incident, kind, outbox_id, reason, recipient, series_key) SELECT due_at, 'i' || id, 'Late', id, 'FirstNotice', 'desk', 's' || id FROM alert_outbox;
            ANALYZE
            """);
        _contexts = new Contexts(DatabaseSettings.Parse(_database.Setting));
    }

    [TearDown]
    public async Task Drop()
    {
        if (_database is not null) await _database.DisposeAsync();
    }

    [Test]
    public async Task What_is_asked_all_the_time_reads_indexes()
    {
        var (history, outbox, flips, releases, looks) = (new HistoryStore(_contexts), new AlertOutbox(_contexts), new FlipQueries(_contexts), new ReleaseQueries(_contexts), new LookQueries(_contexts));
        var (status, page, self) = (new StatusQueries(_contexts), new PageQueries(_contexts), new SelfWatchStore(_contexts));
        string[] some = [.. Enumerable.Range(1, 20).Select(i => $"{Definitions.Rate}-{i}")];
        var request = new ProbeRequest("GET", "http://127.0.0.1/list/");

        await AskAsync("sweep: what is due", () => history.SeriesWithDeadlineBeforeAsync(_now, 500));
        await AskAsync("sweep: their states", () => history.LoadSeriesAsync(some));
        await AskAsync("outbox: the next message", () => outbox.ClaimAsync(AlertChannel.Mail, _now, TimeSpan.FromMinutes(1), TimeSpan.Zero, (_, _) => "id"));
        await AskAsync("outbox: how long it waits", () => outbox.OldestDueAsync(_now));
        await AskAsync("outbox: its health", () => outbox.HealthAsync(_now));
        await AskAsync("outbox: the list", () => outbox.ListAsync(null, 50));
        await AskAsync("look: the last run", () => history.LastClearRunAsync("list", "direct", request));
        await AskAsync("look: the pages it leads to", () => history.PageLooksAsync("pages", [request.Url, $"{request.Url}t1.html"]));
        await AskAsync("look: whether it is on record", () => history.HasLookAsync("list", "direct", "live", request, _now));
        await AskAsync("look: whether the publisher goes on", () => history.LastExpectedFindsAsync(some, _now.AddDays(-30)));
        await AskAsync("API: a series", () => status.SeriesAsync(some[0]));
        await AskAsync("API: its releases", () => status.ReleasesAsync(some[0], null, 50));
        await AskAsync("API: its flips", () => status.FlipsAsync(some[0], null, null, 50));
        await AskAsync("API: the newest flips", () => flips.NewestAsync(new FlipFilter(Public: true), null, 50));
        await AskAsync("API: the newest flips of some series", () => flips.NewestAsync(new FlipFilter(Public: true, Series: some), null, 50));
        await AskAsync("API: the newest releases", () => releases.NewestAsync(new ReleaseFilter(), null, 50));
        await AskAsync("API: the newest looks", () => looks.NewestAsync(new LookFilter(), null, 50));
        await AskAsync("API: the newest looks at a source", () => looks.NewestAsync(new LookFilter { Sources = ["list-7"] }, null, 50));
        await AskAsync("page: releases of the series shown", () => page.ReleaseMarksAsync(some, new DateOnly(2026, 1, 1), withTimes: true));
        await AskAsync("page: what is waited for", () => page.OpenReleasesAsync(some, new DateOnly(2026, 1, 1)));
        await AskAsync("self-watch: first failures", () => self.FirstFailuresAsync(new Dictionary<string, DateTimeOffset?> { ["list-7"] = _now }));
        await AskAsync("self-watch: clocks", () => self.ClocksAsync(["list-7", "database-7"], _now.AddDays(-1)));
    }

    /// <summary>Asks, and then asks the database how it answered each question that came of it.</summary>
    private async Task AskAsync<T>(string name, Func<Task<T>> ask)
    {
        _contexts.Recorder.Questions.Clear();
        await ask();
        Assert.That(_contexts.Recorder.Questions, Is.Not.Empty, name);
        foreach (var (sql, parameters) in _contexts.Recorder.Questions.ToList())
        {
            var plan = await PlanAsync(sql, parameters);
            TestContext.Out.WriteLine($"{name}\n{plan}\n");
            Assert.That(WholeTable().Matches(plan).Select(m => m.Groups["table"].Value), Is.Empty, $"{name}: reads a whole table\n{sql}\n{plan}");
        }
    }

    private async Task<string> PlanAsync(string sql, IEnumerable<NpgsqlParameter> parameters)
    {
        await using var connection = new NpgsqlConnection(_database.Setting);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"EXPLAIN {sql}", connection);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync()) lines.Add($"  {reader.GetString(0)}");
        return string.Join('\n', lines);
    }

    private async Task MultiplyAsync(string table, int times, params (string Column, string Value)[] others)
    {
        var names = new List<string>();
        await using (var connection = new NpgsqlConnection(_database.Setting))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand($"SELECT attname::text FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = ''", connection);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) names.Add(reader.GetString(0));
        }
        var values = names.Select(n => others.FirstOrDefault(o => o.Column == n).Value ?? $"t.{n}");
        await ExecuteAsync($"INSERT INTO {table} ({string.Join(", ", names)}) SELECT {string.Join(", ", values)} FROM (SELECT * FROM {table} LIMIT 4) t, generate_series(1, {times}) g");
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database.Setting);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }

    [GeneratedRegex(@"Seq Scan on (?<table>series_states|settled_releases|measurements|observations|releases|flips|alert_outbox|alert_items)")]
    private static partial Regex WholeTable();

    private sealed class Contexts(DatabaseSettings settings) : IDbContextFactory<MonitorDb>
    {
        public Recorder Recorder { get; } = new();

        public MonitorDb CreateDbContext()
        {
            var options = new DbContextOptionsBuilder<MonitorDb>();
            options.UseHistory(settings).AddInterceptors(Recorder);
            return new MonitorDb(options.Options);
        }
    }

    private sealed class Recorder : DbCommandInterceptor
    {
        public List<(string Sql, List<NpgsqlParameter> Parameters)> Questions { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Questions.Add((command.CommandText, [.. command.Parameters.Cast<NpgsqlParameter>().Select(p => p.Clone())]));
            return ValueTask.FromResult(result);
        }
    }
}
