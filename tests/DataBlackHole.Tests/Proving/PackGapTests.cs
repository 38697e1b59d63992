using DataBlackHole.Proving.Packing;

namespace DataBlackHole.Tests.Proving;

public sealed class PackGapTests
{
    private static readonly DateTimeOffset _start = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    [Test]
    public void The_widest_gap_counts_only_looks_that_could_see_and_the_edges_of_the_window()
    {
        var looks = new[] { Look(2, LookSays.NotListed), Look(5, LookSays.CouldNotSee), Look(9, LookSays.EmptyPlace), Look(10, LookSays.SaysNothing), Look(12, LookSays.NotListed) };

        Assert.That(Widest(looks, 0, 13), Is.EqualTo((2, 9)));
        Assert.That(Widest(looks, 0, 40), Is.EqualTo((12, 40)));
        Assert.That(Widest([.. looks.Reverse()], -20, 13), Is.EqualTo((-20, 2)));
        Assert.That(Widest([], 0, 5), Is.EqualTo((0, 5)));
    }

    private static (double, double) Widest(PackLook[] looks, int from, int to)
    {
        var gap = PackGap.Widest(looks, _start.AddHours(from), _start.AddHours(to));
        return ((gap.From - _start).TotalHours, (gap.To - _start).TotalHours);
    }

    private static PackLook Look(int hour, LookSays says) => new(_start.AddHours(hour), "list", "direct", "live", says, null, 200, "GET", "https://example.org/", null, 1, "c");
}
