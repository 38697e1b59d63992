namespace DataBlackHole.Scheduling;

/// <summary>A moment on the clock and on the monotonic one, to notice a clock that is set back: what was planned by it before would come that much too late.</summary>
public readonly struct ClockMark
{
    /// <summary>Less than this is the usual keeping of time.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time;
    private readonly DateTimeOffset _at;
    private readonly long _stamp;

    private ClockMark(TimeProvider time) => (_time, _at, _stamp) = (time, time.GetUtcNow(), time.GetTimestamp());

    public static ClockMark Of(TimeProvider time) => new(time);

    /// <summary>How far the clock was set back since then; nothing where it was not, or was set forward.</summary>
    public TimeSpan SetBack()
    {
        var back = _time.GetElapsedTime(_stamp) - (_time.GetUtcNow() - _at);
        return back < Least ? TimeSpan.Zero : back;
    }
}
