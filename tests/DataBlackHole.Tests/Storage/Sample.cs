using System.Text;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage;

namespace DataBlackHole.Tests.Storage;

/// <summary>Constructed looks, facts and verdicts.</summary>
internal static class Sample
{
    public const string Catalogue = "c0ffee";

    public static readonly string[] HistoryTables = ["catalogues", "bodies", "observations", "flips", "calendar_versions", "self_watch_event", "verdict_reviews", "measurements"];

    public static readonly DateTimeOffset Noon = new(2026, 8, 19, 12, 0, 0, TimeSpan.Zero);

    public static ProbeRequest Request(string source) => new("GET", $"https://stats.example/{source}/list.html");

    public static Capture Page(string source, DateTimeOffset at, string? body = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body ?? $"<html>{source}</html>");
        return new Capture(
            new Measurement
            {
                Source = source,
                Vantage = "direct",
                Request = Request(source),
                TakenAt = at,
                Status = 200,
                Body = ContentDigest.Of(bytes),
                BodyLength = bytes.Length,
                CatalogueHash = Catalogue,
            },
            bytes);
    }

    public static Capture NotModified(string source, DateTimeOffset at, ContentDigest body)
    {
        var page = Page(source, at);
        return new Capture(page.Measurement with { Status = 304, Body = body, BodyLength = 0 }, ReadOnlyMemory<byte>.Empty);
    }

    public static Capture Failed(string source, DateTimeOffset at, FailureKind kind = FailureKind.Timeout) =>
        new(Page(source, at).Measurement with
        {
            Status = null,
            Body = null,
            BodyLength = 0,
            Failure = new ProbeFailure(kind, ProbeOperation.Exchange, $"no answer by {at:T}"),
        }, ReadOnlyMemory<byte>.Empty);

    public static Observation Published(string series, ReferencePeriod period, string? value = null) => new()
    {
        Series = series,
        Kind = ObservationKind.Published,
        Period = period,
        Value = value,
        PublishedAt = new StatedTime(new DateTimeOffset(2026, 8, 19, 10, 0, 0, TimeSpan.FromHours(8)), false),
        Title = "2026年7月份分年龄组失业率数据",
    };

    public static LookRecord Look(string source, long sourceVersion, params ReadCapture[] captures) =>
        new(source, [.. captures], [], Clear(source, sourceVersion, captures.Max(c => c.Capture.Measurement.TakenAt)), Noon);

    public static SourceState Clear(string source, long version, DateTimeOffset at) => new()
    {
        Source = source,
        Visibility = Visibility.Clear,
        Since = at,
        LastLookAt = at,
        LastClearAt = at,
        NextLookAt = at.AddMinutes(30),
        Version = version,
    };

    public static ReadCapture Read(Capture capture, params Observation[] facts) => new(capture, [.. facts]);

    public static JudgedSeries Judged(long version, SeriesState state, params Flip[] flips) => new(version, new Verdict(state, [], [], [.. flips]));

    public static Flip Found(string series, ReferencePeriod period, DateTimeOffset at, EvidenceRef? evidence = null) => new()
    {
        Series = series,
        Axis = FlipAxis.Release,
        Period = period,
        From = nameof(ReleaseStatus.Due),
        To = nameof(ReleaseStatus.Published),
        Reason = Reason.Found,
        Grade = Grade.Suspected,
        At = at,
        LastSeenAt = at.AddHours(-1),
        FirstMissedAt = at,
        Evidence = evidence,
        Detail = "2026年7月份",
    };

    public static EvidenceRef Document(Capture capture) =>
        new(capture.Measurement.Source, capture.Measurement.Request.Url, capture.Measurement.TakenAt, capture.Measurement.Body);

    public static ReleaseState Release(ReferencePeriod period, ReleaseStatus status, DateTimeOffset? seen = null) => new()
    {
        Period = period,
        Status = status,
        Reason = seen is null ? Reason.Planned : Reason.Found,
        FirstSeenAt = seen,
    };

    /// <summary>One row in every table of history, the run among them grown by one look.</summary>
    public static async Task RecordHistoryAsync(TestDatabase database)
    {
        var store = database.Store();
        var july = ReferencePeriod.Month(2026, 7);
        var page = Page("history", Noon);
        var judged = Judged(0, new SeriesState { Series = "history" }, Found("history", july, Noon, Document(page)));
        await store.RememberCatalogueAsync(Catalogue, "{}", Noon);
        await store.RecordAsync(Look("history", 0, Read(page, Published("history", july)) with { Calendar = Calendar(Noon) }) with { Series = [judged] });
        await store.RecordAsync(Look("history", 1, Read(Page("history", Noon.AddHours(1)), Published("history", july)) with
        {
            Calendar = Calendar(Noon.AddHours(1)),
        }));
        await new SelfWatchStore(database.Contexts()).RecordAsync([new TroubleChange(new TroubleFound(SelfTrouble.SourceBlind, "history", Noon, "constructed"), true, Noon)]);
        var flip = await database.ScalarAsync<long>("SELECT max(id) FROM flips");
        await new VerdictReviews(database.Contexts()).AddAsync(new VerdictReview(0, flip, ReviewAction.Confirm, "a", "r", "https://stats.example/", Noon));
    }

    /// <summary>A calendar of one release in August.</summary>
    public static CalendarReading Calendar(DateTimeOffset readAt, int day = 17, string source = "history")
    {
        var cells = Enumerable.Range(1, 12).Select(m => m == 8
            ? new AnnouncedCell(m, [new DateTimeOffset(2026, m, day, 2, 0, 0, TimeSpan.Zero)], false, false, "注4", $"{day}/一注4 10:00")
            : new AnnouncedCell(m, [], true, false, null, "……"));
        return new CalendarReading(AnnouncedCalendarVersion.Of(
            source, 2026, readAt, [new AnnouncedRow("1", "能源生产情况月度报告", [.. cells])], ["1. 发布日期为初步计划。"]) with
        {
            Page = "https://stats.example/calendar/",
        });
    }
}
