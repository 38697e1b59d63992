using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using DataBlackHole.Commands;
using DataBlackHole.Core.Evidence;
using YamlDotNet.RepresentationModel;

namespace DataBlackHole.Service.Tests.Serving;

/// <summary>The verbs that write the record as tables.</summary>
public sealed class ArchiveTests
{
    private ServedMonitor _served = null!;
    private string _folder = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _served = await FilledMonitor.StartAsync();
        _folder = Directory.CreateTempSubdirectory("exports-").FullName;
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _served.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [TestCase("csv", "flips", "/api/v1/exports/flips.csv")]
    [TestCase("csv", "releases", "/api/v1/exports/releases.csv")]
    [TestCase("ndjson", "releases", "/api/v1/exports/releases.ndjson")]
    [TestCase("sdmx", null, "/api/v1/exports/observations.sdmx.csv")]
    public async Task A_verb_writes_what_the_service_serves(string format, string? table, string address)
    {
        var file = Path.Combine(_folder, $"{format}-{table}");
        var verb = await RunAsync(["export", format, "--publisher", "nbs", "--as-of", "2024-06-01T00:00Z", "--out", file, .. table is null ? [] : new[] { "--table", table }]);
        var served = await _served.Client.GetByteArrayAsync(new Uri($"{address}?publisher=nbs&asOf=2024-06-01T00:00Z", UriKind.Relative));

        Assert.That(verb.ExitCode, Is.EqualTo(ExitCode.Ok), verb.Error);
        Assert.That(await File.ReadAllBytesAsync(file), Is.EqualTo(served));
        Assert.That(served, Has.Length.GreaterThan(200));
    }

    [TestCase("--table", "secrets", "there is no table 'secrets'")]
    [TestCase("--publisher", "nobody", "'nobody' is no value for 'publisher'")]
    [TestCase("--from", "yesterday", "'yesterday' is no value for 'from'")]
    [TestCase("--out", "/nowhere/at/all", "cannot be written")]
    public async Task What_cannot_be_exported_is_said_in_one_line(string option, string value, string said)
    {
        string[] output = option == "--out" ? [] : ["--out", Path.Combine(_folder, "never")];
        var verb = await RunAsync(["export", "csv", option, value, .. output]);

        Assert.That(verb.ExitCode, Is.EqualTo(ExitCode.BadInput));
        Assert.That(verb.Error.Trim(), Does.Contain(said).And.Not.Contain("\n"));
        Assert.That(File.Exists(Path.Combine(_folder, "never")), Is.False);
    }

    [Test]
    public async Task The_archive_of_a_year_holds_that_year_and_can_be_cited_and_checked()
    {
        var folder = Path.Combine(_folder, "2026");
        var verb = await RunAsync(["export", "archive", "--year", "2026", "--out", folder]);
        Assert.That(verb.ExitCode, Is.EqualTo(ExitCode.Ok), verb.Error);
        string Text(string name) => File.ReadAllText(Path.Combine(folder, name));
        var releases = ExportTests.Read(await File.ReadAllBytesAsync(Path.Combine(folder, "releases.csv")));
        var flips = ExportTests.Read(await File.ReadAllBytesAsync(Path.Combine(folder, "flips.csv")));
        var coverage = ExportTests.Read(await File.ReadAllBytesAsync(Path.Combine(folder, "coverage.csv")));
        var citation = Yaml(Text("CITATION.cff"));

        Assert.That(releases, Has.Count.EqualTo(11));
        Assert.That(releases.Select(r => r["period"]), Has.All.StartsWith("2026"));
        Assert.That(flips, Is.Not.Empty);
        Assert.That(flips.Select(f => f["at"]), Has.All.StartsWith("2026"));
        Assert.That(coverage.Select(c => c["sight"]), Has.All.AnyOf("Blind", "Clear", "NotLooked"));
        Assert.That((citation["cff-version"], citation["type"], citation["license"], citation["date-released"]), Is.EqualTo(("1.2.0", "dataset", "CC-BY-4.0", TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd"))));
        Assert.That(citation.Keys, Is.SupersetOf(new[] { "message", "title", "authors" }), "what the format demands");
        Assert.That(Text("LICENCE.md"), Does.Contain("CC-BY-4.0").And.Contain("publishers"));
        Assert.That(SignedNote.TextOf(Text("checkpoint.txt")), Does.StartWith("datablackhole\n"));
        foreach (var line in Text("SHA256SUMS").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split("  ");
            Assert.That(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(folder, parts[1])))), Is.EqualTo(parts[0]), parts[1]);
        }
        Assert.That(Text("SHA256SUMS").Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(Directory.EnumerateFiles(folder).Count() - 1));
    }

    [Test]
    public async Task An_archive_can_be_one_file()
    {
        var file = Path.Combine(_folder, "2023.zip");
        var verb = await RunAsync(["export", "archive", "--year", "2023", "--out", file]);
        Assert.That(verb.ExitCode, Is.EqualTo(ExitCode.Ok), verb.Error);
        await using var zip = await ZipFile.OpenReadAsync(file);
        using var reader = new StreamReader(await zip.GetEntry("observations.sdmx.csv")!.OpenAsync(), Encoding.UTF8);
        Assert.That(await reader.ReadToEndAsync(), Does.Contain($"M,{FilledMonitor.Youth},2023-07,,Q,"));
        Assert.That((await RunAsync(["export", "archive", "--year", "20230", "--out", file])).ExitCode, Is.EqualTo(ExitCode.BadInput));
    }

    private Task<Verb> RunAsync(string[] arguments) => Verb.RunAsync([.. arguments, "--config", ServedMonitor.ConfigFolder(), "--database", _served.ConnectionString]);

    private static Dictionary<string, string> Yaml(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return ((YamlMappingNode)stream.Documents.Single().RootNode).Children.ToDictionary(c => ((YamlScalarNode)c.Key).Value!, c => c.Value.ToString());
    }
}
