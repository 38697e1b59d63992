using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using Capture = DataBlackHole.Core.Measuring.Capture;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>Reads the page on which a publisher announces the dates of a year.</summary>
internal sealed class CalendarPageReader(MonitorCatalogue catalogue, Recognition recognition)
{
    private const int LongestTitle = 20_000;

    internal Reading Read(SourceDefinition source, Capture capture)
    {
        var (page, failure) = recognition.OpenPage(source, capture);
        if (page is null) return Reading.Failed(capture, failure!);
        var rules = source.Calendar ?? throw new ArgumentException($"source {source.Key} has no rules for a calendar", nameof(source));
        if (YearOf(page.Html!, rules) is not { } year) return Failed(capture, FailureKind.PeriodUnreadable, "no title says of which year the calendar is");
        var table = page.Html!.QuerySelectorAll(rules.Table).OfType<IHtmlTableElement>().Select(CalendarTable.Find).FirstOrDefault(t => t is not null);
        if (table is null) return Failed(capture, FailureKind.AnchorMissing, "no table has a header of twelve months");
        var zone = catalogue.Publishers[source.Publisher].TimeZone;
        var rows = table.Rows.Select(row => CalendarRowReader.Read(row, year, rules.DefaultTime, zone)).ToImmutableArray();
        if (rows.IsEmpty) return Failed(capture, FailureKind.AnchorMissing, "the table has a header of twelve months and no row");
        if (rows.Count(r => r.Problem is not null) * 2 > rows.Length)
        {
            return Failed(capture, FailureKind.TimeUnreadable, $"most rows cannot be read as dates of {year}; {rows.First(r => r.Problem is not null).Problem}");
        }
        var version = AnnouncedCalendarVersion.Of(source.Key, year, capture.Measurement.TakenAt.ToUniversalTime(), rows, table.Notes);
        return Reading.Nothing(capture) with { Calendar = new CalendarReading(version with { Page = page.Url }) };
    }

    /// <summary>The one year that the first speaking title names; a text that names several says nothing.</summary>
    private static int? YearOf(IParentNode html, CalendarRules rules)
    {
        try
        {
            foreach (var selector in rules.Title)
            {
                if (Selection.Value(html, selector, LongestTitle) is not { } text) continue;
                var years = rules.Year.Matches(text).Select(m => m.Groups[1].Value).Distinct().ToList();
                if (years.Count == 0) continue;
                return years.Count == 1 && int.TryParse(years[0], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1980 and < 2100 ? year : null;
            }
        }
        catch (RegexMatchTimeoutException)
        {
            // Not read is the careful answer.
        }
        return null;
    }

    private static Reading Failed(Capture capture, FailureKind kind, string detail) =>
        Reading.Failed(capture, new ProbeFailure(kind, ProbeOperation.Read, detail));
}
