using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using DataBlackHole.Commands;
using Microsoft.Data.Sqlite;

namespace DataBlackHole.Service.Tests;

/// <summary>The verbs: what they print, and their exit codes.</summary>
public sealed class CommandTests
{
    private static readonly Dictionary<string, string> _nothing = [];

    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("verbs-").FullName;

    [TearDown]
    public void RemoveFolder()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task The_shipped_definitions_pass_the_check()
    {
        var text = await Verb.RunAsync("catalogue", "check", "--config", Places.Config);
        var json = await Verb.RunAsync("catalogue", "check", "--config", Places.Config, "--json");

        Assert.That((text.ExitCode, json.ExitCode), Is.EqualTo((ExitCode.Ok, ExitCode.Ok)));
        Assert.That(text.Output, Does.Contain("145 series, ").And.Contain("no problem"));
        Assert.That(json.Json.GetProperty("problems").GetArrayLength(), Is.Zero);
        Assert.That(json.Json.GetProperty("hash").GetString(), Does.Match("^[0-9a-f]{64}$"));
    }

    [Test]
    public async Task The_list_shows_every_series_with_its_name_in_both_languages()
    {
        var text = await Verb.RunAsync("catalogue", "list", "--config", Places.Config);
        var json = await Verb.RunAsync("catalogue", "list", "--config", Places.Config, "--json");

        Assert.That((text.ExitCode, json.ExitCode), Is.EqualTo((ExitCode.Ok, ExitCode.Ok)));
        Assert.That(json.Json.GetArrayLength(), Is.EqualTo(145));
        foreach (var series in json.Json.EnumerateArray())
        {
            Assert.That(text.Output, Does.Contain(series.GetProperty("key").GetString()).And.Contain(series.GetProperty("name").GetProperty("zh").GetString()));
        }
        Assert.That(text.Output, Does.Contain("(ended with 2023-06)"));
    }

