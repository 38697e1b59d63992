using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Serving.Pages;

/// <summary>Readings that rest on reports and not on a captured document: nothing they do not find is claimed before they found something.</summary>
internal static class Unproven
{
    public static readonly BilingualText Mark = new("unverified", "未经核实");

    public static readonly BilingualText Explanation = new(
        "Unverified: where and how it is read rests on reports, not on a captured document. No absence is claimed before a first look has found it.",
        "未经核实：读取位置与方式依据报道而非存档文件。在首次查看见到之前，不对其缺失作任何判断。");

    /// <summary>The sources that could show an absence, and are not believed about it before they showed the series.</summary>
    public static IEnumerable<string> Sources(MonitorCatalogue catalogue, SeriesDefinition series) => series.Readings
        .Where(r => r is ListingReading or DatabaseReading or RecordReading).Select(r => r.Source).Distinct(StringComparer.Ordinal)
        .Where(source => series.Readings.Any(r => r.Source == source && Is(catalogue, r)));

    public static bool Is(MonitorCatalogue catalogue, SeriesReading reading) => !reading.IsVerified || !catalogue.Sources[reading.Source].IsVerified;
}
