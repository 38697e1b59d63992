using System.Text.Json.Nodes;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Loading;

namespace DataBlackHole.Tests.Loading;

/// <summary>The schemas for editors and the loader say the same.</summary>
public sealed class SchemaTests
{
    private static readonly string[] _files = ["publisher", "source", "series", "calendar", "working-days", "vantages", "recognisers", "notices", "watch", "alerts", "history"];

    /// <summary>The words of every property that has a closed list of them.</summary>
    private static readonly Dictionary<string, IEnumerable<string>> _words = new()
    {
        ["source.kind"] = Scalars.Words<SourceKind>(),
        ["vantage.kind"] = Scalars.Words<VantageKind>(),
        ["query.cadence"] = Scalars.Words<Cadence>(),
        ["series.kind"] = Scalars.Words<SeriesKind>(),
        ["series.cadence"] = Scalars.Words<Cadence>(),
        ["listing-reading.proves"] = Scalars.Words<Proof>(),
        ["listing-reading.period"] = Scalars.Words<ListedPeriod>(),
        ["calendar.cadence"] = Scalars.Words<Cadence>(),
        ["notice.says"] = NoticeMapper.Words,
        ["recogniser.kind"] = Scalars.Words<FailureKind>(),
        ["recipient.language"] = Scalars.Words<AlertLanguage>(),
        ["alert-route.audience"] = Scalars.Words<AlertAudience>(),
        ["alert-route.grade"] = Scalars.Words<Grade>(),
        ["history-entry.event"] = Scalars.Words<CuratedEvent>(),
        ["history-entry.confidence"] = Scalars.Words<Confidence>(),
        ["citation.access"] = Scalars.Words<CitationAccess>(),
    };

    private static IEnumerable<(string Name, JsonObject Schema)> Objects() =>
        _files.SelectMany(file => JsonSchemaWalker.Objects(file, Schema(file)));

    [Test]
    public void Every_shape_of_the_loader_has_its_schema_and_every_schema_its_shape() =>
        Assert.That(Objects().Select(o => o.Name).Distinct(), Is.EquivalentTo(Shapes.All.Select(s => s.Name)));

    [Test]
    public void Schema_and_loader_know_the_same_keys_and_need_the_same_keys()
    {
        foreach (var (name, schema) in Objects())
        {
            var shape = Shapes.All.Single(s => s.Name == name);
            Assert.That(schema["properties"]!.AsObject().Select(p => p.Key), Is.EquivalentTo(shape.Keys), name);
            Assert.That(JsonSchemaWalker.Strings(schema["required"]), Is.EquivalentTo(shape.Required), name);
            Assert.That(schema["additionalProperties"]!.GetValue<bool>(), Is.False, name);
        }
    }

    [Test]
    public void Every_key_of_a_schema_is_described()
    {
        var silent = from o in Objects() from p in o.Schema["properties"]!.AsObject() where p.Value!["description"] is null select $"{o.Name}.{p.Key}";

        Assert.That(silent, Is.Empty);
    }

    [Test]
    public void Closed_lists_of_words_are_those_of_the_code()
    {
        var lists = from o in Objects()
                    from p in o.Schema["properties"]!.AsObject()
                    where p.Value!["enum"] is not null
                    select (Name: $"{o.Name}.{p.Key}", Words: JsonSchemaWalker.Strings(p.Value["enum"]).ToList());
        var found = lists.ToDictionary(l => l.Name, l => l.Words);

        Assert.That(found.Keys, Is.EquivalentTo(_words.Keys));
        foreach (var (name, words) in _words) Assert.That(found[name], Is.EqualTo(words), name);
    }

    [Test]
    public void Every_kind_of_reading_has_its_schema()
    {
        var readings = Objects().Where(o => o.Name.EndsWith("-reading", StringComparison.Ordinal));
        var kinds = readings.Select(o => o.Schema["properties"]!["kind"]!["const"]!.GetValue<string>());

        Assert.That(kinds, Is.EquivalentTo(ReadingMapper.Words));
    }

