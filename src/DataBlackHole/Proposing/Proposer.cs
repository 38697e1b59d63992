using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Probing.Fetching;
using DataBlackHole.Probing.Interpreting;
using DataBlackHole.Probing.Proposing;

namespace DataBlackHole.Proposing;

/// <summary>
/// Proposes the definition of a series from a document: a list of releases, a release page, or a reply of a database. What is defined already
/// (publisher, source, calendar) is used; what is not is proposed with it. Nothing here is proved yet.
/// </summary>
internal sealed partial class Proposer(MonitorCatalogue catalogue, Func<string, bool> hasCalendar)
{
    private const int MostShown = 15;

    public (string Series, ImmutableArray<ProposedFile> Files, ImmutableArray<string> Saw) Propose(ProposalOrder order, ProposalInput input)
    {
        var draft = new Draft(this, order, input);
        if (DatabaseSketch.Of(input.Capture) is { } query) return draft.OfDatabase(query);
        var match = Match(input);
        if (match?.Source.Kind == SourceKind.ReleasePage && PageSketch.Of(match.Source, ZoneOf(match.Source), input.Capture) is { } page) return draft.OfPage(match.Source, page);
        if (ListingSketch.Of(input.Capture) is { } listing) return draft.OfListing(match?.Source, listing);
        throw new ProposalException(order.From, "this is neither a list with titles, links and days, nor a page of a known source of release pages, nor a reply of a known database with its request",
            match is null ? "propose from the list that leads to it; for a database give the body of the request with --request" : $"it belongs to the source '{match.Source.Key}': name that in a series by hand");
    }

    private MonitorCatalogue Catalogue { get; } = catalogue;

    private bool HasCalendar(string key) => hasCalendar(key);

    private TimeZoneInfo ZoneOf(SourceDefinition source) => Catalogue.Publishers[source.Publisher].TimeZone;

    private SourceMatch? Match(ProposalInput input) => SourceMatcher.Find(Catalogue, input.Capture.Measurement.Request.Method, input.Url, input.Capture.Measurement.Request.Body);

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NoKey();

    /// <summary>One proposal in the making.</summary>
    private sealed class Draft(Proposer proposer, ProposalOrder order, ProposalInput input)
    {
        private readonly List<ProposedFile> _files = [];
        private readonly List<string> _saw = [];

        private MonitorCatalogue Catalogue => proposer.Catalogue;

        public (string, ImmutableArray<ProposedFile>, ImmutableArray<string>) OfListing(SourceDefinition? known, ListingSketch sketch)
        {
            var publisher = Publisher();
            var source = known is { Kind: SourceKind.ReleaseListing } ? known.Key : NewKey($"{publisher}-{FolderName()}", Catalogue.Sources.Keys);
            if (known is { Kind: SourceKind.ReleaseListing }) _saw.Add($"The document is a page of the source '{source}', which is defined already.");
            else
            {
                _files.Add(DefinitionText.Listing(source, publisher, FirstPage(), sketch));
                _saw.Add($"A list: {sketch.Items.Length} items at '{sketch.Rules.Item}', title '{sketch.Rules.Title}', day '{sketch.Rules.Date}' as {sketch.Rules.DateFormat}.");
                if (sketch.Rules.FurtherPages is null) _saw.Add("Not found: how further pages are called (furtherPages). Only the first page will be read, so absences are claimed only for days that it covers.");
            }
            var items = input.Beside.Select(ListingSketch.Of).SelectMany(s => s?.Items ?? []).Concat(sketch.Items).DistinctBy(i => (i.Title, i.Url)).ToList();
            var pattern = Chosen(TitlePattern.In(items), [.. sketch.Items]);
            return Finish(publisher, pattern, [DefinitionText.Reading("listing", source, pattern.Pattern)]);
        }

        public (string, ImmutableArray<ProposedFile>, ImmutableArray<string>) OfPage(SourceDefinition source, PageSketch page)
        {
            _saw.Add($"A release page of the source '{source.Key}', layout '{page.Layout}': '{page.Item.Title}', {page.Item.Date:yyyy-MM-dd}.");
            var items = input.Beside.Select(c => PageSketch.Of(source, proposer.ZoneOf(source), c)?.Item).OfType<ListingItem>().Append(page.Item).ToList();
            var pattern = Chosen(TitlePattern.In(items), [page.Item]);
            var listings = Catalogue.Sources.Values.Where(s => s.Listing?.LeadsTo == source.Key).Select(s => DefinitionText.Reading("listing", s.Key, pattern.Pattern));
            return Finish(source.Publisher, pattern, [.. listings, DefinitionText.Reading("page", source.Key, pattern.Pattern)]);
        }

