using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Serving.Pages;

namespace DataBlackHole.Serving.Feeds;

/// <summary>From flips on record to entries of feeds. Pure.</summary>
internal static class FeedMapping
{
    public static FeedEntry Entry(MonitorCatalogue catalogue, string authority, FlipRecord record, ReviewBook book)
    {
        var flip = record.Flip;
        var series = catalogue.Series.GetValueOrDefault(flip.Series);
        var name = series?.Name ?? new BilingualText(flip.Series, flip.Series);
        var zone = series is null ? TimeZoneInfo.Utc : catalogue.Publishers[series.Publisher].TimeZone;
        var words = FlipSentence.Of(flip, name, zone);
        return new FeedEntry
        {
            Id = FeedNames.Flip(authority, flip),
            RecordedAt = record.RecordedAt,
            ReviewedAt = book.Of(record.Id)?.RecordedAt,
            Words = words with { Sentence = ReviewMapping.Sentence(words.Sentence, book.Of(record.Id)) },
            Event = string.Create(CultureInfo.InvariantCulture, $"api/v1/series/{flip.Series}/flips?before={record.Id + 1}&limit=1"),
            About = $"api/v1/series/{flip.Series}",
            Evidence = OutsideLink.Of(flip.Evidence?.Url),
            Categories = [.. Categories(flip, name, series?.Publisher)],
            Facts = new JsonObject
            {
                ["series"] = flip.Series,
                ["publisher"] = series?.Publisher,
                ["kind"] = FeedNames.Word(FlipKinds.Of(flip)),
                ["flip"] = JsonSerializer.SerializeToNode(StatusMapping.Flip(record, book), ApiJson.Compact),
            },
        };
    }

    private static IEnumerable<FeedCategory> Categories(Flip flip, BilingualText name, string? publisher)
    {
        var kind = FlipKinds.Of(flip);
        yield return new FeedCategory("kind", FeedNames.Word(kind), FlipSentence.Kind(kind, flip.Grade), IsTag: true);
        yield return new FeedCategory("series", flip.Series, name, IsTag: true);
        // A series that the definitions do not know any more has none.
        if (publisher is not null) yield return new FeedCategory("publisher", publisher);
        yield return new FeedCategory("origin", flip.Origin.ToString());
        yield return new FeedCategory("grade", flip.Grade.ToString());
    }
}
