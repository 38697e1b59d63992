using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DataBlackHole.Benchmarks;

/// <summary>How fast the log of evidence grows, is checked and proves, in memory and in a SQLite file.</summary>
internal static class LogBenchmark
{
    private const int Proofs = 2_000;

    public static async Task<IReadOnlyList<BudgetRow>> RunAsync(BenchmarkRun run)
    {
        var log = await RunAsync(run.Size(1_000_000, 2_000));
        var on = $"log of {log.Leaves:N0} leaves";
        return
        [
            BudgetRow.AtLeast($"queued leaves integrated a second, SQLite, {on}", 50_000, log.PerSecond(log.Integrating), "/s", "inserts into the table of leaves"),
            BudgetRow.AtMost($"inclusion proof, {on}", 1, log.Proof.TotalMilliseconds, "ms", "one query for some twenty nodes"),
            BudgetRow.Beside($"old records taken in and integrated a second, {on}", log.PerSecond(log.Backfilling), "/s", "records are read and put into their canonical form"),
            BudgetRow.Beside($"leaves appended a second in memory, {on}", log.PerSecond(log.Appending), "/s"),
            BudgetRow.Beside($"leaf hashes of 600 bytes a second, {on}", log.PerSecond(log.Hashing), "/s"),
            BudgetRow.Beside($"tree read and held against the signed root, {on}", log.Rebuilding.TotalSeconds, "s"),
            BudgetRow.Beside($"everything verified, {on}", log.Verifying.TotalSeconds, "s"),
        ];
    }

    private static async Task<LogResult> RunAsync(int leaves)
    {
        var hashes = new TreeHash[leaves];
        var entry = new byte[600];
        var hashing = Time(() =>
        {
            for (var i = 0; i < leaves; i++) hashes[i] = TreeHash.Leaf(Entry(entry, i));
        });
        var tree = new TreeFrontier();
        var appending = Time(() =>
        {
            foreach (var hash in hashes) tree.Append(hash);
        });

        var folder = Directory.CreateTempSubdirectory("log-benchmark-").FullName;
        try
        {
            await using var services = new ServiceCollection().AddHistory(DatabaseSettings.File(Path.Combine(folder, "record.db"))).BuildServiceProvider();
            await services.MigrateHistoryAsync();
            await FillAsync(Path.Combine(folder, "record.db"), leaves);
            var sequencer = services.GetRequiredService<LogSequencer>();
            var backfilling = await TimeAsync(() => sequencer.IntegrateAsync());
            var integrating = await IntegrateAgainAsync(services, folder);
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var checkpoint = await sequencer.CheckpointAsync("benchmark", key.ExportSubjectPublicKeyInfo(), text => SignedNote.Sign(text, "benchmark", key), TimeProvider.System.GetUtcNow());
            var proving = await ProveAsync(services.GetRequiredService<LogQueries>(), checkpoint!);
            var verifying = await TimeAsync(async () =>
            {
                var report = await services.GetRequiredService<EvidenceAudit>().RunAsync();
                if (!report.Findings.IsEmpty || report.Leaves != leaves) throw new InvalidOperationException($"{report.Leaves} leaves, {string.Join("; ", report.Findings.Take(3))}");
            });
            var rebuilding = await TimeAsync(() => RebuildAsync(services.GetRequiredService<IDbContextFactory<MonitorDb>>(), checkpoint!));
            return new LogResult(leaves, hashing, appending, backfilling, integrating, rebuilding, verifying, proving);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ReadOnlySpan<byte> Entry(byte[] entry, int number)
    {
        Encoding.ASCII.GetBytes(number.ToString("D10", CultureInfo.InvariantCulture), entry);
        return entry;
    }

    /// <summary>Flips, the records with the fewest bytes around them; written past the store, which would write each with a look.</summary>
    private static async Task FillAsync(string file, int count)
    {
        await using var connection = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
            INSERT INTO flips (id, series_key, axis, period, from_status, to_status, reason, blind_reason, grade, origin, at, recorded_at, last_seen_at, first_missed_at, detail)
            SELECT i, 'series-' || i, 'Release', '2026-09', 'Due', 'Published', 'Found', 'None', 'Suspected', 'Observed', '2026-10-15 02:00:00', '2026-10-15 02:00:01.5',
                '2026-10-15 01:00:00', '2026-10-15 02:00:00', '2026年9月份产量增长2.0%' FROM n
            """;
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The same leaves once more through the queue, without the reading of old records: what integration alone takes.</summary>
    private static async Task<TimeSpan> IntegrateAgainAsync(ServiceProvider services, string folder)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "record.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 600;
        var guards = new[] { "log_leaves", "log_nodes" };
        command.CommandText = "SELECT group_concat(sql, ';') || ';' FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('log_leaves', 'log_nodes')";
        var create = ((string)(await command.ExecuteScalarAsync())!).Replace("END\n;", "END;", StringComparison.Ordinal);
        foreach (var guard in guards.SelectMany(t => new[] { "update", "delete", "replace" }.Select(o => $"DROP TRIGGER {t}_refuse_{o}")))
        {
            command.CommandText = guard;
            await command.ExecuteNonQueryAsync();
        }
        command.CommandText = "INSERT INTO log_leaf_queue (kind, subject, looks, hash) SELECT kind, subject, looks, hash FROM log_leaves ORDER BY leaf_index; DELETE FROM log_leaves; DELETE FROM log_nodes;" + create;
        await command.ExecuteNonQueryAsync();
        return await TimeAsync(() => services.GetRequiredService<LogSequencer>().IntegrateAsync());
    }

    private static async Task<TimeSpan> ProveAsync(LogQueries queries, Checkpoint checkpoint)
    {
        var random = new Random(1);
        var indexes = Enumerable.Range(0, Proofs).Select(_ => random.NextInt64(checkpoint.Size)).ToList();
        foreach (var index in indexes.Take(50)) await queries.InclusionAsync(index, checkpoint.Size);
        return await TimeAsync(async () =>
        {
            foreach (var index in indexes) await queries.InclusionAsync(index, checkpoint.Size);
        }) / Proofs;
    }

    /// <summary>Only the tree: every leaf hash is read from the file and hashed up to the signed root.</summary>
    private static async Task RebuildAsync(IDbContextFactory<MonitorDb> contexts, Checkpoint checkpoint)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "SELECT hash FROM log_leaves ORDER BY leaf_index";
        await using var row = await command.ExecuteReaderAsync();
        var tree = new TreeFrontier();
        while (await row.ReadAsync()) tree.Append(TreeHash.Of((byte[])row.GetValue(0)));
        if (tree.Root != checkpoint.Root) throw new InvalidOperationException("the leaves do not have the signed root");
    }

    private static TimeSpan Time(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed;
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> action)
    {
        var clock = Stopwatch.StartNew();
        await action();
        return clock.Elapsed;
    }
}

/// <summary>One run.</summary>
internal sealed record LogResult(
    int Leaves, TimeSpan Hashing, TimeSpan Appending, TimeSpan Backfilling, TimeSpan Integrating, TimeSpan Rebuilding, TimeSpan Verifying, TimeSpan Proof)
{
    public double PerSecond(TimeSpan time) => Leaves / time.TotalSeconds;
}
