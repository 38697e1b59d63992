using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Loading;

namespace DataBlackHole.Tests.Loading;

/// <summary>The definitions that the product ships with.</summary>
public sealed class FirstSeriesTests
{
    private static readonly Lazy<LoadResult> _loaded = new(() => CatalogueLoader.Load(LoadingSamples.Config));

    private static MonitorCatalogue Catalogue => _loaded.Value.Catalogue!;

    [Test]
    public void The_shipped_definitions_have_no_problem() =>
        Assert.That(_loaded.Value.Problems, Is.Empty, LoadingSamples.Describe(_loaded.Value.Problems));

    [TestCase("nbs-youth-unemployment-16-24-incl-students", "2023-06", true)]
    [TestCase("nbs-youth-unemployment-16-24-incl-students", "2023-07", false)]
    [TestCase("nbs-youth-unemployment-16-24", "2023-11", false)]
    [TestCase("nbs-youth-unemployment-16-24", "2023-12", true)]
    public void The_two_youth_unemployment_rates_share_an_indicator_and_no_period(string series, string period, bool belongs)
    {
        var reading = Catalogue.Series[series].Readings.OfType<DatabaseReading>().Single();

        Assert.That(reading.Source, Is.EqualTo("nbs-db-youth-unemployment"));
        Assert.That(reading.Includes(ReferencePeriod.Parse(period)), Is.EqualTo(belongs));
    }

    [Test]
    public void Ended_series_have_no_calendar_and_stay_readable()
    {
        var ended = Catalogue.Series.Values.Where(s => s.Ended is not null && s.IsWatched).ToList();

        Assert.That(ended.Select(s => (s.Key, s.Ended!.LastPeriod.ToString(), s.SucceededBy)), Is.EquivalentTo(new (string, string, string?)[]
        {
            ("nbs-youth-unemployment-16-24-incl-students", "2023-06", "nbs-youth-unemployment-16-24"),
            ("nbs-land-purchase-area", "2022-12", null),
            ("nbs-land-transaction-value", "2022-12", null),
            ("nbs-unemployment-25-59", "2023-06", "nbs-unemployment-30-59"),
        }));
        Assert.That(ended, Has.All.Matches<SeriesDefinition>(s => s.Release is null));
    }

    [TestCase("土地购置面积", true)]
    [TestCase("土地购置面积（万平方米）", true)]
    [TestCase("土地购置面积(万平方米)", true)]
    [TestCase("土地购置费", false)]
    [TestCase("土地成交价款（亿元）", false)]
    [TestCase("本年土地购置面积增速", false)]
    public void Purchased_land_is_not_the_cost_of_purchasing_land(string label, bool matches) =>
        Assert.That(Row("nbs-land-purchase-area").Label.IsMatch(label), Is.EqualTo(matches));

    [TestCase("nbs-land-purchase-area", "土地购买面积（万平方米）", true)]
    [TestCase("nbs-land-purchase-area", "购置土地面积", true)]
    [TestCase("nbs-land-purchase-area", "土地购置费（亿元）", false)]
    [TestCase("nbs-land-purchase-area", "本年土地成交价款", false)]
    [TestCase("nbs-land-transaction-value", "土地成交金额（亿元）", true)]
    [TestCase("nbs-land-transaction-value", "土地交易总额", true)]
    [TestCase("nbs-land-transaction-value", "土地购置费（亿元）", false)]
    [TestCase("nbs-land-transaction-value", "土地购置面积（万平方米）", false)]
    public void A_label_resembles_a_land_row_without_being_the_cost_of_land(string series, string label, bool resembles) =>
        Assert.That(Row(series).Resembles!.IsMatch(label), Is.EqualTo(resembles));

    [TestCase("房地产开发投资（亿元）")]
    [TestCase("房屋施工面积（万平方米）")]
    [TestCase("商品房销售额（亿元）")]
    [TestCase("新建商品房销售面积（万平方米）")]
    public void A_row_beside_the_land_rows_is_a_sibling(string label)
    {
        Assert.That(Row("nbs-land-purchase-area").Siblings.Count(s => s.IsMatch(label)), Is.EqualTo(1));
        Assert.That(Row("nbs-land-transaction-value").Siblings.Count(s => s.IsMatch(label)), Is.EqualTo(1));
    }

