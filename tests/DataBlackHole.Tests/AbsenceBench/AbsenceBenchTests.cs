using System.Collections.Concurrent;
using DataBlackHole.Tests.AbsenceBench.Scenarios;

namespace DataBlackHole.Tests.AbsenceBench;

/// <summary>One seed of every scenario through the real path: fetch handler, reading, judging, recording on SQLite.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class AbsenceBenchTests
{
    private const ulong Seed = 1;

    private static readonly ConcurrentBag<BenchResult> Results = [];

    private static IEnumerable<TestCaseData> Passing => AllScenarios.Passing.Select(Case);

    private static IEnumerable<TestCaseData> Waiting => AllScenarios.Waiting.Select(Case);

    [TestCaseSource(nameof(Passing))]
    public async Task A_year_raises_exactly_its_events(object scenario)
    {
        var result = await BenchRun.RunAsync((Scenario)scenario, Seed);
        Results.Add(result);
        Assert.That(result.Problems, Is.Empty, $"said: {string.Join("; ", result.Events)}");
    }

    [TestCaseSource(nameof(Waiting))]
    public async Task A_year_that_awaits_a_feature_does_not_pass_yet(object scenario)
    {
        var result = await BenchRun.RunAsync((Scenario)scenario, Seed);
        Results.Add(result);
        Assert.That(result.Problems, Is.Not.Empty, "it passes now: take it off the list of those that wait");
    }

    [Test]
    public async Task A_seed_always_takes_the_same_course()
    {
        var scenario = AllScenarios.All.Single(s => s.Name == "503 every third look while a release is late");
        var first = await BenchRun.RunAsync(scenario, 7);
        var second = await BenchRun.RunAsync(scenario, 7);
        Assert.That(second.Events, Is.EqualTo(first.Events));
        Assert.That((second.Looks, second.Requests), Is.EqualTo((first.Looks, first.Requests)));
    }

    [TestCase("on time: one series in listing and database")]
    [TestCase("on time: January and February combined, with a row")]
    [TestCase("late: in both channels of one series")]
    [TestCase("missing, and out weeks later")]
    [TestCase("row dropped in one release and back in the next")]
    [TestCase("503 every third look while a release is late")]
    [TestCase("the page moves to another address after a week")]
    [TestCase("silent revision of an old value")]
    public async Task Looks_several_times_a_day_raise_the_same_events_and_most_of_them_leave_the_states_alone(string name)
    {
        var scenario = AllScenarios.All.Single(s => s.Name == name);
        var result = await BenchRun.RunAsync(scenario, BenchCatalogue.Dense + (ulong)(name.Length % 2));
        Assert.That(result.Problems, Is.Empty, $"said: {string.Join("; ", result.Events)}");
        Assert.That(result.StateWrites, Is.LessThan(result.Looks * scenario.Series.Length * 4 / 5), $"{result.Looks} looks, {result.StateWrites} writes of states, {result.Requests} requests");
    }

    [Test]
    public void There_are_enough_scenarios_and_each_has_its_own_name()
    {
        Assert.That(AllScenarios.All, Has.Count.GreaterThanOrEqualTo(60));
        Assert.That(AllScenarios.All.Select(s => s.Name), Is.Unique);
        Assert.That(AllScenarios.AwaitsJudge.Keys, Is.SubsetOf(AllScenarios.All.Select(s => s.Name)));
    }

    [OneTimeTearDown]
    public void Print() => TestContext.Progress.WriteLine(BenchTable.Of(Results));

    private static TestCaseData Case(Scenario scenario) => new TestCaseData(scenario).SetArgDisplayNames(scenario.Name);
}
