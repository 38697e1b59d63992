using System.ComponentModel;
using System.Diagnostics;

namespace DataBlackHole.Service.Tests.Proving;

/// <summary>Other people's programs, by which our files are checked. A test is ignored where one is absent.</summary>
internal static class Programs
{
    private static readonly Lazy<Task<string?>> _warcio = new(InstallWarcioAsync);

    /// <summary>Runs a program and gives its exit code and everything it printed.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string folder, string program, params string[] args)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output + await error);
        }
        catch (Win32Exception)
        {
            Assert.Ignore($"the program {program} is not here");
            throw;
        }
    }

    public static Task<(int Code, string Output)> VerifyWithPythonAsync(string what, string folder) =>
        RunAsync(folder, "python3", Path.Combine(Places.Repository, "tests", "DataBlackHole.Service.Tests", "Proving", "verify_log.py"), what, folder);

    /// <summary>Reads a web archive with warcio and recomputes its digests: one line for each record.</summary>
    public static async Task<IReadOnlyList<string>> WarcioAsync(string file)
    {
        if (await _warcio.Value is not { } folder)
        {
            Assert.Ignore("npm is not here, or its package warcio could not be installed");
            return [];
        }
        var (code, output) = await RunAsync(folder, "node", "check.mjs", Path.GetFullPath(file));
        Assert.That(code, Is.Zero, output);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task<string?> InstallWarcioAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), "datablackhole-warcio-2.4.11");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "check.mjs"), """
            import fs from 'fs'; import crypto from 'crypto'; import { WARCParser } from 'warcio';
            const sha = (b) => 'sha256:' + crypto.createHash('sha256').update(b).digest('hex');
            for await (const r of new WARCParser(fs.createReadStream(process.argv[2]))) {
              const payload = await r.readFully(false); const of = r.warcHeaders.headers.get('WARC-Payload-Digest');
              const digest = !of ? '-' : r.warcType === 'revisit' ? 'refers' : String(of === sha(payload));
              console.log([r.warcHeaders.protocol, r.warcType, r.warcTargetURI ?? '-', digest, r.httpHeaders?.statusline ?? '-'].join('\t'));
            }
            """);
        if (Directory.Exists(Path.Combine(folder, "node_modules", "warcio"))) return folder;
        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "warcio@2.4.11"])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var (output, error) = (npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
            await npm.WaitForExitAsync();
            await Task.WhenAll(output, error);
            return npm.ExitCode == 0 ? folder : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
