using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using DataBlackHole.Loading;

namespace DataBlackHole.Tests.Loading;

/// <summary>
/// One constructed sample for each rule. The file is laid beside good definitions; its first line says which problems it must yield,
/// as code and line, and it must yield nothing else.
/// </summary>
public sealed partial class BadCatalogueTests
{
    private static readonly Dictionary<string, string> _placeOf = new()
    {
        ["publisher"] = "publishers/sample.yaml",
        ["source"] = "sources/sample.yaml",
        ["series"] = "series/sample.yaml",
        ["calendar"] = "calendars/sample.yaml",
        ["working-days"] = "calendars/working-days/sample.yaml",
        ["vantages"] = "vantages.yaml",
        ["recognisers"] = "recognisers.yaml",
        ["notices"] = "notices.yaml",
        ["alerts"] = "alerts.yaml",
        ["history"] = "history/agency.yaml",
        ["bureau-history"] = "history/bureau.yaml",
    };

    private static IEnumerable<TestCaseData> Samples() =>
        SampleFiles().Select(file => new TestCaseData(file).SetArgDisplayNames(Path.GetFileName(file)));

    [TestCaseSource(nameof(Samples))]
    public void A_bad_definition_is_reported_with_code_and_line(string sample)
    {
        using var folder = new SampleFolder();
        var place = _placeOf[Path.GetFileName(sample).Split('.')[^2]];
        folder.Write(place, File.ReadAllBytes(sample));

        var result = CatalogueLoader.Load(folder.Path);

        Assert.That(result.Catalogue, Is.Null);
        Assert.That(result.Problems.Select(p => $"{p.Code}:{p.Line}"), Is.EquivalentTo(Expected(sample)), LoadingSamples.Describe(result.Problems));
        Assert.That(result.Problems.Select(p => p.File), Has.All.EqualTo(place));
        Assert.That(result.Problems, Has.All.Matches<Core.Catalogue.CatalogueProblem>(p => p.Message.Length > 0 && p.Hint.Length > 0));
    }

    [Test]
    public void Every_code_has_a_sample_or_a_test_of_its_own()
    {
        string[] elsewhere = [ProblemCode.NotUtf8, ProblemCode.EmptyFolder, ProblemCode.NoWording, ProblemCode.NothingToWatchBeside];
        var codes = typeof(ProblemCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetValue(null)!).ToList();
        var sampled = SampleFiles().SelectMany(Expected).Select(e => e.Split(':')[0]);

        Assert.That(codes, Is.Unique);
        Assert.That(codes.Except(elsewhere), Is.EquivalentTo(sampled.Distinct()));
    }

    [Test]
    public void A_file_that_is_not_UTF_8_is_reported_with_the_line_of_the_first_bad_byte()
    {
        using var folder = new SampleFolder();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        folder.Write("publishers/sample.yaml", Encoding.GetEncoding("GB18030").GetBytes("# first\nkey: sample\nname: { en: e, zh: 机构 }\n"));

        var problem = CatalogueLoader.Load(folder.Path).Problems.Single();

        Assert.That((problem.Code, problem.File, problem.Line), Is.EqualTo((ProblemCode.NotUtf8, "publishers/sample.yaml", 3)));
    }

    [TestCase("publishers")]
    [TestCase("sources")]
    [TestCase("series")]
    [TestCase("calendars/working-days")]
    [TestCase("history")]
    public void A_folder_without_definitions_is_reported(string empty)
    {
        using var folder = new SampleFolder();
        Directory.Delete(Path.Combine(folder.Path, empty), recursive: true);
        Directory.CreateDirectory(Path.Combine(folder.Path, empty));

        var problems = CatalogueLoader.Load(folder.Path).Problems;

        Assert.That(problems.Select(p => (p.Code, p.File)), Does.Contain((ProblemCode.EmptyFolder, empty)));
    }

    [Test]
    public void A_reading_for_notices_needs_wordings()
    {
        using var folder = new SampleFolder();
        File.Delete(Path.Combine(folder.Path, "notices.yaml"));

        var problem = CatalogueLoader.Load(folder.Path).Problems.Single();

        Assert.That((problem.Code, problem.File), Is.EqualTo((ProblemCode.NoWording, "series/output.yaml")));
    }

    [Test]
    public void A_configuration_folder_that_does_not_exist_is_reported()
    {
        var result = CatalogueLoader.Load(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));

        Assert.That(result.Catalogue, Is.Null);
        Assert.That(result.Problems.Select(p => p.Code), Has.All.EqualTo(ProblemCode.EmptyFolder));
    }

    [Test]
    public void An_unknown_key_is_answered_with_the_key_that_was_meant()
    {
        using var folder = new SampleFolder();
        folder.Write("series/sample.yaml", File.ReadAllBytes(Path.Combine(LoadingSamples.Room, "bad-catalogue", "unknown-key.series.yaml")));

        Assert.That(CatalogueLoader.Load(folder.Path).Problems.Single().Hint, Does.Contain("'unit'"));
    }

    [Test]
    public void Problems_of_all_files_are_reported_at_once_in_the_order_of_files_and_lines()
    {
        using var folder = new SampleFolder();
        foreach (var sample in new[] { "unknown-time-zone.publisher.yaml", "bad-cron.source.yaml", "bad-period.series.yaml" })
        {
            folder.Write(_placeOf[sample.Split('.')[1]], File.ReadAllBytes(Path.Combine(LoadingSamples.Room, "bad-catalogue", sample)));
        }

        var codes = CatalogueLoader.Load(folder.Path).Problems.Select(p => p.Code);

        Assert.That(codes, Is.EqualTo([ProblemCode.BadTimeZone, ProblemCode.BadPeriod, ProblemCode.BadCron]));
    }

    [Test]
    public void One_slip_in_a_definition_does_not_hide_the_next()
    {
        using var folder = new SampleFolder();
        folder.Write("series/sample.yaml", """
            key: sample
            name: { en: e }
            publisher: nobody
            cadence: Often
            calendar: nowhere
            readings: [{ kind: page, source: list, title: '(' }]
            """u8.ToArray());

        var found = CatalogueLoader.Load(folder.Path).Problems.Select(p => $"{p.Code}:{p.Line}");

        Assert.That(found, Is.EquivalentTo(["DBH007:1", "DBH007:2", "DBH022:3", "DBH009:4", "DBH022:5", "DBH023:6", "DBH017:6"]));
    }

    private static string[] SampleFiles() => Directory.GetFiles(Path.Combine(LoadingSamples.Room, "bad-catalogue"), "*.yaml");

    private static string[] Expected(string sample) => ExpectedProblem().Matches(File.ReadLines(sample).First()).Select(m => m.Value).ToArray();

    [GeneratedRegex("DBH[0-9]{3}:[0-9]+")]
    private static partial Regex ExpectedProblem();
}
