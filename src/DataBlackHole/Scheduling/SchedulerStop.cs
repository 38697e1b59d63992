using Quartz;

namespace DataBlackHole.Scheduling;

/// <summary>Tells what a scheduler refuses because the service stops from what it refuses because something is wrong.</summary>
internal static class SchedulerStop
{
    /// <summary>Whether the scheduler refused because the service stops: the next start plans, or another node.</summary>
    public static bool Explains(this IHostApplicationLifetime life, Exception exception) => exception is SchedulerException && life.ApplicationStopping.IsCancellationRequested;
}
