using System.Text.Json.Nodes;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Judging;
using DataBlackHole.Loading;

namespace DataBlackHole.Tests.Loading;

/// <summary>Who is told of what, as it is read from alerts.yaml.</summary>
public sealed class AlertsLoadingTests
{
    [Test]
    public void Recipients_and_routes_are_read_as_they_are_written()
    {
        using var folder = new SampleFolder();
        var rules = CatalogueLoader.Load(folder.Path).Alerts;

        Assert.That(rules.Recipients.Keys, Is.EqualTo(["bot", "desk", "economist", "ops"]));
        var (desk, bot) = (rules.Recipients["desk"], rules.Recipients["bot"]);
        Assert.That((desk.Channel, desk.Address, desk.Language, desk.Quiet!.From, desk.Quiet.To), Is.EqualTo((AlertChannel.Mail, "desk@agency.example", AlertLanguage.En, new TimeOnly(22, 0), new TimeOnly(7, 0))));
        Assert.That((bot.Channel, bot.Address, bot.SecretVariable), Is.EqualTo((AlertChannel.Webhook, "https://hooks.agency.example/dbh", "DBH_BOT_KEY")));
        Assert.That(rules.Recipients["economist"].Digest, Is.EqualTo(new DailyDigest(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), 18)));
        Assert.That(rules.Routes.Select(r => (string.Join(',', r.To), r.Audience, r.MinimumGrade)), Is.EqualTo([("desk,bot", AlertAudience.Reader, Grade.Corroborated), ("economist", AlertAudience.Reader, Grade.None), ("ops", AlertAudience.Operator, Grade.None)]));
        Assert.That(rules.Routes[1].Events, Is.EquivalentTo([AlertEventKind.Missing, AlertEventKind.Resumed]));
        Assert.That((rules.Grouping, rules.BlindPatience), Is.EqualTo((TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(45))));
    }

    [Test]
    public void The_name_of_the_catalogue_does_not_depend_on_who_wants_mail()
    {
        using var folder = new SampleFolder();
        var before = CatalogueLoader.Load(folder.Path);
        File.Delete(Path.Combine(folder.Path, "alerts.yaml"));
        var after = CatalogueLoader.Load(folder.Path);

        Assert.That(after.Catalogue!.Hash, Is.EqualTo(before.Catalogue!.Hash));
        Assert.That(after.Alerts, Is.SameAs(AlertRules.None));
    }

    [Test]
    public void The_shipped_file_tells_nobody_and_its_examples_are_good()
    {
        Assert.That(CatalogueLoader.Load(LoadingSamples.Config).Alerts.Recipients, Is.Empty);

        using var folder = new SampleFolder();
        var example = File.ReadLines(Path.Combine(LoadingSamples.Config, "alerts.yaml")).SkipWhile(l => l != "# recipients:").TakeWhile(l => l.StartsWith("# ", StringComparison.Ordinal)).Select(l => l[2..]);
        var text = string.Join('\n', example).Replace("publishers: [nbs]", "publishers: [agency]", StringComparison.Ordinal).Replace("tags: [unemployment]", "tags: [output]", StringComparison.Ordinal);
        folder.Write("alerts.yaml", System.Text.Encoding.UTF8.GetBytes(text));
        var result = CatalogueLoader.Load(folder.Path);
        Assert.That(result.Problems, Is.Empty, LoadingSamples.Describe(result.Problems));
        Assert.That(result.Alerts.Recipients, Has.Count.EqualTo(4));
    }

    [Test]
    public void The_schema_knows_every_event()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(LoadingSamples.Config, "schema", "alerts.schema.json")))!;
        var words = schema["$defs"]!["alert-route"]!["properties"]!["events"]!["items"]!["enum"];
        Assert.That(JsonSchemaWalker.Strings(words), Is.EqualTo(Scalars.Words<AlertEventKind>()));
    }
}
