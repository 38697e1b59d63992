using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Loading;

/// <summary>One reading of a series. The word in <c>kind</c> decides which keys it has.</summary>
public static class ReadingMapper
{
    /// <summary>The words for the kinds of reading, each with its shape and the sources it can be read from.</summary>
    private static readonly Dictionary<string, (Shape Shape, SourceKind[] Sources)> _kinds = new(StringComparer.Ordinal)
    {
        ["listing"] = (Shapes.ListingReading, [SourceKind.ReleaseListing]),
        ["page"] = (Shapes.PageReading, [SourceKind.ReleasePage]),
        ["notice"] = (Shapes.NoticeReading, [SourceKind.ReleasePage]),
        ["database"] = (Shapes.DatabaseReading, [SourceKind.NbsDatabase, SourceKind.NbsEasyQuery]),
        ["site"] = (Shapes.SiteReading, [SourceKind.Page]),
    };

    /// <summary>The text that a title must match when none can be read; it matches nothing.</summary>
    public static readonly Regex Nothing = new("(?!)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public static IReadOnlyCollection<string> Words => _kinds.Keys;

    public static SeriesReading? Map(YamlValue value, FileProblems problems, Cadence cadence, LoadContext context)
    {
        var word = ((value as YamlMap)?.Entries.FirstOrDefault(e => e.Key == "kind")?.Value as YamlText)?.Text;
        if (word is null || !_kinds.TryGetValue(word, out var kind))
        {
            var code = word is null ? ProblemCode.MissingKey : ProblemCode.BadWord;
            problems.Add(code, value.Line, "the kind of the reading is not known", $"kind must be one of {string.Join(", ", _kinds.Keys)}");
            return null;
        }
        if (MapReader.Open(value, kind.Shape, problems) is not { } reader) return null;
        var source = Source(reader, word, kind.Sources, cadence, context);
        var from = Period(reader, "from", cadence);
        var until = Period(reader, "until", cadence);
        if (from > until)
        {
            reader.Complain(
                ProblemCode.PeriodDoesNotFit, "until", "the reading ends before it begins", "put the earlier period into from");
        }
        return word switch
        {
            "listing" => new ListingReading
            {
                Source = source,
                From = from,
                Until = until,
                Title = reader.Get("title", Scalars.Pattern, Nothing),
                Resembles = Telling.Optional(reader, "resembles"),
                Proves = reader.Get("proves", Scalars.Word<Proof>(), Proof.Figure),
            },
            "page" => new PageReading
            {
                Source = source,
                From = from,
                Until = until,
                Title = reader.Get("title", Scalars.Pattern, Nothing),
                Row = Row(reader.Map("row", Shapes.Row)),
            },
            "notice" => new NoticeReading
            {
                Source = source,
                Names = Telling.Filled(reader, "names"),
                Title = Telling.Optional(reader, "title"),
            },
            "site" => new SiteReading { Source = source },
            _ => new DatabaseReading { Source = source, From = from, Until = until },
        };
    }

    /// <summary>Reports a period of another cadence than the series.</summary>
    public static void CheckCadence(MapReader reader, string key, ReferencePeriod period, Cadence cadence)
    {
        if (period.Cadence == Cadence.Unknown || cadence == Cadence.Unknown || period.Cadence == cadence) return;
        reader.Complain(
            ProblemCode.PeriodDoesNotFit, key, $"{period} is {period.Cadence}, the series {cadence}",
            "write a period of the series' cadence");
    }

    private static ReferencePeriod? Period(MapReader reader, string key, Cadence cadence)
    {
        if (reader.OptionalValue(key, Scalars.Period) is not { } period) return null;
        CheckCadence(reader, key, period, cadence);
        return period;
    }

    private static string Source(MapReader reader, string word, SourceKind[] fitting, Cadence cadence, LoadContext context)
    {
        if (context.Sources.Refer(reader, "source") is not { } source) return "";
        if (source.Kind != SourceKind.Unknown && !fitting.Contains(source.Kind))
        {
            reader.Complain(
                ProblemCode.DoesNotFitSource, "source", $"'{source.Key}' is a {source.Kind}",
                $"a {word} reading needs {string.Join(" or ", fitting)}");
        }
        if (source.Query is { Cadence: not Cadence.Unknown } query && cadence != Cadence.Unknown && query.Cadence != cadence)
        {
            reader.Complain(
                ProblemCode.CadenceDiffers, "source", $"'{source.Key}' is asked for {query.Cadence} values, the series is {cadence}",
                "make them the same");
        }
        return source.Key;
    }

    private static RowRule? Row(MapReader? reader)
    {
        if (reader is null) return null;
        var siblings = reader.Filled("siblings", Scalars.Pattern);
        var row = new RowRule
        {
            Label = reader.Get("label", Scalars.Pattern, Nothing),
            Resembles = Telling.Optional(reader, "resembles"),
            Siblings = siblings,
            SiblingsNeeded = reader.Number("siblingsNeeded", 1, 50, 3),
            Column = reader.Number("column", 1, 50, 1),
        };
        if (!siblings.IsEmpty && row.SiblingsNeeded > siblings.Length)
        {
            reader.Complain(
                ProblemCode.OutOfRange, "siblingsNeeded", $"{row.SiblingsNeeded} siblings are needed and {siblings.Length} are named",
                "name more of them or need fewer");
        }
        return row;
    }
}
