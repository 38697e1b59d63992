using System.ComponentModel;
using System.Diagnostics;

namespace DataBlackHole.Service.Tests;

/// <summary>Programs of the npm registry by which the tests judge what the product writes. Where npm is absent the test is ignored.</summary>
internal static class Npm
{
    private static readonly string[] _packages = ["@redocly/cli@2.77.0", "openapi-typescript@7.13.0", "openapi-fetch@0.17.0", "typescript@5.9.3"];
    private static readonly Lazy<Task<string?>> _folder = new(InstallAsync);

    /// <summary>The folder with the packages.</summary>
    public static async Task<string> FolderAsync()
    {
        if (await _folder.Value is { } folder) return folder;
        Assert.Ignore($"npm is not here, or could not install {string.Join(", ", _packages)}");
        return "";
    }

    /// <summary>Runs a program in a folder and returns its exit code and everything it printed.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output + await error);
    }

    private static async Task<string?> InstallAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), "datablackhole-openapi-programs");
        Directory.CreateDirectory(folder);
        if (Directory.Exists(Path.Combine(folder, "node_modules", "openapi-fetch"))) return folder;
        try
        {
            var (code, _) = await RunAsync(folder, "npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", .. _packages]);
            return code == 0 ? folder : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
