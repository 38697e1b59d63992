using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Loading;

/// <summary>Reads the curated entries about one publisher; the file is named by the publisher.</summary>
public static class HistoryMapper
{
    public static void Map(DefinitionFile file, YamlValue root, FileProblems problems, LoadContext context)
    {
        if (MapReader.Open(root, Shapes.History, problems) is not { } reader) return;
        var publisher = context.Publishers.Refer(reader, "publisher")?.Key ?? "";
        if (publisher.Length > 0 && publisher != file.Name)
        {
            reader.Complain(
                ProblemCode.KeyIsNotFileName, "publisher", $"the publisher '{publisher}' is not the name of the file",
                $"rename the file to {publisher}.yaml or move the entries");
        }
        foreach (var item in reader.Maps("entries", Shapes.HistoryEntry, needsOne: true))
        {
            var entry = Entry(item, publisher);
            HistoryRules.Check(item, entry);
            context.Afterwards.Add(() => HistoryRules.CheckSeries(item, entry, context.Series));
            context.History.Add(entry.Key, entry, item);
        }
    }

    private static CuratedEntry Entry(MapReader reader, string publisher) => new()
    {
        Key = reader.Get("key", Scalars.Key, ""),
        Publisher = publisher,
        Series = reader.Get("series", Scalars.Key, ""),
        SeriesName = CommonMapper.Bilingual(reader, "seriesName"),
        Event = reader.Get("event", Scalars.Word<CuratedEvent>(), CuratedEvent.Unknown),
        OfficialNotice = reader.OptionalValue("officialNotice", Scalars.Flag),
        AnnouncedOn = reader.OptionalValue("announcedOn", Scalars.Date),
        EffectiveFrom = reader.OptionalValue("effectiveFrom", Scalars.RoughDate),
        EffectiveUntil = reader.OptionalValue("effectiveUntil", Scalars.Date),
        LastPeriod = reader.OptionalValue("lastPeriod", Scalars.Period),
        FirstMissingPeriod = reader.OptionalValue("firstMissingPeriod", Scalars.Period),
        FirstPeriod = reader.OptionalValue("firstPeriod", Scalars.Period),
        Confidence = reader.Get("confidence", Scalars.Word<Confidence>(), Confidence.Unknown),
        RecordedOn = reader.Get("recordedOn", Scalars.Date, DateOnly.MaxValue),
        Summary = CommonMapper.Bilingual(reader, "summary"),
        Reason = CommonMapper.OptionalBilingual(reader, "reason"),
        Quote = reader.Map("quote", Shapes.Quote) is { } quote ? new Quotation(quote.Text("zh"), quote.Get("source", Scalars.Url, "")) : null,
        Unknown = CommonMapper.Bilingual(reader, "unknown"),
        Corrections = [.. reader.Maps("corrections", Shapes.Bilingual, needsOne: true).Select(c => new BilingualText(c.Text("en"), c.Text("zh")))],
        Citations = [.. reader.Maps("citations", Shapes.Citation, needsOne: true).Select(Cite)],
    };

    private static Citation Cite(MapReader reader)
    {
        var citation = new Citation
        {
            Title = reader.Text("title"),
            Publisher = reader.Text("publisher"),
            OriginalPublisher = reader.Optional("originalPublisher", Scalars.Text),
            Url = reader.Get("url", Scalars.CitedAddress, ""),
            Date = reader.OptionalValue("date", Scalars.RoughDate),
            Access = reader.Get("access", Scalars.Word<CitationAccess>(), CitationAccess.Unknown),
            Supports = reader.Text("supports"),
        };
        HistoryRules.Check(reader, citation);
        return citation;
    }
}
