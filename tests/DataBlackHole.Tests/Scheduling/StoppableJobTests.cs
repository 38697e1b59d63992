using DataBlackHole.Scheduling;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace DataBlackHole.Tests.Scheduling;

public sealed class StoppableJobTests
{
    [Test]
    public async Task A_job_that_begins_after_the_service_began_to_stop_is_told_so()
    {
        using var life = new Life();
        var job = new Asking(life);
        await job.Execute(null!);
        Assert.That(job.WasStopping, Is.False);

        life.StopApplication();
        await job.Execute(null!);
        Assert.That(job.WasStopping, Is.True);
    }

    [Test]
    public async Task A_job_that_quartz_interrupts_is_told_so()
    {
        using var life = new Life();
        var job = new Asking(life);
        await job.Execute(null!, new CancellationToken(canceled: true));
        Assert.That(job.WasStopping, Is.True);
    }

    private sealed class Asking(IHostApplicationLifetime life) : StoppableJob(life)
    {
        public bool WasStopping { get; private set; }

        protected override Task RunAsync(IJobExecutionContext context, CancellationToken stopping)
        {
            WasStopping = stopping.IsCancellationRequested;
            return Task.CompletedTask;
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
