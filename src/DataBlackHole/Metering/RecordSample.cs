using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using DataBlackHole.Core.Alerting;
using DataBlackHole.Core.Judging;
using DataBlackHole.Storage;

namespace DataBlackHole.Metering;

/// <summary>What the record said at one moment about how the monitor is doing.</summary>
internal sealed record RecordSample
{
    /// <summary>The sources that are looked at; null for one that was not looked at yet.</summary>
    public required ImmutableArray<SourceState?> Sources { get; init; }

    public required TimeSpan LongestBlindness { get; init; }

    /// <summary>For how long the deadline that has waited longest has passed without a judgement.</summary>
    public required TimeSpan SweepLag { get; init; }

    public required int AlertsWaiting { get; init; }

    public required TimeSpan OldestAlert { get; init; }

    public required long QueuedLeaves { get; init; }

    public required ImmutableArray<SelfTrouble> Troubles { get; init; }

    /// <summary>Makes the gauges. While there is no sample they have no value, but for the one that says so.</summary>
    public static void Describe(Meter meter, Func<RecordSample?> sample)
    {
        void One(string name, string unit, string description, Func<RecordSample, double> value) =>
            meter.CreateObservableGauge(name, () => sample() is { } s ? [new Measurement<double>(value(s))] : Array.Empty<Measurement<double>>(), unit, description);

        void Each<T>(string name, string unit, string label, string description, Func<RecordSample, IEnumerable<T>> things, bool evenNone = false)
            where T : struct, Enum => meter.CreateObservableGauge(name, () => sample() is { } s ? Counted(things(s), label, evenNone) : [], unit, description);

        meter.CreateObservableGauge("datablackhole.record.readable", () => sample() is null ? 0 : 1, null, "Whether the record could be read (1) or not (0)");
        Each("datablackhole.sources", "{source}", "visibility", "Sources that are looked at, by whether the last look could see", s => s.Sources.Select(x => x?.Visibility ?? Visibility.Unknown), evenNone: true);
        Each("datablackhole.sources.blind", "{source}", "reason", "Sources that cannot be seen, by reason", s => s.Sources.OfType<SourceState>().Where(x => x.Visibility == Visibility.Blind).Select(x => x.BlindReason));
        One("datablackhole.blindness.longest", "s", "For how long the source that has been blind longest has not been seen", s => s.LongestBlindness.TotalSeconds);
        One("datablackhole.sweep.lag", "s", "For how long the oldest passed deadline has waited for a judgement", s => s.SweepLag.TotalSeconds);
        One("datablackhole.alerts.waiting", "{alert}", "Alerts in the outbox", s => s.AlertsWaiting);
        One("datablackhole.alerts.oldest_wait", "s", "For how long the oldest alert in the outbox has waited", s => s.OldestAlert.TotalSeconds);
        One("datablackhole.log.queue", "{leaf}", "Records that wait for their place in the log of evidence", s => s.QueuedLeaves);
        Each("datablackhole.troubles", "{trouble}", "kind", "Open troubles of the monitor itself, by kind", s => s.Troubles, evenNone: true);
    }

    private static IEnumerable<Measurement<int>> Counted<T>(IEnumerable<T> things, string label, bool evenNone)
        where T : struct, Enum
    {
        var counts = things.CountBy(t => t).ToDictionary();
        var words = evenNone ? Enum.GetValues<T>() : [.. counts.Keys];
        return words.Select(w => new Measurement<int>(counts.GetValueOrDefault(w), new KeyValuePair<string, object?>(label, w)));
    }
}
