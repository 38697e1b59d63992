using DataBlackHole.Commands;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DataBlackHole.Benchmarks;

/// <summary>
/// An archive of lists that were captured month after month goes through reader, judge and record as by the command <c>replay</c>, and then once more,
/// when all of it is on record.
/// </summary>
internal static class ReplayBenchmark
{
    public static async Task<IReadOnlyList<BudgetRow>> RunAsync(BenchmarkRun run)
    {
        var archive = new ReplayArchive(run.Size(20, 2), run.Size(120, 6));
        using var documents = new TemporaryFolder();
        await archive.WriteAsync(documents.Path);
        // The code is compiled before it is measured.
        await ReplayAsync(new ReplayArchive(run.Size(4, 2), run.Size(120, 6)));
        using var folder = new TemporaryFolder();
        var (taken, report) = await ReplayAsync(archive, documents.Path, folder["record.db"]);
        var (read, again) = await ReplayAsync(archive, documents.Path, folder["record.db"]);
        Check(archive, report);
        Check(archive, again);
        var on = FormattableString.Invariant($"{archive.Documents:N0} documents of 14 kB, SQLite");
        return
        [
            BudgetRow.Beside($"documents replayed a second, {on}", taken.PerSecond, "/s", FormattableString.Invariant($"{taken.CpuMs:0.00} ms of CPU each: one look with news, evidence and log")),
            BudgetRow.Beside($"documents on record already read again a second, {on}", read.PerSecond, "/s", FormattableString.Invariant($"{read.CpuMs:0.00} ms of CPU each")),
        ];
    }

    private static async Task ReplayAsync(ReplayArchive archive)
    {
        using var documents = new TemporaryFolder();
        await archive.WriteAsync(documents.Path);
        using var folder = new TemporaryFolder();
        await ReplayAsync(archive, documents.Path, folder["record.db"]);
    }

    private static async Task<(Cost Cost, ReplayReport Report)> ReplayAsync(ReplayArchive archive, string documents, string record)
    {
        var catalogue = archive.Catalogue();
        var settings = new MonitorSettings("config", DatabaseSettings.File(record), "mailto:benchmark@example.org");
        await using var services = new ServiceCollection().AddLogging().AddMonitor(catalogue, settings).AddSingleton<Replay>().BuildServiceProvider();
        await services.PrepareRecordAsync(CancellationToken.None);
        ReplayReport? report = null;
        var replay = services.GetRequiredService<Replay>();
        var cost = await Cost.OnceAsync(1, 1, async _ => report = await replay.RunAsync(documents, (_, _) => { }, CancellationToken.None));
        return (new Cost(cost.CpuMs / archive.Documents, cost.PerSecond * archive.Documents), report!);
    }

    /// <summary>What was read must be what the archive shows, or the figures are of something else.</summary>
    private static void Check(ReplayArchive archive, ReplayReport report)
    {
        var read = report.Documents.Count(d => d.Outcome == ReplayOutcome.Read && !d.Facts.IsEmpty);
        var published = report.Series.Sum(s => s.Releases.Count(r => r.Status == ReleaseStatus.Published));
        if (read != archive.Documents || published < archive.Documents) throw new InvalidOperationException($"{read} of {archive.Documents} documents were read, {published} releases found");
    }
}
