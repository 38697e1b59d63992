using System.Globalization;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Tests.Loading;

namespace DataBlackHole.Tests.Definitions;

/// <summary>One line of samples.tsv: what a constructed document of a source shows, and what one series must read out of it.</summary>
/// <param name="Series">Key of the series.</param>
/// <param name="Source">Key of the source.</param>
/// <param name="Day">The day printed on the document, or of the look.</param>
/// <param name="Title">Title of the item or page; empty for a reply.</param>
/// <param name="Text">Running text, table, cells of a database or JSON.</param>
/// <param name="Period">The period that must be read; null for a site and a notice.</param>
/// <param name="Value">The figure that must be read.</param>
/// <param name="Capture">A document of the archive that the series is read from as well; null when none is known.</param>
internal sealed record DefinitionSample(string Series, string Source, DateOnly Day, string Title, string Text, ReferencePeriod? Period, string? Value, string? Capture)
{
    internal static IReadOnlyList<DefinitionSample> All { get; } =
        [.. File.ReadLines(Path.Combine(LoadingSamples.Root, "tests", "DataBlackHole.Tests", "Definitions", "samples.tsv")).Where(l => !l.StartsWith('#')).Select(Parse)];

    public override string ToString() => $"{Series} from {Source}{(Period is { } period ? $" {period}" : "")}";

    private static DefinitionSample Parse(string line)
    {
        var cells = line.Split('\t');
        return new DefinitionSample(
            cells[0], cells[1], DateOnly.ParseExact(cells[2], "yyyy-MM-dd", CultureInfo.InvariantCulture), cells[3], cells[4],
            cells[5].Length == 0 ? null : ReferencePeriod.Parse(cells[5]), Filled(cells[6]), Filled(cells[7]));
    }

    private static string? Filled(string cell) => cell.Length == 0 ? null : cell;
}
