using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving.Pages;

/// <summary>What is on record of one series, already for the time that is asked about.</summary>
/// <param name="Question">The day and instant the page answers for; now when nothing was asked.</param>
/// <param name="Detail">Null when nothing was judged yet, or the page is about another time.</param>
internal sealed record SeriesRecord(
    TimeQuestion Question,
    SeriesDetail? Detail,
    Chronicle Chronicle,
    IReadOnlyList<(ReleaseState State, VerdictReview? Review)> Releases,
    IReadOnlyList<FlipRecord> Flips,
    bool HasOlderFlips,
    IReadOnlyDictionary<string, SourceState> Sources,
    IReadOnlyDictionary<long, long> FlipLeaves,
    long? SightingLeaf,
    ReviewBook Book);

/// <summary>Makes the page about one series that is watched. Pure.</summary>
internal sealed partial class SeriesBuilder(PageSetting page, MonitorCatalogue catalogue, Judge judge, SeriesDefinition series, SeriesRecord record)
{
    private readonly ReleaseCalendar? _calendar = judge.CalendarOf(series);
    private readonly TimeZoneInfo _zone = catalogue.Publishers[series.Publisher].TimeZone;
    private readonly SeriesState _state = record.Detail?.State ?? Judge.Begin(series);

    public SeriesView Build()
    {
        var answer = page.HasTime ? AnswerThen() : AnswerNow();
        return new SeriesView
        {
            Key = series.Key,
            Name = page.Say(series.Name),
            OtherName = (series.Name.In(Other(page.Tongue)), Other(page.Tongue).Tag()),
            PublisherKey = series.Publisher,
            PublisherName = page.Say(catalogue.Publishers[series.Publisher].Name),
            IsWatched = series.IsWatched,
            IsService = series.Kind == SeriesKind.Service,
            Answer = answer,
            Releases = [.. record.Releases.Select(r => Release(r.State, r.Review))],
            Changes = [.. record.Flips.Select(f => FlipLines.Of(catalogue, f, record.FlipLeaves, page.Tongue, record.Book))],
            OlderChanges = record.HasOlderFlips ? page.With(("before", record.Flips[^1].Id.ToString(CultureInfo.InvariantCulture))) + "#changes" : null,
            Cited = CitedSeriesPage.Entries(catalogue, series.Key, page.AsOf),
            Definition = [.. Definition()],
            Breaks = [.. Breaks()],
            Readings = [.. Readings()],
            Access = page.HasTime ? [] : [.. _state.Access.Values.Select(Access)],
            Evidence = Evidence(),
            Cite = CitationText.Of(series.Key, page.Say(series.Name), answer.Quotes[0].Sentence, page.Permalink, page.AsOf ?? page.Now, page.Now),
        };
    }

    public static Tongue Other(Tongue tongue) => tongue == Tongue.Zh ? Tongue.En : Tongue.Zh;

    private ReleaseLine Release(ReleaseState release, VerdictReview? review)
    {
        var isOut = release.Status is ReleaseStatus.Published or ReleaseStatus.Withdrawn;
        return new ReleaseLine(
            release.Period.ToString(),
            StatusLook.Of(release.Status, release.Grade == Grade.Suspected ? Grade.None : release.Grade, page.Tongue, review),
            release.Window is { } window ? LocalDay(window.Due) : null,
            release.Window is { } based ? page.Say(SeriesWords.BasisOf(based.Basis)) : null,
            release.FirstAnnouncedAt is { } first && release.Window is { } last && first != last.Due ? LocalDay(first) : null,
            release.PublishedAt is { } printed ? printed.IsDayOnly ? LocalDay(printed.At) : LocalTime(printed.At) : null,
            release.LastUnseenAt,
            release.FirstSeenAt,
            isOut ? Punctuality.Of(_calendar, release.Window, release.PublishedAt)?.DelayWorkingDays : review?.Action == ReviewAction.Refute ? null : Overdue(release),
            release.RevisedValue ?? release.Value,
            release.RevisedValue is null ? null : release.Value,
            release.Title,
            release.Link,
            release.Evidence?.Body?.Hex,
            ReviewLine.Of(review, page.Tongue));
    }

