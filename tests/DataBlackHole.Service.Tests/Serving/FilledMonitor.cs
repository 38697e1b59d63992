using System.Collections.Immutable;
using System.Text;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Proving;
using DataBlackHole.Serving.Answering;
using DataBlackHole.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DataBlackHole.Service.Tests.Serving;

/// <summary>
/// The real service over a constructed record: releases and flips of shipped series, looks, two versions of a calendar, texts that a careless
/// reader would run, and a log.
/// </summary>
internal static class FilledMonitor
{
    public const string Key = "a key of an operator";
    public const string Youth = "nbs-youth-unemployment-16-24-incl-students";
    public const string Prices = "nbs-70-city-house-prices";
    public const string Cpi = "nbs-cpi";
    public const string Source = "nbs-db-cpi";

    /// <summary>What comes from outside: markup, a formula, quotes, a line break, and Chinese.</summary>
    public const string Hostile = "<script>alert(1)</script>=HYPERLINK(\"http://evil.example\",\"x\"),'居民\r\n消费'";

    public static async Task<ServedMonitor> StartAsync(int requestsPerMinute = 1_000_000)
    {
        var served = await ServedMonitor.StartAsync(s => s with
        {
            Api = new ApiSettings(requestsPerMinute),
            Notifying = s.Notifying with { OperatorKey = Key },
        });
        await YouthAsync(served);
        await FiguresAsync(served);
        await CalendarTests.RecordAsync(served.Store, 0, "2026-10-01T00:00:00Z", "2026-10-19T02:00:00Z");
        await CalendarTests.RecordAsync(served.Store, 1, "2026-10-15T00:00:00Z", "2026-10-26T02:00:00Z");
        await served.Services.GetRequiredService<LogKeeper>().RunAsync(CancellationToken.None);
        return served;
    }

    /// <summary>The suspension as looks of that time would have recorded it. Constructed: this monitor did not look then.</summary>
    private static async Task YouthAsync(ServedMonitor served)
    {
        var (june, july) = (ReferencePeriod.Month(2023, 6), ReferencePeriod.Month(2023, 7));
        var out6 = Published(june, "21.3", "2023-07-17T02:00Z");
        var due = At("2023-08-15T02:00Z");
        var window = new ReleaseWindow(july, due.AddDays(-5), due, due.AddDays(1), due.AddDays(7), WindowBasis.Rule);
        var planned = new ReleaseState { Period = july, Status = ReleaseStatus.Scheduled, Reason = Reason.Planned, Window = window };
        await RecordAsync(served, Youth, SeriesStatus.Current, june, "2023-07-17T02:05Z", [out6, planned],
            Flip(Youth, FlipAxis.Series, null, "New", "Current", Reason.FirstSeen, "2023-07-17T02:00Z"));
        await RecordAsync(served, Youth, SeriesStatus.Current, june, "2023-08-15T02:01Z", [planned with { Status = ReleaseStatus.Due, Reason = Reason.DueInstantPassed }],
            Flip(Youth, FlipAxis.Release, july, "Scheduled", "Due", Reason.DueInstantPassed, "2023-08-15T02:00Z"));
        await RecordAsync(served, Youth, SeriesStatus.Paused, june, "2023-08-15T03:05Z",
            [planned with { Status = ReleaseStatus.Withheld, Reason = Reason.OfficialNotice, Grade = Grade.OfficiallyStated }],
            Flip(Youth, FlipAxis.Release, july, "Due", "Withheld", Reason.OfficialNotice, "2023-08-15T03:00Z", Grade.OfficiallyStated),
            Flip(Youth, FlipAxis.Series, null, "Current", "Paused", Reason.OfficialNotice, "2023-08-15T03:00Z", Grade.OfficiallyStated));
        await RecordAsync(served, Youth, SeriesStatus.Discontinued, june, "2024-01-17T03:05Z", [],
            Flip(Youth, FlipAxis.Series, null, "Paused", "Discontinued", Reason.Succeeded, "2024-01-17T03:00Z", Grade.Corroborated));
    }