    [Test]
    public void The_schemas_use_only_words_that_these_tests_understand() =>
        Assert.That(_files.SelectMany(f => JsonSchemaWalker.UnknownWords(Schema(f))), Is.Empty);

    private static IEnumerable<TestCaseData> DefinitionFiles()
    {
        foreach (var folder in new[] { LoadingSamples.Config, Path.Combine(LoadingSamples.Room, "good-catalogue") })
        {
            foreach (var (place, schema) in new[]
            {
                ("publishers", "publisher"), ("sources", "source"), ("series", "series"), ("calendars", "calendar"),
                ("calendars/working-days", "working-days"), ("history", "history"),
            })
            {
                foreach (var file in Directory.GetFiles(Path.Combine(folder, place), "*.yaml")) yield return Case(folder, file, schema);
            }
            foreach (var name in new[] { "vantages", "recognisers", "notices", "watch", "alerts" })
            {
                var file = Path.Combine(folder, $"{name}.yaml");
                if (File.Exists(file)) yield return Case(folder, file, name);
            }
        }
    }

    [TestCaseSource(nameof(DefinitionFiles))]
    public void A_definition_the_loader_accepts_is_allowed_by_its_schema(string folder, string file, string schema)
    {
        var problems = new ProblemLog();
        var root = DefinitionFile.Read(folder, Path.GetRelativePath(folder, file), problems)!.Parse(problems.In(file))!;

        Assert.That(new JsonSchemaWalker(Schema(schema)).Errors(root), Is.Empty);
    }

    [TestCase("unknown-key.series.yaml")]
    [TestCase("missing-key.publisher.yaml")]
    [TestCase("bad-cadence-word.series.yaml")]
    [TestCase("bad-key.publisher.yaml")]
    [TestCase("text-instead-of-list.series.yaml")]
    [TestCase("number-out-of-range.calendar.yaml")]
    [TestCase("no-month.calendar.yaml")]
    [TestCase("relative-url.publisher.yaml")]
    [TestCase("notice-of-a-lead.notices.yaml")]
    [TestCase("notice-without-a-name.series.yaml")]
    [TestCase("bad-words.alerts.yaml")]
    [TestCase("proxy-with-a-word-as-country.vantages.yaml")]
    [TestCase("password-instead-of-its-variable.vantages.yaml")]
    [TestCase("bad-event.history.yaml")]
    [TestCase("bad-effective-date.history.yaml")]
    [TestCase("relative-citation.history.yaml")]
    [TestCase("quote-without-source.history.yaml")]
    [TestCase("no-entry.history.yaml")]
    public void A_slip_that_a_schema_can_see_is_seen_by_it(string sample)
    {
        var folder = Path.Combine(LoadingSamples.Room, "bad-catalogue");
        var problems = new ProblemLog();
        var root = DefinitionFile.Read(folder, sample, problems)!.Parse(problems.In(sample))!;

        Assert.That(new JsonSchemaWalker(Schema(sample.Split('.')[1])).Errors(root), Is.Not.Empty);
    }

    [Test]
    public void Every_definition_names_its_schema_for_editors()
    {
        foreach (var file in Directory.GetFiles(LoadingSamples.Config, "*.yaml", SearchOption.AllDirectories).Where(IsOurs))
        {
            const string comment = "# yaml-language-server: $schema=";
            var first = File.ReadLines(file).First();
            Assert.That(first, Does.StartWith(comment), file);
            Assert.That(Path.Combine(Path.GetDirectoryName(file)!, first[comment.Length..]), Does.Exist, file);
        }
    }

    private static bool IsOurs(string file) =>
        new[] { "publishers", "sources", "series", "calendars", "working-days", "history" }.Contains(Path.GetFileName(Path.GetDirectoryName(file)));

    private static TestCaseData Case(string folder, string file, string schema) =>
        new TestCaseData(folder, file, schema).SetArgDisplayNames(Path.GetRelativePath(LoadingSamples.Root, file));

    private static JsonObject Schema(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(LoadingSamples.Config, "schema", $"{name}.schema.json")))!.AsObject();
}
