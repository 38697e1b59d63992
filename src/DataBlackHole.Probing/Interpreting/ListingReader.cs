using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;
using Capture = DataBlackHole.Core.Measuring.Capture;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>Reads a list of releases: what is on it, and for which days nothing else is.</summary>
internal sealed class ListingReader(MonitorCatalogue catalogue, Recognition recognition)
{
    internal IReadOnlyList<Reading> Read(SourceDefinition source, IReadOnlyList<Capture> look)
    {
        if (look.Count == 0) return [];
        var rules = source.Listing ?? throw new ArgumentException($"the listing '{source.Key}' has no rules", nameof(source));
        var opened = look.Select(capture => Open(source, rules, capture)).ToList();
        var zone = catalogue.Publishers[source.Publisher].TimeZone;
        var pages = opened.Select(o => o.Page).ToList();
        var lookDay = StatedTimes.LocalDay(look[0].Measurement.TakenAt, zone);
        var whole = ListingCoverage.Of(source, pages, lookDay);
        var ofFirst = ListingCoverage.Of(source, [.. pages.Take(1)], lookDay);
        var observations = look.Select(_ => ImmutableArray.CreateBuilder<Observation>()).ToList();
        var claimed = ClaimedTitles(source, pages);
        foreach (var series in catalogue.ReadersOf(source.Key))
        {
            ImmutableArray<ListingReading> readings = [.. series.Readings.OfType<ListingReading>().Where(r => r.Source == source.Key)];
            if (!readings.IsEmpty) new SeriesInListing(series, readings, zone, claimed).Read(pages, ofFirst, whole, observations);
        }
        if (rules.LeadsTo is { } leadsTo) ReadNotices(leadsTo, pages, zone, observations);
        return [.. opened.Select((o, i) => o.Reading with { Observations = observations[i].ToImmutable() })];
    }

    /// <summary>Titles that are known to belong to some series; they are no new name of another.</summary>
    private HashSet<string> ClaimedTitles(SourceDefinition source, List<ListingPage?> pages)
    {
        var readings = catalogue.ReadersOf(source.Key).SelectMany(s => s.Readings).OfType<ListingReading>().Where(r => r.Source == source.Key).ToList();
        var titles = pages.SelectMany(p => p?.Items ?? []).Select(i => i.Title);
        return [.. titles.Where(title => readings.Any(r => SeriesInListing.IsMatch(r.Title, title) == true))];
    }

    /// <summary>A title can be a notice itself, or lead to a page that may hold one.</summary>
    private void ReadNotices(string leadsTo, List<ListingPage?> pages, TimeZoneInfo zone, List<ImmutableArray<Observation>.Builder> observations)
    {
        var reader = new NoticeReader(catalogue);
        var seen = new HashSet<(string, string)>();
        for (var i = 0; i < pages.Count; i++)
        {
            foreach (var item in pages[i]?.Items ?? [])
            {
                if (!seen.Add((item.Title, item.Url))) continue;
                var document = new NoticeDocument(item.Title, item.Url, StatedTimes.Day(item.Date, zone));
                observations[i].AddRange(reader.Leads(leadsTo, document).Concat(reader.Read(leadsTo, document)));
            }
        }
    }

    private (Reading Reading, ListingPage? Page) Open(SourceDefinition source, ListingRules rules, Capture capture)
    {
        if (Interpreter.HasNothing(capture)) return (Reading.Nothing(capture), null);
        var (text, failure) = recognition.OpenPage(source, capture);
        if (text is null) return (Reading.Failed(capture, failure!), null);
        var page = ListingPage.Of(capture, text, rules);
        if (!page.Items.IsEmpty) return (new Reading(capture, [], page.Items), page);
        var empty = new ProbeFailure(FailureKind.AnchorMissing, ProbeOperation.Read, $"no item with title, address and day at '{rules.Item}'");
        return (Reading.Failed(capture, empty), null);
    }

    /// <summary>One series in one look at a listing.</summary>
    private sealed class SeriesInListing(SeriesDefinition series, ImmutableArray<ListingReading> readings, TimeZoneInfo zone, IReadOnlySet<string> claimed)
    {
        private readonly SortedDictionary<ReferencePeriod, (int Page, Observation Observation)> _found = [];
        private readonly List<(int Page, Observation Observation)> _unreadable = [];
        private readonly HashSet<(string, string)> _seen = [];

        /// <summary>Days of items of this series, or perhaps of it, whose period is not known: nothing is claimed about them or before.</summary>
        private DateOnly? _unreadUntil;

