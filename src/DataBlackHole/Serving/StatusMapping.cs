using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving;

/// <summary>From the record to the documents of the API. Pure.</summary>
internal static class StatusMapping
{
    public static SeriesDocument Series(SeriesDefinition series, SeriesSummary? known, VerdictReview? review = null)
    {
        var begun = Judge.Begin(series);
        return new SeriesDocument
        {
            Key = series.Key,
            Name = series.Name,
            Publisher = series.Publisher,
            Kind = series.Kind,
            Cadence = series.Cadence,
            Watched = series.IsWatched,
            Status = known?.Status ?? begun.Status,
            StatusSince = known?.Since,
            Reason = known?.Reason ?? begun.Reason,
            Grade = ReviewBook.Over(known?.Grade ?? begun.Grade, review),
            Origin = known?.Origin ?? begun.Origin,
            LastPeriod = known?.LastPeriod ?? series.Ended?.LastPeriod,
            Visibility = new VisibilityDocument(known?.Visibility ?? Visibility.Unknown, known?.BlindReason ?? BlindReason.None, known?.BlindSince),
            JudgedUntil = known?.AsOf,
            Review = review is null ? null : ReviewMapping.Review(review),
        };
    }

    public static SeriesDetailDocument Detail(SeriesDefinition series, ReleaseCalendar? calendar, SeriesDetail detail, ReviewBook book, IReadOnlyDictionary<string, SourceState> sources)
    {
        var state = detail.State;
        var blind = state.BlindChannel;
        var open = state.Releases.Values.Where(r => r.IsOpen).ToList();
        var review = ReviewMapping.OfStatus(book, series.Key, state.Status, StatusSentence.Overdue(state)?.Period);
        var expected = open.Find(r => !(r.Period < state.LastPeriod)) ?? open.FirstOrDefault();
        return new SeriesDetailDocument
        {
            Series = Series(series, new SeriesSummary
            {
                Series = series.Key,
                Status = state.Status,
                Since = state.Since,
                Reason = state.Reason,
                Grade = state.Grade,
                Origin = state.Origin,
                Visibility = state.Visibility,
                BlindReason = blind?.Reason ?? BlindReason.None,
                BlindSince = blind?.Since,
                AsOf = state.AsOf,
                LastPeriod = state.LastPeriod,
            }, review),
            Sentence = ReviewMapping.Sentence(StatusSentence.Of(series, calendar, state), review),
            Unit = series.Unit,
            Absence = series.Absence,
            LastRelease = detail.LastRelease is { } last ? Release(series.Key, calendar, last, book) : null,
            LastSeen = detail.LastSighting is { } seen ? new SightingDocument(seen.SeenAt, seen.Source, seen.Url, seen.MeasurementId, seen.Body, seen.BodyTakenAt) : null,
            Expected = expected is null ? null : Release(series.Key, calendar, expected, book),
            Ended = series.Ended is { } end ? new EndDocument(end.LastPeriod, end.On, end.Note, end.Source) : null,
            SucceededBy = series.SucceededBy,
            Channels = [.. state.Channels.Values.Select(c => new ChannelDocument(c.Source, new VisibilityDocument(c.Visibility, c.Reason, c.Since), LastLook(c, sources.GetValueOrDefault(c.Source))))],
        };
    }

    /// <summary>
    /// A look that shows a known document while nothing is expected writes nothing about the series: where both could see, it counts all the same.
    /// </summary>
    public static DateTimeOffset LastLook(ChannelState channel, SourceState? source) =>
        channel.Visibility == Visibility.Clear && source is { Visibility: Visibility.Clear, LastClearAt: { } clear } && clear > channel.LastLookAt ? clear : channel.LastLookAt;

    public static ReleaseDocument Release(string series, ReleaseCalendar? calendar, ReleaseState release, ReviewBook book)
    {
        var review = book.OfRelease(series, release.Period);
        return Release(series, calendar, release) with { Grade = ReviewBook.Over(release.Grade, review), Review = review is null ? null : ReviewMapping.Review(review) };
    }

    /// <summary>A release of the past, with what was said of the flip that it rested on.</summary>
    public static ReleaseDocument Release(string series, ReleaseCalendar? calendar, PastRelease past, ReviewBook book)
    {
        var review = past.Flip is { } flip ? book.Of(flip.Id) : null;
        return Release(series, calendar, past.State) with
        {
            Due = past.Due,
            Grade = ReviewBook.Over(past.State.Grade, review),
            Review = review is null ? null : ReviewMapping.Review(review),
        };
    }

    private static ReleaseDocument Release(string series, ReleaseCalendar? calendar, ReleaseState release) => new()
    {
        Series = series,
        Period = release.Period,
        Status = release.Status,
        Reason = release.Reason,
        Grade = release.Grade,
        Value = release.Value,
        RevisedValue = release.RevisedValue,
        FirstAnnouncedAt = release.FirstAnnouncedAt,
        PublishedAt = release.PublishedAt?.At,
        PublishedDayOnly = release.PublishedAt?.IsDayOnly ?? false,
        LastUnseenAt = release.LastUnseenAt,
        FirstSeenAt = release.FirstSeenAt,
        Due = release.Window?.Due,
        LateAfter = release.Window?.LateAfter,
        MissingAfter = release.Window?.MissingAfter,
        Basis = release.Window?.Basis,
        DelayWorkingDays = Punctuality.Of(calendar, release.Window, release.PublishedAt)?.DelayWorkingDays,
        Title = release.Title,
        Link = release.Link,
        Sha256 = release.Evidence?.Body,
    };

    public static FlipDocument Flip(FlipRecord record, ReviewBook book)
    {
        var flip = record.Flip;
        var review = book.Of(record.Id);
        var grade = ReviewBook.Over(flip.Grade, review);
        return new FlipDocument(
            record.Id, flip.Series, flip.Axis, flip.Period, flip.From, flip.To, flip.Reason, flip.BlindReason, grade, flip.Origin,
            flip.At, record.RecordedAt, flip.LastSeenAt, flip.FirstMissedAt, record.MeasurementId, flip.Evidence?.Url, flip.Evidence?.Body, flip.Detail)
        {
            Review = review is null ? null : ReviewMapping.Review(review),
            ConcludedGrade = grade == flip.Grade ? null : flip.Grade,
        };
    }

    public static SourceDocument Source(SourceDefinition source, PublisherDefinition publisher, SourceSummary? known, DateTimeOffset now)
    {
        var state = known?.State;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, publisher.TimeZone).DateTime);
        return new SourceDocument
        {
            Key = source.Key,
            Name = source.Name,
            Publisher = source.Publisher,
            Kind = source.Kind,
            Url = source.AddressOn(today)?.Url,
            Visibility = new VisibilityDocument(state?.Visibility ?? Visibility.Unknown, state?.BlindReason ?? BlindReason.None, state?.Since),
            LastLookAt = state?.LastLookAt,
            LastClearAt = state?.LastClearAt,
            NextLookAt = state?.NextLookAt,
            Looks = known?.Looks ?? 0,
            LastFailure = state?.LastFailureKind,
            LastFailureDetail = state?.LastFailureDetail,
        };
    }
}
