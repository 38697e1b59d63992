using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DataBlackHole.Benchmarks;

/// <summary>The real program, serving as a process of its own.</summary>
internal sealed partial class ServedProgram : IAsyncDisposable
{
    private readonly Process _process;

    private ServedProgram(Process process, string address, TimeSpan took)
    {
        _process = process;
        Address = new Uri(address);
        Took = took;
        ReadyAt = TimeProvider.System.GetUtcNow();
    }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>From the start of the process until every look was scheduled and it answered.</summary>
    public TimeSpan Took { get; }

    public DateTimeOffset ReadyAt { get; }

    public static async Task<ServedProgram> StartAsync(string program, string config, string record)
    {
        var start = new ProcessStartInfo(program, ["serve", "--config", config, "--database", record]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(record)! };
        // As the unit of systemd and the container start it.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["MALLOC_ARENA_MAX"] = "1";
        start.Environment["Urls"] = "http://127.0.0.1:0";
        start.Environment["Monitor__Contact"] = "mailto:benchmark@example.org";
        start.Environment["Api__RequestsPerMinute"] = "10000000";
        var started = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Answering().Match(line) is not { Success: true } match) continue;
            var served = new ServedProgram(process, match.Groups["address"].Value, Stopwatch.GetElapsedTime(started));
            // Whatever else it says must not fill the pipe and hold it up.
            _ = process.StandardOutput.ReadToEndAsync();
            return served;
        }
        throw new InvalidOperationException($"{program} did not start: {await errors}");
    }

    /// <summary>A line of the system's account of the process in MB, such as <c>VmRSS</c>.</summary>
    public double MemoryMB(string name)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith($"{name}:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    public async ValueTask DisposeAsync()
    {
        await ChildProcess.RunAsync("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex("answering on (?<address>http://127\\.0\\.0\\.1:\\d+)")]
    private static partial Regex Answering();
}