        /// <summary>
        /// What the first page covers alone stands with the first page, what all cover together with the last: an unchanged first page is not
        /// read again, and must not vouch for days whose items stand on others.
        /// </summary>
        internal void Read(List<ListingPage?> pages, ListingCoverage? ofFirst, ListingCoverage? whole, List<ImmutableArray<Observation>.Builder> observations)
        {
            for (var i = 0; i < pages.Count; i++)
            {
                foreach (var item in pages[i]?.Items ?? []) ReadItem(i, item);
            }
            foreach (var (page, observation) in _found.Values.Concat(_unreadable)) observations[page].Add(observation);
            var first = Readable(ofFirst);
            if (first is not null) observations[0].Add(NothingElse(first));
            if (Readable(whole) is { } all && all.From < (first?.From ?? DateOnly.MaxValue)) observations[pages.FindLastIndex(p => p is not null)].Add(NothingElse(all));
        }

        private ListingCoverage? Readable(ListingCoverage? coverage) => _unreadUntil is { } day ? coverage?.After(day) : coverage;

        private void ReadItem(int page, ListingItem item)
        {
            if (!_seen.Add((item.Title, item.Url))) return;
            foreach (var reading in readings)
            {
                if (IsMatch(reading.Title, item.Title) is not { } matches) AddUnreadable(page, item, FailureKind.Unknown, "the title pattern took too long");
                else if (matches) Add(page, item, reading);
                else if (MayBeRenamed(reading, item)) AddUnreadable(page, item, FailureKind.LabelChanged, $"'{item.Title}' resembles the title and is not it");
            }
        }

        private void Add(int page, ListingItem item, ListingReading reading)
        {
            if (PeriodOf(item, reading) is not { } period)
            {
                AddUnreadable(page, item, FailureKind.PeriodUnreadable, $"no {series.Cadence} period in '{item.Title}'");
            }
            else if (reading.Includes(period))
            {
                AddFound(page, Describe(item) with { Kind = KindOf(reading), Period = period });
            }
        }

        private ReferencePeriod? PeriodOf(ListingItem item, ListingReading reading) => reading.Period switch
        {
            ListedPeriod.Day => ReferencePeriod.Day(item.Date),
            ListedPeriod.MonthBefore => ReferencePeriod.Containing(Cadence.Monthly, item.Date).Previous(),
            _ => PeriodText.Find(item.Title, item.Date)?.ToPeriod(series.Cadence, series.Release),
        };

        private void AddFound(int page, Observation observation)
        {
            if (!_found.TryAdd(observation.Period!.Value, (page, observation)))
            {
                var (otherPage, other) = _found[observation.Period.Value];
                var isEarlier = observation.PublishedAt!.At < other.PublishedAt!.At;
                var (kept, also) = isEarlier ? (observation, other) : (other, observation);
                var witness = string.Create(CultureInfo.InvariantCulture, $"also listed {also.PublishedAt!.At:yyyy-MM-dd} at {also.Link}");
                _found[observation.Period.Value] = (isEarlier ? page : otherPage, kept with { Witness = witness });
            }
        }

        private void AddUnreadable(int page, ListingItem item, FailureKind kind, string detail)
        {
            _unreadable.Add((page, Describe(item) with { Failure = new ProbeFailure(kind, ProbeOperation.Read, detail) }));
            _unreadUntil = _unreadUntil is { } day && day > item.Date ? day : item.Date;
        }

        private Observation Describe(ListingItem item) => new()
        {
            Series = series.Key,
            Kind = ObservationKind.Unreadable,
            Title = item.Title,
            Link = item.Url,
            PublishedAt = StatedTimes.Day(item.Date, zone),
        };

        private Observation NothingElse(ListingCoverage coverage) => new()
        {
            Series = series.Key,
            Kind = ObservationKind.NothingElse,
            CoversFrom = coverage.From,
            CoversTo = coverage.To,
            Witness = coverage.Witness,
        };

        private static ObservationKind KindOf(ListingReading reading) =>
            reading.Proves == Proof.Release ? ObservationKind.ReleaseSeen : ObservationKind.Published;

        private bool MayBeRenamed(ListingReading reading, ListingItem item) =>
            reading.Resembles is { } resembles && !claimed.Contains(item.Title) && IsMatch(resembles, item.Title) != false;

        /// <summary>Null when the pattern took too long.</summary>
        internal static bool? IsMatch(Regex pattern, string title)
        {
            try
            {
                return pattern.IsMatch(title);
            }
            catch (RegexMatchTimeoutException)
            {
                return null;
            }
        }
    }
}