        public (string, ImmutableArray<ProposedFile>, ImmutableArray<string>) OfDatabase(DatabaseSketch sketch)
        {
            var publisher = Publisher();
            var indicator = Meant(sketch);
            var key = Key($"{publisher}-{indicator.Id[..Math.Min(12, indicator.Id.Length)]}", indicator.Id);
            var known = proposer.Match(input)?.Source;
            if (known?.Query?.Indicator != indicator.Id) known = null;
            var source = known?.Key ?? NewKey($"{key}-db", Catalogue.Sources.Keys);
            _saw.Add($"A reply of a database ({sketch.Kind}): category {sketch.Category}, indicator {indicator.Id} '{indicator.Name}', {sketch.Cadence}.");
            foreach (var reader in known is null ? [] : Catalogue.ReadersOf(known.Key)) _saw.Add($"The series '{reader.Key}' is read from this query already.");
            var siblings = sketch.Indicators.Where(i => i != indicator).Take(MostShown).Select(i => $"{i.Id} '{i.Name}'").ToList();
            if (siblings.Count > 0) _saw.Add($"Siblings in the same reply: {string.Join(", ", siblings)}.");
            if (known is null) _files.Add(DefinitionText.Query(source, publisher, Address(sketch), LastDay(publisher, sketch), sketch, indicator));
            var calendar = DatabaseCalendar(publisher, sketch.Cadence, key);
            _files.Add(DefinitionText.Series(key, indicator.Name ?? indicator.Id, publisher, sketch.Cadence, indicator.Unit, calendar, [DefinitionText.Reading("database", source)], ofDatabase: true, _saw));
            return (key, [.. _files], [.. _saw]);
        }

        private (string, ImmutableArray<ProposedFile>, ImmutableArray<string>) Finish(string publisher, TitlePattern pattern, ImmutableArray<string> readings)
        {
            var key = Key($"{publisher}-release-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(pattern.Stem)))[..8]}", pattern.Stem);
            var guess = CalendarGuess.Of(pattern.Cadence, pattern.Items);
            _saw.Add($"Titles like '{pattern.Items[0].Item.Title}' ({pattern.Items.Length} of them): {pattern.Cadence}.");
            _saw.Add($"Days: {guess.Saw}.");
            foreach (var other in Catalogue.Series.Values.Where(s => s.Readings.OfType<ListingReading>().Any(r => r.Title.IsMatch(pattern.Items[0].Item.Title)))) _saw.Add($"The series '{other.Key}' takes such titles already.");
            _files.Add(DefinitionText.Calendar(key, pattern.Cadence, TimeZone(publisher), WorkingDays(), guess.Usual, guess.CombinesJanuaryAndFebruary, guess.Saw));
            _files.Add(DefinitionText.Series(key, pattern.Stem, publisher, pattern.Cadence, null, key, readings, ofDatabase: false, _saw));
            return (key, [.. _files], [.. _saw]);
        }

        /// <summary>The release that is meant: the only one, or the one with the given words in its titles.</summary>
        private TitlePattern Chosen(ImmutableArray<TitlePattern> patterns, ImmutableArray<ListingItem> here)
        {
            var inDocument = patterns.Where(p => p.Items.Any(i => here.Any(h => h.Title == i.Item.Title))).ToList();
            var fitting = order.Match is { } words ? inDocument.Where(p => p.Items.Any(i => i.Item.Title.Contains(words, StringComparison.Ordinal))).ToList() : inDocument;
            if (fitting is [var one]) return one;
            if (inDocument.Count == 0)
                throw new ProposalException(order.From, $"none of {here.Length} titles names a month, quarter or year ('{here[0].Title}')", "a statistic needs reference periods; parts of months and numbered notices cannot be read from titles");
            var shown = string.Join("\n  ", (fitting.Count == 0 ? inDocument : fitting).Take(MostShown).Select(p => $"--match \"{p.Stem}\"  ({p.Items.Length}; '{p.Items[0].Item.Title}')"));
            throw new ProposalException(order.From, fitting.Count == 0 ? $"no title here holds '{order.Match}'" : $"{fitting.Count} recurring releases are in it", $"say which:\n  {shown}");
        }

        private SketchedIndicator Meant(DatabaseSketch sketch)
        {
            var fitting = order.Match is { } words ? sketch.Indicators.Where(i => i.Id == words || i.Name?.Contains(words, StringComparison.Ordinal) == true).ToList() : [.. sketch.Indicators];
            if (fitting is [var one]) return one;
            var shown = string.Join("\n  ", sketch.Indicators.Take(MostShown).Select(i => $"--match {i.Id}  ('{i.Name}')"));
            throw new ProposalException(order.From, fitting.Count == 0 ? $"no indicator here is or holds '{order.Match}'" : $"{fitting.Count} indicators are in it", $"say which:\n  {shown}");
        }