    [TestCase("catalogue", "check")]
    [TestCase("catalogue", "list")]
    [TestCase("serve")]
    [TestCase("check", Definitions.Rate)]
    [TestCase("replay", "--archive", "nowhere")]
    public async Task Every_verb_refuses_broken_definitions_and_tells_every_problem(params string[] verb)
    {
        using var definitions = Broken();
        var database = Path.Combine(_folder, "record.db");

        var run = await Verb.RunAsync([.. verb, "--config", definitions.Folder, "--database", database]);

        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.BadInput));
        var said = verb is ["catalogue", "check"] ? run.Output : run.Error;
        Assert.That(said, Does.Contain("sources/list.yaml:5: DBH").And.Contain($"series/{Definitions.Rate}.yaml:5: DBH").And.Contain("2 problem(s)"));
        Assert.That(File.Exists(database), Is.False, "nothing was started");
    }

    [Test]
    public async Task Broken_definitions_are_told_as_JSON_too()
    {
        using var definitions = Broken();
        var run = await Verb.RunAsync("catalogue", "check", "--config", definitions.Folder, "--json");

        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.BadInput));
        Assert.That(run.Json.GetProperty("problems").EnumerateArray().Select(p => (p.GetProperty("file").GetString(), p.GetProperty("line").GetInt32())),
            Is.EqualTo([($"series/{Definitions.Rate}.yaml", 5), ("sources/list.yaml", 5)]));
    }

    [Test]
    public async Task A_check_looks_and_prints_what_was_read()
    {
        await using var publisher = await ConstructedPublisher.StartAsync();
        using var definitions = new Definitions(publisher.Url);
        var month = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).AddDays(-40);
        publisher.Release($"{month.Year}年{month.Month}月份产量增长1.0%", month.DateTime, "t1.html");
        publisher.Values[$"{month:yyyyMM}MM"] = "5.1";

        var text = await Verb.RunAsync("check", Definitions.Rate, Definitions.Output, "--config", definitions.Folder, "--database", Path.Combine(_folder, "record.db"));
        var json = await Verb.RunAsync("check", Definitions.Rate, "--config", definitions.Folder, "--json");

        Assert.That((text.ExitCode, json.ExitCode), Is.EqualTo((ExitCode.Ok, ExitCode.Ok)), text.Error);
        Assert.That(text.Output, Does.Contain($"{Definitions.Rate}: Published {month:yyyy-MM} 5.1").And.Contain($"{Definitions.Output}: Published {month:yyyy-MM}").And.Contain("witness"));
        Assert.That(json.Json[0].GetProperty("observations").EnumerateArray().Select(o => o.GetProperty("value").GetString()), Does.Contain("5.1"));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder), Is.Empty, "a check records nothing");
    }

    [Test]
    public async Task A_check_that_cannot_see_says_why_and_has_a_code_of_its_own()
    {
        using var definitions = new Definitions($"http://127.0.0.1:{Places.DeadPort()}");
        var run = await Verb.RunAsync("check", Definitions.Rate, "--config", definitions.Folder);

        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Blind));
        Assert.That(run.Output, Does.Contain("cannot see (Unreachable): ConnectFailure"));
    }

    [Test]
    public async Task A_check_of_a_series_that_does_not_exist_says_so()
    {
        var run = await Verb.RunAsync("check", "nbs-cpy", "--config", Places.Config);
        Assert.That((run.ExitCode, run.Error.TrimEnd()), Is.EqualTo((ExitCode.BadInput, "There is no series 'nbs-cpy'; `catalogue list` shows the keys")));
    }

    [TestCase("frobnicate")]
    [TestCase("replay")]
    [TestCase("check")]
    [TestCase("serve", "--no-such-option")]
    public async Task A_wrong_command_line_has_the_code_of_usage(params string[] args) =>
        Assert.That((await Verb.RunAsync(args)).ExitCode, Is.EqualTo(ExitCode.Usage));

    [TestCase("postgres://user:secret@host/name", "scheme://")]
    [TestCase("Host=;=x", "not a connection string")]
    [TestCase("Colour=blue", "neither a file nor a server")]
    [TestCase("FOLDER", "names a folder")]
    public async Task A_database_setting_that_makes_no_sense_is_refused_in_one_line(string setting, string expected)
    {
        var run = await Verb.RunAsync("serve", "--config", Places.Config, "--database", setting.Replace("FOLDER", _folder, StringComparison.Ordinal));
        AssertRefused(run, "Monitor:Database", expected);
        Assert.That(run.Error, Does.Not.Contain("secret"));
    }

    [Test]
    public async Task A_file_that_is_no_database_is_refused_and_left_as_it_is()
    {
        var file = Path.Combine(_folder, "letter.db");
        await File.WriteAllTextAsync(file, string.Concat(Enumerable.Repeat("Dear reader, this is no database.\n", 200)));
        var before = await File.ReadAllBytesAsync(file);

        var run = await Verb.RunAsync("serve", "--config", Places.Config, "--database", file);

        AssertRefused(run, "Monitor:Database", "the record cannot be opened", "not a database");
        Assert.That(await File.ReadAllBytesAsync(file), Is.EqualTo(before));
    }

    [Test]
    public async Task A_damaged_record_is_refused_and_left_as_it_is()
    {
        using var definitions = new Definitions("http://127.0.0.1:9");
        var file = Path.Combine(_folder, "record.db");
        await using (var service = await TestService.StartAsync(definitions.Load(), TestDatabase.At(file))) await service.GetAsync("/api/v1");
        SqliteConnection.ClearAllPools();
        var bytes = await File.ReadAllBytesAsync(file);
        new Random(1).NextBytes(bytes.AsSpan(100, bytes.Length - 200));
        await File.WriteAllBytesAsync(file, bytes);

        var run = await Verb.RunAsync("serve", "--config", definitions.Folder, "--database", file);

        AssertRefused(run, "Monitor:Database", "the record cannot be opened");
        Assert.That(await File.ReadAllBytesAsync(file), Is.EqualTo(bytes));
    }

    [Test]
    public async Task A_folder_that_cannot_be_made_is_refused()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "file"), "");
        AssertRefused(await Verb.RunAsync("serve", "--config", Places.Config, "--database", Path.Combine(_folder, "file", "record.db")), "Monitor:Database", "the record cannot be opened");
    }

    [Test, Category("Slow")]
    public async Task A_server_that_does_not_answer_is_refused_without_its_password()
    {
        var run = await Verb.RunAsync("verify", "--config", Places.Config, "--database", $"Host=127.0.0.1;Port={Places.DeadPort()};Database=x;Username=u;Password=secret");
        AssertRefused(run, "Monitor:Database", "the record cannot be opened", "127.0.0.1");
        Assert.That(run.Error, Does.Not.Contain("secret"));
    }

    [Test, Category("Slow")]
    public async Task The_service_waits_for_a_server_that_does_not_answer_and_says_so_without_its_password()
    {
        using var service = Verb.Start(
            _folder, new Dictionary<string, string> { ["Monitor__Database"] = $"Host=127.0.0.1;Port={Places.DeadPort()};Database=x;Username=u;Password=secret" }, "serve", "--config", Places.Config);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var output = new System.Text.StringBuilder();
        while (!output.ToString().Contains("The database is away", StringComparison.Ordinal)) output.AppendLine(await service.StandardOutput.ReadLineAsync(patience.Token));
        using (var kill = System.Diagnostics.Process.Start("/bin/kill", ["-TERM", $"{service.Id}"])) await kill.WaitForExitAsync(patience.Token);
        output.Append(await service.StandardOutput.ReadToEndAsync(patience.Token)).Append(await service.StandardError.ReadToEndAsync(patience.Token));
        await service.WaitForExitAsync(patience.Token);

        Assert.That(output.ToString(), Does.Contain("the start waits").And.Not.Contain("secret").And.Not.Contain("   at "));
        Assert.That(service.ExitCode, Is.EqualTo(ExitCode.Ok));
    }

    [Test]
    public async Task A_contact_that_fits_no_header_is_refused()
    {
        var run = await Verb.RunProgramAsync(_folder, new Dictionary<string, string> { ["Monitor__Contact"] = "监测" }, "serve", "--config", Places.Config);
        AssertRefused(run, "Monitor:Contact", "plain ASCII");
    }

    [Test]
    public async Task A_settings_file_that_is_no_JSON_is_refused()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "appsettings.json"), "{ \"Monitor\": ");
        AssertRefused(await Verb.RunProgramAsync(_folder, _nothing, "catalogue", "check", "--config", Places.Config), "appsettings.json");
    }

    [Test]
    public async Task An_address_in_use_is_refused()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var definitions = new Definitions("http://127.0.0.1:9");
        var urls = new Dictionary<string, string> { ["Urls"] = $"http://{taken.LocalEndpoint}" };
        AssertRefused(await Verb.RunProgramAsync(_folder, urls, "serve", "--config", definitions.Folder), "Urls", "already in use");
    }

    [Test]
    public async Task The_program_serves_from_the_folder_it_is_started_in_until_it_is_told_to_stop()
    {
        using var definitions = new Definitions($"http://127.0.0.1:{Places.DeadPort()}");
        Directory.Move(definitions.Folder, Path.Combine(_folder, "config"));
        Directory.CreateDirectory(definitions.Folder);
        var address = $"http://127.0.0.1:{Places.DeadPort()}";
        using var program = Verb.Start(_folder, new Dictionary<string, string> { ["Urls"] = address });
        var (output, error) = (program.StandardOutput.ReadToEndAsync(), program.StandardError.ReadToEndAsync());
        using var http = new HttpClient { BaseAddress = new Uri(address) };

        var health = await HealthAsync(http, program);
        using var kill = Process.Start("kill", ["-TERM", $"{program.Id}"]);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        await program.WaitForExitAsync(patience.Token);

        Assert.That(health.GetProperty("status").GetString(), Is.AnyOf("starting", "blind"));
        Assert.That(program.ExitCode, Is.EqualTo(ExitCode.Ok), await error);
        Assert.That(await output, Does.Not.Contain("fail:").And.Not.Contain("Exception"));
        Assert.That(File.Exists(Path.Combine(_folder, "data", "datablackhole.db")), Is.True);
    }

    private static async Task<JsonElement> HealthAsync(HttpClient http, Process program)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return JsonDocument.Parse(await http.GetStringAsync(new Uri("/healthz", UriKind.Relative))).RootElement;
            }
            catch (HttpRequestException) when (tries < 300 && !program.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    private static void AssertRefused(Verb run, params string[] said)
    {
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.BadInput), run.Error + run.Output);
        foreach (var part in said) Assert.That(run.Error, Does.Contain(part));
        Assert.That(run.Error.Trim().Split('\n'), Has.Length.EqualTo(1), "one line, no stack trace");
    }

    private static Definitions Broken()
    {
        var definitions = new Definitions("http://127.0.0.1:9");
        var list = Path.Combine(definitions.Folder, "sources", "list.yaml");
        File.WriteAllText(list, File.ReadAllText(list).Replace("http://127.0.0.1:9/list/", "ftp://127.0.0.1/list/", StringComparison.Ordinal));
        var rate = Path.Combine(definitions.Folder, "series", $"{Definitions.Rate}.yaml");
        File.WriteAllText(rate, File.ReadAllText(rate).Replace("unit:", "uint:", StringComparison.Ordinal));
        return definitions;
    }
}
