using DataBlackHole.Storage;

namespace DataBlackHole.Tests.Storage;

public sealed class RecentTests
{
    [Test]
    public void What_is_used_stays_and_what_is_not_is_forgotten_in_time()
    {
        var recent = new Recent<int, string>(10);
        for (var i = 0; i < 100; i++)
        {
            recent.Put(i, $"{i}");
            Assert.That(recent.TryGet(0, out var first) && first == "0", Is.True, "used at every step");
        }
        var kept = Enumerable.Range(1, 99).Where(i => recent.TryGet(i, out _)).ToList();
        Assert.That((kept.Count, kept[^1]), Is.EqualTo((kept.Count, 99)));
        Assert.That(kept, Has.Count.InRange(8, 20));
    }

    [Test]
    public void What_was_forgotten_is_gone_and_what_was_put_last_is_there()
    {
        var recent = new Recent<string, int>(1);
        recent.Put("a", 1);
        recent.Put("b", 2);
        recent.Put("a", 3);
        Assert.That(recent.TryGet("a", out var a) && a == 3, Is.True);
        recent.Forget("a");
        Assert.That((recent.TryGet("a", out _), recent.TryGet("b", out var b), b), Is.EqualTo((false, true, 2)));
    }
}
