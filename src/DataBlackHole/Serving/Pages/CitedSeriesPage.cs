using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;

namespace DataBlackHole.Serving.Pages;

/// <summary>The page about a series that nobody watches and the cited record knows. Pure.</summary>
internal static class CitedSeriesPage
{
    /// <summary>The entries that were on record by the instant, the newest event first; what has no day comes last.</summary>
    public static IReadOnlyList<CuratedEntry> Entries(MonitorCatalogue catalogue, string series, DateTimeOffset? asOf) =>
    [
        .. catalogue.History.Of(series).Where(e => asOf is not { } by || e.RecordedOn <= DateOnly.FromDateTime(by.UtcDateTime))
            .OrderByDescending(e => e.EffectiveFrom?.Start ?? e.AnnouncedOn).ThenBy(e => e.Key, StringComparer.Ordinal),
    ];

    public static SeriesView Build(PageSetting page, MonitorCatalogue catalogue, string key, Chronicle chronicle)
    {
        var entry = catalogue.History.Of(key)[0];
        var claim = chronicle.Curated.Claim;
        var nothing = page.Say(SeriesWords.NotWatched);
        var quote = claim is null ? nothing : page.Say(CuratedWords.Claim(claim));
        var other = SeriesBuilder.Other(page.Tongue);
        return new SeriesView
        {
            Key = key,
            Name = page.Say(entry.SeriesName),
            OtherName = (entry.SeriesName.In(other), other.Tag()),
            PublisherKey = entry.Publisher,
            PublisherName = page.Say(catalogue.Publishers[entry.Publisher].Name),
            IsWatched = false,
            IsService = false,
            Answer = new AnswerView(
                claim is null ? new StatusLook("unknown", page.Say(PageWords.NotKnown)) : StatusLook.Of(claim.Status, page.Tongue),
                claim is null ? [] : [page.Say(OverviewWords.SinceDay(claim.BeganLatest))],
                page.Say(claim is null ? SeriesWords.NotWatched : StateWords.Of(Origin.Curated)),
                claim is null ? [] : [.. claim.Entry.Citations.Select(c => (c.Title, (string?)c.Url))],
                [(page.Say(SeriesWords.ByCitedRecord), quote)],
                null,
                [.. chronicle.Curated.Possible.Select(c => page.Say(CuratedWords.Claim(c)))],
                null),
            Releases = [],
            Changes = [],
            Cited = Entries(catalogue, key, page.AsOf),
            Definition = [],
            Breaks = [],
            Readings = [],
            Access = [],
            Cite = CitationText.Of(key, page.Say(entry.SeriesName), quote, page.Permalink, page.AsOf ?? page.Now, page.Now),
        };
    }
}
