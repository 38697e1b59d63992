using System.Text;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Loading;

namespace DataBlackHole.Tests.Loading;

/// <summary>One line watches an indicator.</summary>
public sealed class WatchLoadingTests
{
    [Test]
    public void A_line_becomes_a_source_beside_the_others_and_a_series_that_is_judged()
    {
        var result = Load("""- { publisher: agency, indicator: "ABCDEF0123456789", category: c9, root: r9, calendar: monthly, name: "指标 (%)", unit: "%" }""");

        Assert.That(result.Problems, Is.Empty, string.Join('\n', result.Problems));
        var series = result.Catalogue!.Series["agency-abcdef012345"];
        var source = result.Catalogue.Sources["agency-abcdef012345-db"];
        Assert.That((series.Cadence, series.Unit, series.Name.Zh, series.Release!.Key), Is.EqualTo((Cadence.Monthly, "%", "指标 (%)", "monthly")));
        Assert.That((source.Kind, source.IsVerified, source.Query!.Category, source.Query.Root), Is.EqualTo((SourceKind.NbsDatabase, false, "c9", "r9")));
        Assert.That(source.Addresses, Is.EqualTo(result.Catalogue.Sources["database"].Addresses));
    }

    [TestCase("""- { publisher: bureau, indicator: i9, category: c9, calendar: monthly, name: n }""", ProblemCode.NothingToWatchBeside, "define one query")]
    [TestCase("""- { publisher: agency, indicator: "指标", category: c9, calendar: monthly, name: n }""", ProblemCode.BadKey, "add key:")]
    [TestCase("""- { publisher: agency, indicator: i9, category: c9, calendar: weekly, name: n }""", ProblemCode.UnknownReference, "weekly")]
    public void A_line_that_cannot_be_watched_is_told_with_what_to_do(string line, string code, string told)
    {
        var problem = Load(line).Problems.Single();
        Assert.That((problem.Code, problem.File, problem.Line), Is.EqualTo((code, "watch.yaml", 2)));
        Assert.That(problem.ToString(), Does.Contain(told));
    }

    private static LoadResult Load(string line)
    {
        using var folder = new SampleFolder();
        folder.Write("watch.yaml", Encoding.UTF8.GetBytes($"watch:\n  {line}\n"));
        return CatalogueLoader.Load(folder.Path);
    }
}
