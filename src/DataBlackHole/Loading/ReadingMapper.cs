using System.Collections.Immutable;
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
        ["record"] = (Shapes.RecordReading, [SourceKind.Records]),
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
        var reading = Read(reader, word, source, cadence);
        return reading with { From = from, Until = until, IsVerified = reader.Get("verified", Scalars.Flag, true) };
    }

    private static SeriesReading Read(MapReader reader, string word, string source, Cadence cadence) => word switch
    {
        "listing" => new ListingReading
        {
            Source = source,
            Title = reader.Get("title", Scalars.Pattern, Nothing),
            Resembles = Telling.Optional(reader, "resembles"),
            Proves = reader.Get("proves", Scalars.Word<Proof>(), Proof.Figure),
            Period = ListedPeriodOf(reader, cadence),
        },
        "page" => Page(reader, source),
        "record" => new RecordReading
        {
            Source = source,
            Where = [.. reader.Maps("where", Shapes.RecordTest, needsOne: true).Select(Test)],
            Value = reader.Optional("value", Scalars.Text),
        },
        "notice" => new NoticeReading
        {
            Source = source,
            Names = Telling.Filled(reader, "names"),
            Title = Telling.Optional(reader, "title"),
        },
        "site" => new SiteReading { Source = source },
        _ => new DatabaseReading { Source = source },
    };

    public static RecordTest Test(MapReader reader) => new(reader.Text("path"), reader.Get("matches", Scalars.Pattern, Nothing));

    private static PageReading Page(MapReader reader, string source)
    {
        if (reader.Has("row") && reader.Has("sentence"))
        {
            reader.Complain(ProblemCode.OnePlaceNeeded, "sentence", "the figure stands in a row and in a sentence", "name one of the two");
        }
        return new PageReading
        {
            Source = source,
            Title = reader.Get("title", Scalars.Pattern, Nothing),
            Row = Row(reader.Map("row", Shapes.Row)),
            Sentence = Sentence(reader.Map("sentence", Shapes.Sentence)),
        };
    }

    private static ListedPeriod ListedPeriodOf(MapReader reader, Cadence cadence)
    {
        var period = reader.Get("period", Scalars.Word<ListedPeriod>(), ListedPeriod.Title);
        var needed = period switch { ListedPeriod.Day => Cadence.Daily, ListedPeriod.MonthBefore => Cadence.Monthly, _ => Cadence.Unknown };
        if (needed != Cadence.Unknown && cadence != Cadence.Unknown && cadence != needed)
        {
            reader.Complain(ProblemCode.IrregularDoesNotFit, "period", $"{period} gives {needed} periods, the series is {cadence}", "make them the same");
        }
        return period;
    }

    private static SentenceRule? Sentence(MapReader? reader)
    {
        if (reader is null) return null;
        var siblings = reader.Filled("siblings", Scalars.Pattern);
        var sentence = new SentenceRule
        {
            Pattern = reader.Get("pattern", Scalars.Pattern, Nothing),
            Resembles = Telling.Optional(reader, "resembles"),
            Siblings = siblings,
            SiblingsNeeded = reader.Number("siblingsNeeded", 1, 50, 3),
        };
        if (sentence.Pattern != Nothing && sentence.Pattern.GetGroupNumbers().Length < 2)
        {
            reader.Complain(ProblemCode.BadPattern, "pattern", "the pattern has no group for the figure", "put round brackets about the digits");
        }
        CheckSiblings(reader, siblings, sentence.SiblingsNeeded);
        return sentence;
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
        CheckSiblings(reader, siblings, row.SiblingsNeeded);
        return row;
    }

    private static void CheckSiblings(MapReader reader, ImmutableArray<Regex> siblings, int needed)
    {
        if (siblings.IsEmpty || needed <= siblings.Length) return;
        reader.Complain(
            ProblemCode.OutOfRange, "siblingsNeeded", $"{needed} siblings are needed and {siblings.Length} are named",
            "name more of them or need fewer");
    }
}