    /// <summary>Only of what was concluded: a day that passed while we could not look is no delay of theirs.</summary>
    private int? Overdue(ReleaseState release) =>
        release.Status is ReleaseStatus.Late or ReleaseStatus.Missing ? PastDelays.Overdue(_calendar, release, End(record.Question)) : null;

    /// <summary>The end of the day asked about, but never after the instant by which the record counts.</summary>
    private DateTimeOffset End(TimeQuestion question)
    {
        var end = Chronicle.EndOf(question.On, _zone);
        return end < question.AsOf ? end : question.AsOf;
    }

    private string LocalDay(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string LocalTime(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private IEnumerable<(string, string)> Definition()
    {
        if (series.Kind == SeriesKind.Statistic) yield return (page.Say(SeriesWords.Cadence), page.Say(SeriesWords.CadenceOf(series.Cadence)));
        if (series.Unit is { } unit) yield return (page.Say(SeriesWords.Unit), unit);
        yield return (page.Say(SeriesWords.Absence), page.Say(series.Absence));
        if (series.Note is { } note) yield return (page.Say(SeriesWords.Note), page.Say(note));
        if (series.Ended is { } ended) yield return (page.Say(SeriesWords.Ended), $"{page.Say(SeriesWords.LastPeriodWas)} {ended.LastPeriod}. {page.Say(ended.Note)}");
    }

    private IEnumerable<(string, string, string)> Breaks()
    {
        if (series.SucceededBy is { } next) yield return (page.Say(SeriesWords.SucceededBy), next, catalogue.Series.TryGetValue(next, out var known) ? page.Say(known.Name) : next);
        foreach (var before in catalogue.Series.Values.Where(s => s.SucceededBy == series.Key)) yield return (page.Say(SeriesWords.Continues), before.Key, page.Say(before.Name));
    }

    private IEnumerable<ReadingLine> Readings()
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(page.Now, _zone).DateTime);
        foreach (var reading in series.Readings)
        {
            var source = catalogue.Sources[reading.Source];
            var known = page.HasTime ? null : record.Sources.GetValueOrDefault(reading.Source);
            var sight = page.Say(StateWords.Of(known?.Visibility ?? Visibility.Unknown));
            var why = known is { Visibility: Visibility.Blind } ? $" ({page.Say(StateWords.Of(known.BlindReason))})" : "";
            yield return new ReadingLine(page.Say(source.Name), source.AddressOn(today)?.Url, Reader(reading), known?.LastLookAt, page.HasTime ? "" : sight + why);
        }
    }

    private string Reader(SeriesReading reading) => Unproven.Is(catalogue, reading)
        ? $"{page.Say(SeriesWords.ReaderOf(reading))}{(page.Tongue == Tongue.Zh ? $"（{page.Say(Unproven.Mark)}）" : $" ({page.Say(Unproven.Mark)})")}"
        : page.Say(SeriesWords.ReaderOf(reading));

    private AccessLine Access(VantageAccess access) => new(
        access.Country is { } country ? $"{access.Vantage} ({country})" : access.Vantage,
        page.Say(access.Outcome == AccessOutcome.Reached ? SeriesWords.Reached : access.Outcome == AccessOutcome.Barred ? SeriesWords.Barred : PageWords.NotKnown),
        access.Detail, access.Last, access.LastReachedAt);

    private EvidenceView? Evidence()
    {
        if (page.HasTime)
            return record.Chronicle.Observed?.Flip is { Flip.Evidence: { } then } flip
                ? new EvidenceView(then.TakenAt, SourceName(then.Source), then.Url, then.Body?.Hex, then.TakenAt, record.FlipLeaves.TryGetValue(flip.Id, out var leaf) ? leaf : null)
                : null;
        return record.Detail?.LastSighting is { } seen
            ? new EvidenceView(seen.SeenAt, SourceName(seen.Source), seen.Url, seen.Body?.Hex, seen.BodyTakenAt, record.SightingLeaf)
            : null;
    }

    private string SourceName(string source) => catalogue.Sources.TryGetValue(source, out var known) ? page.Say(known.Name) : source;
}
