using System.Diagnostics;
using System.Globalization;

namespace DataBlackHole.Benchmarks;

/// <summary>The pages that are looked at, served by a process of their own; it ends with this one.</summary>
internal sealed class SiteProcess : IAsyncDisposable
{
    private readonly Process _process;

    private SiteProcess(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    public static async Task<SiteProcess> StartAsync()
    {
        string[] itself = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(SiteProcess).Assembly.Location] : [];
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. itself, "site"]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        return new SiteProcess(process, int.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
