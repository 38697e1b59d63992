using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace DataBlackHole.Tests.House;

/// <summary>The document of settings is held against the settings that the program really reads.</summary>
public sealed class SettingsDocumentTests
{
    /// <summary>Read by the parts the program is built on.</summary>
    private static readonly string[] _ofTheHost = ["Urls", "Logging:LogLevel:{category}", "Logging:Console:FormatterName"];

    /// <summary>Values that make the program go on to read what it would not ask for otherwise.</summary>
    private static readonly Dictionary<string, string?> _telling = new()
    {
        ["Mail:Host"] = "smtp.agency.example",
        ["Mail:From"] = "alerts@agency.example",
        ["Monitor:SelfWatch:BlindHoursOf:one"] = "6",
    };

    private static readonly Dictionary<string, string[]> _rows = File.ReadLines(Path.Combine(Repository.Root, "config", "deploy", "settings.md"))
        .SkipWhile(l => !l.StartsWith("| key |", StringComparison.Ordinal)).Skip(2).TakeWhile(l => l.StartsWith('|'))
        .Select(l => l.Trim('|', ' ').Split(" | ")).ToDictionary(r => r[0].Trim('`'), r => r[1..]);

    [Test]
    public void It_has_every_key_that_the_program_reads_and_no_other()
    {
        using var root = new ConfigurationRoot([new AskedFor(_telling)]);
        MonitorSettings.From(root);
        var asked = ((AskedFor)root.Providers.Single()).Keys.Select(k => k.Replace("BlindHoursOf:one", "BlindHoursOf:{source}", StringComparison.Ordinal));

        Assert.That(_rows.Keys, Is.EquivalentTo(asked.Concat(_ofTheHost)));
    }

    [Test]
    public void Every_row_has_a_meaning_a_unit_and_a_default() =>
        Assert.That(_rows.Where(r => r.Value.Length != 3 || r.Value.Any(string.IsNullOrWhiteSpace)).Select(r => r.Key), Is.Empty);

    [Test]
    public void The_values_in_appsettings_are_the_defaults_it_tells()
    {
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip };
        using var settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "appsettings.json")), options);
        var values = Leaves(settings.RootElement, "").Where(v => !v.Key.StartsWith("Logging:LogLevel:", StringComparison.Ordinal)).ToList();

        Assert.That(values, Has.Count.GreaterThan(25));
        Assert.That(values.Select(v => v.Key).Except(_rows.Keys), Is.Empty);
        foreach (var (key, value) in values.Where(v => v.Value.Length > 0)) Assert.That(_rows[key][2], Does.Contain($"`{value}`"), key);
    }

    [Test]
    public void No_secret_has_a_value_in_a_file()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "appsettings.json"));
        var secrets = _rows.Where(r => r.Value[0].StartsWith("secret", StringComparison.Ordinal)).Select(r => r.Key.Split(':')[^1]).ToList();

        Assert.That(secrets, Is.EquivalentTo(["OperatorKey", "LinkSecret", "Password"]));
        foreach (var secret in secrets) Assert.That(text, Does.Not.Contain($"\"{secret}\""));
    }

    private static IEnumerable<(string Key, string Value)> Leaves(JsonElement element, string path) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().SelectMany(p => Leaves(p.Value, path.Length == 0 ? p.Name : $"{path}:{p.Name}"))
        : [(path, element.ValueKind is JsonValueKind.True or JsonValueKind.False ? element.GetRawText() : element.ToString())];

    /// <summary>Knows what it was asked for.</summary>
    private sealed class AskedFor : ConfigurationProvider
    {
        public AskedFor(IDictionary<string, string?> values) => Data = new Dictionary<string, string?>(values, StringComparer.OrdinalIgnoreCase);

        public HashSet<string> Keys { get; } = new(StringComparer.Ordinal);

        public override bool TryGet(string key, out string? value)
        {
            Keys.Add(key);
            return base.TryGet(key, out value);
        }
    }
}
