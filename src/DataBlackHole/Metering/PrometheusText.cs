using System.Globalization;
using System.Text;

namespace DataBlackHole.Metering;

/// <summary>The text format of Prometheus, version 0.0.4.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(IEnumerable<MeteredInstrument> instruments)
    {
        var text = new StringBuilder();
        foreach (var instrument in instruments)
        {
            var form = instrument.Form;
            var isFirst = true;
            instrument.Read((labels, value) =>
            {
                if (isFirst) text.Append(CultureInfo.InvariantCulture, $"# HELP {form.Name} {HelpOf(form)}\n# TYPE {form.Name} {KindOf(form.Kind)}\n");
                isFirst = false;
                if (form.Kind == MetricKind.Histogram) Histogram(text, form, labels, value);
                else Line(text, form.Name, labels, value.Sum);
            });
        }
        return text.ToString();
    }

    public static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static void Histogram(StringBuilder text, MetricForm form, string labels, MeteredValue value)
    {
        var upTo = 0L;
        for (var i = 0; i < form.Bounds.Count; i++)
        {
            upTo += value.Buckets[i];
            Line(text, $"{form.Name}_bucket", With(labels, form.Bounds[i].ToString(CultureInfo.InvariantCulture)), upTo);
        }
        Line(text, $"{form.Name}_bucket", With(labels, "+Inf"), value.Count);
        Line(text, $"{form.Name}_sum", labels, value.Sum);
        Line(text, $"{form.Name}_count", labels, value.Count);
    }

    private static string With(string labels, string bound) => labels.Length == 0 ? $"le=\"{bound}\"" : $"{labels},le=\"{bound}\"";

    private static void Line(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0) text.Append('{').Append(labels).Append('}');
        text.Append(CultureInfo.InvariantCulture, $" {value}\n");
    }

    private static string HelpOf(MetricForm form) => form.Help.ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal).TrimEnd('.');

    private static string KindOf(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Histogram => "histogram",
        _ => "gauge",
    };
}
