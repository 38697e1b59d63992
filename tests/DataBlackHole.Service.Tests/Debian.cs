using System.Diagnostics;

namespace DataBlackHole.Service.Tests;

/// <summary>Programs of Debian by which the tests judge what the product writes. Where one is absent the test is ignored.</summary>
internal static class Debian
{
    /// <summary>Runs a Python program with Debian's own interpreter, which sees Debian's packages.</summary>
    public static async Task<string> PythonAsync(string package, string module, string program, params string[] arguments)
    {
        var (code, _, _) = await RunAsync("/usr/bin/python3", package, ["-c", $"import {module}"]);
        if (code != 0) Assert.Ignore($"{package} is not installed");
        var (exit, output, error) = await RunAsync("/usr/bin/python3", package, ["-c", program, .. arguments]);
        Assert.That(exit, Is.Zero, error);
        return output;
    }

    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string program, string package, string[] arguments)
    {
        if (!File.Exists(program)) Assert.Ignore($"{program} is not here: install {package}");
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} did not end");
        }
        return (process.ExitCode, await output, await error);
    }
}

/// <summary>A file for another program to read.</summary>
internal sealed class ScratchFile : IDisposable
{
    public ScratchFile(string ending, byte[]? content = null)
    {
        Path = System.IO.Path.Combine(Directory.CreateTempSubdirectory("scratch-").FullName, $"file{ending}");
        if (content is not null) File.WriteAllBytes(Path, content);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(System.IO.Path.GetDirectoryName(Path)!, recursive: true);
}
