using System.CommandLine;
using System.Reflection;
using System.Text.RegularExpressions;
using DataBlackHole.Commands;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Loading;

namespace DataBlackHole.Tests.House;

/// <summary>The README is executed: its definitions load, its commands exist, its tables are the code's.</summary>
public sealed partial class ReadmeTests
{
    private const string Run = "dotnet run --project src/DataBlackHole";

    private static readonly string _text = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Test]
    public void The_definitions_it_shows_load_together_with_the_shipped_ones()
    {
        var folder = Directory.CreateTempSubdirectory("readme-").FullName;
        try
        {
            var config = Path.Combine(Repository.Root, "config");
            foreach (var file in Directory.EnumerateFiles(config, "*.yaml", SearchOption.AllDirectories)) Write(folder, Path.GetRelativePath(config, file), File.ReadAllText(file));
            var shown = Blocks("yaml").ToList();
            foreach (var block in shown) Write(folder, FileName().Match(block).Groups["file"].Value, block);
            var result = CatalogueLoader.Load(folder);

            Assert.That(shown, Has.Count.EqualTo(2));
            Assert.That(result.Problems, Is.Empty, string.Join('\n', result.Problems));
            var reading = (ListingReading)result.Catalogue!.Series["my-industrial-profits"].Readings.Single();
            Assert.That(reading.Title.IsMatch("2026年1—7月份全国规模以上工业企业利润增长17.6%"), Is.True);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void The_commands_it_shows_exist()
    {
        var commands = Blocks("sh").SelectMany(b => b.Split('\n')).Where(l => l.StartsWith(Run, StringComparison.Ordinal)).ToList();

        Assert.That(commands, Has.Count.EqualTo(4));
        foreach (var command in commands) Assert.That(CommandLine.Build().Parse(command[Run.Length..].TrimStart(' ', '-')).Errors, Is.Empty, command);
        Assert.That(Blocks("sh").Select(b => b.Trim()), Does.Contain("bash tests/run"));
        foreach (var file in new[] { "tests/run", "src/DataBlackHole", "appsettings.json", "config/schema", "config/sources" })
            Assert.That(Path.Exists(Path.Combine(Repository.Root, file)), Is.True, file);
    }

    [Test]
    public void Its_verbs_are_those_of_the_command_line()
    {
        var shown = Rows("verb").Select(r => string.Join(' ', r[0].Trim('`').Split(' ').TakeWhile(w => char.IsLower(w[0]))));
        Assert.That(shown, Is.EquivalentTo(Leaves(CommandLine.Build(), "")));
    }

    [Test]
    public void Its_exit_codes_are_those_of_the_program()
    {
        var codes = typeof(ExitCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => $"{f.GetValue(null)}");
        Assert.That(Rows("exit code").Select(r => r[0]), Is.EquivalentTo(codes));
    }

    [TestCase("a release is", typeof(ReleaseStatus), "Unknown")]
    [TestCase("a series is", typeof(SeriesStatus), "Unknown")]
    [TestCase("we see a source", typeof(Visibility), "Unknown")]
    [TestCase("grade", typeof(Grade), "None")]
    public void Its_states_are_those_of_the_judge(string table, Type words, string nothing) =>
        Assert.That(Rows(table).Select(r => r[0].Trim('`')), Is.EqualTo(Enum.GetNames(words).Where(n => n != nothing)));

    [Test]
    public void It_names_every_reason_why_we_cannot_see()
    {
        var blind = Rows("we see a source").Single(r => r[0] == "`Blind`")[1];
        Assert.That(Code().Matches(blind).Select(m => m.Groups["code"].Value), Is.EqualTo(Enum.GetNames<BlindReason>().Where(n => n != nameof(BlindReason.None))));
    }

    [Test]
    public void Its_settings_are_those_of_the_program()
    {
        var settings = File.ReadAllText(Path.Combine(Repository.Root, "appsettings.json"));
        foreach (var name in new[] { "Urls", "Database", "Contact" }) Assert.That(settings, Does.Contain($"\"{name}\""));
        Assert.That(settings, Does.Contain("http://127.0.0.1:5080").And.Contain("data/datablackhole.db"));
        Assert.That(_text, Does.Contain("http://127.0.0.1:5080").And.Contain("data/datablackhole.db"));
        Assert.That(new DatabaseQuery { Category = "", Indicator = "", Cadence = default }.PeriodsBack, Is.EqualTo(14), "as Decisions says");
    }

    private static IEnumerable<string> Blocks(string language) => Block().Matches(_text).Where(m => m.Groups["language"].Value == language).Select(m => m.Groups["body"].Value);

    /// <summary>The cells of the table whose first column has this heading.</summary>
    private static IEnumerable<string[]> Rows(string heading) => _text.Split('\n').SkipWhile(l => !l.StartsWith($"| {heading} |", StringComparison.Ordinal)).Skip(2)
        .TakeWhile(l => l.StartsWith('|')).Select(l => l.Trim('|', ' ').Split(" | "));

    private static IEnumerable<string> Leaves(Command command, string path) => command.Subcommands.Count == 0
        ? [path]
        : command.Subcommands.SelectMany(c => Leaves(c, $"{path} {c.Name}".TrimStart()));

    private static void Write(string folder, string file, string text)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<body>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\A# config/(?<file>\S+)")]
    private static partial Regex FileName();

    [GeneratedRegex("`(?<code>[A-Za-z]+)`")]
    private static partial Regex Code();
}
