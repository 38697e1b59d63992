using System.Collections.Immutable;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage;
using DataBlackHole.Tests.Alerting;

namespace DataBlackHole.Service.Tests.Notifying;

/// <summary>Writes flips of series into a record as lookers would, each in a transaction of its own.</summary>
/// <param name="store">The record.</param>
/// <param name="catalogue">The definitions; those of the series that read the source "old", at which nobody looks any more.</param>
internal sealed class ConstructedFlips(HistoryStore store, MonitorCatalogue catalogue)
{
    private const string Source = "old";

    /// <summary>A live look long ago, so that nothing is taken for a history that was over before anybody looked.</summary>
    public async Task WatchAsync()
    {
        var at = TimeProvider.System.GetUtcNow().AddDays(-100);
        var measurement = new Measurement { Source = Source, Vantage = "direct", Request = new ProbeRequest("GET", "https://www.nbs.example/list/"), TakenAt = at, Status = 200, Body = ContentDigest.Of("page"u8), CatalogueHash = catalogue.Hash };
        var capture = new Capture(measurement, "page"u8.ToArray());
        await store.RememberCatalogueAsync(catalogue.Hash, "{}", at);
        var judged = catalogue.ReadersOf(Source).Select(series => new JudgedSeries(0, new Verdict(new SeriesState { Series = series.Key }, [], [],
            [new Flip { Series = series.Key, Axis = FlipAxis.Series, From = "New", To = "Current", Reason = Reason.FirstSeen, At = at, Evidence = new EvidenceRef(Source, measurement.Request.Url, at, measurement.Body) }])));
        await store.RecordAsync(new LookRecord(Source, [new ReadCapture(capture, [])], [.. judged], new SourceState { Source = Source, Visibility = Visibility.Clear }, at));
    }

    public async Task RecordAsync(Flip flip, DateTimeOffset at, bool isBlind = false)
    {
        var window = Alerts.Window with { Opens = at.AddDays(-7), Due = at.AddDays(-2), LateAfter = at.AddDays(-1), MissingAfter = at.AddHours(-1) };
        var release = new ReleaseState { Period = Alerts.September, Status = ReleaseStatus.Late, Reason = Reason.NotSeenAfterDeadline, Window = window };
        var last = new ReleaseState { Period = ReferencePeriod.Month(2026, 8), Status = ReleaseStatus.Published, Reason = Reason.Found, Value = "18.9", FirstSeenAt = at.AddDays(-30) };
        var state = new SeriesState
        {
            Series = flip.Series,
            LastPeriod = last.Period,
            Releases = ImmutableSortedDictionary<ReferencePeriod, ReleaseState>.Empty.Add(window.Period, release).Add(last.Period, last),
            Channels = ImmutableSortedDictionary<string, ChannelState>.Empty.Add(Source, new ChannelState(Source, isBlind ? Visibility.Blind : Visibility.Clear, BlindReason.None, at, at)),
        };
        // The program judges every series when it starts, and may be faster.
        for (var left = 20; ; left--)
        {
            var version = (await store.LoadSeriesAsync([flip.Series]))[flip.Series].Version;
            var outcome = await store.RecordPassedTimeAsync([new JudgedSeries(version, new Verdict(state, [release, last], [], [flip with { At = at }]))], at);
            if (!outcome.IsConflict) return;
            Assert.That(left, Is.Positive, "every attempt to record was overtaken");
        }
    }
}
