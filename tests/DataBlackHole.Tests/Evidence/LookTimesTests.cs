using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Tests.Evidence;

public sealed class LookTimesTests
{
    [Test]
    public void Every_look_time_of_a_run_is_kept_to_the_millisecond()
    {
        var first = DateTimeOffset.Parse("2026-08-04T09:18:07.406Z");
        DateTimeOffset[] times = [first, first, first.AddMilliseconds(1), first.AddMinutes(15), first.AddDays(400)];
        var encoded = Array.Empty<byte>();
        for (var i = 1; i < times.Length; i++) encoded = LookTimes.Append(encoded, times[i - 1], times[i]);
        Assert.That(LookTimes.Decode(first, encoded), Is.EqualTo(times));
    }

    [Test]
    public void A_look_every_quarter_of_an_hour_costs_three_bytes()
    {
        var first = DateTimeOffset.Parse("2026-08-04T09:18:07Z");
        Assert.That(LookTimes.Append([], first, first.AddMinutes(15)), Has.Length.EqualTo(3));
    }

    [Test]
    public void Time_never_runs_backwards_within_a_run()
    {
        var first = DateTimeOffset.Parse("2026-08-04T09:18:07Z");
        Assert.That(() => LookTimes.Append([], first, first.AddMilliseconds(-1)), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
