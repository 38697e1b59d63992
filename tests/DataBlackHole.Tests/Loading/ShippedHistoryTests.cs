using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Loading;

namespace DataBlackHole.Tests.Loading;

/// <summary>The cited events that the product ships with; the errors they set right must not creep back in.</summary>
public sealed class ShippedHistoryTests
{
    private static readonly Lazy<MonitorCatalogue> _catalogue = new(() => CatalogueLoader.Load(LoadingSamples.Config).Catalogue!);

    private static CuratedHistory History => _catalogue.Value.History;

    private static CuratedEntry Entry(string key) => History.Entries.Single(e => e.Key == key);

    [Test]
    public void Every_entry_of_every_file_is_there()
    {
        var written = Directory.GetFiles(Path.Combine(LoadingSamples.Config, "history"), "*.yaml")
            .SelectMany(File.ReadLines).Count(l => l.StartsWith("  - key: ", StringComparison.Ordinal));

        Assert.That(written, Is.GreaterThanOrEqualTo(74));
        Assert.That(History.Entries, Has.Length.EqualTo(written));
        Assert.That(History.Entries.Select(e => e.Key), Is.Unique.And.Ordered);
    }

    [Test]
    public void No_entry_claims_more_than_it_can_show()
    {
        Assert.That(History.Entries, Has.All.Matches<CuratedEntry>(e => e.Unknown.En.Length > 0 && e.Unknown.Zh.Length > 0 && e.Citations.Length > 0));
        Assert.That(History.Entries.SelectMany(e => e.Citations).Where(c => c.Access == CitationAccess.Mirror), Has.All.Matches<Citation>(c => c.OriginalPublisher is not null));
        Assert.That(History.Entries.Count(e => e.IsLead), Is.EqualTo(8));
    }

    [TestCase("censor")]
    [TestCase("cover up")]
    [TestCase("coverup")]
    [TestCase("审查")]
    [TestCase("掩盖真相")]
    public void The_words_stay_neutral(string word)
    {
        var texts = History.Entries.SelectMany(e => new[] { e.Summary, e.Reason, e.Unknown }.Concat(e.Corrections).OfType<BilingualText>());

        Assert.That(texts.Where(t => $"{t.En} {t.Zh}".Contains(word, StringComparison.OrdinalIgnoreCase)).Select(t => t.En), Is.Empty);
    }

    [Test]
    public void The_land_series_that_ended_are_area_and_value_and_not_price()
    {
        var value = Entry("nbs-land-transaction-value-2023-03-discontinued");

        Assert.That((value.Series, value.SeriesName.Zh), Is.EqualTo(("nbs-land-transaction-value", "土地成交价款")));
        Assert.That(value.Corrections.Select(c => c.En), Has.Some.Contains("value").And.Some.Contains("price"));
        Assert.That(History.Entries.Select(e => e.SeriesName.En), Has.None.Contains("and price"));
    }

    [Test]
    public void What_is_said_to_have_closed_at_Tianyancha_is_a_marketplace_and_not_the_look_up()
    {
        var closed = Entry("tianyancha-services-2022-07");

        Assert.That((closed.Series, closed.Event, closed.IsLead), Is.EqualTo(("tianyancha-service-marketplace", CuratedEvent.Discontinued, true)));
        Assert.That(closed.Corrections.Single().En, Does.Contain("published no data").And.Contain("look-up"));
        Assert.That(History.Of("tianyancha-overseas-access").Select(e => e.Event), Is.EqualTo([CuratedEvent.Restricted]));
    }

    [Test]
    public void Four_groups_of_databases_were_closed_at_CNKI_from_April_2023_and_journals_were_not()
    {
        var cnki = Entry("cnki-2023-04");

        foreach (var group in new[] { "theses", "conference proceedings", "statistical yearbooks", "population census" })
        {
            Assert.That(cnki.Summary.En, Does.Contain(group));
        }
        Assert.That(cnki.Corrections.Select(c => c.En), Has.Some.Contains("journals stayed available").And.Some.Contains("1 September belongs to 2022"));
        Assert.That(cnki.EffectiveFrom, Is.EqualTo(ReferencePeriod.Day(new DateOnly(2023, 4, 1))));
    }

    [Test]
    public void No_announcement_was_made_when_the_bond_trades_of_foreign_institutions_stopped()
    {
        var bonds = Entry("cfets-foreign-daily-2022-05");

        Assert.That((bonds.OfficialNotice, bonds.AnnouncedOn, bonds.Reason), Is.EqualTo(((bool?)false, (DateOnly?)null, (BilingualText?)null)));
        Assert.That(bonds.Corrections.Single().En, Does.Contain("No announcement was found"));
    }

    [Test]
    public void A_time_at_which_publication_changed_is_no_reference_period()
    {
        var resumed = Entry("youth-excl-2024-01-resumed");

        Assert.That(resumed.EffectiveFrom, Is.EqualTo(ReferencePeriod.Day(new DateOnly(2024, 1, 17))));
        Assert.That(resumed.FirstPeriod, Is.EqualTo(ReferencePeriod.Month(2023, 12)));
        var backdated = History.Entries.Where(e => e.EffectiveFrom is { } from && e.FirstPeriod is { } first && from.End <= first.Start);
        Assert.That(backdated.Select(e => e.Key), Is.Empty);
    }

    [Test]
    public void Every_publisher_of_the_history_is_declared_and_those_that_are_watched_have_hosts()
    {
        Assert.That(History.Entries.Select(e => e.Publisher).Distinct(), Is.SubsetOf(_catalogue.Value.Publishers.Keys));
        Assert.That(_catalogue.Value.Sources.Values.Select(s => _catalogue.Value.Publishers[s.Publisher]), Has.All.Matches<PublisherDefinition>(p => !p.Hosts.IsEmpty));
    }
}
