using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DataBlackHole.Service.Tests.Operations;

/// <summary>What the program is deployed with: the unit of systemd, the container file, and the log that operators read.</summary>
public sealed partial class DeploymentTests
{
    private static readonly string _deploy = Path.Combine(Places.Config, "deploy");

    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("deploy-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Systemd_takes_the_unit_and_finds_it_well_shut_in()
    {
        // The program is not installed here: another one that is stands for it.
        var unit = Path.Combine(_folder, "datablackhole.service");
        var text = await File.ReadAllTextAsync(Path.Combine(_deploy, "datablackhole.service"));
        await File.WriteAllTextAsync(unit, text.Replace("ExecStart=/opt/datablackhole/datablackhole", "ExecStart=/bin/true", StringComparison.Ordinal));

        var verify = await Debian.RunAsync("/usr/bin/systemd-analyze", "systemd", ["verify", "--man=no", unit]);
        var security = await Debian.RunAsync("/usr/bin/systemd-analyze", "systemd", ["security", "--offline=true", "--no-pager", unit]);

        Assert.That((verify.ExitCode, verify.Output + verify.Error), Is.EqualTo((0, "")));
        var level = Level().Match(security.Output).Groups["level"].Value;
        Assert.That(double.Parse(level, CultureInfo.InvariantCulture), Is.LessThan(2), security.Output);
        Assert.That(text, Does.Contain("StateDirectory=").And.Contain("EnvironmentFile=").And.Contain("Restart=on-failure"));
    }

    [TestCase("datablackhole.service")]
    [TestCase("Containerfile")]
    public async Task It_names_settings_that_exist_and_no_secret(string file)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(_deploy, file));
        var settings = await File.ReadAllTextAsync(Path.Combine(_deploy, "settings.md"));
        var named = Setting().Matches(text).Select(m => m.Groups["name"].Value.Replace("__", ":", StringComparison.Ordinal)).ToList();

        Assert.That(named, Does.Contain("Monitor:Database"));
        foreach (var name in named) Assert.That(settings, Does.Contain($"| `{name}` |"));
        Assert.That(text, Does.Not.Match("(?i)password\\s*=|secret\\s*=|operatorkey\\s*="));
    }

    [Test]
    public async Task The_container_copies_what_is_there()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(_deploy, "Containerfile"));
        var sources = lines.Where(l => l.StartsWith("COPY ", StringComparison.Ordinal) && !l.Contains("--from", StringComparison.Ordinal)).SelectMany(l => l.Split(' ')[1..^1]).ToList();

        Assert.That(sources, Does.Contain("src"));
        foreach (var source in sources) Assert.That(Path.Exists(Path.Combine(Places.Repository, source)), Is.True, source);
    }

    [Test]
    public async Task A_start_and_its_looks_log_one_line()
    {
        var lines = await RunAndStopAsync(new Dictionary<string, string>());
        // The line of a message and the line of its category.
        Assert.That(lines, Has.Length.EqualTo(2), string.Join('\n', lines));
        Assert.That(lines[1], Does.Contain("Watching 2 series; answering on http://127.0.0.1:").And.Contain("; the record is "));
    }

    [Test]
    public async Task A_running_service_watches_no_file_because_every_write_would_wake_it()
    {
        var watches = -1;
        await RunAndStopAsync([], meanwhile: program => watches = Directory.GetFiles($"/proc/{program.Id}/fdinfo").Count(f => File.ReadAllText(f).Contains("inotify wd")));
        Assert.That(watches, Is.Zero);
    }

    [Test]
    public async Task For_machines_every_line_is_an_object_with_its_values()
    {
        var lines = await RunAndStopAsync(new Dictionary<string, string> { ["Logging__Console__FormatterName"] = "json" });

        Assert.That(lines, Has.Length.EqualTo(1), string.Join('\n', lines));
        var start = JsonDocument.Parse(lines[0]).RootElement;
        Assert.That(start.GetProperty("LogLevel").GetString(), Is.EqualTo("Information"));
        Assert.That(start.GetProperty("State").GetProperty("Series").GetInt32(), Is.EqualTo(2));
    }

    [Test, Explicit("compiles the whole program ahead of time: a minute or more"), Category("Slow")]
    public async Task What_is_published_is_compiled_ahead_and_runs()
    {
        var program = Path.Combine(_folder, "program");
        using var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", Path.Combine(Places.Repository, "src", "DataBlackHole"), "-c", "Release", "-o", program, "-v", "quiet"]) { RedirectStandardOutput = true })!;
        var said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        Assert.That(publish.ExitCode, Is.Zero, said);

        using var check = Process.Start(new ProcessStartInfo(Path.Combine(program, "datablackhole"), ["catalogue", "check"]) { WorkingDirectory = _folder, RedirectStandardOutput = true })!;
        Assert.That(await check.StandardOutput.ReadToEndAsync(), Does.Contain("no problem"));
        using var assembly = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(Path.Combine(program, "datablackhole.dll")));
        Assert.That(assembly.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size, Is.Positive, "ReadyToRun");
    }

    /// <summary>The lines of a whole life: start, first looks, stop.</summary>
    private async Task<string[]> RunAndStopAsync(Dictionary<string, string> environment, Action<Process>? meanwhile = null)
    {
        await using var publisher = await ConstructedPublisher.StartAsync();
        using var definitions = new Definitions(publisher.Url);
        var month = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).AddDays(-40);
        publisher.Release($"{month.Year}年{month.Month}月份产量增长1.0%", month.DateTime, "t1.html");
        publisher.Values[$"{month:yyyyMM}MM"] = "5.1";
        environment["Urls"] = $"http://127.0.0.1:{Places.DeadPort()}";
        using var program = Verb.Start(_folder, environment, "serve", "--config", definitions.Folder);
        var output = program.StandardOutput.ReadToEndAsync();
        var error = program.StandardError.ReadToEndAsync();
        using var http = new HttpClient { BaseAddress = new Uri(environment["Urls"]) };
        await UntilSeenAsync(http, program);
        meanwhile?.Invoke(program);
        using var kill = Process.Start("kill", ["-TERM", $"{program.Id}"]);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        await program.WaitForExitAsync(patience.Token);
        Assert.That((program.ExitCode, await error), Is.EqualTo((0, "")));
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task UntilSeenAsync(HttpClient http, Process program)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                var health = JsonDocument.Parse(await http.GetStringAsync(new Uri("/healthz", UriKind.Relative))).RootElement;
                if (health.GetProperty("sources").TryGetProperty("Clear", out var clear) && clear.GetInt32() == 3) return;
            }
            catch (HttpRequestException) when (!program.HasExited)
            {
                // It is not up yet.
            }
            Assert.That(tries, Is.LessThan(300), "it never saw its sources");
            await Task.Delay(100);
        }
    }

    [GeneratedRegex(@"Overall exposure level for \S+: (?<level>[\d.]+)")]
    private static partial Regex Level();

    [GeneratedRegex(@"(?:Environment=|^ENV |^    )(?<name>(?:Urls|[A-Z][A-Za-z]+__\w+))=", RegexOptions.Multiline)]
    private static partial Regex Setting();
}