        private string Publisher()
        {
            if (Catalogue.Publishers.Values.FirstOrDefault(p => p.Hosts.Contains(input.Host)) is { } known) return known.Key;
            var labels = input.Host.Split('.').Where(l => l is not ("www" or "data" or "cn" or "gov" or "com" or "org" or "net")).ToList();
            var key = NoKey().Replace(labels.LastOrDefault() ?? input.Host, "-").Trim('-');
            var named = Catalogue.Publishers.GetValueOrDefault(key);
            var home = named?.Homepage ?? $"{new Uri(input.Url).Scheme}://{input.Host}/";
            _files.Add(DefinitionText.Publisher(key, named?.Name ?? new BilingualText(key.ToUpperInvariant(), key.ToUpperInvariant()), (named?.Hosts ?? []).Append(input.Host).Append(new Uri(home).Host).Distinct().Order(), home, named?.TimeZone.Id ?? "Asia/Shanghai"));
            _saw.Add(named is null ? $"No publisher has the host {input.Host}: '{key}' is proposed with it; put its names right." : $"The publisher '{key}' does not name the host {input.Host}: it is added.");
            return key;
        }

        private string Key(string made, string about)
        {
            if (order.Key is not { } key)
            {
                _saw.Add($"The key '{made}' was made up; give a better one with --key, it is permanent.");
                return NewKey(made, Catalogue.Series.Keys);
            }
            if (Catalogue.Series.ContainsKey(key)) throw new ProposalException("--key", $"the series '{key}' is defined already", "choose another key");
            return key.Length > 0 && !NoKey().IsMatch(key.Replace("-", "", StringComparison.Ordinal)) ? key : throw new ProposalException("--key", $"'{key}' is no key for '{about}'", "small letters, digits and single hyphens");
        }

        private static string NewKey(string made, IEnumerable<string> taken)
        {
            var clean = NoKey().Replace(made.ToLowerInvariant(), "-").Trim('-');
            return taken.Contains(clean) ? Enumerable.Range(2, 1000).Select(n => $"{clean}-{n}").First(k => !taken.Contains(k)) : clean;
        }

        private string FolderName() => new Uri(input.Url).Segments.Select(s => s.Trim('/')).LastOrDefault(s => s.Length > 0 && !s.Contains('.', StringComparison.Ordinal)) ?? "list";

        /// <summary>A list is called by its first page.</summary>
        private string FirstPage() => Regex.Replace(input.Url, @"_\d+(\.s?html?)$", "$1");

        private string TimeZone(string publisher) => Catalogue.Publishers.GetValueOrDefault(publisher)?.TimeZone.Id ?? "Asia/Shanghai";

        private string WorkingDays() => Catalogue.Series.Values.Select(s => s.Release?.WorkingDays.Key).FirstOrDefault(k => k is not null) ?? "cn";

        private string Address(DatabaseSketch sketch) => sketch.Kind == SourceKind.NbsDatabase
            ? new Uri(new Uri(input.Url), input.Url.Contains("/stream/", StringComparison.Ordinal) ? "../getEsDataByIndicatorIdAndDa" : "getEsDataByIndicatorIdAndDa").AbsoluteUri
            : input.Url.Split('?')[0];

        /// <summary>The last day of an address that other queries of the publisher have ended.</summary>
        private DateOnly? LastDay(string publisher, DatabaseSketch sketch) => Catalogue.Sources.Values
            .Where(s => s.Publisher == publisher && s.Kind == sketch.Kind).SelectMany(s => s.Addresses).Where(a => a.Url == Address(sketch)).Select(a => a.ValidTo).FirstOrDefault();

        /// <summary>A database prints no days: the wide calendar for any indicator, when there is one.</summary>
        private string DatabaseCalendar(string publisher, Cadence cadence, string key)
        {
            var wide = $"{publisher}-census-{cadence.ToString().ToLowerInvariant()}";
            const string saw = "A database says nothing about days: the calendar is as wide as anything seen, and absences are told late.";
            _saw.Add(saw);
            if (proposer.HasCalendar(wide)) return wide;
            _files.Add(DefinitionText.Calendar(key, cadence, TimeZone(publisher), WorkingDays(), new DayRange(1, 1, 28) { ToMonthsAfter = cadence == Cadence.Annual ? 24 : 3 }, cadence == Cadence.Monthly, saw));
            return key;
        }
    }
}
