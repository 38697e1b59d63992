using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using static DataBlackHole.Tests.Judging.Bench;

namespace DataBlackHole.Tests.Judging;

public sealed class RevisionTests
{
    private static Bench Watching() => new Bench(s => s with { Readings = [new DatabaseReading { Source = Database }] })
        .Hear(Look("2026-07-17 10:00", Database, Found("2026-05", "15.6"), Found("2026-06", "14.9")));

    [Test]
    public void Another_figure_from_the_same_source_is_a_revision_and_the_first_one_stays()
    {
        var bench = Watching().Hear(Look("2026-07-18 10:00", Database, Found("2026-05", "15.6"), Found("2026-06", "15.0")));
        bench.Hear(Look("2026-07-19 10:00", Database, Found("2026-05", "15.6"), Found("2026-06", "15.0")));
        Assert.That(bench.Flips.Where(f => f.Axis == FlipAxis.Value).Select(f => (f.From, f.To)), Is.EqualTo(new[] { ("14.9", "15.0") }));
        var release = bench.State.Releases[P("2026-06")];
        Assert.That((release.Value, release.RevisedValue), Is.EqualTo(("14.9", "15.0")));
    }

    [Test]
    public void A_copy_from_before_shows_no_revision()
    {
        var bench = Watching().Hear(Look("2026-07-18 10:00", Database, Found("2026-06", "15.0")));
        bench.Hear(Look("2026-07-17 12:00", Database, Found("2026-06", "14.9")));
        Assert.That(bench.Last.Flips, Is.Empty);
    }

    [Test]
    public void A_figure_that_is_gone_for_a_day_and_three_looks_was_taken_back()
    {
        var bench = Watching();
        bench.Hear(Look("2026-07-18 10:00", Database, Found("2026-05"), Empty("2026-06"))).Hear(Look("2026-07-18 16:00", Database, Found("2026-05"), Empty("2026-06")));
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Published));
        bench.Hear(Look("2026-07-19 10:00", Database, Found("2026-05"), Empty("2026-06")));
        Assert.That((bench.StatusOf("2026-06"), bench.State.Releases[P("2026-06")].Reason), Is.EqualTo((ReleaseStatus.Withdrawn, Reason.TakenBack)));
        bench.Hear(Look("2026-07-20 10:00", Database, Found("2026-05"), Found("2026-06", "14.9")));
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Published));
        Assert.That(bench.State.Releases[P("2026-06")].FirstSeenAt, Is.EqualTo(At("2026-07-17 10:00")));
    }

    [Test]
    public void A_figure_that_is_seen_in_between_was_not_taken_back()
    {
        var bench = Watching();
        for (var day = 18; day <= 28; day++)
            bench.Hear(Look($"2026-07-{day} 10:00", Database, Found("2026-05"), day % 3 == 0 ? Found("2026-06", "14.9") : Empty("2026-06")));
        Assert.That(bench.Flips.Where(f => f.To == nameof(ReleaseStatus.Withdrawn)), Is.Empty);
    }

    private static ClearLook WithTheRelease(string at, string day) =>
        Look(at, Listing, Found("2026-06") with { PublishedAt = new StatedTime(At(day), IsDayOnly: true) }, Coverage("2026-07-01"));

    [Test]
    public void A_release_that_is_off_a_list_that_would_show_it_was_taken_back_once_that_has_lasted()
    {
        var bench = new Bench().Hear(WithTheRelease("2026-07-17 10:00", "2026-07-17 00:00")).Listed("2026-07-20 10:00", "2026-07-09").Listed("2026-07-20 22:00", "2026-07-09");
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Published));
        bench.Listed("2026-07-21 10:00", "2026-07-09");
        Assert.That((bench.StatusOf("2026-06"), bench.Flips[^1].Reason), Is.EqualTo((ReleaseStatus.Withdrawn, Reason.TakenBack)));
        Assert.That(bench.State.Status, Is.EqualTo(SeriesStatus.Current));
    }

    [TestCase("2026-07-10", Description = "the day on the page and the day in the list can differ")]
    [TestCase("2026-07-18")]
    public void A_list_that_may_have_rolled_over_takes_nothing_back(string coversFrom)
    {
        var bench = new Bench().Hear(WithTheRelease("2026-07-17 10:00", "2026-07-17 00:00"));
        for (var day = 18; day <= 28; day++) bench.Listed($"2026-07-{day} 10:00", coversFrom);
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Published));
    }

    [Test]
    public void A_release_that_is_back_on_the_list_begins_the_count_anew()
    {
        var bench = new Bench().Hear(WithTheRelease("2026-07-17 10:00", "2026-07-17 00:00"));
        for (var day = 18; day <= 28; day++)
        {
            if (day % 3 == 0) bench.Hear(WithTheRelease($"2026-07-{day} 10:00", "2026-07-17 00:00"));
            else bench.Listed($"2026-07-{day} 10:00", "2026-07-01");
        }
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Published));
    }

    [Test]
    public void A_listing_that_rolled_over_takes_nothing_back()
    {
        var bench = new Bench().Listed("2026-07-17 10:00", "2026-07-01", "2026-06");
        for (var day = 1; day <= 28; day++) bench.Listed($"2026-09-{day:00} 10:00", "2026-08-20");
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Published));
    }

    [Test]
    public void A_release_that_is_off_the_list_was_taken_back_although_the_list_shows_others()
    {
        var bench = new Bench().Hear(WithTheRelease("2026-07-17 10:00", "2026-07-17 00:00"));
        foreach (var at in new[] { "2026-07-20 10:00", "2026-07-20 22:00", "2026-07-21 10:00" }) bench.Listed(at, "2026-07-09", "2026-05");
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Withdrawn));
    }

    [Test]
    public void A_source_that_never_showed_a_release_takes_it_back_for_no_other()
    {
        var bench = new Bench(s => s with { Readings = [.. s.Readings, new DatabaseReading { Source = Database }] }).Hear(WithTheRelease("2026-07-17 10:00", "2026-07-17 00:00"));
        for (var day = 18; day <= 28; day++) bench.Hear(Look($"2026-07-{day} 10:00", Database, Found("2026-05"), Empty("2026-06")));
        Assert.That(bench.StatusOf("2026-06"), Is.EqualTo(ReleaseStatus.Published));
    }
}
