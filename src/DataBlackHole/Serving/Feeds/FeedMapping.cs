using System.Globalization;
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
            Reviews = book,
            Id = FeedNames.Flip(authority, flip),
            Record = record,
            Words = words with { Sentence = ReviewMapping.Sentence(words.Sentence, book.Of(record.Id)) },
            Kind = FlipKinds.Of(flip),
            SeriesName = name,
            Publisher = series?.Publisher,
            Flip = string.Create(CultureInfo.InvariantCulture, $"api/v1/series/{flip.Series}/flips?before={record.Id + 1}&limit=1"),
            Series = $"api/v1/series/{flip.Series}",
            Evidence = OutsideLink.Of(flip.Evidence?.Url),
        };
    }
}
