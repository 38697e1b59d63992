using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Serving.Census;

namespace DataBlackHole.Serving.Pages;

/// <summary>The page about the last census of a publisher's database.</summary>
/// <param name="Census">Null when none has been made.</param>
/// <param name="Address">What is asked of the data for programs, to get the same.</param>
public sealed record CensusView(
    string Publisher, string PublisherName, CensusRunDocument? Census, IReadOnlyList<CensusGroup> Groups, int WindowEnded, IReadOnlyList<CensusUntoldDocument> Untold, int AllUntold, string Address);

/// <summary>Indicators of one kind.</summary>
/// <param name="Id">Identity on the page.</param>
/// <param name="All">How many there are; not all of them need be shown.</param>
public sealed record CensusGroup(string Id, string Title, string Note, IReadOnlyList<CensusLine> Lines, int All);

/// <summary>One indicator.</summary>
/// <param name="Since">Since when it stands so: the end of the census that found it first.</param>
public sealed record CensusLine(string Name, string Sentence, string Cadence, string LastPeriod, DateTimeOffset Since, string Grade);

/// <summary>Makes the page about the last census.</summary>
internal static class CensusPageSource
{
    /// <summary>Of one kind; the files for programs have all of them.</summary>
    private const int MostLines = 300;

    public static readonly string[] Parameters = [OverviewFilter.PublisherParameter];

    public static async Task<CensusView> ReadAsync(PageDesk desk, PageSetting page, CancellationToken stopping)
    {
        var key = page[OverviewFilter.PublisherParameter] ?? CensusApi.Usual(desk.Catalogue, desk.Settings);
        if (!desk.Catalogue.Publishers.TryGetValue(key, out var publisher))
            throw new PageRefusedException(PageWords.BadChoice(OverviewFilter.PublisherParameter, key, "the key of a publisher"));
        var report = await CensusReport.OfAsync(desk.Record.Census, key, stopping, page.HasTime ? CensusApi.By(PageDesk.Question(page, publisher.TimeZone)) : null);
        CensusGroup Group(string id, BilingualText title, BilingualText note, IReadOnlyList<CensusIndicatorDocument> found) =>
            new(id, page.Say(title), page.Say(note), [.. found.Take(MostLines).Select(i => Line(page, i))], found.Count);
        return new CensusView(
            key,
            page.Say(publisher.Name),
            report.Census,
            [
                Group("stopped", CensusWords.Stopped, CensusWords.StoppedNote, report.Stopped),
                Group("vanished", CensusWords.Vanished, CensusWords.VanishedNote, report.Vanished),
                Group("came-back", CensusWords.CameBack, CensusWords.CameBackNote, report.CameBack),
                Group("renamed", CensusWords.Renamed, CensusWords.RenamedNote, report.Renamed),
            ],
            report.WindowEnded.Count,
            [.. report.CannotTell.Take(MostLines)],
            report.CannotTell.Count,
            Asked(page, key));
    }

    private static CensusLine Line(PageSetting page, CensusIndicatorDocument indicator) => new(
        indicator.Name,
        page.Say(indicator.Sentence),
        indicator.Cadence == Cadence.Unknown ? page.Say(PageWords.NotKnown) : page.Say(SeriesWords.CadenceOf(indicator.Cadence)),
        indicator.LastPeriod?.ToString() ?? page.Say(PageWords.NotKnown),
        indicator.Since,
        page.Say(CensusWords.Of(indicator.Grade)));

    private static string Asked(PageSetting page, string publisher)
    {
        var time = page.Query.Where(q => q.Key is PageQuestion.OnDay or PageQuestion.AsOfInstant).Select(q => $"&{q.Key}={Uri.EscapeDataString(q.Value)}");
        return $"?publisher={Uri.EscapeDataString(publisher)}{string.Concat(time)}";
    }
}
