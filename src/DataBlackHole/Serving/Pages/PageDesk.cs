using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving.Pages;

/// <summary>What pages are made from.</summary>
internal sealed record PageDesk(MonitorCatalogue Catalogue, Judge Judge, PageRecord Record, WatchedSources Watched, MonitorSettings Settings, TimeProvider Time)
{
    /// <summary>The zone of a day that is asked about where a page shows several publishers: that of most of them.</summary>
    public TimeZoneInfo Zone { get; } =
        Catalogue.Publishers.Values.GroupBy(p => p.TimeZone).OrderByDescending(g => g.Count()).FirstOrDefault()?.Key ?? TimeZoneInfo.Utc;

    public TimeZoneInfo ZoneOf(string publisher) => Catalogue.Publishers[publisher].TimeZone;

    /// <summary>The day and instant a page answers for.</summary>
    public static TimeQuestion Question(PageSetting page, TimeZoneInfo zone)
    {
        var until = page.AsOf ?? page.Now;
        var day = page.On ?? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(until, zone).DateTime);
        return new TimeQuestion(day, until, Chronicle.EndOf(day, zone));
    }
}

/// <summary>The queries of the record that pages use.</summary>
internal sealed record PageRecord(PageQueries Pages, StatusQueries Status, HistoryStore History, AgendaQueries Agenda, SelfWatchStore SelfWatch, VerdictReviews Reviews, CensusQueries Census);