    /// <summary>A look with a body, nine figures, one release that is missing and one that is not yet due.</summary>
    private static async Task FiguresAsync(ServedMonitor served)
    {
        var releases = Enumerable.Range(1, 8).Select(m => Published(ReferencePeriod.Month(2026, m), $"100.{m}", $"2026-{m + 1:00}-10T02:00Z")).ToList();
        releases[0] = releases[0] with { Period = ReferencePeriod.Months(2026, 1, 2), Title = Hostile };
        var september = ReferencePeriod.Month(2026, 9);
        var due = At("2026-10-15T02:00Z");
        releases.Add(new ReleaseState
        {
            Period = september,
            Status = ReleaseStatus.Missing,
            Reason = Reason.NotSeenRepeatedly,
            Grade = Grade.Corroborated,
            Window = new ReleaseWindow(september, due.AddDays(-5), due, due.AddDays(1), due.AddDays(7), WindowBasis.Rule),
            LastUnseenAt = At("2026-11-20T02:00Z"),
        });
        var later = At("2026-12-10T02:00Z");
        releases.Add(new ReleaseState { Period = ReferencePeriod.Month(2026, 11), Status = ReleaseStatus.Scheduled, Reason = Reason.Planned, Window = new ReleaseWindow(ReferencePeriod.Month(2026, 11), later.AddDays(-5), later, later.AddDays(1), later.AddDays(7), WindowBasis.Announced) });
        releases.Add(Published(ReferencePeriod.Quarter(2026, 2), null, "2026-07-15T02:00Z"));
        var body = Encoding.UTF8.GetBytes($"constructed {Hostile}");
        foreach (var (day, failed) in new[] { (20, false), (21, true), (22, false) })
        {
            var at = At($"2026-11-{day}T02:00Z");
            var look = new Measurement
            {
                Source = Source,
                Vantage = "direct",
                Request = new ProbeRequest("GET", "https://data.stats.gov.cn/constructed"),
                TakenAt = at,
                Status = failed ? null : 200,
                Body = failed ? null : ContentDigest.Of(body),
                BodyLength = failed ? 0 : body.Length,
                Failure = failed ? new ProbeFailure(FailureKind.Timeout, ProbeOperation.Connect, Hostile) : null,
                CatalogueHash = "constructed",
            };
            await served.Store.RememberCatalogueAsync("constructed", "{}", at);
            ImmutableArray<Observation> facts = failed ? [] : [new Observation { Series = Cpi, Kind = ObservationKind.Published, Period = ReferencePeriod.Month(2026, 8), Value = "100.8", Title = Hostile }];
            await served.Store.RecordAsync(new LookRecord(
                Source, [new ReadCapture(new Capture(look, failed ? ReadOnlyMemory<byte>.Empty : body), facts)], [], new SourceState { Source = Source, LastLookAt = at, Version = day - 20 }, at));
        }
        await RecordAsync(served, Cpi, SeriesStatus.Missing, ReferencePeriod.Month(2026, 8), "2026-11-20T02:05Z", releases,
            Flip(Cpi, FlipAxis.Series, null, "New", "Current", Reason.FirstSeen, "2026-09-10T02:00Z"),
            Flip(Cpi, FlipAxis.Release, september, "Late", "Missing", Reason.NotSeenRepeatedly, "2026-11-20T02:00Z", Grade.Corroborated) with { Detail = Hostile },
            Flip(Cpi, FlipAxis.Series, september, "Late", "Missing", Reason.NotSeenRepeatedly, "2026-11-20T02:00Z", Grade.Corroborated));
    }

    public static async Task RecordAsync(
        ServedMonitor served, string series, SeriesStatus status, ReferencePeriod last, string recordedAt, IReadOnlyCollection<ReleaseState> releases, params Flip[] flips)
    {
        var version = (await served.Store.LoadSeriesAsync([series])).GetValueOrDefault(series).Version;
        var turn = flips.LastOrDefault(f => f.Axis == FlipAxis.Series);
        var state = new SeriesState
        {
            Series = series,
            Status = status,
            Since = turn?.At,
            Reason = turn?.Reason ?? Reason.Unknown,
            Grade = turn?.Grade ?? Grade.None,
            LastPeriod = last,
            Releases = releases.ToImmutableSortedDictionary(r => r.Period, r => r),
        };
        var outcome = await served.Store.RecordPassedTimeAsync([new JudgedSeries(version, new Verdict(state, [.. releases], [], [.. flips]))], At(recordedAt));
        Assert.That(outcome.IsConflict, Is.False);
    }

    public static Flip Flip(string series, FlipAxis axis, ReferencePeriod? period, string from, string to, Reason reason, string at, Grade grade = Grade.Suspected) =>
        new() { Series = series, Axis = axis, Period = period, From = from, To = to, Reason = reason, At = At(at), Grade = grade };

    public static ReleaseState Published(ReferencePeriod period, string? value, string seenAt) => new()
    {
        Period = period,
        Status = ReleaseStatus.Published,
        Reason = Reason.FirstSeen,
        Grade = Grade.Suspected,
        Value = value,
        FirstSeenAt = At(seenAt),
    };

    public static DateTimeOffset At(string text) => ServedMonitor.Instant(text);

    public static async Task<HttpResponseMessage> SendAsync(ServedMonitor served, HttpMethod method, string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await served.Client.SendAsync(request);
    }

    public static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : "";
}
