using System.Diagnostics;
using DataBlackHole.Scheduling;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace DataBlackHole.Tests.Scheduling;

public sealed class StoppableJobTests
{
    [Test]
    public async Task A_job_that_begins_after_the_service_began_to_stop_is_told_so_soon()
    {
        using var life = new Life();
        life.StopApplication();
        Assert.That(await ToldAfterAsync(life, CancellationToken.None), Is.LessThan(TimeSpan.FromSeconds(5)));
    }

    [Test]
    public async Task A_job_that_quartz_interrupts_is_told_so_at_once()
    {
        using var life = new Life();
        Assert.That(await ToldAfterAsync(life, new CancellationToken(canceled: true)), Is.LessThan(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public async Task A_job_that_runs_when_the_service_begins_to_stop_hears_it_from_quartz_first()
    {
        using var life = new Life();
        using var quartz = new CancellationTokenSource();
        var job = new Waiting(life);
        var run = job.Execute(null!, quartz.Token).AsTask();
        life.StopApplication();
        Assert.That(run.IsCompleted, Is.False, "Told before Quartz interrupted it.");

        await quartz.CancelAsync();
        await run.WaitAsync(TimeSpan.FromSeconds(1));
    }

    [Test]
    public async Task A_job_is_not_told_while_nobody_stops()
    {
        using var life = new Life();
        var run = new Waiting(life, TimeSpan.FromMilliseconds(50)).Execute(null!);
        Assert.That(async () => await run, Throws.InstanceOf<TimeoutException>());
    }

    private static async Task<TimeSpan> ToldAfterAsync(Life life, CancellationToken quartz)
    {
        var begun = Stopwatch.GetTimestamp();
        await new Waiting(life).Execute(null!, quartz);
        return Stopwatch.GetElapsedTime(begun);
    }

    /// <summary>Ends when it is told to stop, and fails when it is not told in time.</summary>
    private sealed class Waiting(IHostApplicationLifetime life, TimeSpan? patience = null) : StoppableJob(life)
    {
        protected override async Task RunAsync(IJobExecutionContext context, CancellationToken stopping)
        {
            var told = new TaskCompletionSource();
            await using var registration = stopping.Register(told.SetResult);
            await told.Task.WaitAsync(patience ?? TimeSpan.FromSeconds(20), CancellationToken.None);
        }
    }

    private sealed class Life : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}
