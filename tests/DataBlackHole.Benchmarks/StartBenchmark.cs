using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace DataBlackHole.Benchmarks;

/// <summary>
/// The real program with thousands of series of a local publisher: from migrations to all looks scheduled and to the first look, the distance that it
/// keeps between requests to one host, its memory after the first looks, and what its API and page take then.
/// </summary>
internal static class StartBenchmark
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task<IReadOnlyList<BudgetRow>> RunAsync(BenchmarkRun run)
    {
        using var published = new TemporaryFolder();
        var program = run.Program is { } given ? Path.GetFullPath(given) : run.IsQuick ? Path.Combine(AppContext.BaseDirectory, "datablackhole") : await PublishAsync(run, published.Path);
        await using var site = await SiteProcess.StartAsync();
        var rows = new List<BudgetRow>();
        foreach (var (series, memory) in run.Size<(int, double)[]>([(1_000, 160), (10_000, 260)], [(20, 160)])) rows.AddRange(await OnAsync(run, program, site.Port, series, memory));
        return rows;
    }

    private static async Task<IReadOnlyList<BudgetRow>> OnAsync(BenchmarkRun run, string program, int port, int series, double memory)
    {
        using var folder = new TemporaryFolder();
        var (config, record, on) = (folder["config"], folder["record.db"], $"{series:N0} series");
        ShelfCatalogue.Write(config, port, series);
        run.Tell($"start: {on}");
        var rows = new List<BudgetRow>();
        await using (var first = await ServedProgram.StartAsync(program, config, record))
        {
            var sources = series / ShelfCatalogue.SeriesOnList;
            var seen = await LookedAtAsync(record, sources);
            await Task.Delay(TimeSpan.FromSeconds(run.Size(10, 1)));
            var scheduled = (first.ReadyAt - await InstantAsync(record, "SELECT min(loaded_at) FROM catalogues")).TotalSeconds;
            var looked = (await InstantAsync(record, "SELECT min(first_at) FROM measurements") - await InstantAsync(record, "SELECT min(loaded_at) FROM catalogues")).TotalSeconds;
            rows.Add(BudgetRow.AtMost($"migrations done until all scheduled and answering, {on}", 3, scheduled, "s", "start of the web server and one job of the scheduler for each source"));
            rows.Add(BudgetRow.Beside($"migrations done until the first look, {on}", looked, "s"));
            rows.Add(BudgetRow.Beside($"all sources looked at, {on}", (await InstantAsync(record, "SELECT max(first_at) FROM measurements") - await InstantAsync(record, "SELECT min(first_at) FROM measurements")).TotalSeconds, "s", $"{seen:N0} of {sources:N0} sources, ten on each host, two seconds apart"));
            rows.Add(BudgetRow.Beside($"start of the process until all scheduled, {on}", first.Took.TotalSeconds, "s", "one file is read for each series"));
            rows.Add(BudgetRow.AtLeast($"shortest distance of two requests to one host, {on}", 2, await ShortestGapAsync(record), "s", "politeness, kept by the queue of each host"));
            rows.Add(BudgetRow.AtMost($"resident memory after the first looks, {on}", memory, first.MemoryMB("VmRSS"), "MB", MemoryOf(first)));
            rows.AddRange(await AnswersAsync(run, first.Address, on));
        }
        await using var again = await ServedProgram.StartAsync(program, config, record);
        rows.Add(BudgetRow.Beside($"start of the process until all scheduled, {on} on record", again.Took.TotalSeconds, "s", "every series is judged again"));
        return rows;
    }

    private static string MemoryOf(ServedProgram program) => FormattableString.Invariant(
        $"{program.MemoryMB("RssFile"):0} MB are files of the program and the runtime, {program.MemoryMB("RssShmem"):0} MB code compiled at run time, {program.MemoryMB("RssAnon"):0} MB its own data; at most {program.MemoryMB("VmHWM"):0} MB meanwhile");

    private static async Task<IReadOnlyList<BudgetRow>> AnswersAsync(BenchmarkRun run, Uri address, string on)
    {
        using var client = new HttpClient { BaseAddress = address };
        var rows = new List<BudgetRow>();
        foreach (var (what, path) in new[] { ("page of all series", "/"), ("list of a hundred series", "/api/v1/series?limit=100"), ("one series", "/api/v1/series/series-7"), ("a hundred flips", "/api/v1/flips?limit=100") })
        {
            var times = new List<double>();
            for (var i = 0; i < run.Size(100, 3); i++)
            {
                var started = Stopwatch.GetTimestamp();
                using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
                await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            rows.Add(BudgetRow.Beside($"{what} answered, {on}", BenchmarkRun.Median(times), "ms", FormattableString.Invariant($"slowest of {times.Count}: {times.Max():0.0} ms")));
        }
        return rows;
    }

    private static async Task<string> PublishAsync(BenchmarkRun run, string folder)
    {
        run.Tell("start: publishing the program");
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "DataBlackHole.sln"))) root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException("the sources of the program are not above this benchmark");
        var ended = await ChildProcess.RunAsync("dotnet", ["publish", Path.Combine(root, "src", "DataBlackHole"), "-c", "Release", "-o", folder]);
        if (ended.ExitCode != 0) throw new InvalidOperationException($"the program could not be published: {ended.Output}{ended.Error}");
        return Path.Combine(folder, "datablackhole");
    }

    /// <returns>How many sources were looked at when all were, or patience ended.</returns>
    private static async Task<long> LookedAtAsync(string record, int sources)
    {
        var seen = 0L;
        for (var started = Stopwatch.GetTimestamp(); seen < sources && Stopwatch.GetElapsedTime(started) < Patience; await Task.Delay(250))
            seen = (long)(await AskAsync(record, "SELECT count(DISTINCT source_key) FROM measurements")).Single()[0];
        return seen;
    }

    private static async Task<double> ShortestGapAsync(string record)
    {
        var looks = await AskAsync(record, "SELECT url, first_at FROM measurements ORDER BY first_at");
        var gaps = from look in looks
                   group Instant(look[1]) by new Uri((string)look[0]).Host into host
                   from pair in host.Zip(host.Skip(1))
                   select (pair.Second - pair.First).TotalSeconds;
        return gaps.DefaultIfEmpty(double.PositiveInfinity).Min();
    }

    private static async Task<DateTimeOffset> InstantAsync(string record, string sql) => Instant((await AskAsync(record, sql)).Single()[0]);

    private static DateTimeOffset Instant(object text) => DateTimeOffset.Parse((string)text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static async Task<List<object[]>> AskAsync(string record, string sql)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = record, Mode = SqliteOpenMode.ReadOnly, DefaultTimeout = 60 }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object[]>();
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        return rows;
    }
}
