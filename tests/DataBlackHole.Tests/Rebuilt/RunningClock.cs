namespace DataBlackHole.Tests.Rebuilt;

/// <summary>A clock in which nobody waits: whoever would wait moves it instead.</summary>
internal sealed class RunningClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private DateTimeOffset _now = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public void MoveTo(DateTimeOffset moment)
    {
        lock (_lock)
        {
            if (moment > _now) _now = moment;
        }
    }

    /// <summary>A short wait (for a turn at a host) is over at once, and the clock shows it; a deadline never comes.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero || dueTime > TimeSpan.FromSeconds(10)) return new Nothing();
        MoveTo(GetUtcNow() + dueTime + TimeSpan.FromMilliseconds(1));
        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new Nothing();
    }

    private sealed class Nothing : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
