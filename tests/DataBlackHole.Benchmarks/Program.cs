using System.Globalization;
using System.Text.Json;
using DataBlackHole.Benchmarks;

// judge [SERIES] [YEARS] [--json]: how fast the judge is; twice, to show that the result is the same to the bit.
// poll [PAGES] [--json]: what looks cost, from the request to the record, beside a bare client and a bare parser on the same pages.
// log [LEAVES] [--json]: how fast the log of evidence grows, is verified and proves.
// year [SERIES] [DAYS] [--postgres=CONNECTION] [--out=FILE]: months of operation on a simulated clock, and what grows with them.
var json = args.Contains("--json");
var numbers = args.Where(a => int.TryParse(a, out _)).Select(a => int.Parse(a, CultureInfo.InvariantCulture)).ToList();
if (args.Contains("site"))
{
    await PollSite.ServeAsync();
    return 0;
}
if (args.Contains("year")) return await YearReport.RunAsync(numbers.Count > 0 ? numbers[0] : 500, numbers.Count > 1 ? numbers[1] : 365, Option("--postgres="), Option("--out="));
if (args.Contains("poll"))
{
    var poll = await PollBenchmark.RunAsync(numbers.Count > 0 ? numbers[0] : 1_000);
    Console.WriteLine(json ? JsonSerializer.Serialize(poll) : PollBenchmark.Table(poll));
    return 0;
}
if (args.Contains("log"))
{
    var log = await LogBenchmark.RunAsync(numbers.Count > 0 ? numbers[0] : 1_000_000);
    Console.WriteLine(json ? JsonSerializer.Serialize(log) : log.ToString());
    return 0;
}
var series = numbers.Count > 0 ? numbers[0] : 500;
var years = numbers.Count > 1 ? numbers[1] : 10;
var runs = new[] { JudgeBenchmark.Run(series, years), JudgeBenchmark.Run(series, years) };
if (json) Console.WriteLine(JsonSerializer.Serialize(runs));
foreach (var run in json ? [] : runs)
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"judge: {run.Series} series x {run.Years} years, {run.Looks} looks, {run.Flips} flips, {run.Elapsed.TotalSeconds:0.0} s, {run.MicrosecondsPerLook:0.00} us a look, flips {run.FlipsDigest[..16]}"));
return runs[0].FlipsDigest == runs[1].FlipsDigest ? 0 : 1;

string? Option(string name) => args.FirstOrDefault(a => a.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
