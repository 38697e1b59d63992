using System.Globalization;
using System.Runtime.InteropServices;

namespace DataBlackHole.Benchmarks;

/// <summary>Where and when it was measured.</summary>
internal sealed record Machine(string Date, int Cores, string Processor, double MemoryGB, string System, string Runtime, double Load)
{
    public static Machine Here() => new(
        TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Environment.ProcessorCount,
        Line("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9, 1),
        Line("/etc/os-release", "PRETTY_NAME") ?? RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        Loaded());

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Date}, {Cores} cores ({Processor}), {MemoryGB:0.#} GB, {System}, {Runtime}; load before the run {Load:0.0}");

    private static double Loaded() =>
        File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : 0;

    private static string? Line(string file, string name) => !File.Exists(file) ? null : File.ReadLines(file)
        .FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?.Split([':', '='], 2)[1].Trim(' ', '\t', '"');
}
