using System.Diagnostics.Metrics;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Judging;
using DataBlackHole.Core.Measuring;
using DataBlackHole.Storage;

namespace DataBlackHole.Metering;

/// <summary>
/// The meters of this process. Counters tell what this node did; gauges tell what the record says, and are the same on every node that
/// shares it. No label names a source or a series: the API tells about each of them.
/// </summary>
public sealed class MonitorMeters
{
    public const string Name = "DataBlackHole";

    private static readonly double[] _seconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

    private readonly Counter<long> _looks;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _unrecorded;
    private readonly Histogram<double> _duration;
    private readonly Counter<double> _blind;
    private readonly Counter<long> _swept;
    private readonly Counter<long> _deliveries;

    public MonitorMeters(IMeterFactory factory)
    {
        var meter = factory.Create(Name);
        _looks = meter.CreateCounter<long>("datablackhole.looks", "{look}", "Looks that are on record, by kind of source and by whether they could see");
        _failures = meter.CreateCounter<long>("datablackhole.look.failures", "{look}", "Looks that could not see, by kind of failure");
        _unrecorded = meter.CreateCounter<long>("datablackhole.look.unrecorded", "{look}", "Looks that could not be put on record and are taken again");
        _duration = meter.CreateHistogram(
            "datablackhole.look.duration", "s", "Time that looks waited for the documents of a source", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = _seconds });
        _blind = meter.CreateCounter<double>("datablackhole.source.blindness", "s", "Time in which sources could not be seen, summed over sources, known at their next look");
        _swept = meter.CreateCounter<long>("datablackhole.sweep.judged", "{series}", "Series that were judged because a deadline passed");
        _deliveries = meter.CreateCounter<long>("datablackhole.alert.deliveries", "{attempt}", "Attempts to deliver alerts, by channel and outcome");
        RecordSample.Describe(meter, () => Sample);
    }

    /// <summary>What the record said last; null while it cannot be read.</summary>
    internal RecordSample? Sample { get; set; }

    /// <summary>A look that was put on record.</summary>
    /// <param name="source">The source looked at.</param>
    /// <param name="before">Its state before the look; null for the first one, and for a look that does not change it.</param>
    /// <param name="look">The first document of the look, which says whether it could see.</param>
    /// <param name="duration">How long all documents of the look took.</param>
    public void Looked(SourceDefinition source, SourceState? before, Measurement look, TimeSpan duration)
    {
        if (look.Origin != "live") return;
        var kind = new KeyValuePair<string, object?>("kind", source.Kind);
        _looks.Add(1, kind, new("outcome", look.Failure is null ? Visibility.Clear : Visibility.Blind));
        _duration.Record(duration.TotalSeconds, kind);
        if (look.Failure is { } failure) _failures.Add(1, new KeyValuePair<string, object?>("failure", failure.Kind));
        if (before is { Visibility: Visibility.Blind, LastLookAt: { } last } && look.TakenAt > last)
            _blind.Add((look.TakenAt - last).TotalSeconds, new KeyValuePair<string, object?>("reason", before.BlindReason));
    }

    /// <summary>A look that was taken and could not be put on record.</summary>
    public void Unrecorded() => _unrecorded.Add(1);

    public void Swept(int series) => _swept.Add(series);

    public void Delivered(string channel, string outcome) => _deliveries.Add(1, new KeyValuePair<string, object?>("channel", channel), new("outcome", outcome));
}
