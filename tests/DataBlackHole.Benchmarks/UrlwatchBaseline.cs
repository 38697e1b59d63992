using System.Globalization;
using System.Text;

namespace DataBlackHole.Benchmarks;

/// <summary>Debian's urlwatch on the same pages: it fetches ten at once, takes the list out of each page and keeps its text in SQLite.</summary>
internal static class UrlwatchBaseline
{
    private const double TimesUrlwatch = 4;

    public static async Task<IReadOnlyList<BudgetRow>> CompareAsync(BenchmarkRun run, int port, string size, int pages, Cost unchanged, Cost changed)
    {
        var on = $"{pages:N0} pages of {size}";
        if (ChildProcess.Find("urlwatch") is not { } program) return [BudgetRow.Absent($"checks a second beside urlwatch, {on}", "the Debian package urlwatch is not installed")];
        var same = await RunAsync(program, run, port, "same", size, pages);
        var other = await RunAsync(program, run, port, "changed", size, pages);
        return
        [
            Ratio($"unchanged looks beside urlwatch, {on}", unchanged, same),
            Ratio($"changed looks beside urlwatch, {on}", changed, other),
            BudgetRow.Beside($"urlwatch, unchanged, {on}", same.PerSecond, "/s", string.Create(CultureInfo.InvariantCulture, $"{same.CpuMs:0.00} ms of CPU each")),
            BudgetRow.Beside($"urlwatch, changed, {on}", other.PerSecond, "/s", string.Create(CultureInfo.InvariantCulture, $"{other.CpuMs:0.00} ms of CPU each")),
        ];
    }

    private static BudgetRow Ratio(string what, Cost ours, Cost theirs) => BudgetRow.AtLeast(
        what, TimesUrlwatch, ours.PerSecond / theirs.PerSecond, "×", string.Create(CultureInfo.InvariantCulture, $"{ours.PerSecond:0}/s against {theirs.PerSecond:0}/s, whole runs of urlwatch with its start"));

    private static async Task<Cost> RunAsync(string program, BenchmarkRun run, int port, string how, string size, int pages)
    {
        using var folder = new TemporaryFolder();
        var jobs = new StringBuilder();
        for (var i = 0; i < pages; i++) jobs.Append(CultureInfo.InvariantCulture, $"---\nname: page-{i}\nurl: {PollSite.Address(port, how, size, i)}\nfilter:\n- css: ul.list\n- html2text\n");
        await File.WriteAllTextAsync(folder["urls.yaml"], jobs.ToString());
        string[] arguments = ["--urls", folder["urls.yaml"], "--config", folder["config.yaml"], "--hooks", folder["hooks.py"], "--cache", folder["cache.db"]];
        await ChildProcess.RunAsync(program, arguments, folder.Path);
        var costs = new List<Cost>();
        for (var round = 0; round < run.Rounds; round++)
        {
            var ended = await ChildProcess.RunAsync(program, arguments, folder.Path);
            if (ended.ExitCode != 0) throw new InvalidOperationException($"urlwatch failed: {ended.Error}");
            costs.Add(new Cost(ended.CpuSeconds * 1000 / pages, pages / ended.Took.TotalSeconds));
        }
        return new Cost(BenchmarkRun.Median(costs.Select(c => c.CpuMs)), BenchmarkRun.Median(costs.Select(c => c.PerSecond)));
    }
}
