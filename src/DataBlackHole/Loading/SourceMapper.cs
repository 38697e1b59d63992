using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Loading;

public static class SourceMapper
{
    /// <summary>Sections that belong to one kind of source each.</summary>
    private static readonly string[] _sections = ["listing", "templates", "query", "calendar", "records"];

    public static void Map(DefinitionFile file, YamlValue root, FileProblems problems, LoadContext context)
    {
        if (MapReader.Open(root, Shapes.Source, problems) is not { } reader) return;
        var publisher = context.Publishers.Refer(reader, "publisher");
        var kind = reader.Get("kind", Scalars.Word<SourceKind>(), SourceKind.Unknown);
        var definition = new SourceDefinition
        {
            Key = CommonMapper.Key(reader, file),
            Publisher = publisher?.Key ?? "",
            Name = CommonMapper.Bilingual(reader, "name"),
            Kind = kind,
            Addresses = AddressMapper.Map(reader, kind, publisher),
            Anchors = reader.List("anchors", Scalars.Selector),
            IsVerified = reader.Get("verified", Scalars.Flag, true),
            Listing = Listing(reader.Map("listing", Shapes.Listing), context),
            Templates = [.. reader.Maps("templates", Shapes.Template, needsOne: true).Select(Template)],
            Query = Query(reader.Map("query", Shapes.Query)),
            Calendar = Calendar(reader.Map("calendar", Shapes.CalendarTable)),
            Records = Records(reader.Map("records", Shapes.Records)),
            Vantages = VantageMapper.Named(reader, context),
            Poll = Poll(reader.Map("poll", Shapes.Poll)),
            Limits = Limits(reader.Map("limits", Shapes.Limits)),
        };
        CheckSections(reader, definition);
        context.Sources.Add(definition.Key, definition, reader);
    }

    private static ListingRules? Listing(MapReader? reader, LoadContext context)
    {
        if (reader is null) return null;
        var rules = new ListingRules
        {
            Item = reader.Get("item", Scalars.Selector, ""),
            Title = reader.Get("title", Scalars.ItemPart, ""),
            Link = reader.Get("link", Scalars.ItemPart, ""),
            Date = reader.Get("date", Scalars.ItemPart, ""),
            DateFormat = reader.Get("dateFormat", Scalars.DateFormat, "yyyy-MM-dd"),
            DatePattern = WithGroup(reader, "datePattern", "the day", "/t(20\\d{6})_"),
            FurtherPages = reader.Optional("furtherPages", Scalars.Text),
            SharedMark = reader.Optional("sharedMark", Scalars.Pattern),
            MaxPages = reader.Number("maxPages", 1, 100, 4),
            LeadsTo = reader.Optional("leadsTo", Scalars.Key),
        };
        if (rules.FurtherPages?.Contains("{n}", StringComparison.Ordinal) == false)
        {
            reader.Complain(ProblemCode.BadUrl, "furtherPages", "the address of further pages has no {n}", "such as index_{n}.html");
        }
        if (rules.LeadsTo is { } target) context.Afterwards.Add(() => CheckLeadsTo(reader, target, context.Sources));
        return rules;
    }

    private static void CheckLeadsTo(MapReader reader, string target, DefinitionSet<SourceDefinition> sources)
    {
        if (sources.Refer(reader, "leadsTo") is not { } source || source.Kind is SourceKind.ReleasePage or SourceKind.Unknown) return;
        reader.Complain(ProblemCode.DoesNotFitSource, "leadsTo", $"'{target}' is a {source.Kind}", "a listing leads to a ReleasePage");
    }

    private static PageTemplate Template(MapReader reader) => new()
    {
        Name = reader.Text("name"),
        Recognise = reader.Get("recognise", Scalars.Selector, ""),
        Title = reader.Filled("title", Scalars.Selector),
        Published = reader.Filled("published", Scalars.Selector),
        PublishedFormats = reader.Filled("publishedFormats", Scalars.DateFormat),
        Body = reader.Get("body", Scalars.Selector, ""),
    };

    private static DatabaseQuery? Query(MapReader? reader) => reader is null ? null : new DatabaseQuery
    {
        Category = reader.Text("category"),
        Indicator = reader.Text("indicator"),
        Root = reader.Optional("root", Scalars.Text),
        Area = reader.Get("area", Scalars.Text, "000000000000"),
        Cadence = reader.Get("cadence", Scalars.Word<Cadence>(), Cadence.Unknown),
        PeriodsBack = reader.Number("periodsBack", 1, 60, 14),
    };

