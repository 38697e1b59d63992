using System.Diagnostics.Metrics;
using System.Text;

namespace DataBlackHole.Metering;

/// <summary>What was measured with one label set.</summary>
internal sealed class MeteredValue(int bounds)
{
    public double Sum { get; set; }

    public long Count { get; set; }

    /// <summary>For each bound the values that were not above it, and above the bound before it.</summary>
    public long[] Buckets { get; } = new long[bounds];
}

/// <summary>One instrument with all that was measured by it, by label set.</summary>
internal sealed class MeteredInstrument(Instrument instrument, IReadOnlySet<string>? labels)
{
    private readonly Lock _turn = new();
    private readonly SortedDictionary<string, MeteredValue> _values = new(StringComparer.Ordinal);
    private readonly bool _replaces = instrument.GetType().GetGenericTypeDefinition() == typeof(Gauge<>);

    public MetricForm Form { get; } = MetricForm.Of(instrument);

    /// <summary>What is observed afresh replaces what was observed before, also where there is nothing any more.</summary>
    public void BeginObservation()
    {
        if (!instrument.IsObservable) return;
        lock (_turn) _values.Clear();
    }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = LabelsOf(tags);
        var scaled = value * Form.Factor;
        lock (_turn)
        {
            if (!_values.TryGetValue(key, out var so)) _values.Add(key, so = new MeteredValue(Form.Kind == MetricKind.Histogram ? Form.Bounds.Count : 0));
            so.Sum = _replaces ? scaled : so.Sum + scaled;
            so.Count++;
            if (so.Buckets.Length > 0 && Bucket(scaled) is var bucket && bucket < so.Buckets.Length) so.Buckets[bucket]++;
        }
    }

    /// <summary>Shows every label set, one after the other.</summary>
    public void Read(Action<string, MeteredValue> show)
    {
        lock (_turn)
        {
            foreach (var (key, value) in _values) show(key, value);
        }
    }

    private int Bucket(double value)
    {
        for (var i = 0; i < Form.Bounds.Count; i++)
        {
            if (value <= Form.Bounds[i]) return i;
        }
        return Form.Bounds.Count;
    }

    /// <summary>As they stand between the braces. A tag that is not wanted is left out, and what differs by it alone is added up.</summary>
    private string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            if (labels?.Contains(name) == false || value is null) continue;
            if (text.Length > 0) text.Append(',');
            text.Append(name.Replace('.', '_')).Append("=\"").Append(PrometheusText.Escaped($"{value}")).Append('"');
        }
        return text.ToString();
    }
}
