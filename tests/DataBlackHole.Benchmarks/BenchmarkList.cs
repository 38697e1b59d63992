namespace DataBlackHole.Benchmarks;

/// <summary>A benchmark: its name on the command line, what it measures, and how.</summary>
internal sealed record NamedBenchmark(string Name, string What, Func<BenchmarkRun, Task<IReadOnlyList<BudgetRow>>> RunAsync);

/// <summary>All benchmarks, in the order in which they are run.</summary>
internal static class BenchmarkList
{
    public static IReadOnlyList<NamedBenchmark> All { get; } =
    [
        new("poll", "looks, from the request to the record, beside a bare client, a bare parser and urlwatch: 1,000 pages", PollBenchmark.RunAsync),
        new("poll-many", "the same with 10,000 pages", PollBenchmark.RunManyAsync),
        new("judge", "the judge over years of hourly looks, facts in memory", JudgeBenchmark.RunAsync),
        new("replay", "an archive of captured documents, replayed into an empty record and once more", ReplayBenchmark.RunAsync),
        new("sweep", "deadlines that pass for thousands of series at once, on SQLite and PostgreSQL", SweepBenchmark.RunAsync),
        new("storm", "thousands of alerts at once", StormBenchmark.RunAsync),
        new("log", "the log of evidence: append, verify, prove", LogBenchmark.RunAsync),
        new("start", "the real program with 1,000 and 10,000 series: start, first looks, memory, API and page", StartBenchmark.RunAsync),
    ];
}
