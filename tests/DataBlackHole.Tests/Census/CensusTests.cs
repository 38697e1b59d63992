using DataBlackHole.Core.Census;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage;
using DataBlackHole.Surveying;
using DataBlackHole.Tests.Storage;

namespace DataBlackHole.Tests.Census;

/// <summary>A census over three thousand constructed indicators, behind a server with all the manners of the real one.</summary>
internal sealed class CensusTests
{
    private CensusBench _bench = null!;
    private ConstructedWorld _world = null!;

    [SetUp]
    public async Task Start()
    {
        _bench = await CensusBench.StartAsync();
        _world = new ConstructedWorld(_bench.Database);
    }

    [TearDown]
    public Task Stop() => _bench.DisposeAsync().AsTask();

    [Test]
    [Category("Slow")]
    public async Task It_finds_exactly_what_ended_in_which_way_and_nothing_else()
    {
        _bench.Database.ChallengeAfter = 100;
        _bench.Database.HasMoods = true;
        var first = await _bench.TakeAsync();
        Assert.That(Ids(first!, CensusStanding.Stopped), Is.EquivalentTo(_world.Stopped.Concat(_world.Resumed)), "the first census");
        Assert.That(Ids(first!, CensusStanding.Vanished), Is.Empty, "the first census has nothing to miss");

        _world.Move();
        _bench.Clock.Advance(TimeSpan.FromDays(7));
        var second = (await _bench.TakeAsync())!;

        Assert.That(second.Findings, Has.Length.GreaterThan(3000));
        Assert.That(Ids(second, CensusStanding.Stopped), Is.EquivalentTo(_world.Stopped));
        Assert.That(Ids(second, CensusStanding.Vanished), Is.EquivalentTo(_world.Vanished));
        Assert.That(second.Findings.Where(f => f.Standing == CensusStanding.Renamed).ToDictionary(f => f.Indicator.Indicator, f => f.Successor), Is.EquivalentTo(_world.Renamed));
        Assert.That(Ids(second, CensusStanding.WindowEnded), Is.EquivalentTo(_world.Windows));
        Assert.That(second.Findings.Where(f => f.Change == CensusChange.CameBack).Select(f => f.Indicator.Indicator), Is.EquivalentTo(_world.Resumed));
        Assert.That(Ids(second, CensusStanding.CannotTell), Is.Empty);
        Assert.That(second.Findings.Where(f => f.IsAbsence).Select(f => (f.Standing, f.Grade)).Distinct(),
            Is.EquivalentTo([(CensusStanding.Stopped, Grade.Corroborated), (CensusStanding.Vanished, Grade.Suspected)]), "a week apart, two censuses agree on what stopped");
        Assert.That((second.Summary!.IsWhole, second.Summary.PagesUnread), Is.EqualTo((true, 0)));
        AssertPolite();
    }

    [Test]
    public async Task What_was_found_is_on_record_and_only_news_adds_to_it()
    {
        await _bench.TakeAsync();
        var after = await _bench.Record.ScalarAsync<long>("SELECT count(*) FROM census_indicators");
        _bench.Clock.Advance(TimeSpan.FromHours(2));
        await _bench.TakeAsync();

        Assert.That(await _bench.Record.ScalarAsync<long>("SELECT count(*) FROM census_indicators"), Is.EqualTo(after), "nothing is new two hours later");
        Assert.That(await _bench.Queries.IndicatorsAsync(CensusBench.Publisher), Has.Count.EqualTo(after));
        var stopped = await _bench.Queries.IndicatorsAsync(CensusBench.Publisher, CensusStanding.Stopped);
        Assert.That(stopped.Select(v => v.Finding.Indicator.Indicator), Is.EquivalentTo(_world.Stopped.Concat(_world.Resumed)));
        Assert.That(stopped.Select(v => v.Finding), Is.All.Matches<CensusFinding>(f => f.Behind > f.Allowed && f.Peer is not null && f.PeersLast > f.Indicator.Last));
        var last = await _bench.Queries.LastAsync(CensusBench.Publisher);
        Assert.That(last!.Summary.ByStanding[CensusStanding.Stopped], Is.EqualTo(stopped.Count));
    }

    [Test]
    public async Task A_branch_that_cannot_be_read_is_a_doubt_and_never_an_end()
    {
        var tree = CensusTree.Country[1];
        await _bench.TakeAsync(tree);
        var broken = _bench.Database.Trees[2].Nodes[1];
        _bench.Database.Broken = $"pid={broken.Id}";
        _world.Move();
        _bench.Clock.Advance(TimeSpan.FromDays(7));
        var second = (await _bench.TakeAsync(tree))!;

        var inBranch = broken.Leaves.SelectMany(l => l.Indicators).Select(i => i.Id).ToList();
        var doubts = second.Findings.Where(f => f.Doubt == CensusDoubt.BranchUnread).Select(f => f.Indicator.Indicator);
        Assert.That(inBranch, Has.Count.EqualTo(100));
        Assert.That(doubts, Is.EquivalentTo(inBranch));
        Assert.That(Ids(second, CensusStanding.Vanished), Is.Empty);
        Assert.That((second.Summary!.IsWhole, second.Summary.CannotTell.Length), Is.EqualTo((false, 101)), "the branch itself and everything in it");
    }

