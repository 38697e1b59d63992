using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace DataBlackHole.Service.Tests.Cluster;

/// <summary>The built program as a node of its own.</summary>
internal sealed class ClusterNode : IAsyncDisposable
{
    private static readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };

    private readonly StringBuilder _output = new();
    private readonly Process _process;

    public ClusterNode(string folder, IReadOnlyDictionary<string, string> settings)
    {
        Port = Places.DeadPort();
        _process = Verb.Start(folder, new Dictionary<string, string>(settings) { ["Urls"] = $"http://127.0.0.1:{Port}" }, "serve", "--config", folder);
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Port { get; }

    /// <summary>The name it gave itself; known when it answers.</summary>
    public string Name { get; private set; } = "";

    public bool HasExited => _process.HasExited;

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    public async Task<JsonElement> HealthAsync() => JsonDocument.Parse(await _http.GetStringAsync(new Uri($"http://127.0.0.1:{Port}/healthz"))).RootElement;

    /// <summary>Waits until it answers.</summary>
    public async Task<ClusterNode> UpAsync(int seconds = 60)
    {
        for (var left = seconds * 5; ; left--)
        {
            try
            {
                Name = (await HealthAsync()).GetProperty("node").GetProperty("name").GetString()!;
                return this;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && left > 0 && !_process.HasExited)
            {
                await Task.Delay(200);
            }
            catch (HttpRequestException exception)
            {
                Assert.Fail($"a node does not answer: {exception.Message}\n{Output}");
            }
        }
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end (SIGTERM) and waits; tells how long it took.</summary>
    public async Task<TimeSpan> StopAsync()
    {
        var watch = Stopwatch.StartNew();
        using (var kill = Process.Start("/bin/kill", ["-TERM", $"{_process.Id}"])) await kill.WaitForExitAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await _process.WaitForExitAsync(patience.Token);
        return watch.Elapsed;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private void Note(string? line)
    {
        lock (_output) _output.AppendLine(line);
    }
}
