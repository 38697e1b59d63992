using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving.Pages;

/// <summary>All that the overview is made of, already for the time that is asked about.</summary>
/// <param name="At">The moment the page is about.</param>
/// <param name="Cited">By series: what the cited record says of that time; empty when the page is about now.</param>
internal sealed record OverviewRecord(
    DateOnly Today,
    DateTimeOffset At,
    IReadOnlyDictionary<string, SeriesStanding> Standings,
    IReadOnlyDictionary<string, CuratedStatus> Cited,
    ILookup<string, ReleaseMark> Releases,
    ILookup<string, OpenRelease> Open,
    CoverageView Coverage);

/// <summary>Makes the overview. Pure.</summary>
internal sealed class OverviewBuilder(PageSetting page, MonitorCatalogue catalogue, Judge judge, OverviewRecord record)
{
    private readonly HeatMap _map = new(record.Today, record.At);

    public OverviewView Build(OverviewFilter filter)
    {
        var taken = catalogue.Series.Values.Where(s => filter.Takes(s, catalogue.Publishers[s.Publisher].Name, record.Standings[s.Key])).ToList();
        var groups = taken.Where(s => s.IsWatched)
            .GroupBy(s => s.Publisher).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new PublisherGroup(g.Key, page.Say(catalogue.Publishers[g.Key].Name), [.. g.Select(Line)])).ToList();
        return new OverviewView(
            record.Coverage, filter, Choices(), _map.Months, groups, groups.Sum(g => g.Series.Count), catalogue.Series.Values.Count(s => s.IsWatched),
            [.. NotWatched(taken).Concat(filter is { Status: null, Visibility: null } ? CitedOnly(filter) : []).OrderBy(c => c.Publisher, StringComparer.Ordinal).ThenBy(c => c.Series.Key, StringComparer.Ordinal).Select(c => c.Series)]);
    }

    private SeriesLine Line(SeriesDefinition series)
    {
        var standing = record.Standings[series.Key];
        var isService = series.Kind == SeriesKind.Service;
        return new SeriesLine(
            series.Key,
            page.Say(series.Name),
            StatusLook.Of(standing.Status, standing.Grade, page.Tongue, standing.Review),
            standing.Origin == Origin.Curated,
            record.Cited.TryGetValue(series.Key, out var cited) ? StatusLook.Of(cited, page.Tongue) : null,
            standing.Visibility == Visibility.Blind ? Blindness(standing) : null,
            (page.HasTime ? LastThen(series) : standing.LastPeriod)?.ToString() ?? "",
            isService || page.HasTime ? null : Next(series, standing),
            isService ? null : HeatMap.Markup(_map.CellsOf(series, judge.CalendarOf(series), standing, record.Releases[series.Key]), page.Tongue))
        {
            IsUnproven = !page.HasTime && standing is { Status: SeriesStatus.New, LastPeriod: null } && Unproven.Sources(catalogue, series).Any(),
        };
    }

    /// <summary>The last period that was out by then, as far as the months shown tell.</summary>
    private ReferencePeriod? LastThen(SeriesDefinition series) => record.Releases[series.Key].Where(r => r.Status == ReleaseStatus.Published)
        .Select(r => (ReferencePeriod?)ReferencePeriod.Parse(r.Period)).Max();

    private string Blindness(SeriesStanding standing)
    {
        var reason = page.Say(StateWords.Of(standing.BlindReason));
        return standing.BlindSince is { } since ? $"{reason}{(page.Tongue == Tongue.Zh ? "，" : ", ")}{page.Say(OverviewWords.Since(since))}" : reason;
    }

    /// <summary>The next release after the last one seen, or else the oldest that is still waited for.</summary>
    private NextRelease? Next(SeriesDefinition series, SeriesStanding standing)
    {
        var open = record.Open[series.Key].ToList();
        if ((open.Find(o => !(o.Period < standing.LastPeriod)) ?? open.FirstOrDefault()) is not { } next) return null;
        if (next.Due is not { } due || judge.CalendarOf(series) is not { } calendar) return new NextRelease(next.Period.ToString(), "");
        return new NextRelease(next.Period.ToString(), page.Say(OverviewWords.DueOn(calendar.LocalDay(due), due < page.Now, next.Basis)));
    }

    /// <summary>Series that are defined and that nothing is read for.</summary>
    private IEnumerable<(string Publisher, CitedSeries Series)> NotWatched(IEnumerable<SeriesDefinition> taken) => taken.Where(s => !s.IsWatched).Select(s => (s.Publisher, new CitedSeries(
        s.Key, page.Say(s.Name), page.Say(catalogue.Publishers[s.Publisher].Name),
        Newest(s.Key) is { } entry ? CuratedWords.InShort(entry, page.Tongue) : s.Ended is { } ended ? $"{page.Say(SeriesWords.LastPeriodWas)}: {ended.LastPeriod}" : page.Say(SeriesWords.HistoryOnly))));

    /// <summary>Series that the cited record alone knows.</summary>
    private IEnumerable<(string Publisher, CitedSeries Series)> CitedOnly(OverviewFilter filter) => catalogue.History.Entries
        .Where(e => !catalogue.Series.ContainsKey(e.Series) && (filter.Publisher is null || e.Publisher == filter.Publisher))
        .Select(e => e.Series).Distinct(StringComparer.Ordinal).Select(Newest).OfType<CuratedEntry>()
        .Where(e => filter.Contains([e.Series, e.SeriesName.En, e.SeriesName.Zh, catalogue.Publishers[e.Publisher].Name.En, catalogue.Publishers[e.Publisher].Name.Zh]))
        .Select(e => (e.Publisher, new CitedSeries(e.Series, page.Say(e.SeriesName), page.Say(catalogue.Publishers[e.Publisher].Name), CuratedWords.InShort(e, page.Tongue))));

    /// <summary>The last event of a series that was on record by the instant asked about.</summary>
    private CuratedEntry? Newest(string series) => CitedSeriesPage.Entries(catalogue, series, page.AsOf) is [var newest, ..] ? newest : null;

    private FilterChoices Choices() => new(
        [.. catalogue.Publishers.Values.Where(p => catalogue.Series.Values.Any(s => s.Publisher == p.Key) || catalogue.History.Entries.Any(e => e.Publisher == p.Key)).Select(p => (p.Key, page.Say(p.Name)))],
        [.. Enum.GetValues<SeriesStatus>().Where(s => s != SeriesStatus.Unknown).Select(s => (s.ToString(), page.Say(StateWords.Of(s))))],
        [.. Enum.GetValues<Visibility>().Select(v => (v.ToString(), page.Say(StateWords.Of(v))))]);
}
