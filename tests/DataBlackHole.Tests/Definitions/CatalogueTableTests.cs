using DataBlackHole.Core.Catalogue;
using DataBlackHole.Loading;
using DataBlackHole.Tests.Loading;

namespace DataBlackHole.Tests.Definitions;

/// <summary>The second page of the read-me, and what must hold of the catalogue as a whole.</summary>
public sealed class CatalogueTableTests
{
    /// <summary>Set it to write the table instead of comparing; then read the difference with your own eyes.</summary>
    private const string WriteSwitch = "DATABLACKHOLE_WRITE_TABLES";

    private static readonly Lazy<MonitorCatalogue> _catalogue = new(() => CatalogueLoader.Load(LoadingSamples.Config).Catalogue!);

    private static MonitorCatalogue Catalogue => _catalogue.Value;

    /// <summary>What people named when they asked for this monitor.</summary>
    private static readonly string[] _founding =
    [
        "nbs-youth-unemployment-16-24-incl-students", "nbs-youth-unemployment-16-24", "nbs-unemployment-25-29", "nbs-unemployment-30-59", "nbs-unemployment-25-59",
        "nbs-land-purchase-area", "nbs-land-transaction-value", "mof-land-sale-revenue",
        "safe-official-reserves", "safe-settlement", "safe-balance-of-payments", "safe-fx-reserves-currency-composition",
        "cfets-foreign-institution-daily-bond-trades", "ccdc-shch-monthly-bond-custody", "money-broker-bond-quote-feeds",
        "cnki", "cnki-overseas-access", "tianyancha", "tianyancha-overseas-access", "tianyancha-service-marketplace", "qichacha", "qichacha-overseas-access",
        "nhc-covid-deaths", "nhc-covid-daily-bulletin", "cdc-covid-report", "mof-local-government-debt", "mofcom-fdi", "mofcom-fdi-usd",
        "provincial-data-bureaus", "nda-releases", "central-science-and-technology-commission", "nfra-supervisory-indicators", "nfra-local-bureau-penalties",
    ];

    [Test]
    public void The_table_is_what_the_definitions_say()
    {
        var file = Path.Combine(LoadingSamples.Config, "CATALOGUE.md");
        var table = CatalogueTable.Markdown(Catalogue);
        if (Environment.GetEnvironmentVariable(WriteSwitch) is not null) File.WriteAllText(file, table);
        else Assert.That(File.ReadAllText(file), Is.EqualTo(table));
    }

    [Test]
    public void The_founding_list_is_there() => Assert.That(Catalogue.Series.Keys, Is.SupersetOf(_founding));

    [Test]
    public void More_than_forty_other_series_are_watched() =>
        Assert.That(Catalogue.Series.Values.Count(s => s.IsWatched && s.Kind == SeriesKind.Statistic && !_founding.Contains(s.Key)), Is.GreaterThan(70));

    [Test]
    public void Every_series_of_the_history_is_defined() =>
        Assert.That(Catalogue.History.Entries.Select(e => e.Series).Distinct().Where(s => !Catalogue.Series.ContainsKey(s)), Is.Empty);

    [Test]
    public void What_is_not_watched_says_so_and_shows_its_history()
    {
        var unwatched = Catalogue.Series.Values.Where(s => !s.IsWatched).ToList();

        Assert.That(unwatched, Has.All.Matches<SeriesDefinition>(s => s.Note!.En.StartsWith("Not watched; history only.", StringComparison.Ordinal)));
        Assert.That(unwatched, Has.All.Matches<SeriesDefinition>(s => s.Release is null && !Catalogue.History.Of(s.Key).IsEmpty));
    }

    [Test]
    public void A_series_that_is_not_watched_and_ended_rests_on_more_than_a_lead() =>
        Assert.That(Catalogue.Series.Values.Where(s => !s.IsWatched && s.Ended is not null).SelectMany(s => Catalogue.History.Of(s.Key)), Has.None.Matches<CuratedEntry>(e => e.IsLead));

    [Test]
    public void Unverified_sources_are_looked_at_twice_a_day_at_most()
    {
        var unverified = Catalogue.Sources.Values.Where(s => !s.IsVerified && s.Kind is not (SourceKind.ReleasePage or SourceKind.Page));
        Assert.That(unverified, Has.All.Matches<SourceDefinition>(s => s.Poll.InWindow >= TimeSpan.FromHours(12) && s.Poll.Otherwise >= TimeSpan.FromDays(1)));
    }

    [Test]
    public void No_host_is_asked_more_than_every_other_minute_were_everything_due_at_once()
    {
        Assert.That(CatalogueTable.LooksADay(Catalogue).Select(h => h.AtMost), Is.All.LessThan(720));
        Assert.That(CatalogueTable.LooksADay(Catalogue).Sum(h => h.AtRest), Is.LessThan(400));
    }
}
