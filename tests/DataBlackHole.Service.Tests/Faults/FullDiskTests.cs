using System.Diagnostics;
using System.Text;
using System.Text.Json;
using DataBlackHole.Commands;
using Microsoft.Data.Sqlite;

namespace DataBlackHole.Service.Tests.Faults;

/// <summary>The built program on a disk that is really full: a small file system in memory, filled up by somebody else. Root only, who may mount one.</summary>
[Category("Faults")]
public sealed class FullDiskTests
{
    private const int Hosts = 8;

    private readonly StringBuilder _output = new();
    private Process? _program;
    private string _folder = null!;

    [SetUp]
    public async Task MountAsync()
    {
        _folder = Directory.CreateTempSubdirectory("full-").FullName;
        if (!Environment.IsPrivilegedProcess) Assert.Ignore("only root may mount a small file system");
        var (code, error) = await RunAsync("mount", "-t", "tmpfs", "-o", "size=12m", "datablackhole-test", _folder);
        if (code != 0) Assert.Ignore($"no small file system can be mounted here: {error}");
    }

    [TearDown]
    public async Task UnmountAsync()
    {
        if (_program is { HasExited: false }) _program.Kill();
        _program?.Dispose();
        SqliteConnection.ClearAllPools();
        await RunAsync("umount", "--lazy", _folder);
        Directory.Delete(_folder);
    }

    [Test]
    public async Task A_full_disk_costs_no_recorded_fact_and_it_goes_on_by_itself_when_there_is_room()
    {
        await using var publisher = await RestlessPublisher.StartAsync(Hosts);
        var (record, ballast) = (Path.Combine(_folder, "record.db"), Path.Combine(_folder, "ballast"));
        var witness = new RecordWitness(record);
        var program = Start(publisher, record, out var address);
        using var http = new HttpClient { BaseAddress = new Uri(address) };

        await UntilAsync(http, h => Clear(h) > 0);
        await FillAsync(ballast);
        var full = await UntilAsync(http, h => h.TryGetProperty("recordTrouble", out var t) && t.ValueKind == JsonValueKind.Object);
        await witness.LookAsync();
        // It still answers from the record, and goes on trying.
        await Task.Delay(TimeSpan.FromSeconds(3));
        var series = await http.GetStringAsync(new Uri("/api/v1/series", UriKind.Relative));
        Assert.That(await witness.LossesAsync(), Is.Empty);
        var before = witness.Looks;
        File.Delete(ballast);
        var free = await UntilAsync(http, h => !h.TryGetProperty("recordTrouble", out var t) || t.ValueKind == JsonValueKind.Null);
        for (var left = 100; witness.Looks <= before && left > 0; left--)
        {
            await Task.Delay(100);
            await witness.LookAsync();
        }
        program.Kill();
        await program.WaitForExitAsync();

        Assert.That(full.GetProperty("status").GetString(), Is.EqualTo("degraded"));
        Assert.That(full.GetProperty("recordTrouble").GetProperty("problem").GetString(), Does.Contain("full"));
        Assert.That(series, Does.Contain("series-0"));
        Assert.That(Output, Does.Contain("The record cannot be written: ").And.Contain("disk is full").And.Contain("The record can be written again"));
        Assert.That(witness.Looks, Is.GreaterThan(before), $"looks are on record again: {free}");
        Assert.That(await witness.LossesAsync(), Is.Empty);
        var verify = await Verb.RunAsync("verify", "--database", record);
        Assert.That(verify.ExitCode, Is.EqualTo(ExitCode.Ok), verify.Output + verify.Error);
    }

    private string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    private Process Start(RestlessPublisher publisher, string record, out string address)
    {
        address = $"http://127.0.0.1:{Places.DeadPort()}";
        var program = _program = Verb.Start(Path.GetTempPath(), new Dictionary<string, string> { ["Urls"] = address }, "serve", "--config", publisher.Definitions.Folder, "--database", record);
        program.OutputDataReceived += Keep;
        program.ErrorDataReceived += Keep;
        program.BeginOutputReadLine();
        program.BeginErrorReadLine();
        return program;

        void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (_output) _output.AppendLine(line.Data);
        }
    }

    private async Task<JsonElement> UntilAsync(HttpClient http, Func<JsonElement, bool> isWanted)
    {
        var last = "";
        for (var left = 400; left > 0; left--)
        {
            try
            {
                last = await http.GetStringAsync(new Uri("/healthz", UriKind.Relative));
                var health = JsonDocument.Parse(last).RootElement;
                if (isWanted(health)) return health;
            }
            catch (HttpRequestException exception)
            {
                last = exception.Message;
            }
            await Task.Delay(100);
        }
        Assert.Fail($"/healthz never answered as wanted, at last: {last}\n{Output}");
        return default;
    }

    private static int Clear(JsonElement health) => health.GetProperty("sources").TryGetProperty("Clear", out var clear) ? clear.GetInt32() : 0;

    /// <summary>Takes every byte that is left.</summary>
    private static async Task FillAsync(string file)
    {
        await using var ballast = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        var chunk = new byte[4096];
        try
        {
            while (true) ballast.Write(chunk);
        }
        catch (IOException)
        {
            // That was the last of it.
        }
    }

    private static async Task<(int Code, string Error)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, error);
    }
}
