using System.Globalization;
using System.Text.Json;
using DataBlackHole.Storage;
using DataBlackHole.Storage.Copying;
using Npgsql;

namespace DataBlackHole.Benchmarks;

/// <summary>
/// <c>year [SERIES] [DAYS] [--postgres=CONNECTION] [--out=FILE]</c>: long life on a SQLite file, then a shorter one on PostgreSQL, with what grows told month by
/// month and held against its limits; and how fast the record of the first moves into the second.
/// </summary>
internal static class YearReport
{
    private const double MostBytesPerUnchangedLook = 64;
    private const int PostgresShare = 10;

    public static async Task<int> RunAsync(int series, int days, string? server, string? output)
    {
        await using var sqlite = new YearBenchmark(series, null);
        var file = await LiveAsync("SQLite", sqlite, series, days);
        YearFigures? other = null;
        if (server is not null)
        {
            var (live, moved) = (await DatabaseAsync(server), await DatabaseAsync(server));
            try
            {
                await using (var postgres = new YearBenchmark(Math.Max(20, series / PostgresShare), live)) other = await LiveAsync("PostgreSQL", postgres, Math.Max(20, series / PostgresShare), days);
                await MoveAsync(sqlite.Database, moved);
            }
            finally
            {
                await DropAsync(server, live);
                await DropAsync(server, moved);
            }
        }
        if (output is not null) await File.WriteAllTextAsync(output, JsonSerializer.Serialize(new { sqlite = file.Figures, postgres = other?.Figures }));
        return file.Passes ? 0 : 1;
    }

    private static async Task<YearFigures> LiveAsync(string name, YearBenchmark year, int series, int days)
    {
        Console.WriteLine($"{name}, {series} series, {days} days\nday | looks | MB | B a look, all growth | resident MB | heap MB | handles | looks/s | ms of CPU a look\n--- | --- | --- | --- | --- | --- | --- | --- | ---");
        var months = await year.RunAsync(days, m => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{m.Day} | {m.Looks} | {m.Bytes / 1e6:0.0} | {m.GrowthPerLook:0.0} | {m.ResidentMb:0} | {m.HeapMb:0.0} | {m.Handles} | {m.LooksPerSecond:0} | {m.CpuMsPerLook:0.00}")));
        var (account, tables, updated) = (await year.Size.AccountAsync(), await year.Size.TablesAsync(), await year.Size.UpdatedAsync());
        Console.WriteLine($"tables: {string.Join(", ", tables.Take(8).Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Key} {t.Value / 1e6:0.0} MB")))}");
        foreach (var t in updated) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{t.Name}: {t.Bytes / 1e6:0.0} MB, {t.Rows} rows, {t.Updates} updates, {t.HotShare:0.0%} HOT, {t.DeadRows} dead"));
        List<YearCheck> checks = [.. Checks(months, account), new("the record verifies", "", await year.VerifyAsync())];
        foreach (var check in checks) Console.WriteLine($"{check.What} | {check.Measured} | {(check.Passes ? "pass" : "gap")}");
        return new YearFigures(new { name, series, days, months, account, tables, updated, checks }, checks.TrueForAll(c => c.Passes));
    }

    private static IEnumerable<YearCheck> Checks(IReadOnlyList<YearMonth> months, YearAccount account)
    {
        // The first third fills caches and compiles.
        var (early, late) = (months[months.Count / 3], months[^1]);
        var each = account.BytesPerUnchangedLook;
        yield return new("bytes for an unchanged look, at most 64", $"{Figure(each, "B")} (times {Figure(account.TimesBytes / (double)Math.Max(1, account.Unchanged), "B")}, the rest is the log)", each <= MostBytesPerUnchangedLook);
        yield return new("resident memory does not grow by a quarter", $"{Figure(early.ResidentMb, "MB")} to {Figure(late.ResidentMb, "MB")}", late.ResidentMb <= early.ResidentMb * 1.25);
        yield return new("live objects do not grow by half", $"{Figure(early.HeapMb, "MB")} to {Figure(late.HeapMb, "MB")}", late.HeapMb <= early.HeapMb * 1.5 + 2);
        yield return new("open handles do not grow", $"{early.Handles} to {late.Handles}", late.Handles <= early.Handles + 5);
        yield return new("a look does not cost half as much again", $"{Figure(early.CpuMsPerLook, "ms")} to {Figure(late.CpuMsPerLook, "ms")}", late.CpuMsPerLook <= early.CpuMsPerLook * 1.5);
    }

    private static async Task MoveAsync(DatabaseSettings from, DatabaseSettings to)
    {
        var moved = await RecordImport.RunAsync(from, to);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"import into PostgreSQL: {moved.Rows} rows in {moved.Seconds:0.0} s with checking and reading back; {moved.Rows / moved.CopySeconds:0} rows/s while copying"));
    }

    private static string Figure(double number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number:0.00} {unit}");

    private static async Task<DatabaseSettings> DatabaseAsync(string server)
    {
        var name = $"dbh_year_{Guid.NewGuid():N}";
        await ExecuteAsync(server, $"CREATE DATABASE {name}");
        return DatabaseSettings.Parse(new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString);
    }

    private static Task DropAsync(string server, DatabaseSettings database)
    {
        NpgsqlConnection.ClearAllPools();
        return ExecuteAsync(server, $"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(database.ConnectionString).Database} WITH (FORCE)");
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private sealed record YearCheck(string What, string Measured, bool Passes);

    private sealed record YearFigures(object Figures, bool Passes);
}
