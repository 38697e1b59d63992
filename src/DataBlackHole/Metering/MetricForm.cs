using System.Diagnostics.Metrics;

namespace DataBlackHole.Metering;

/// <summary>What an instrument is to Prometheus.</summary>
internal enum MetricKind
{
    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>Only grows while the process lives.</summary>
    Counter,

    /// <summary>How often values fell below each of several bounds.</summary>
    Histogram,
}

/// <summary>How the measurements of one instrument are told: name, unit and labels by the conventions of Prometheus.</summary>
/// <param name="Name">Name of the metric with its unit.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Help">One line about it.</param>
/// <param name="Factor">From the instrument's unit to the base unit.</param>
/// <param name="Bounds">Upper bounds of a histogram.</param>
internal sealed record MetricForm(string Name, MetricKind Kind, string Help, double Factor, IReadOnlyList<double> Bounds)
{
    private static readonly double[] _usualSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    public static MetricForm Of(Instrument instrument)
    {
        var kind = KindOf(instrument);
        var (unit, factor) = instrument.Unit switch
        {
            "s" => ("_seconds", 1d),
            "ms" => ("_seconds", 0.001),
            "By" => ("_bytes", 1d),
            _ => ("", 1d),
        };
        var name = instrument.Name.Replace('.', '_');
        // Only histograms may end so: things.count is told as things.
        if (kind != MetricKind.Histogram && name.EndsWith("_count", StringComparison.Ordinal)) name = $"{name[..^"_count".Length]}s";
        if (!name.EndsWith(unit, StringComparison.Ordinal)) name += unit;
        if (kind == MetricKind.Counter) name += "_total";
        var bounds = (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? _usualSeconds;
        return new MetricForm(name, kind, string.IsNullOrWhiteSpace(instrument.Description) ? instrument.Name : instrument.Description, factor, bounds);
    }

    private static MetricKind KindOf(Instrument instrument)
    {
        var type = instrument.GetType().GetGenericTypeDefinition();
        return type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? MetricKind.Counter
            : type == typeof(Histogram<>) ? MetricKind.Histogram
            : MetricKind.Gauge;
    }
}
