using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Census;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;
using Quartz;

namespace DataBlackHole.Surveying;

/// <summary>Wakes the census. One that was broken off goes on at the next start of the service.</summary>
[DisallowConcurrentExecution]
public sealed class CensusJob(CensusSurvey survey, MonitorSettings settings, IHostApplicationLifetime life, ILogger<CensusJob> log) : StoppableJob(life)
{
    private const string Name = "census";

    /// <summary>Only to go on with one that was broken off.</summary>
    private const string Resume = "resume";

    /// <summary>The census with its triggers, when the settings want one.</summary>
    public static IEnumerable<(IJobDetail Job, IReadOnlyList<ITrigger> Triggers)> Schedule(MonitorSettings settings, MonitorCatalogue catalogue, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(catalogue);
        if (settings.Census.Cron is not { } cron) return [];
        if (!catalogue.Publishers.TryGetValue(settings.Census.Publisher, out var publisher))
            throw new SettingsException($"Census:Publisher: there is no publisher '{settings.Census.Publisher}'");
        var job = JobBuilder.Create<CensusJob>().WithIdentity(Name).StoreDurably().RequestRecovery().Build();
        // Under a name of its own, so that another cron expression is another trigger.
        var wanted = TriggerBuilder.Create().ForJob(Name).WithIdentity($"{Name} {cron}").StartAt(now).WithCronSchedule(cron, c => c.InTimeZone(publisher.TimeZone)).Build();
        return [(job, [wanted, TriggerBuilder.Create().ForJob(Name).WithIdentity(Resume).StartAt(now).Build()])];
    }

    /// <summary>The trees that the settings want walked.</summary>
    public static IEnumerable<CensusTree> Trees(bool provinces) => provinces ? CensusTree.Country.Concat(CensusTree.Provinces) : CensusTree.Country;

    protected override async Task RunAsync(IJobExecutionContext context, CancellationToken stopping)
    {
        try
        {
            var plan = new SurveyPlan(settings.Census.Publisher, [.. Trees(settings.Census.Provinces)], OnlyResume: context.Recovering || context.Trigger.Key.Name == Resume);
            if (await survey.RunAsync(plan, _ => { }, stopping) is { } outcome) Tell(outcome);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The service stops; what was read is on record.
        }
        catch (CensusTakenException)
        {
            log.LogInformation("The census is taken by another process");
        }
        catch (Exception exception)
        {
            log.LogError(exception, "The census failed; what was read is on record, and the next one goes on from there");
        }
    }

    private void Tell(SurveyOutcome outcome)
    {
        if (outcome.Blind is { } blind) log.LogWarning("The census was broken off: {Failure}; the next one goes on from there", blind);
        else log.LogInformation("The census of {Publisher} found {Indicators} indicators", outcome.Run.Publisher, outcome.Summary!.Indicators);
    }
}
