namespace DataBlackHole.Tests.Vantages;

/// <summary>The real clock, which a test can set forward: timers run as they do, days pass at once.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;

    public void Pass(TimeSpan time) => _ahead += time;
}
