using DataBlackHole.Core.Alerting;
using DataBlackHole.Tests.AbsenceBench.Scenarios;

namespace DataBlackHole.Tests.AbsenceBench;

/// <summary>
/// The bench counts mails too: for the seven core events a reader gets seven right mails, no false one, and at most nine in all — that a release
/// was late before it was missing, and that a late one came out, may be told.
/// </summary>
public sealed class MailCountTests
{
    private const ulong Seed = 1;

    /// <summary>The year, its core events, and what may be told beside them.</summary>
    private static readonly (string Scenario, AlertEventKind[] Core, AlertEventKind[] Beside)[] Years =
    [
        ("late: a monthly release", [AlertEventKind.Late], [AlertEventKind.PublishedAfterTrouble]),
        ("missing at the end of the year", [AlertEventKind.Missing], [AlertEventKind.Late]),
        ("row dropped in one release and back in the next", [AlertEventKind.DroppedIndicator], []),
        ("notice of a stop", [AlertEventKind.Discontinued], []),
        ("a notice the day before puts the release off without a day", [AlertEventKind.Postponed], []),
        ("notice of suspension, and resumed three months later", [AlertEventKind.Paused, AlertEventKind.Resumed], []),
    ];

    private static IEnumerable<string> Scenarios => Years.Select(y => y.Scenario);

    [Test]
    public void Seven_core_events_and_nine_mails_at_most_are_asked_for() =>
        Assert.That((Years.Sum(y => y.Core.Length), Years.Sum(y => y.Core.Length + y.Beside.Length)), Is.EqualTo((7, 9)));

    [TestCaseSource(nameof(Scenarios))]
    public async Task A_core_event_is_mailed_once_and_nothing_false_is(string scenario)
    {
        var (_, core, beside) = Years.Single(y => y.Scenario == scenario);
        var result = await BenchRun.RunAsync(AllScenarios.All.Single(s => s.Name == scenario), Seed, MailCount.OneReader);
        var told = result.Mails.SelectMany(m => m).Select(m => Enum.Parse<AlertEventKind>(m.Split(' ')[0])).ToList();
        var mails = string.Join("; ", result.Mails.Select(m => string.Join(" + ", m)));
        TestContext.Progress.WriteLine($"{scenario}: {result.Mails.Count} mails: {mails}");
        if (!core.All(told.Contains) && AllScenarios.AwaitsJudge.TryGetValue(scenario, out var feature)) Assert.Ignore($"the bench awaits: {feature}");
        foreach (var kind in core) Assert.That(told.Count(t => t == kind), Is.EqualTo(1), $"{kind} among: {mails}");
        Assert.That(told.Except(core.Concat(beside)), Is.Empty, $"false mails among: {mails}");
        Assert.That(result.Mails, Has.Count.LessThanOrEqualTo(core.Length + beside.Length), mails);
    }

    [Test]
    public async Task A_year_in_which_nothing_happens_but_to_us_mails_no_reader()
    {
        var quiet = 0;
        foreach (var scenario in PunctualScenarios.All.Concat(WallScenarios.All).Concat(OwnTroubleScenarios.All).Take(16))
        {
            var result = await BenchRun.RunAsync(scenario, Seed, MailCount.OneReader);
            if (result.Events.Any(e => e.Split(' ')[1] != "Blind")) continue;
            quiet++;
            Assert.That(result.Mails, Is.Empty, scenario.Name);
        }
        Assert.That(quiet, Is.GreaterThanOrEqualTo(5));
    }
}
