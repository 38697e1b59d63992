using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Loading;

/// <summary>What must hold of a curated entry beyond its form, so that nothing is shown as better founded than it is.</summary>
public static class HistoryRules
{
    /// <summary>How the summary of a lead begins, and no other.</summary>
    private static readonly BilingualText _leadWords = new("Lead, not established:", "线索，未经证实：");

    public static void Check(MapReader reader, Citation citation)
    {
        if (citation.Access == CitationAccess.Mirror && !reader.Has("originalPublisher"))
        {
            reader.Complain(
                ProblemCode.CopyWithoutOrigin, "access", "a copy that does not say whose text it copies", "name the originalPublisher");
        }
        var isBriefing = citation.Access == CitationAccess.Briefing;
        if (citation.Access == CitationAccess.Unknown || citation.Url.Length == 0 || Scalars.IsBriefing(citation.Url) == isBriefing) return;
        reader.Complain(
            ProblemCode.BadUrl, "url", isBriefing ? "a Briefing has no address on the web" : $"a {citation.Access} has an address on the web",
            isBriefing ? "write briefing: and its name" : "write its http or https address, or make it a Briefing");
    }

    public static void Check(MapReader reader, CuratedEntry entry)
    {
        CheckFooting(reader, entry);
        CheckLeadWords(reader, entry);
        CheckDates(reader, entry);
        CheckPeriods(reader, entry);
        CheckQuote(reader, entry);
    }

    /// <summary>A series that is also watched belongs to one publisher.</summary>
    public static void CheckSeries(MapReader reader, CuratedEntry entry, DefinitionSet<SeriesDefinition> watched)
    {
        if (entry.Publisher.Length == 0 || watched.Find(entry.Series) is not { } series || series.Publisher == entry.Publisher) return;
        reader.Complain(
            ProblemCode.ForeignSeries, "series", $"'{series.Key}' is watched as a series of {series.Publisher}",
            "move the entry to the history of that publisher or correct the series");
    }

    private static void CheckFooting(MapReader reader, CuratedEntry entry)
    {
        if (entry.Confidence != Confidence.High || entry.Citations.IsEmpty) return;
        if (entry.Citations.Any(c => c.Access is not (CitationAccess.Mirror or CitationAccess.Briefing))) return;
        reader.Complain(
            ProblemCode.HighOnCopiesAlone, "confidence", "High rests on copies and briefings alone",
            "cite the publisher's page or an attributed reprint, or lower the confidence");
    }

    private static void CheckLeadWords(MapReader reader, CuratedEntry entry)
    {
        if (entry.Confidence == Confidence.Unknown || !reader.Has("summary")) return;
        var isSaid = (entry.Summary.En.StartsWith(_leadWords.En, StringComparison.Ordinal), entry.Summary.Zh.StartsWith(_leadWords.Zh, StringComparison.Ordinal));
        if (isSaid == (entry.IsLead, entry.IsLead)) return;
        reader.Complain(
            ProblemCode.LeadNotMarked, "summary", "a summary must say that it is a lead when its confidence is Low, and only then",
            $"begin with \"{_leadWords.En}\" and “{_leadWords.Zh}”");
    }

    private static void CheckDates(MapReader reader, CuratedEntry entry)
    {
        if (entry.AnnouncedOn > entry.RecordedOn || entry.EffectiveUntil > entry.RecordedOn)
        {
            reader.Complain(
                ProblemCode.RecordedBeforeEvent, "recordedOn", "the entry was recorded before what it tells", "correct the later of the days");
        }
        if (entry.EffectiveUntil is not { } until) return;
        if (entry.Event != CuratedEvent.Delayed)
        {
            reader.Complain(
                ProblemCode.ForeignSection, "effectiveUntil", "only a delay has a day on which it ended", "write an entry of its own for what came later");
        }
        if (!(until <= entry.EffectiveFrom?.Start)) return;
        reader.Complain(
            ProblemCode.BackwardRange, "effectiveUntil", "the delay ends before it begins", "put the later day into effectiveUntil");
    }

    private static void CheckPeriods(MapReader reader, CuratedEntry entry)
    {
        CheckAfter(reader, "firstMissingPeriod", entry.LastPeriod, entry.FirstMissingPeriod);
        CheckAfter(reader, "firstPeriod", entry.LastPeriod, entry.FirstPeriod);
    }

    private static void CheckAfter(MapReader reader, string key, ReferencePeriod? before, ReferencePeriod? after)
    {
        if (before is not { } last || after is not { } first || last.End < first.Start) return;
        reader.Complain(ProblemCode.PeriodDoesNotFit, key, $"{first} does not come after lastPeriod {last}", "correct one of the two");
    }

    private static void CheckQuote(MapReader reader, CuratedEntry entry)
    {
        if (entry.Quote is not { Source.Length: > 0 } quote || entry.Citations.Any(c => c.Url == quote.Source)) return;
        reader.Complain(
            ProblemCode.QuoteNotCited, "quote", "the words are quoted from a page that is not cited", "cite the page or quote from one that is");
    }
}
