using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using static DataBlackHole.Tests.Judging.Bench;

namespace DataBlackHole.Tests.Judging;

/// <summary>Whether we can see a series that is read in several sources.</summary>
public sealed class SightTests
{
    private static Bench Watching() => new Bench(s => s with { Readings = [.. s.Readings, new DatabaseReading { Source = Database }] })
        .Listed("2026-07-01 12:00", "2026-06-10", "2026-05");

    private static IEnumerable<(string, string, Reason, BlindReason)> Sight(Bench bench) =>
        bench.Flips.Where(f => f.Axis == FlipAxis.Visibility).Select(f => (f.From, f.To, f.Reason, f.BlindReason));

    [Test]
    public void Blindness_and_its_end_are_events_that_say_why()
    {
        var bench = Watching().Blind("2026-07-02 10:00", FailureKind.Captcha).Listed("2026-07-02 12:00", "2026-06-10");
        Assert.That(Sight(bench), Is.EqualTo(new[] { ("Clear", "Blind", Reason.LookFailed, BlindReason.Challenged), ("Blind", "Clear", Reason.LookSucceeded, BlindReason.None) }));
    }

    [Test]
    public void A_first_look_that_can_see_is_no_event_and_one_that_cannot_is_one()
    {
        Assert.That(Sight(Watching()), Is.Empty);
        Assert.That(Sight(new Bench().Blind("2026-07-01 12:00", FailureKind.LoginWall)), Is.EqualTo(new[] { ("Unknown", "Blind", Reason.LookFailed, BlindReason.LoginWall) }));
    }

    [Test]
    public void One_source_that_can_be_seen_does_not_clear_another()
    {
        var bench = Watching().Blind("2026-07-02 10:00", source: Database).Listed("2026-07-02 12:00", "2026-06-10");
        Assert.That((bench.State.Visibility, bench.State.Channels[Database].Visibility), Is.EqualTo((Visibility.Blind, Visibility.Blind)));
    }

    [Test]
    public void The_blindness_is_that_of_the_source_that_has_been_blind_longest()
    {
        var bench = Watching().Blind("2026-07-02 10:00", FailureKind.Captcha, Listing).Blind("2026-07-02 11:00", FailureKind.Refused, Database);
        Assert.That((bench.State.BlindChannel!.Source, bench.State.BlindChannel.Reason), Is.EqualTo((Listing, BlindReason.Challenged)));
    }

    [Test]
    public void A_source_that_the_definition_does_not_read_any_more_cannot_make_us_blind()
    {
        var bench = Watching().Blind("2026-07-02 10:00", source: Database);
        var without = new Bench();
        var verdict = without.Judge.Decide(without.Series, bench.State, ListingLook("2026-07-02 12:00", "2026-06-10"));
        Assert.That((verdict.State.Visibility, verdict.State.Channels.ContainsKey(Database)), Is.EqualTo((Visibility.Clear, false)));
    }

    [Test]
    public void A_look_that_found_nothing_at_all_could_still_see()
    {
        var bench = Watching().Blind("2026-07-02 10:00").Hear(Look("2026-07-02 12:00", Listing));
        Assert.That(bench.State.Channels[Listing].Visibility, Is.EqualTo(Visibility.Clear));
    }

    [Test]
    public void A_page_with_a_notice_and_a_figure_was_seen()
    {
        var notice = new Observation { Series = Key, Kind = ObservationKind.MethodNotice, Witness = "方法" };
        var bench = Watching().Blind("2026-07-02 10:00", source: Pages).Hear(Look("2026-07-02 12:00", Pages, notice, Found("2026-05")));
        Assert.That(bench.State.Channels[Pages].Visibility, Is.EqualTo(Visibility.Clear));
    }

    [Test]
    public void Evidence_of_an_unknown_kind_is_refused()
    {
        var bench = Watching();
        Assert.That(() => bench.Hear(new Rumour(At("2026-07-02 12:00"))), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("unknown kind"));
    }

    private sealed record Rumour(DateTimeOffset At) : SeriesEvidence(At);

    [Test]
    public void The_page_of_an_old_release_read_again_gives_no_sight_and_takes_none()
    {
        var blind = Watching().Blind("2026-07-02 10:00", source: Pages).Hear(Look("2026-07-02 12:00", Pages, Found("2026-05")) with { IsRevisit = true });
        Assert.That((blind.State.Channels[Pages].Visibility, blind.State.Channels[Pages].LastLookAt), Is.EqualTo((Visibility.Blind, At("2026-07-02 10:00"))));
        var clear = Watching().Hear(Look("2026-07-02 10:00", Pages, Found("2026-05")));
        var unreadable = Found("2026-04") with { Kind = ObservationKind.Unreadable, Failure = new ProbeFailure(FailureKind.ValueUnreadable, ProbeOperation.Read, "constructed") };
        clear.Hear(Look("2026-07-02 12:00", Pages, unreadable) with { IsRevisit = true });
        Assert.That((clear.State.Channels[Pages].Visibility, clear.State.Channels[Pages].LastLookAt), Is.EqualTo((Visibility.Clear, At("2026-07-02 10:00"))));
    }

    [Test]
    public void The_page_of_an_old_release_read_again_shows_what_became_of_its_figure()
    {
        var bench = new Bench().Hear(Look("2026-07-02 10:00", Pages, Found("2026-05") with { Value = "1.0" }));
        bench.Hear(Look("2026-08-02 10:00", Pages, Found("2026-05") with { Value = "1.2" }) with { IsRevisit = true });
        Assert.That(bench.State.Releases[P("2026-05")].RevisedValue, Is.EqualTo("1.2"));
    }
}
