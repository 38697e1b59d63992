using System.Diagnostics;
using System.Globalization;

namespace DataBlackHole.Benchmarks;

/// <summary>Another program, run to its end.</summary>
/// <param name="CpuSeconds">Processor time of it and of what it started; zero where the system does not tell.</param>
internal sealed record ChildProcess(int ExitCode, string Output, string Error, TimeSpan Took, double CpuSeconds)
{
    public static async Task<ChildProcess> RunAsync(string program, IEnumerable<string> arguments, string? folder = null)
    {
        var before = ReapedCpu();
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new ChildProcess(process.ExitCode, await output, await error, Stopwatch.GetElapsedTime(started), ReapedCpu() - before);
    }

    /// <summary>The full path of a program that is installed; null when it is not.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/bin").Append("/usr/sbin")
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Seconds of processor time of all children that have ended.</summary>
    private static double ReapedCpu()
    {
        const int ticksPerSecond = 100;
        if (!File.Exists("/proc/self/stat")) return 0;
        // After the name in brackets, which may hold spaces: cutime and cstime are the 14th and 15th of what follows.
        var fields = File.ReadAllText("/proc/self/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields[13..15].Sum(f => double.Parse(f, CultureInfo.InvariantCulture)) / ticksPerSecond;
    }
}
