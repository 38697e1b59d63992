using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Loading;

namespace DataBlackHole.Serving;

/// <summary>From the cited history and the chronicle to the documents of the API. Pure.</summary>
internal static class HistoryMapping
{
    private static readonly BilingualText _notWatchedYet = new("Not watched yet: our looks had concluded nothing by then.", "尚未监测：截至当时，本监测没有得出任何结论。");

    public static HistoryEntryDocument Entry(MonitorCatalogue catalogue, CuratedEntry entry) => new()
    {
        Key = entry.Key,
        Publisher = entry.Publisher,
        PublisherName = catalogue.Publishers[entry.Publisher].Name,
        Series = entry.Series,
        SeriesName = entry.SeriesName,
        Watched = catalogue.Series.GetValueOrDefault(entry.Series)?.IsWatched == true,
        Event = entry.Event,
        Confidence = entry.Confidence,
        IsLead = entry.IsLead,
        OfficialNotice = entry.OfficialNotice,
        AnnouncedOn = entry.AnnouncedOn,
        EffectiveFrom = entry.EffectiveFrom,
        EffectiveUntil = entry.EffectiveUntil,
        LastPeriod = entry.LastPeriod,
        FirstMissingPeriod = entry.FirstMissingPeriod,
        FirstPeriod = entry.FirstPeriod,
        RecordedOn = entry.RecordedOn,
        Summary = entry.Summary,
        Reason = entry.Reason,
        Quote = entry.Quote,
        Unknown = entry.Unknown,
        Corrections = [.. entry.Corrections],
        Citations = [.. entry.Citations.Select(Citation)],
    };

    public static ChronicleDocument Chronicle(MonitorCatalogue catalogue, Chronicle chronicle, ReviewBook book) => new(
        chronicle.On,
        chronicle.AsOf,
        Observed(chronicle.Observed, book),
        new CuratedDocument(
            chronicle.Curated.Claim is { } claim ? Claim(catalogue, claim) : null,
            [.. chronicle.Curated.Possible.Select(c => Claim(catalogue, c))],
            [.. chronicle.Curated.Remarks.Select(e => Entry(catalogue, e))],
            [.. chronicle.Curated.Leads.Select(e => Entry(catalogue, e))]));

    private static ObservedDocument Observed(ObservedAnswer? observed, ReviewBook book)
    {
        if (observed is null) return new ObservedDocument(null, null, null, null, null, new VisibilityDocument(Visibility.Unknown, BlindReason.None, null), _notWatchedYet);
        var flip = observed.Flip.Flip;
        var visibility = observed.Blindness is { } blind
            ? new VisibilityDocument(Visibility.Blind, blind.Flip.BlindReason, blind.Flip.At)
            : new VisibilityDocument(Visibility.Clear, BlindReason.None, null);
        var document = StatusMapping.Flip(observed.Flip, book);
        return new ObservedDocument(observed.Status, flip.At, flip.Reason, document.Grade, document, visibility, null);
    }

    private static ClaimDocument Claim(MonitorCatalogue catalogue, CuratedClaim claim) =>
        new(claim.Status, claim.BeganEarliest, claim.BeganLatest, Entry(catalogue, claim.Entry));

    private static CitationDocument Citation(Citation citation) => new()
    {
        Title = citation.Title,
        Publisher = citation.Publisher,
        OriginalPublisher = citation.OriginalPublisher,
        Url = Scalars.IsBriefing(citation.Url) ? null : citation.Url,
        Date = citation.Date,
        Access = citation.Access,
        Label = Label(citation),
        Supports = citation.Supports,
    };

    internal static BilingualText Label(Citation citation) => citation.Access switch
    {
        CitationAccess.PublisherPage => new BilingualText("Page of its own publisher", "发布方自己的页面"),
        CitationAccess.SyndicatedCopy => new BilingualText("Reprint or excerpt that names its origin", "注明来源的转载或摘录"),
        CitationAccess.Mirror => new BilingualText(
            $"Copy; original publisher: {citation.OriginalPublisher}", $"副本；原发布方：{citation.OriginalPublisher}"),
        CitationAccess.Briefing => new BilingualText("Newsletter text, not on the web; it verifies nothing", "通讯文本，网上未见；不构成核实"),
        _ => throw new ArgumentOutOfRangeException(nameof(citation), citation.Access, "a citation has one of the known kinds of access"),
    };
}
