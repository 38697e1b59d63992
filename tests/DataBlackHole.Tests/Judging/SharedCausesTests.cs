using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using static DataBlackHole.Tests.Judging.Bench;

namespace DataBlackHole.Tests.Judging;

public sealed class SharedCausesTests
{
    private static readonly MonitorCatalogue Catalogue = Watched();

    private static MonitorCatalogue Watched()
    {
        var bench = new Bench();
        PublisherDefinition[] publishers = [bench.Catalogue.Publishers["pub"], bench.Catalogue.Publishers["pub"] with { Key = "bank" }];
        var series = Enumerable.Range(1, 50).Select(n => bench.Series with { Key = $"pub-{n:00}" }).Concat(new[] { "bank-01", "bank-02" }.Select(key => bench.Series with { Key = key, Publisher = "bank" }));
        return new MonitorCatalogue("test", publishers, bench.Catalogue.Sources.Values, series, []);
    }

    private static SeriesCondition Blind(string series, BlindReason reason, string since = "2026-07-22 10:00") =>
        new(series, SeriesStatus.Current, At("2026-07-01 10:00"), Visibility.Blind, reason, At(since));

    private static SeriesCondition Unwell(string series, SeriesStatus status, string since) =>
        new(series, status, At(since), Visibility.Clear, BlindReason.None, null);

    private static IEnumerable<(SharedTrouble, string?, BlindReason, int)> Causes(params SeriesCondition[] series) =>
        SharedCauses.Of(Catalogue, series).Select(c => (c.Trouble, c.Publisher, c.Reason, c.Series.Length));

    [Test]
    public void Fifty_blind_series_of_one_publisher_are_one_trouble_that_began_with_the_first()
    {
        var blind = Enumerable.Range(1, 50).Select(n => Blind($"pub-{n:00}", BlindReason.Challenged, $"2026-07-22 10:{50 - n:00}")).ToArray();
        var cause = SharedCauses.Of(Catalogue, blind).Single();
        Assert.That((cause.Trouble, cause.Publisher, cause.Reason, cause.Since), Is.EqualTo((SharedTrouble.Blindness, "pub", BlindReason.Challenged, At("2026-07-22 10:00"))));
        Assert.That(cause.Series, Has.Length.EqualTo(50).And.Ordered);
    }

    [Test]
    public void Our_own_network_is_one_trouble_whatever_the_publisher() => Assert.That(
        Causes(Blind("pub-01", BlindReason.OwnNetwork), Blind("bank-01", BlindReason.OwnNetwork)),
        Is.EqualTo(new[] { (SharedTrouble.OwnNetwork, (string?)null, BlindReason.OwnNetwork, 2) }));

    [Test]
    public void Other_reasons_and_other_publishers_share_nothing() => Assert.That(
        Causes(Blind("pub-01", BlindReason.Challenged), Blind("pub-02", BlindReason.LoginWall), Blind("bank-01", BlindReason.Challenged)), Is.Empty);

    [Test]
    public void Releases_that_turned_late_within_a_day_are_one_trouble_and_a_later_one_is_another() => Assert.That(
        Causes(
            Unwell("pub-01", SeriesStatus.Late, "2026-07-22 10:00"), Unwell("pub-02", SeriesStatus.Missing, "2026-07-23 10:00"),
            Unwell("pub-03", SeriesStatus.Late, "2026-07-23 10:01"), Unwell("pub-04", SeriesStatus.Late, "2026-07-24 09:00"), Unwell("pub-05", SeriesStatus.Late, "2026-08-22 10:00")),
        Is.EqualTo(new[] { (SharedTrouble.Releases, "pub", BlindReason.None, 2), (SharedTrouble.Releases, "pub", BlindReason.None, 2) }));

    [Test]
    public void A_series_in_good_order_or_without_definition_is_part_of_no_trouble() => Assert.That(
        Causes(Unwell("pub-01", SeriesStatus.Current, "2026-07-22 10:00"), Unwell("pub-02", SeriesStatus.Late, "2026-07-22 10:00"), Unwell("gone", SeriesStatus.Late, "2026-07-22 10:00")),
        Is.Empty);

    [Test]
    public void Each_day_of_trouble_is_told_with_its_series_also_the_last() => Assert.That(
        SharedCauses.Of(Catalogue,
        [
            Unwell("pub-05", SeriesStatus.Late, "2026-08-22 10:00"), Unwell("pub-04", SeriesStatus.Missing, "2026-08-22 12:00"),
            Unwell("pub-02", SeriesStatus.Late, "2026-07-22 12:00"), Unwell("pub-01", SeriesStatus.Late, "2026-07-22 10:00"),
        ]).Select(c => (c.Since, string.Join(' ', c.Series))),
        Is.EqualTo(new[] { (At("2026-07-22 10:00"), "pub-01 pub-02"), (At("2026-08-22 10:00"), "pub-04 pub-05") }));

    [Test]
    public void Troubles_stand_in_the_order_of_their_beginning_then_of_publishers_then_of_kinds_and_reasons() => Assert.That(
        Causes(
            Blind("pub-01", BlindReason.LoginWall), Blind("pub-02", BlindReason.LoginWall), Blind("pub-03", BlindReason.Challenged), Blind("pub-04", BlindReason.Challenged),
            Unwell("pub-05", SeriesStatus.Late, "2026-07-22 10:00"), Unwell("pub-06", SeriesStatus.Late, "2026-07-22 10:00"),
            Unwell("bank-01", SeriesStatus.Late, "2026-07-22 10:00"), Unwell("bank-02", SeriesStatus.Late, "2026-07-22 10:00"),
            Blind("pub-07", BlindReason.OwnNetwork, "2026-07-22 11:00"), Blind("pub-08", BlindReason.OwnNetwork, "2026-07-22 11:00"),
            Blind("pub-09", BlindReason.ReaderBroken, "2026-07-22 09:00"), Blind("pub-10", BlindReason.ReaderBroken, "2026-07-22 09:00")),
        Is.EqualTo(new[]
        {
            (SharedTrouble.Blindness, "pub", BlindReason.ReaderBroken, 2), (SharedTrouble.Releases, "bank", BlindReason.None, 2), (SharedTrouble.Blindness, "pub", BlindReason.Challenged, 2),
            (SharedTrouble.Blindness, "pub", BlindReason.LoginWall, 2), (SharedTrouble.Releases, "pub", BlindReason.None, 2), (SharedTrouble.OwnNetwork, (string?)null, BlindReason.OwnNetwork, 2),
        }));
}
