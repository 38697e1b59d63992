using System.Diagnostics;
using DataBlackHole.Scheduling;
using DataBlackHole.Serving;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace DataBlackHole.Service.Tests.Cluster;

/// <summary>What the plan of looks is after a start, on both stores.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.Postgres)]
public sealed class PlanningTests(DatabaseProvider provider)
{
    private static readonly TriggerQuery _looks = new() { Group = GroupMatcher<TriggerKey>.GroupEquals("looks"), Take = PagedQuery.All };

    private TestDatabase _database = null!;

    [SetUp]
    public void Name() => _database = TestDatabase.Name(provider);

    [TearDown]
    public async Task Drop()
    {
        if (_database is not null) await _database.DisposeAsync();
    }

    [Test]
    [Category("Scale")]
    public async Task Ten_thousand_sources_are_planned_at_once_a_gap_apart_at_each_host()
    {
        using var definitions = new ManySources(10_000, hosts: 20);
        await using var app = await BuildAsync(definitions.Load());
        var (scheduler, schedule) = (await app.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(), app.Services.GetRequiredService<LookSchedule>());

        var watch = Stopwatch.StartNew();
        await schedule.PlanAllAsync(scheduler, CancellationToken.None);
        var first = watch.Elapsed;
        watch.Restart();
        await schedule.PlanAllAsync(scheduler, CancellationToken.None);
        TestContext.Out.WriteLine($"{provider}: 10,000 sources planned in {first.TotalSeconds:0.00} s; looked through again in {watch.Elapsed.TotalSeconds:0.00} s");

        var planned = (await scheduler.QueryTriggers(_looks)).Items;
        Assert.That(planned, Has.Count.EqualTo(10_000));
        Assert.That(planned.Select(t => t.State), Is.All.EqualTo(TriggerState.Normal));
        foreach (var atHost in planned.GroupBy(t => int.Parse(t.Key.Name[1..]) % 20))
        {
            var moments = atHost.Select(t => t.NextFireTimeUtc!.Value).Order().ToList();
            Assert.That(moments.Zip(moments.Skip(1), (a, b) => b - a).Min(), Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(1.99)));
        }
        Assert.That(first, Is.LessThan(TimeSpan.FromSeconds(6)), "three seconds on an idle machine");
    }

    [Test]
    public async Task What_is_planned_stays_what_lost_its_trigger_is_planned_and_what_is_gone_goes()
    {
        using var definitions = new ManySources(60, hosts: 3);
        await using var app = await BuildAsync(definitions.Load());
        var (scheduler, schedule) = (await app.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(), app.Services.GetRequiredService<LookSchedule>());
        await schedule.PlanAllAsync(scheduler, CancellationToken.None);
        var before = (await scheduler.QueryTriggers(_looks)).Items.ToDictionary(t => t.Key.Name, t => t.NextFireTimeUtc);
        await scheduler.UnscheduleJob(new TriggerKey("s00007", "looks"));
        await scheduler.ScheduleJob(JobBuilder.Create<LookJob>().WithIdentity("gone", "looks").StoreDurably().Build(), TriggerBuilder.Create().WithIdentity("gone", "looks").ForJob("gone", "looks").StartAt(TimeProvider.System.GetUtcNow().AddDays(1)).Build());

        await schedule.PlanAllAsync(scheduler, CancellationToken.None);

        var after = (await scheduler.QueryTriggers(_looks)).Items.ToDictionary(t => t.Key.Name, t => t.NextFireTimeUtc);
        Assert.That(after.Keys, Is.EquivalentTo(before.Keys));
        Assert.That(after.Where(t => t.Key != "s00007"), Is.EquivalentTo(before.Where(t => t.Key != "s00007")));
        Assert.That(await scheduler.GetJobDetail(new JobKey("gone", "looks")), Is.Null);
    }

    private async Task<WebApplication> BuildAsync(Core.Catalogue.MonitorCatalogue catalogue)
    {
        var settings = new MonitorSettings("", DatabaseSettings.Parse(_database.Setting), "DataBlackHole-Test/1.0 (tests)");
        var app = MonitorHost.Build(catalogue, settings, builder => builder.Logging.ClearProviders());
        await app.Services.PrepareRecordAsync(CancellationToken.None);
        return app;
    }
}
