using System.Diagnostics;
using DataBlackHole.Core.Judging;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DataBlackHole.Benchmarks;

/// <summary>
/// Thousands of releases fall due at the same instant, and one sweep puts it all on record: states, releases, flips and leaves of the log, in
/// transactions that the disk has taken. Time alone makes a release due and never late: for that it takes a look.
/// </summary>
internal static class SweepBenchmark
{
    private const double Seconds = 20;
    private const double PerSecond = 5000;

    public static async Task<IReadOnlyList<BudgetRow>> RunAsync(BenchmarkRun run)
    {
        var rows = new List<BudgetRow>();
        int[] counts = run.Size<int[]>([5_000, 100_000], [300]);
        foreach (var count in counts)
        {
            using var folder = new TemporaryFolder();
            rows.AddRange(await OnAsync(run, "SQLite", DatabaseSettings.File(folder["record.db"]), count, "one writer: statements of SQLite and the JSON of states"));
        }
        foreach (var count in counts)
        {
            await using var server = await PostgresServer.StartAsync();
            if (server is null) rows.Add(BudgetRow.Absent($"durable transitions a second, {count:N0} due at once, PostgreSQL", "PostgreSQL is not installed"));
            else rows.AddRange(await OnAsync(run, "PostgreSQL", server.Settings, count, "rows and indexes in the server, which shares the cores"));
        }
        return rows;
    }

    private static async Task<IReadOnlyList<BudgetRow>> OnAsync(BenchmarkRun run, string name, DatabaseSettings settings, int count, string boundBy)
    {
        run.Tell($"sweep: {count} series on {name}");
        await using var services = new ServiceCollection().AddHistory(settings).BuildServiceProvider();
        await services.MigrateHistoryAsync();
        var history = services.GetRequiredService<HistoryStore>();
        var series = new MonthlySeries(count);
        // The code is compiled before it is measured.
        var others = new MonthlySeries(run.Size(10_000, 10), "other");
        await FillAsync(history, others);
        await SweepAsync(history, others);
        await FillAsync(history, series);
        run.Tell($"sweep: {count} series on {name} are on record");
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var took = await SweepAsync(history, series);
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        var spent = FormattableString.Invariant($"{cpu.TotalMicroseconds / count:0} µs of our CPU each; {boundBy}");
        List<BudgetRow> rows = [BudgetRow.AtLeast($"durable transitions a second, {count:N0} due at once, {name}", PerSecond, count / took.TotalSeconds, "/s", spent)];
        if (count >= 100_000 || run.IsQuick) rows.Add(BudgetRow.AtMost($"{count:N0} due at once, {name}", Seconds, took.TotalSeconds, "s", "as above"));
        return rows;
    }

    private static async Task FillAsync(HistoryStore history, MonthlySeries series)
    {
        foreach (var some in series.Catalogue.Series.Values.Chunk(1000))
        {
            var judged = some.Select(s => new JudgedSeries(0, series.Waiting(s))).ToList();
            var outcome = await history.RecordPassedTimeOfManyAsync(judged, series.Due.AddDays(-1));
            if (!outcome.Contested.IsEmpty) throw new InvalidOperationException($"{outcome.Contested.Length} series were not written");
        }
    }

    private static async Task<TimeSpan> SweepAsync(HistoryStore history, MonthlySeries series)
    {
        var sweep = new DeadlineSweep(series.Catalogue, new Judge(series.Catalogue), history, new StandingClock(series.Due.AddMinutes(1)));
        var clock = Stopwatch.StartNew();
        var swept = await sweep.RunAsync(CancellationToken.None);
        var took = clock.Elapsed;
        if (swept != series.Catalogue.Series.Count || await sweep.RunAsync(CancellationToken.None) != 0) throw new InvalidOperationException($"{swept} of {series.Catalogue.Series.Count} series were swept");
        return took;
    }
}
