using System.Runtime.CompilerServices;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Scheduling;
using DataBlackHole.Storage;

namespace DataBlackHole.Serving.Exports;

/// <summary>The record as tables.</summary>
internal sealed class RecordExport(RecordDesk desk, LookSchedule schedule, SightDesk sight)
{
    public const string Names = "series, releases, flips, reviews or coverage";

    private static readonly string[] _series =
    [
        "series", "publisher", "name_en", "name_zh", "kind", "cadence", "unit", "status", "status_since", "reason", "grade", "origin", "last_period",
        "visibility", "blind_reason", "blind_since", "succeeded_by", "review", "review_source",
    ];

    private static readonly string[] _releases =
    [
        "series", "publisher", "period", "period_start", "period_end", "status", "reason", "grade", "value", "revised_value", "unit", "first_announced_at",
        "due", "late_after", "missing_after", "basis", "last_unseen_at", "first_seen_at", "published_at", "published_day_only", "delay_working_days", "title", "link",
        "sha256", "review", "review_reason", "review_author", "review_source",
    ];

    private static readonly string[] _flips =
    [
        "id", "series", "publisher", "axis", "period", "from", "to", "reason", "blind_reason", "grade", "concluded_grade", "origin", "at", "recorded_at", "last_seen_at",
        "first_missed_at", "measurement", "evidence_url", "sha256", "detail", "review", "review_reason", "review_author", "review_source",
    ];

    private static readonly string[] _reviews = ["id", "flip", "series", "action", "author", "reason", "source", "recorded_at"];

    private static readonly string[] _coverage = ["source", "publisher", "sight", "reason", "from", "to", "hours"];

    /// <summary>A table by its name; null when there is none.</summary>
    public ExportTable? Table(string name, ExportScope scope, CancellationToken stopping) => name switch
    {
        "series" => new ExportTable(_series, SeriesAsync(scope, stopping)),
        "releases" => new ExportTable(_releases, ReleasesAsync(scope, stopping)),
        "flips" => new ExportTable(_flips, FlipsAsync(scope, stopping)),
        "reviews" => new ExportTable(_reviews, ReviewsAsync(scope, stopping)),
        "coverage" => new ExportTable(_coverage, CoverageAsync(scope, stopping)),
        _ => null,
    };

    /// <summary>Figures and why there are none, in the form of SDMX-CSV 2.0.</summary>
    public ExportTable Observations(ExportScope scope, CancellationToken stopping) => new(SdmxRow.Columns, ObservationsAsync(scope, stopping));

    private async IAsyncEnumerable<object?[]> SeriesAsync(ExportScope scope, [EnumeratorCancellation] CancellationToken stopping)
    {
        var book = await BookAsync(scope, stopping);
        var known = (await desk.States.AllSeriesAsync(stopping)).ToDictionary(s => s.Series, StringComparer.Ordinal);
        var asked = scope.Question;
        var flips = asked is { } time ? await desk.Flips.ChroniclesAsync(new FlipFilter(null, scope.Series) { RecordedBy = time.AsOf, Until = time.Until }, stopping) : null;
        foreach (var series in desk.Catalogue.Series.Values.Where(s => scope.Series is null || scope.Series.Contains(s.Key)))
        {
            var document = StatusMapping.Series(series, known.GetValueOrDefault(series.Key), book.OfSeries(series.Key));
            if (asked is { } then) document = At(document, flips![series.Key], then, book);
            yield return
            [
                series.Key, series.Publisher, series.Name.En, series.Name.Zh, series.Kind, series.Cadence, series.Unit, document.Status, document.StatusSince, document.Reason,
                document.Grade, document.Origin, document.LastPeriod, document.Visibility.State, document.Visibility.Reason, document.Visibility.Since, series.SucceededBy,
                document.Review?.Action, document.Review?.Source,
            ];
        }
    }

    /// <summary>What our looks had concluded then; where they had concluded nothing it is a new series that nobody has looked at.</summary>
    private SeriesDocument At(SeriesDocument now, IEnumerable<FlipRecord> flips, TimeQuestion asked, ReviewBook book)
    {
        var zone = desk.Catalogue.Publishers[now.Publisher].TimeZone;
        var observed = HistoryMapping.Chronicle(desk.Catalogue, Chronicle.Of(now.Key, flips, [], zone, asked.On, asked.AsOf), book).Observed;
        return now with
        {
            Status = observed.Status ?? SeriesStatus.New,
            StatusSince = observed.Since,
            Reason = observed.Reason ?? Reason.Unknown,
            Grade = observed.Grade ?? Grade.None,
            LastPeriod = null,
            Visibility = observed.Visibility,
            Review = observed.Flip?.Review,
        };
    }

    private async IAsyncEnumerable<object?[]> ReleasesAsync(ExportScope scope, [EnumeratorCancellation] CancellationToken stopping)
    {
        var book = await BookAsync(scope, stopping);
        await foreach (var (record, past) in EachReleaseAsync(scope, stopping))
        {
            var release = desk.Document(record, past, book);
            var series = desk.Catalogue.Series.GetValueOrDefault(record.Series);
            yield return
            [
                release.Series, series?.Publisher, release.Period, Day(release.Period.Start), Day(release.Period.End), release.Status, release.Reason, release.Grade, release.Value,
                release.RevisedValue, series?.Unit, release.FirstAnnouncedAt, release.Due, release.LateAfter, release.MissingAfter, release.Basis, release.LastUnseenAt,
                release.FirstSeenAt, release.PublishedAt, release.PublishedDayOnly, release.DelayWorkingDays, release.Title, release.Link, release.Sha256,
                release.Review?.Action, release.Review?.Reason, release.Review?.Author, release.Review?.Source,
            ];
        }
    }

