using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Loading;

namespace DataBlackHole.Tests.Loading;

public sealed class HistoryLoadingTests
{
    [Test]
    public void An_entry_is_read_with_all_its_fields()
    {
        using var folder = new SampleFolder();
        var entry = CatalogueLoader.Load(folder.Path).Catalogue!.History.Of("output").Single();

        Assert.That(entry with { Citations = [], Corrections = [] }, Is.EqualTo(new CuratedEntry
        {
            Key = "output-suspended",
            Publisher = "agency",
            Series = "output",
            SeriesName = new BilingualText("Output", "产量"),
            Event = CuratedEvent.Suspended,
            OfficialNotice = true,
            AnnouncedOn = new DateOnly(2023, 8, 15),
            EffectiveFrom = ReferencePeriod.Month(2023, 8),
            LastPeriod = ReferencePeriod.Month(2023, 6),
            FirstMissingPeriod = ReferencePeriod.Month(2023, 7),
            Confidence = Confidence.High,
            RecordedOn = new DateOnly(2026, 11, 21),
            Summary = new BilingualText("Output was suspended.", "产量暂停发布。"),
            Reason = new BilingualText("To be improved.", "有待优化。"),
            Quote = new Quotation("暂停发布", "https://www.agency.example/notice"),
            Unknown = new BilingualText("For how long.", "期限不详。"),
            Citations = [],
            Corrections = [],
        }));
        Assert.That(entry.Corrections, Is.EqualTo([new BilingualText("Not the price.", "不是价格。")]));
        Assert.That(entry.Citations[1], Is.EqualTo(new Citation
        {
            Title = "Copy of the notice",
            Publisher = "Copier",
            OriginalPublisher = "Agency",
            Url = "http://copier.example/1",
            Date = ReferencePeriod.Month(2023, 8),
            Access = CitationAccess.Mirror,
            Supports = "the same",
        }));
    }

    [Test]
    public void What_an_entry_leaves_out_is_not_known()
    {
        using var folder = new SampleFolder();
        var lead = CatalogueLoader.Load(folder.Path).Catalogue!.History.Of("tonnage").Single();

        Assert.That((lead.OfficialNotice, lead.AnnouncedOn, lead.LastPeriod, lead.Reason, lead.Quote), Is.EqualTo(((bool?)null, (DateOnly?)null, (ReferencePeriod?)null, (BilingualText?)null, (Quotation?)null)));
        Assert.That((lead.IsLead, lead.EffectiveFrom, lead.EffectiveUntil), Is.EqualTo((true, ReferencePeriod.Quarter(2022, 1), new DateOnly(2022, 5, 1))));
        Assert.That(lead.Citations.Single().Date, Is.Null);
    }
}
