using System.Diagnostics;
using System.Text.Json;

namespace DataBlackHole.Service.Tests.Operations;

/// <summary>The command that holds the program against its budgets, with sizes that show no more than that everything is measured.</summary>
[Category("Slow")]
public sealed class BenchmarkTests
{
    private static readonly string[] _budgets =
    [
        "CPU of an unchanged look, 304, ", "CPU of an unchanged look, same body, ", "CPU of a changed look with evidence and log, ",
        "unchanged look, 304, in a second, ", "unchanged look, same body, in a second, ", "changed looks a second, ",
        "shortest distance of two requests to one host, ", "migrations done until all scheduled and answering, ", "resident memory after the first looks, ",
        "queued leaves integrated a second, SQLite, ", "inclusion proof, ", "durable transitions a second, 300 due at once, SQLite", "300 due at once, SQLite",
    ];

    private static readonly string[] _ofOtherPrograms = ["unchanged looks beside urlwatch, ", "changed looks beside urlwatch, ", "durable transitions a second, 300 due at once, PostgreSQL"];

    private static readonly string[] _withoutBudget = ["judging one look, ", "documents replayed a second, ", "durable transitions a second with all that is to be told, ", "page of all series answered, "];

    [Test]
    public async Task Every_budget_is_measured_by_one_command()
    {
        var folder = Directory.CreateTempSubdirectory("benchmarks-").FullName;
        try
        {
            var (table, report) = (Path.Combine(folder, "budgets.json"), Path.Combine(folder, "report.md"));
            await File.WriteAllTextAsync(report, "before\n<!-- benchmarks: written by the command -->\nold\n<!-- /benchmarks -->\nafter\n");
            await RunAsync("--quick", "--json", table, "--readme", report);

            var rows = JsonDocument.Parse(await File.ReadAllTextAsync(table)).RootElement.GetProperty("rows").EnumerateArray().ToList();
            foreach (var budget in _budgets) AssertMeasured(rows, budget);
            foreach (var budget in _ofOtherPrograms) AssertMeasuredOrExplained(rows, budget);
            foreach (var what in _withoutBudget) Assert.That(RowOf(rows, what).GetProperty("measured").GetDouble(), Is.GreaterThan(0), what);
            var lines = await File.ReadAllLinesAsync(report);
            Assert.That(lines[0], Is.EqualTo("before"));
            Assert.That(lines[^1], Is.EqualTo("after"));
            Assert.That(lines.Count(l => l.StartsWith("| ", StringComparison.Ordinal)), Is.EqualTo(rows.Count + 1));
            Assert.That(lines, Does.Not.Contain("old"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static JsonElement RowOf(List<JsonElement> rows, string what)
    {
        var row = rows.Find(r => r.GetProperty("what").GetString()!.StartsWith(what, StringComparison.Ordinal));
        Assert.That(row.ValueKind, Is.EqualTo(JsonValueKind.Object), what);
        return row;
    }

    private static void AssertMeasured(List<JsonElement> rows, string what)
    {
        var row = RowOf(rows, what);
        Assert.That(row.GetProperty("measured").GetDouble(), Is.GreaterThan(0), what);
        Assert.That(row.GetProperty("budget").GetString(), Does.Match("^[≤≥] "), what);
        Assert.That(row.GetProperty("verdict").GetString(), Is.AnyOf("pass", "gap"), what);
    }

    /// <summary>A program that is not installed is named.</summary>
    private static void AssertMeasuredOrExplained(List<JsonElement> rows, string what)
    {
        if (rows.Exists(r => r.GetProperty("measured").ValueKind == JsonValueKind.Null && r.GetProperty("boundBy").GetString()!.EndsWith("is not installed", StringComparison.Ordinal))) return;
        AssertMeasured(rows, what);
    }

    private static async Task RunAsync(params string[] arguments)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = Path.Combine(Places.Repository, "tests", "DataBlackHole.Benchmarks", "bin", configuration, "net10.0", "DataBlackHole.Benchmarks.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(8));
        await process.WaitForExitAsync(patience.Token);
        Assert.That(process.ExitCode, Is.Zero, await error);
        Assert.That(await output, Does.Contain("what bounds it"));
    }
}
