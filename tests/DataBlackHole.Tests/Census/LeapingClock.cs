namespace DataBlackHole.Tests.Census;

/// <summary>
/// A clock for one worker that talks to a real server: whoever waits, waits no time, and the clock leaps to the end of the wait. Deadlines
/// of requests never come, because answers take no time by this clock.
/// </summary>
internal sealed class LeapingClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private DateTimeOffset _now = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public void Advance(TimeSpan by)
    {
        lock (_lock) _now += by;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // A token that cancels itself after a while is a deadline, and everything else a wait.
        if (state is not CancellationTokenSource && dueTime != Timeout.InfiniteTimeSpan)
        {
            // Upwards to whole milliseconds: a wait drops the rest, and whoever waits for the rest would wait for ever.
            Advance(TimeSpan.FromMilliseconds(Math.Ceiling(dueTime.TotalMilliseconds)));
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }
        return new Waiter();
    }

    private sealed class Waiter : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
