using DataBlackHole.Scheduling;

namespace DataBlackHole.Tests.Scheduling;

public sealed class ClockMarkTests
{
    [TestCase(0, 0)]
    [TestCase(-29, 0)]
    [TestCase(-31, 31)]
    [TestCase(-3600, 3600)]
    [TestCase(3600, 0)]
    public void A_clock_that_is_set_back_by_more_than_the_usual_keeping_of_time_is_noticed(int step, int seen)
    {
        var clock = new Clock();
        var mark = ClockMark.Of(clock);
        clock.Pass(TimeSpan.FromMinutes(5));
        clock.Step(TimeSpan.FromSeconds(step));
        Assert.That(mark.SetBack(), Is.EqualTo(TimeSpan.FromSeconds(seen)));
    }

    [Test]
    public void What_was_before_a_mark_is_not_seen_by_it()
    {
        var clock = new Clock();
        clock.Step(TimeSpan.FromHours(-1));
        var mark = ClockMark.Of(clock);
        clock.Pass(TimeSpan.FromMinutes(5));
        Assert.That(mark.SetBack(), Is.EqualTo(TimeSpan.Zero));
    }

    /// <summary>Time that passes, and a clock that can be set.</summary>
    private sealed class Clock : TimeProvider
    {
        private static readonly DateTimeOffset Start = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);
        private TimeSpan _passed;
        private TimeSpan _offset;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _passed.Ticks;

        public override DateTimeOffset GetUtcNow() => Start + _passed + _offset;

        public void Pass(TimeSpan by) => _passed += by;

        public void Step(TimeSpan by) => _offset += by;
    }
}