    // Planned days of the calendars of 2023 and 2026, days of the ledger, and the release whose date was withdrawn.
    [TestCase("nbs-cpi-release", "2022-12", "2023-01-12 09:30", false)]
    [TestCase("nbs-cpi-release", "2023-09", "2023-10-13 09:30", false)]
    [TestCase("nbs-ppi-release", "2026-01", "2026-02-11 09:30", false)]
    [TestCase("nbs-pmi-release", "2026-01", "2026-01-31 09:30", false)]
    [TestCase("nbs-pmi-release", "2026-02", "2026-03-04 09:30", false)]
    [TestCase("nbs-pmi-release", "2023-02", "2023-03-01 09:30", false)]
    [TestCase("nbs-pmi-release", "2026-05", "2026-05-31 09:30", false)]
    [TestCase("nbs-retail-sales-release", "2026-01..2026-02", "2026-03-16 10:00", false)]
    [TestCase("nbs-energy-release", "2025-12", "2026-01-19 10:00", false)]
    [TestCase("nbs-industrial-output-release", "2026-09", "2026-10-19 10:00", false)]
    [TestCase("nbs-fixed-investment-release", "2023-03", "2023-04-18 10:00", false)]
    [TestCase("nbs-real-estate-market-release", "2022-09", "2022-10-24 10:00", true)]
    [TestCase("nbs-70-city-house-prices", "2022-09", "2022-10-24 09:30", true)]
    [TestCase("nbs-youth-unemployment-16-24", "2025-12", "2026-01-22 12:00", false)]
    [TestCase("nbs-youth-unemployment-16-24", "2025-01", "2025-03-20 12:00", false)]
    [TestCase("nbs-youth-unemployment-16-24", "2025-02", "2025-03-20 12:00", false)]
    [TestCase("nbs-youth-unemployment-16-24", "2026-07", "2026-08-19 10:57", false)]
    [TestCase("nbs-urban-unemployment", "2024-09", "2024-10-22 12:00", false)]
    [TestCase("nbs-industrial-value-added", "2026-08", "2026-09-17 17:23", false)]
    [TestCase("nbs-gdp-index", "2026-Q2", "2026-07-20 18:44", false)]
    [TestCase("nbs-cpi", "2026-07", "2026-08-12 10:11", false)]
    [TestCase("nbs-pmi-manufacturing", "2026-09", "2026-10-08 19:17", false)]
    public void A_known_release_lies_in_its_window(string series, string period, string day, bool late)
    {
        var calendar = new ReleaseCalendar(Catalogue.Series[series].Release!);
        var window = calendar.WindowOf(ReferencePeriod.Parse(period));
        var at = new DateTimeOffset(DateTime.Parse(day, CultureInfo.InvariantCulture), TimeSpan.FromHours(8));

        Assert.That(calendar.IsPlanned(window.Period), Is.True);
        Assert.That(window.Opens, Is.LessThanOrEqualTo(at));
        Assert.That(at > window.LateAfter, Is.EqualTo(late));
        Assert.That(window.Basis, Is.Not.EqualTo(WindowBasis.WidenedRule));
    }

    [TestCase("nbs-industrial-value-added", "2026-01", false)]
    [TestCase("nbs-industrial-value-added", "2026-02", false)]
    [TestCase("nbs-industrial-value-added", "2026-03", true)]
    [TestCase("nbs-retail-sales-release", "2026-02", false)]
    [TestCase("nbs-urban-unemployment", "2026-01", true)]
    [TestCase("nbs-cpi-release", "2026-01", true)]
    public void Months_that_never_had_a_release_of_their_own_are_not_planned(string series, string period, bool planned) =>
        Assert.That(new ReleaseCalendar(Catalogue.Series[series].Release!).IsPlanned(ReferencePeriod.Parse(period)), Is.EqualTo(planned));

    [Test]
    public void The_next_youth_rate_is_not_late_while_the_archive_ends()
    {
        var window = new ReleaseCalendar(Catalogue.Series["nbs-youth-unemployment-16-24"].Release!).WindowOf(ReferencePeriod.Month(2026, 9));

        Assert.That(window.LateAfter, Is.GreaterThan(new DateTimeOffset(2026, 10, 9, 5, 21, 38, TimeSpan.Zero)));
    }

    private static RowRule Row(string series) => Catalogue.Series[series].Readings.OfType<PageReading>().Single().Row!;
}
