using System.Collections.Immutable;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Tests.Alerting;

public sealed class SelfWatchTests
{
    private static readonly DateTimeOffset _now = new(2026, 12, 1, 4, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo _beijing = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly SelfWatchLimits _limits = new();

    private static SelfWatchFacts Quiet { get; } = new() { StartedAt = _now.AddDays(-9), Sources = [Source("a", -10, 5)] };

    [Test]
    public void A_monitor_that_looks_and_sees_has_no_trouble() => Assert.That(Found(Quiet), Is.Empty);

    [TestCase(-30, 0)]
    [TestCase(-31, 1)]
    public void Looks_have_stopped_when_none_finished_in_two_intervals(int lastLook, int troubles) =>
        Assert.That(Found(Quiet with { Sources = [Source("a", lastLook, lastLook + 15), Source("b", -300, 60)] }).Count(t => t.Kind == SelfTrouble.LooksStopped), Is.EqualTo(troubles));

    [Test]
    public void A_longer_planned_interval_is_waited_for() =>
        Assert.That(Found(Quiet with { Sources = [Source("a", -700, -340)] }), Is.Empty, "planned six hours apart: eleven hours and forty minutes are not two intervals");

    [Test]
    public void After_a_start_looks_have_their_time_whatever_the_record_says()
    {
        var old = Quiet with { Sources = [Source("a", -5000, -4985), Source("new", null, null)] };

        Assert.That(Found(old with { StartedAt = _now.AddMinutes(-29) }), Is.Empty);
        Assert.That(Found(old with { StartedAt = _now.AddMinutes(-31) }).Single().Kind, Is.EqualTo(SelfTrouble.LooksStopped));
    }

    [Test]
    public void Where_nothing_is_watched_nothing_has_stopped() => Assert.That(Found(Quiet with { Sources = [] }), Is.Empty);

    [Test]
    public void A_source_may_be_blind_up_to_its_own_limit()
    {
        var limits = _limits with { BlindOf = ImmutableDictionary<string, TimeSpan>.Empty.Add("b", TimeSpan.FromHours(2)) };
        WatchedSource Blind(string key, double hours) => Source(key, -10, 5) with { BlindSince = _now.AddHours(-hours), BlindDetail = "Challenged" };

        var found = SelfWatch.Find(Quiet with { Sources = [Blind("a", 23.9), Blind("b", 2.1), Blind("c", 24.1)] }, limits, _now);

        Assert.That(found.Select(t => (t.Kind, t.Subject, t.Since)), Is.EqualTo(new[]
        {
            (SelfTrouble.SourceBlind, "b", _now.AddHours(-2.1)), (SelfTrouble.SourceBlind, "c", _now.AddHours(-24.1)),
        }));
    }

    [TestCase(29, 0)]
    [TestCase(31, 1)]
    public void The_outbox_is_stuck_when_something_due_waits_too_long(int minutes, int troubles) =>
        Assert.That(Found(Quiet with { OldestDue = _now.AddMinutes(-minutes) }).Count(t => t.Kind == SelfTrouble.OutboxStuck), Is.EqualTo(troubles));

    [Test]
    public void A_disk_with_too_little_room_is_told_with_its_figures()
    {
        var disk = new DiskSpace("node:/data", 500L << 20, 40_000L << 20);

        Assert.That(Found(Quiet with { Disk = disk }).Single().Sentence.En, Is.EqualTo("The disk that holds node:/data is nearly full (500 MB of 40000 MB free, limit 1024 MB)."));
        Assert.That(Found(Quiet with { Disk = disk with { FreeBytes = 1024L << 20 } }), Is.Empty);
    }

    [TestCase("2026-11-30T15:59:00Z", new[] { 2026 }, "")]
    [TestCase("2026-11-30T16:00:00Z", new[] { 2026 }, "2027")]
    [TestCase("2026-12-31T00:00:00Z", new[] { 2026, 2027 }, "")]
    [TestCase("2027-01-05T00:00:00Z", new[] { 2026 }, "2027")]
    [TestCase("2027-12-05T00:00:00Z", new[] { 2026 }, "2027, 2028")]
    public void Next_years_holidays_are_missed_from_the_first_of_December_in_Beijing(string now, int[] years, string missing)
    {
        var days = new WorkingDays("cn", years.Select(y => new WorkingYear(y, [], [], "constructed")));
        var at = DateTimeOffset.Parse(now);
        var facts = Quiet with { Sources = [], WorkingDays = [(days, _beijing), (days, _beijing)] };

        Assert.That(string.Join('|', SelfWatch.Find(facts, _limits, at).Select(t => $"{t.Kind} {t.Subject} {t.Detail}")), Is.EqualTo(missing.Length == 0 ? "" : $"HolidaysMissing cn {missing}"));
    }

    [TestCase(new[] { 61 }, 1)]
    [TestCase(new[] { 59 }, 0)]
    [TestCase(new[] { -90, -75, 1 }, 1)]
    [TestCase(new[] { 90, 0, 1 }, 0)]
    [TestCase(new[] { 90, 0 }, 0)]
    public void Our_clock_is_doubted_when_most_servers_contradict_it(int[] minutes, int troubles)
    {
        var clocks = minutes.Select((m, i) => new ClockOffset($"host{i}", TimeSpan.FromMinutes(m)));
        Assert.That(Found(Quiet with { Clocks = [.. clocks] }).Count(t => t.Kind == SelfTrouble.ClockDiffers), Is.EqualTo(troubles));
    }

    [Test]
    public void What_began_and_what_ended_is_told_once_and_a_disk_only_by_its_own_node()
    {
        TroubleFound Trouble(SelfTrouble kind, string subject) => new(kind, subject, _now.AddHours(-1), "constructed");
        TroubleFound[] open = [Trouble(SelfTrouble.SourceBlind, "a"), Trouble(SelfTrouble.SourceBlind, "b"), Trouble(SelfTrouble.DiskNearlyFull, "other:/data"), Trouble(SelfTrouble.DiskNearlyFull, "this:/data")];
        TroubleFound[] found = [Trouble(SelfTrouble.SourceBlind, "b") with { Detail = "longer" }, Trouble(SelfTrouble.SourceBlind, "c")];

        var changes = SelfWatch.Compare(open, found, new DiskSpace("this:/data", 1L << 40, 1L << 41), _now);

        Assert.That(changes.Select(c => (c.Trouble.Subject, c.Begun)), Is.EqualTo(new[] { ("c", true), ("a", false), ("this:/data", false) }));
    }

    [Test]
    public void Every_trouble_has_a_sentence_in_both_languages()
    {
        foreach (var kind in Enum.GetValues<SelfTrouble>().Where(k => k != SelfTrouble.Unknown))
        {
            var sentence = new TroubleFound(kind, "subject", _now, "figures").Sentence;
            Assert.That(sentence.En, Does.EndWith(".").And.Contain("figures"), $"{kind}");
            Assert.That(sentence.Zh, Does.EndWith("。").And.Contain("figures"), $"{kind}");
        }
    }

    private static ImmutableArray<TroubleFound> Found(SelfWatchFacts facts) => SelfWatch.Find(facts, _limits, _now);

    private static WatchedSource Source(string key, int? lastMinutes, int? nextMinutes) =>
        new(key, TimeSpan.FromMinutes(15), At(lastMinutes), At(nextMinutes), null, "");

    private static DateTimeOffset? At(int? minutes) => minutes is { } some ? _now.AddMinutes(some) : null;
}
