using System.Globalization;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Serving.Pages;

namespace DataBlackHole.Serving.Feeds;

/// <summary>From flips on record to entries of feeds. Pure.</summary>
internal static class FeedMapping
{
    public static FeedEntry Entry(MonitorCatalogue catalogue, string authority, FlipRecord record)
    {
        var flip = record.Flip;
        var series = catalogue.Series.GetValueOrDefault(flip.Series);
        var name = series?.Name ?? new BilingualText(flip.Series, flip.Series);
        var zone = series is null ? TimeZoneInfo.Utc : catalogue.Publishers[series.Publisher].TimeZone;
        return new FeedEntry
        {
            Id = FeedNames.Flip(authority, flip),
            Record = record,
            Words = FlipSentence.Of(flip, name, zone),
            Kind = FlipKinds.Of(flip),
            SeriesName = name,
            Publisher = series?.Publisher,
            Flip = string.Create(CultureInfo.InvariantCulture, $"api/v1/series/{flip.Series}/flips?before={record.Id + 1}&limit=1"),
            Series = $"api/v1/series/{flip.Series}",
            Evidence = OutsideLink.Of(flip.Evidence?.Url),
        };
    }
}
