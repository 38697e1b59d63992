using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Probing.Interpreting;

namespace DataBlackHole.Tests.Interpreting;

/// <summary>What only looks like the release or the row: perhaps renamed, so nothing is concluded.</summary>
public sealed class ResemblanceTests
{
    private static readonly (string, string, string) Older = ("2026年7月下旬流通领域重要生产资料市场价格变动情况", "./202608/t20260803_4.html", "2026-08-04");

    [Test]
    public void A_title_that_only_resembles_makes_its_series_unreadable_and_nothing_else()
    {
        var readings = Listing(("2026年7月份能源供应情况", "./1.html", "2026-08-17"));
        var energy = readings.Where(o => o.Series == "energy").ToList();

        Assert.That(energy.Select(o => (o.Kind, o.Failure?.Kind, o.CoversFrom)), Is.EqualTo(new[]
        {
            (ObservationKind.Unreadable, (FailureKind?)FailureKind.LabelChanged, (DateOnly?)null),
            (ObservationKind.NothingElse, null, new DateOnly(2026, 8, 18)),
        }));
        Assert.That(readings.Where(o => o.Series == "output").Select(o => o.Kind), Is.EqualTo(new[] { ObservationKind.NothingElse }));
    }

    [TestCase("2026年7月份能源产量表")]
    [TestCase("2026年7月份能源生产情况")]
    [TestCase("2026年7月份居民消费价格同比上涨0.5%")]
    public void A_title_of_its_own_or_of_another_series_does_not_resemble(string title) =>
        Assert.That(Listing((title, "./1.html", "2026-08-17")).Where(o => o.Kind == ObservationKind.Unreadable), Is.Empty);

    [TestCase("<tr><td>土地购买面积（万平方米）</td><td>8123</td></tr>")]
    [TestCase("<tr><td>土地购买面积（万平方米）</td><td></td></tr>")]
    public void A_label_that_only_resembles_is_no_absent_row(string row)
    {
        var land = Land(row);

        Assert.That((land.Kind, land.Failure?.Kind), Is.EqualTo((ObservationKind.Unreadable, (FailureKind?)FailureKind.LabelChanged)));
        Assert.That(land.Failure!.Detail, Does.Contain("土地购买面积"));
    }

    [Test]
    public void The_cost_of_land_does_not_resemble_purchased_land() => Assert.That(Land("").Kind, Is.EqualTo(ObservationKind.RowAbsent));

    [Test]
    public void A_row_that_is_there_is_read_whatever_resembles_it_beside() => Assert.That(
        Land("<tr><td>土地购买面积</td><td>1</td></tr><tr><td>土地购置面积（万平方米）</td><td>8123</td></tr>").Value, Is.EqualTo("8123"));

    [Test]
    public void A_sibling_does_not_resemble() => Assert.That(
        Land("", Resembling("^(?:房屋竣工|土地).*面积")).Kind, Is.EqualTo(ObservationKind.RowAbsent));

    [Test]
    public void A_page_of_another_title_is_not_concerned()
    {
        var page = SamplePages.Page("2026年7月份规模以上工业增加值增长4.5%", body: "<table><tr><td>土地购买面积</td><td>1</td></tr></table>");

        Assert.That(Read(Catalogue(), "pages", SampleCatalogue.PageUrl, page), Is.Empty);
    }

    [TestCase("—")]
    [TestCase("见附件")]
    public void A_strange_cell_is_an_unreadable_value(string cell) =>
        Assert.That(Land($"<tr><td>土地购置面积（万平方米）</td><td>{cell}</td></tr>").Failure?.Kind, Is.EqualTo(FailureKind.ValueUnreadable));

    private static ImmutableArray<Observation> Listing((string, string, string) item) =>
        Read(Catalogue(), "listing", SampleCatalogue.ListingUrl, SamplePages.Listing(item, Older));

    private static Observation Land(string row, RowRule? rule = null) =>
        Read(Catalogue(rule), "pages", SampleCatalogue.PageUrl, SamplePages.Page(body: SamplePages.LandTable.Replace("LAND", row, StringComparison.Ordinal))).Single();

    private static RowRule Resembling(string pattern) => SampleCatalogue.LandRow("土地购置面积") with { Resembles = SampleCatalogue.Pattern(pattern) };

    private static ImmutableArray<Observation> Read(MonitorCatalogue catalogue, string source, string url, string page) =>
        new Interpreter(catalogue).Read(SampleCatalogue.Source(source), [Captures.Of(url, page)])[0].Observations;

    private static MonitorCatalogue Catalogue(RowRule? rule = null) => SampleCatalogue.With(
        SampleCatalogue.Statistic("energy", Cadence.Monthly, null, SampleCatalogue.Listed("能源生产") with { Resembles = SampleCatalogue.Pattern("能源|消费价格") }),
        SampleCatalogue.Statistic("output", Cadence.Monthly, null, SampleCatalogue.Listed("能源产量表")),
        SampleCatalogue.Statistic("prices", Cadence.Monthly, null, SampleCatalogue.Listed("居民消费价格")),
        SampleCatalogue.Statistic("land", Cadence.Monthly, null, SampleCatalogue.Paged("房地产市场", rule ?? Resembling("^(?!.*费).*土地.*(?:购买|购置)"))));
}