    [Test]
    public async Task A_database_that_answers_nobody_breaks_the_census_off_and_the_next_one_goes_on()
    {
        _bench.Database.OnRequest = number => _bench.Database.Broken = number >= 12 ? "/" : null;
        var first = (await _bench.TakeAsync(CensusTree.Country[2]))!;
        Assert.That((first.Blind?.Kind, first.Summary), Is.EqualTo((FailureKind.ConnectionReset, null as CensusSummary)));
        _bench.Database.OnRequest = null;
        _bench.Database.Broken = null;
        var second = (await _bench.TakeAsync(onlyResume: true))!;
        Assert.That((second.Run.Id, second.Blind, second.Summary!.IsWhole), Is.EqualTo((first.Run.Id, null as ProbeFailure, true)));
        Assert.That(await _bench.TakeAsync(onlyResume: true), Is.Null, "there is none left to go on with");
    }

    [Test]
    public async Task A_census_that_is_stopped_anywhere_goes_on_without_asking_again_what_was_answered()
    {
        var broken = 0;
        SurveyOutcome? outcome = null;
        while (outcome is null)
        {
            using var stop = new CancellationTokenSource();
            var until = _bench.Database.Seen.Count + 3 + broken % 11;
            _bench.Database.OnRequest = number => { if (number >= until) stop.Cancel(); };
            try
            {
                outcome = await _bench.TakeAsync(CensusTree.Country[2], stopping: stop.Token);
            }
            catch (OperationCanceledException)
            {
                broken++;
            }
        }
        var answered = _bench.Database.Seen.GroupBy(s => s.Question).Where(g => g.Count() > 1).ToList();
        Assert.That(broken, Is.GreaterThan(8));
        Assert.That(answered.Sum(g => g.Count() - 1), Is.LessThanOrEqualTo(broken), "only the question during which it was stopped");
        var expected = _world.Leaves.SelectMany(l => l.Indicators).Where(i => i.Cadence == Core.Calendars.Cadence.Annual).Select(i => i.Id).ToList();
        Assert.That(outcome.Findings.Select(f => f.Indicator.Indicator), Is.EquivalentTo(expected));
        Assert.That(Ids(outcome, CensusStanding.Stopped), Is.EquivalentTo(_world.Stopped.Concat(_world.Resumed).Intersect(expected)));
    }

    [Test]
    public async Task Where_figures_are_not_told_together_they_are_asked_for_one_by_one()
    {
        _bench.Database.RefusesTogether = true;
        _bench.Database.Trees[3].Nodes.RemoveRange(1, 4);
        var outcome = (await _bench.TakeAsync(CensusTree.Country[2]))!;
        var left = _bench.Database.Trees[3].Leaves.SelectMany(l => l.Indicators).Select(i => i.Id).ToHashSet();
        Assert.That(outcome.Findings, Has.Length.EqualTo(100));
        Assert.That(Ids(outcome, CensusStanding.Stopped), Is.EquivalentTo(_world.Stopped.Concat(_world.Resumed).Where(left.Contains)));
        Assert.That(_bench.Database.Seen.Count(s => s.Question.Contains("stream/esData", StringComparison.Ordinal)), Is.LessThanOrEqualTo(6), "refusals teach");
    }

    [Test]
    public async Task Two_processes_do_not_take_the_same_census()
    {
        var store = new CensusStore(_bench.Record.Contexts());
        var run = await store.BeginAsync(CensusBench.Publisher, _bench.Clock.GetUtcNow(), new DateOnly(2026, 10, 11), CensusTree.Country, _bench.Database.Url, "hash");
        _bench.Database.OnRequest = number =>
        {
            if (number != 2) return;
            var page = Sample.Page("other", _bench.Clock.GetUtcNow());
            store.AddPageAsync(run.Id, "Tree:2::0:0", 1, CensusOutcome.Read, page).GetAwaiter().GetResult();
        };
        await Assert.ThatAsync(() => _bench.TakeAsync(), Throws.InstanceOf<CensusTakenException>());
    }

    [Test]
    public async Task Progress_tells_how_much_is_left()
    {
        var told = new List<SurveyProgress>();
        await _bench.TakeAsync(CensusTree.Country[2], told.Add);
        Assert.That(told[^1], Is.EqualTo(new SurveyProgress(told[^1].Done, 0, 500, TimeSpan.Zero)));
        Assert.That(told.Select(p => p.Done), Is.Ordered);
        var asked = _bench.Database.Seen;
        var estimate = told.First(p => p.Done == 40).Remaining!.Value;
        Assert.That(estimate / (asked[^1].At - asked[40].At), Is.InRange(0.5, 3.0));
    }

    private static IEnumerable<string> Ids(SurveyOutcome outcome, CensusStanding standing) => outcome.Findings.Where(f => f.Standing == standing).Select(f => f.Indicator.Indicator);

    /// <summary>At the server: never two questions within a second, never more than sixty without a minute of silence, challenges waited out.</summary>
    private void AssertPolite()
    {
        var times = _bench.Database.Seen.Select(s => s.At).ToList();
        Assert.That(times, Has.Count.GreaterThan(700));
        var gaps = times.Zip(times.Skip(1), (a, b) => b - a).ToList();
        Assert.That(gaps.Min(), Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(1)));
        var burst = 1;
        var longest = 1;
        foreach (var gap in gaps)
        {
            burst = gap >= TimeSpan.FromMinutes(1) ? 1 : burst + 1;
            longest = Math.Max(longest, burst);
        }
        Assert.That(longest, Is.EqualTo(60));
        TestContext.Out.WriteLine($"{times.Count} questions in {times[^1] - times[0]}, {_bench.Database.Seen.Count(s => !s.Answered)} of them not answered");
    }
}
