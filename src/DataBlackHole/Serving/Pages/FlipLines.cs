using System.Globalization;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Serving.Pages;

/// <summary>Flips as the pages show them. Pure.</summary>
internal static class FlipLines
{
    public static FlipLine Of(MonitorCatalogue catalogue, FlipRecord record, IReadOnlyDictionary<long, long> leaves, Tongue tongue, ReviewBook book)
    {
        var review = book.Of(record.Id);
        var flip = record.Flip with { Grade = ReviewBook.Over(record.Flip.Grade, review) };
        var series = catalogue.Series.GetValueOrDefault(flip.Series);
        var words = FlipSentence.Of(
            flip, series?.Name ?? new BilingualText(flip.Series, flip.Series), series is null ? TimeZoneInfo.Utc : catalogue.Publishers[series.Publisher].TimeZone);
        var isRefuted = review?.Action == ReviewAction.Refute;
        return new FlipLine(
            string.Create(CultureInfo.InvariantCulture, $"flip-{record.Id}"), record.Id, flip.Series, flip.At, record.RecordedAt, isRefuted ? "refuted" : Class(FlipKinds.Of(flip)),
            isRefuted ? ReviewWords.Refuted(words.Title.In(tongue)).In(tongue) : words.Title.In(tongue), words.Sentence.In(tongue),
            flip.Axis == FlipAxis.Visibility || flip.Grade == Grade.None ? "" : StateWords.Of(flip.Grade).In(tongue), StateWords.Of(flip.Origin).In(tongue),
            !FlipKinds.IsPublic(flip.Axis), flip.Evidence?.Url, flip.Evidence?.Body?.Hex, leaves.TryGetValue(record.Id, out var leaf) ? leaf : null, ReviewLine.Of(review, tongue));
    }

    private static string Class(FlipKind kind) => kind switch
    {
        FlipKind.Published or FlipKind.FirstSeen or FlipKind.Resumed => "good",
        FlipKind.Late => "late",
        FlipKind.Missing or FlipKind.Withdrawn => "missing",
        FlipKind.Paused or FlipKind.Withheld => "paused",
        FlipKind.Discontinued or FlipKind.NotPlanned => "ended",
        _ => "unknown",
    };
}