    private async IAsyncEnumerable<object?[]> FlipsAsync(ExportScope scope, [EnumeratorCancellation] CancellationToken stopping)
    {
        var book = await BookAsync(scope, stopping);
        var filter = new FlipFilter(null, scope.Series) { From = scope.From, To = scope.To, RecordedBy = scope.Question?.AsOf, Until = scope.Question?.Until };
        await foreach (var portion in desk.Flips.InOrderAsync(filter, stopping))
        {
            foreach (var flip in portion.Select(f => StatusMapping.Flip(f, book)))
            {
                yield return
                [
                    flip.Id, flip.Series, desk.Catalogue.Series.GetValueOrDefault(flip.Series)?.Publisher, flip.Axis, flip.Period, flip.From, flip.To, flip.Reason, flip.BlindReason,
                    flip.Grade, flip.ConcludedGrade ?? flip.Grade, flip.Origin, flip.At, flip.RecordedAt, flip.LastSeenAt, flip.FirstMissedAt, flip.Measurement, flip.EvidenceUrl,
                    flip.Sha256, flip.Detail, flip.Review?.Action, flip.Review?.Reason, flip.Review?.Author, flip.Review?.Source,
                ];
            }
        }
    }

    private async IAsyncEnumerable<object?[]> ReviewsAsync(ExportScope scope, [EnumeratorCancellation] CancellationToken stopping)
    {
        var asOf = scope.Question?.Moment ?? DateTimeOffset.MaxValue;
        foreach (var (review, flip, _) in await desk.Reviews.AllAsync(stopping))
        {
            if (review.RecordedAt > asOf || review.RecordedAt < scope.From || review.RecordedAt > scope.To || scope.Series?.Contains(flip.Flip.Series) == false) continue;
            yield return [review.Id, review.FlipId, flip.Flip.Series, review.Action, review.Author, review.Reason, review.Source, review.RecordedAt];
        }
    }

    private async IAsyncEnumerable<object?[]> CoverageAsync(ExportScope scope, [EnumeratorCancellation] CancellationToken stopping)
    {
        var now = scope.Question?.Moment ?? desk.Time.GetUtcNow();
        var last = scope.To < now ? scope.To.Value : now;
        var publishers = scope.Series?.Select(s => desk.Catalogue.Series[s].Publisher).ToHashSet(StringComparer.Ordinal);
        foreach (var source in schedule.PolledSources(last).Where(s => publishers?.Contains(s.Publisher) != false))
        {
            var sights = await sight.BetweenAsync([source], scope.From ?? last.AddDays(-365), last, stopping);
            foreach (var interval in sights[source.Key].Where(i => i.Sight != Sight.Unknown))
                yield return [source.Key, source.Publisher, interval.Sight, interval.Reason, interval.From, interval.To, Math.Round(interval.Length.TotalHours, 3)];
        }
    }

    private async IAsyncEnumerable<object?[]> ObservationsAsync(ExportScope scope, [EnumeratorCancellation] CancellationToken stopping)
    {
        var blind = scope.Question is null
            ? (await desk.States.AllSeriesAsync(stopping)).Where(s => s.Visibility == Visibility.Blind).Select(s => s.Series).ToHashSet(StringComparer.Ordinal)
            : await BlindAtAsync(scope, stopping);
        var book = await BookAsync(scope, stopping);
        await foreach (var (record, past) in EachReleaseAsync(scope, stopping))
            yield return SdmxRow.Of(desk.Document(record, past, book), desk.Catalogue.Series.GetValueOrDefault(record.Series), blind.Contains(record.Series));
    }

    private async Task<HashSet<string>> BlindAtAsync(ExportScope scope, CancellationToken stopping)
    {
        var asked = scope.Question!.Value;
        var flips = await desk.Flips.ChroniclesAsync(new FlipFilter(false, scope.Series) { Axis = FlipAxis.Visibility, RecordedBy = asked.AsOf, Until = asked.Until }, stopping);
        return [.. flips.Where(f => f.OrderBy(x => x.Flip.At).ThenBy(x => x.Id).Last().Flip.To == nameof(Visibility.Blind)).Select(f => f.Key)];
    }

    private async IAsyncEnumerable<(ReleaseRecord Record, PastRelease? Past)> EachReleaseAsync(ExportScope scope, [EnumeratorCancellation] CancellationToken stopping)
    {
        var filter = new ReleaseFilter { Series = scope.Series, From = scope.FromDay, To = scope.ToDay };
        await foreach (var portion in desk.Releases.InOrderAsync(filter, stopping))
        {
            foreach (var release in await desk.AtAsync(portion, scope.Question, stopping)) yield return release;
        }
    }

    private Task<ReviewBook> BookAsync(ExportScope scope, CancellationToken stopping) => desk.Reviews.BookAsync(scope.Question?.AsOf ?? DateTimeOffset.MaxValue, stopping);

    private static string Day(DateOnly day) => day.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}
