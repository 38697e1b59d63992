using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Core.Census;

/// <summary>The one line of configuration that has an indicator watched.</summary>
public static class CensusWatchLine
{
    public static string Of(string publisher, CensusMemory indicator)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        var cadence = (CensusTree.Of(indicator.Tree)?.Cadence ?? Cadence.Monthly).ToString().ToLowerInvariant();
        var unit = indicator.Unit is { } text ? $", unit: {Quoted(text)}" : "";
        return $"- {{ publisher: {publisher}, indicator: {Quoted(indicator.Indicator)}, category: {Quoted(indicator.Leaf)}, root: {Quoted(indicator.Branch)}, calendar: {publisher}-census-{cadence}, name: {Quoted(indicator.Name)}{unit} }}";
    }

    /// <summary>A YAML text in double quotes.</summary>
    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings(" ")}\"";
}
