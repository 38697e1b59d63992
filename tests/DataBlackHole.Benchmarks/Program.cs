using System.Globalization;
using DataBlackHole.Benchmarks;

// [all | NAME…] [--quick] [--json FILE] [--readme FILE] [--program FILE]: runs the benchmarks in turn and prints one table; what each is stands in
// BenchmarkList. --json writes the same for programs, --readme puts it between the markers of a Markdown file, --program names a published program that
// is to be measured instead of one published for the purpose.
// year [SERIES] [DAYS] [--postgres=CONNECTION] [--out=FILE]: months of operation on a simulated clock, and what grows with them.
if (args is ["site"])
{
    await PollSite.ServeAsync();
    return 0;
}
if (args is ["year", ..])
{
    var numbers = args.Where(a => int.TryParse(a, out _)).Select(a => int.Parse(a, CultureInfo.InvariantCulture)).ToList();
    return await YearReport.RunAsync(numbers.Count > 0 ? numbers[0] : 500, numbers.Count > 1 ? numbers[1] : 365, Option("--postgres="), Option("--out="));
}
var files = new Dictionary<string, string>(StringComparer.Ordinal);
var names = new List<string>();
var isQuick = false;
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--quick") isQuick = true;
    else if (args[i] is "--json" or "--readme" or "--program" && i + 1 < args.Length) files[args[i]] = args[++i];
    else names.Add(args[i]);
}
var known = BenchmarkList.All.Select(b => b.Name).Append("all").ToList();
if (names.Find(n => !known.Contains(n)) is { } unknown)
{
    Console.Error.WriteLine($"There is no benchmark '{unknown}': {string.Join(", ", known)}; options: --quick, --json FILE, --readme FILE, --program FILE");
    return 1;
}
var machine = Machine.Here();
var run = new BenchmarkRun(isQuick, files.GetValueOrDefault("--program"));
var rows = new List<BudgetRow>();
foreach (var benchmark in BenchmarkList.All.Where(b => names.Count == 0 || names.Contains("all") || names.Contains(b.Name)))
{
    run.Tell($"{benchmark.Name}: {benchmark.What}");
    var measured = await benchmark.RunAsync(run);
    foreach (var row in measured) run.Tell($"{row.What}: {row.Figure} {row.Verdict}");
    rows.AddRange(measured);
}
var table = new BudgetTable(machine, isQuick, rows);
Console.WriteLine(table.Text());
if (files.TryGetValue("--json", out var json)) await File.WriteAllTextAsync(json, table.Json());
if (files.TryGetValue("--readme", out var readme)) ReadmeSection.Write(readme, table);
return 0;

string? Option(string name) => args.FirstOrDefault(a => a.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
