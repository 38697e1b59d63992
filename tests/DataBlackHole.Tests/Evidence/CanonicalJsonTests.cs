using System.Text;
using System.Text.Json;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Tests.Evidence;

public sealed class CanonicalJsonTests
{
    [Test]
    public void An_entry_is_written_in_one_way_only()
    {
        var json = new CanonicalJson();
        json.Begin();
        json.Instant("at", new DateTimeOffset(2026, 8, 19, 20, 0, 0, 5, TimeSpan.FromHours(8)));
        json.Flag("flag", true);
        json.BeginList("list");
        json.Item("a");
        json.Begin();
        json.Number("n", -5);
        json.End();
        json.EndList();
        json.Text("none", null);
        json.Text("text", "失业率 \"x\" \\ \n\t\u0001\u007f");
        json.End();

        Assert.That(Encoding.UTF8.GetString(json.Written), Is.EqualTo(
            "{\"at\":\"2026-08-19T12:00:00.005Z\",\"flag\":true,\"list\":[\"a\",{\"n\":-5}],\"text\":\"失业率 \\\"x\\\" \\\\ \\n\\t\\u0001\u007f\"}"));
    }

    [Test]
    public void Names_out_of_order_are_a_mistake_of_the_program()
    {
        var json = new CanonicalJson();
        json.Begin();
        json.Text("b", "1");
        Assert.That(() => json.Text("a", "1"), Throws.InvalidOperationException);
    }

    [Test]
    public void An_entry_of_the_cited_history_changes_with_each_of_its_words()
    {
        var entry = new CuratedEntry
        {
            Key = "k",
            Publisher = "p",
            Series = "s",
            SeriesName = new("Series", "指标"),
            Event = CuratedEvent.Suspended,
            EffectiveFrom = ReferencePeriod.Month(2023, 8),
            Confidence = Confidence.High,
            RecordedOn = new DateOnly(2026, 10, 1),
            Summary = new("Was suspended.", "暂停。"),
            Unknown = new("For how long.", "期限。"),
            Citations = [new Citation { Title = "t", Publisher = "p", Url = "https://example.org/", Access = CitationAccess.PublisherPage, Supports = "all" }],
        };

        var forms = new[]
        {
            entry,
            entry with { Unknown = new("For how long?", "期限。") },
            entry with { OfficialNotice = false },
            entry with { Reason = new("r", "r") },
            entry with { Quote = new Quotation("引文", "https://example.org/") },
            entry with { Citations = [entry.Citations[0] with { Date = ReferencePeriod.Month(2023, 8) }] },
        }.Select(CuratedForm.Of).ToList();

        Assert.That(forms, Is.Unique);
        Assert.That(forms.Select(f => JsonDocument.Parse(f).RootElement.GetProperty("v").GetInt32()), Is.All.EqualTo(1));
    }
}