    private static CalendarRules? Calendar(MapReader? reader)
    {
        if (reader is null) return null;
        var rules = new CalendarRules
        {
            Table = reader.Get("table", Scalars.Selector, ""),
            Title = reader.Filled("title", Scalars.Selector),
            Year = reader.Get("year", Scalars.Pattern, ReadingMapper.Nothing),
            DefaultTime = reader.OptionalValue("defaultTime", Scalars.Time),
        };
        if (reader.Has("year") && rules.Year != ReadingMapper.Nothing && rules.Year.GetGroupNumbers().Length < 2)
        {
            reader.Complain(ProblemCode.BadPattern, "year", "the pattern has no group for the year", "put round brackets about the digits: (20\\d{2})年");
        }
        return rules;
    }

    private static RecordRules? Records(MapReader? reader)
    {
        if (reader is null) return null;
        if (reader.Has("period") == reader.Has("periodOfAll"))
        {
            reader.Complain(ProblemCode.OnePlaceNeeded, "list", "the period stands in each record or once for all", "name either period or periodOfAll");
        }
        return new RecordRules
        {
            After = reader.Optional("after", Scalars.Text),
            Says = reader.Map("says", Shapes.RecordTest) is { } says ? ReadingMapper.Test(says) : null,
            List = reader.Get("list", Scalars.Text, ""),
            Period = reader.Optional("period", Scalars.Text),
            PeriodOfAll = reader.Optional("periodOfAll", Scalars.Text),
            PeriodFormat = reader.Optional("periodFormat", Scalars.MonthFormat),
            IsOfOneDay = reader.Get("ofOneDay", Scalars.Flag, false),
            Others = reader.Map("others", Shapes.RecordTest) is { } others ? ReadingMapper.Test(others) : null,
        };
    }

    /// <summary>A pattern whose first group is what is wanted of the text.</summary>
    private static Regex? WithGroup(MapReader reader, string key, string what, string example)
    {
        var pattern = reader.Optional(key, Scalars.Pattern);
        if (pattern is null || pattern.GetGroupNumbers().Length > 1) return pattern;
        reader.Complain(ProblemCode.BadPattern, key, $"the pattern has no group for {what}", $"put round brackets about it: {example}");
        return null;
    }

    private static PollPolicy Poll(MapReader? reader)
    {
        var usual = new PollPolicy();
        return reader is null ? usual : new PollPolicy
        {
            InWindow = reader.Get("inWindow", Scalars.Duration, usual.InWindow),
            Otherwise = reader.Get("otherwise", Scalars.Duration, usual.Otherwise),
            Cron = reader.Optional("cron", Scalars.Cron),
        };
    }

    private static FetchLimits Limits(MapReader? reader)
    {
        var usual = new FetchLimits();
        return reader is null ? usual : new FetchLimits
        {
            Deadline = reader.Get("deadline", Scalars.Duration, usual.Deadline),
            MaxBodyBytes = reader.Number("maxBodyBytes", 1024, 256 * 1024 * 1024, usual.MaxBodyBytes),
            MaxRedirects = reader.Number("maxRedirects", 0, 20, usual.MaxRedirects),
            HostGap = reader.Get("hostGap", Scalars.Duration, usual.HostGap),
        };
    }

    private static void CheckSections(MapReader reader, SourceDefinition source)
    {
        if (source.Kind == SourceKind.Unknown) return;
        var needed = source.Kind switch
        {
            SourceKind.ReleaseListing => "listing",
            SourceKind.ReleasePage => "templates",
            SourceKind.NbsDatabase or SourceKind.NbsEasyQuery => "query",
            SourceKind.ReleaseCalendar => "calendar",
            SourceKind.Records => "records",
            _ => null,
        };
        if (needed is not null && !reader.Has(needed))
        {
            reader.Complain(ProblemCode.MissingSection, "kind", $"a {source.Kind} needs '{needed}'", "add it");
        }
        foreach (var foreign in _sections.Where(s => s != needed && reader.Has(s)))
        {
            reader.Complain(ProblemCode.ForeignSection, foreign, $"a {source.Kind} has no '{foreign}'", "remove it or correct the kind");
        }
        if (needed is not ("query" or "records") && reader.Items("anchors").IsEmpty)
        {
            reader.Complain(
                ProblemCode.NoAnchors, reader.Has("anchors") ? "anchors" : "kind", "nothing tells this page from any other",
                "add selectors that only the wanted page matches");
        }
    }
}
