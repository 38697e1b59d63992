namespace DataBlackHole.Tests.AbsenceBench;

/// <summary>
/// A clock without waiting: it jumps to the next thing that waits. <see cref="Now"/> is true time, by which the world moves;
/// <see cref="GetUtcNow"/> is what our own clock shows, which may be wrong by <see cref="Error"/>.
/// </summary>
internal sealed class SimulatedClock(DateTimeOffset start) : TimeProvider
{
    private readonly List<Timer> _timers = [];

    public DateTimeOffset Now { get; private set; } = start;

    public TimeSpan Error { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Now + Error;

    public override long GetTimestamp() => Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// In whole milliseconds, upwards: <see cref="Task.Delay(TimeSpan, TimeProvider)"/> drops the rest of its wait, and where no time passes by itself
    /// whoever waits for the rest would never see it pass.
    /// </summary>
    public void MoveTo(DateTimeOffset moment)
    {
        var rest = moment.Ticks % TimeSpan.TicksPerMillisecond;
        if (rest > 0) moment = moment.AddTicks(TimeSpan.TicksPerMillisecond - rest);
        if (moment > Now) Now = moment;
    }

    /// <summary>Lets work that waits for the clock go on, without any time of our own passing.</summary>
    public async Task<T> RunAsync<T>(Task<T> work)
    {
        while (!work.IsCompleted) FireNext();
        return await work;
    }

    /// <summary>Like <see cref="Task.Delay(TimeSpan, TimeProvider, CancellationToken)"/>, but what waits goes on at once when it is cancelled.</summary>
    public async Task WaitAsync(TimeSpan wait, CancellationToken token)
    {
        var over = new TaskCompletionSource();
        await using var timer = CreateTimer(_ => over.TrySetResult(), null, wait, Timeout.InfiniteTimeSpan);
        await using var cancelled = token.Register(() => over.TrySetCanceled(token));
        await over.Task;
    }

    private void FireNext()
    {
        var next = _timers.MinBy(t => t.Due) ?? throw new InvalidOperationException("work waits for something that no clock will bring");
        _timers.Remove(next);
        MoveTo(next.Due);
        next.Fire();
    }

    private sealed class Timer(SimulatedClock clock, Action fire) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock._timers.Remove(this);
            if (dueTime == Timeout.InfiniteTimeSpan) return true;
            Due = clock.Now + dueTime;
            clock._timers.Add(this);
            return true;
        }

        public void Dispose() => clock._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
