using System.Collections.Immutable;
using System.Text;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;
using Microsoft.AspNetCore.Components;

namespace DataBlackHole.Serving.Pages;

/// <summary>What a month of a series is shown as. Of several releases of one month the last in this order counts.</summary>
public enum HeatCell
{
    /// <summary>We have no record of it, or could not see when it was due.</summary>
    CannotTell = 0,

    /// <summary>There is no release for it.</summary>
    NotPlanned,

    /// <summary>Found in time.</summary>
    Published,

    /// <summary>Waited for; nothing has been concluded.</summary>
    Expected,

    /// <summary>What was concluded of it was shown to be wrong.</summary>
    Refuted,

    /// <summary>Found after it had counted as late or missing.</summary>
    PublishedLate,

    /// <summary>Not published for now, by the publisher's word.</summary>
    Withheld,

    /// <summary>Past its deadline and not seen.</summary>
    Late,

    /// <summary>Was there and is not seen any more.</summary>
    Withdrawn,

    /// <summary>Repeatedly not seen.</summary>
    Missing,
}

/// <summary>The months of the heat-map and the cells of one series in them. Pure.</summary>
public sealed class HeatMap
{
    public const int MonthsShown = 24;

    private readonly DateTimeOffset _at;

    /// <param name="today">The last month shown is the one of this day.</param>
    /// <param name="at">The moment the map is about: what could have been judged by then and was not, we cannot tell.</param>
    public HeatMap(DateOnly today, DateTimeOffset at)
    {
        _at = at;
        var last = new DateOnly(today.Year, today.Month, 1);
        Months = [.. Enumerable.Range(0, MonthsShown).Select(back => last.AddMonths(back + 1 - MonthsShown))];
    }

    /// <summary>First days of the months, the earliest first.</summary>
    public ImmutableArray<DateOnly> Months { get; }

    public ImmutableArray<HeatCell> CellsOf(SeriesDefinition series, ReleaseCalendar? calendar, SeriesStanding standing, IEnumerable<ReleaseMark> releases)
    {
        var known = new HeatCell?[MonthsShown];
        var last = -1;
        foreach (var release in releases)
        {
            if (!ReferencePeriod.TryParse(release.Period, out var period)) continue;
            var cell = CellOf(release, standing, _at);
            // A release of several months stands in each of them; one of a quarter or a year in its last.
            for (var month = period.Cadence == Cadence.Monthly ? IndexOf(period.Start) : IndexOf(period.End); month <= IndexOf(period.End); month++)
            {
                if (month is < 0 or >= MonthsShown) continue;
                known[month] = known[month] is { } other && other > cell ? other : cell;
                last = Math.Max(last, month);
            }
        }
        return [.. known.Select((cell, month) => cell ?? Unrecorded(series, calendar, standing, month, last))];
    }

    /// <summary>The cells as table cells; each says its word, and its class gives it a shape and a colour.</summary>
    public static MarkupString Markup(ImmutableArray<HeatCell> cells, Tongue tongue)
    {
        var html = new StringBuilder(cells.Length * 32);
        foreach (var cell in cells) html.Append("<td class=").Append(Class(cell)).Append("><i>").Append(OverviewWords.Cell(cell).In(tongue)).Append("</i>");
        return new MarkupString(html.ToString());
    }

    public static char Class(HeatCell cell) => cell switch
    {
        HeatCell.Published => 'p',
        HeatCell.PublishedLate => 'r',
        HeatCell.Refuted => 'z',
        HeatCell.Late => 'l',
        HeatCell.Missing => 'm',
        HeatCell.Withheld => 'w',
        HeatCell.Withdrawn => 'x',
        HeatCell.NotPlanned => 'n',
        HeatCell.Expected => 'e',
        _ => 'q',
    };

    public static HeatCell CellOf(ReleaseMark release, SeriesStanding standing, DateTimeOffset at) => release.Status switch
    {
        _ when release.IsRefuted => HeatCell.Refuted,
        ReleaseStatus.Published => release.Reason is Reason.FoundLate or Reason.FoundAfterMissing ? HeatCell.PublishedLate : HeatCell.Published,
        ReleaseStatus.Late => HeatCell.Late,
        ReleaseStatus.Missing => HeatCell.Missing,
        ReleaseStatus.Withheld => HeatCell.Withheld,
        ReleaseStatus.Withdrawn => HeatCell.Withdrawn,
        ReleaseStatus.NotPlanned => HeatCell.NotPlanned,
        // Past its deadline and not judged: no look was valid. Due while we are blind: nobody can see whether it is there.
        ReleaseStatus.Scheduled or ReleaseStatus.Due when release.LateAfter < at => HeatCell.CannotTell,
        ReleaseStatus.Due when standing.Visibility == Visibility.Blind => HeatCell.CannotTell,
        ReleaseStatus.Scheduled or ReleaseStatus.Due => HeatCell.Expected,
        _ => HeatCell.CannotTell,
    };

    private HeatCell Unrecorded(SeriesDefinition series, ReleaseCalendar? calendar, SeriesStanding standing, int month, int last)
    {
        var (start, end) = (Months[month], Months[month].AddMonths(1).AddDays(-1));
        if (series.Ended is { } ended && start > ended.LastPeriod.End) return HeatCell.NotPlanned;
        if (EndsElsewhere(series.Cadence, end.Month)) return HeatCell.NotPlanned;
        if (series.Cadence == Cadence.Monthly && calendar is not null && calendar.Planned(ReferencePeriod.Month(start.Year, start.Month)) is null) return HeatCell.NotPlanned;
        var readings = series.Readings.Where(r => r is not NoticeReading).ToList();
        if (readings.Count > 0 && readings.TrueForAll(r => r.From is { } from && end < from.Start)) return HeatCell.NotPlanned;
        if (month <= last || last < 0) return HeatCell.CannotTell;
        if (standing.Status == SeriesStatus.Paused) return HeatCell.Withheld;
        return calendar is not null && WindowOf(calendar, end).LateAfter < _at ? HeatCell.CannotTell : HeatCell.Expected;
    }

    private static ReleaseWindow WindowOf(ReleaseCalendar calendar, DateOnly day)
    {
        var period = ReferencePeriod.Containing(calendar.Rule.Cadence, day);
        return calendar.WindowOf(calendar.Planned(period) ?? period);
    }

    private static bool EndsElsewhere(Cadence cadence, int month) => cadence switch
    {
        Cadence.Quarterly => month % 3 != 0,
        Cadence.Annual => month != 12,
        _ => false,
    };

    private int IndexOf(DateOnly day) => (day.Year - Months[0].Year) * 12 + day.Month - Months[0].Month;
}
