using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using Capture = DataBlackHole.Core.Measuring.Capture;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>Reads the page of one release: its title, the time printed on it, and rows of its tables.</summary>
internal sealed class ReleasePageReader(MonitorCatalogue catalogue, Recognition recognition)
{
    private const int LongestText = 100_000;

    internal Reading Read(SourceDefinition source, Capture capture)
    {
        var (page, failure) = recognition.OpenPage(source, capture);
        if (page is null) return Reading.Failed(capture, failure!);
        var html = page.Html!;
        if (source.Templates.FirstOrDefault(t => html.QuerySelector(t.Recognise) is not null) is not { } template)
        {
            return Reading.Failed(capture, new ProbeFailure(FailureKind.AnchorMissing, ProbeOperation.Recognise, "the page has none of the known layouts"));
        }
        if (First(html, template.Title) is not { } title)
        {
            return Reading.Failed(capture, new ProbeFailure(FailureKind.AnchorMissing, ProbeOperation.Read, $"no title (layout {template.Name})"));
        }
        var zone = catalogue.Publishers[source.Publisher].TimeZone;
        var release = new ReleasePage(ElementText.Shorten(title), page.Url, PublishedOn(html, template, zone), zone, new TableRows(html, template.Body), BodyOf(html, template));
        var observations = catalogue.ReadersOf(source.Key).SelectMany(series => Observe(series, source, release));
        return new Reading(capture, [.. observations, .. Notices(source, html, template, release)], []);
    }

    private IEnumerable<Observation> Notices(SourceDefinition source, IHtmlDocument html, PageTemplate template, ReleasePage release)
    {
        var lines = BodyOf(html, template) is { } text ? ElementText.Lines(text, LongestText) : "";
        return new NoticeReader(catalogue).Read(source.Key, new NoticeDocument(release.Title, release.Url, release.PublishedAt, lines));
    }

    private static INode? BodyOf(IHtmlDocument html, PageTemplate template) => html.QuerySelector(template.Body) ?? html.Body;

    private static string? First(IParentNode html, ImmutableArray<string> selectors) =>
        selectors.Select(s => Selection.Value(html, s)).FirstOrDefault(text => text is not null);

    private static StatedTime? PublishedOn(IParentNode html, PageTemplate template, TimeZoneInfo zone) => template.Published
        .Select(selector => Selection.Value(html, selector))
        .Select(text => text is null ? null : StatedTimes.Find(text, template.PublishedFormats, zone))
        .FirstOrDefault(time => time is not null);

    private static IEnumerable<Observation> Observe(SeriesDefinition series, SourceDefinition source, ReleasePage release)
    {
        foreach (var reading in series.Readings.OfType<PageReading>().Where(r => r.Source == source.Key))
        {
            var described = new Observation
            {
                Series = series.Key,
                Kind = ObservationKind.Unreadable,
                Title = release.Title,
                Link = release.Url,
                PublishedAt = release.PublishedAt,
            };
            Observation? observation;
            try
            {
                observation = reading.Title.IsMatch(release.Title) ? Observe(series, reading, release, described) : null;
            }
            catch (RegexMatchTimeoutException)
            {
                observation = described with { Failure = Failed(FailureKind.Unknown, "a pattern of the definition took too long") };
            }
            if (observation is not null) yield return observation;
        }
    }

    private static Observation? Observe(SeriesDefinition series, PageReading reading, ReleasePage release, Observation described)
    {
        if (release.PublishedAt is not { } published)
        {
            return described with { Failure = Failed(FailureKind.TimeUnreadable, "no publication time is printed where it should be") };
        }
        var day = StatedTimes.LocalDay(published.At, release.Zone);
        if (PeriodText.Find(release.Title, day)?.ToPeriod(series.Cadence, series.Release) is not { } period)
        {
            return described with { Failure = Failed(FailureKind.PeriodUnreadable, $"no {series.Cadence} period in '{release.Title}'") };
        }
        if (!reading.Includes(period)) return null;
        var dated = described with { Period = period };
        if (reading.Row is { } row) return RowReader.Read(row, release.Rows, dated);
        return reading.Sentence is { } sentence ? SentenceReader.Read(sentence, release.Text, dated) : dated with { Kind = ObservationKind.Published };
    }

    private static ProbeFailure Failed(FailureKind kind, string detail) => new(kind, ProbeOperation.Read, detail);

    private sealed record ReleasePage(string Title, string Url, StatedTime? PublishedAt, TimeZoneInfo Zone, TableRows Rows, INode? Body)
    {
        /// <summary>The body without blanks: figures are cut over several spans.</summary>
        internal string Text => field ??= Body is null ? "" : ElementText.WithoutBlanks(ElementText.Of(Body, LongestText));
    }
}
