using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>A document in which notices are looked for: its title and, where it was read, its text with a line for each block.</summary>
internal sealed record NoticeDocument(string Title, string Link, StatedTime? PublishedAt, string Text = "")
{
    /// <summary>The printed day, where the publisher is.</summary>
    internal DateOnly? Day => PublishedAt is { } printed ? DateOnly.FromDateTime(printed.At.DateTime) : null;
}

/// <summary>
/// Finds official notices: a sentence that holds both a wording and a name of the series or its family. A false notice would be worse
/// than a missed one, so whatever could be a question, a denial or a report of the past is none.
/// </summary>
internal sealed class NoticeReader(MonitorCatalogue catalogue)
{
    /// <summary>The notices that a document of the given release pages holds, of each series one of each kind.</summary>
    internal IEnumerable<Observation> Read(string pages, NoticeDocument document)
    {
        var wanting = ReadingsOf(pages).ToList();
        if (wanting.Count == 0 || catalogue.Notices.IsEmpty) return [];
        ImmutableArray<string> sentences = [.. NoticeText.Sentences(document.Title), .. NoticeText.Sentences(document.Text)];
        return wanting.SelectMany(w => Read(w.Series, w.Reading, document, sentences));
    }

    /// <summary>The series for which a listed page is worth reading although no other reading wants it.</summary>
    internal IEnumerable<Observation> Leads(string pages, NoticeDocument item) =>
        from wanting in ReadingsOf(pages)
        where wanting.Reading.Title is { } title && IsMatch(title, item.Title)
        select Describe(wanting.Series, item) with { Kind = ObservationKind.NoticeLead };

    private IEnumerable<(SeriesDefinition Series, NoticeReading Reading)> ReadingsOf(string pages) =>
        from series in catalogue.ReadersOf(pages)
        from reading in series.Readings.OfType<NoticeReading>()
        where reading.Source == pages
        select (series, reading);

    private IEnumerable<Observation> Read(SeriesDefinition series, NoticeReading reading, NoticeDocument document, ImmutableArray<string> sentences)
    {
        var naming = sentences.Where(s => reading.Names.Any(name => IsMatch(name, s))).ToList();
        var isResumed = naming.Any(NoticeText.SaysResumed);
        foreach (var kind in catalogue.Notices.Select(n => n.Says).Distinct().Order())
        {
            if (isResumed && kind is (ObservationKind.SuspensionNotice or ObservationKind.StopNotice)) continue;
            if (naming.FirstOrDefault(s => Says(kind, s, document.Day)) is not { } sentence) continue;
            yield return Describe(series, document) with { Kind = kind, Witness = ElementText.Shorten(sentence, NoticeText.LongestWitness) };
        }
    }

    private bool Says(ObservationKind kind, string sentence, DateOnly? day) =>
        catalogue.Notices.Where(n => n.Says == kind).Any(n => Matches(n.Pattern, sentence).Any(wording => NoticeText.IsStated(sentence, wording, day)));

    private static Observation Describe(SeriesDefinition series, NoticeDocument document) => new()
    {
        Series = series.Key,
        Kind = ObservationKind.NoticeLead,
        Title = document.Title,
        Link = document.Link,
        PublishedAt = document.PublishedAt,
    };

    private static bool IsMatch(Regex pattern, string text) => Matches(pattern, text).Count > 0;

    /// <summary>A pattern that takes too long has found nothing: no notice is the careful answer.</summary>
    private static List<Match> Matches(Regex pattern, string text)
    {
        try
        {
            return pattern.Matches(text).ToList();
        }
        catch (RegexMatchTimeoutException)
        {
            return [];
        }
    }
}
