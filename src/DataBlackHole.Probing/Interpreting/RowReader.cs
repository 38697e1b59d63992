using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DataBlackHole.Core.Catalogue;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>Looks for one row of a release by its label; says "empty" or "not there" only when rows beside it were read.</summary>
internal static class RowReader
{
    internal static Observation Read(RowRule rule, TableRows rows, Observation described)
    {
        var cells = rows.All.Select(row => Figure(row, rule.Label, rule.Column)).Where(f => f is not null).Select(f => f!).ToList();
        if (cells.FirstOrDefault(c => HasDigit(c.Text)) is { } printed)
        {
            return described with { Kind = ObservationKind.Published, Value = printed.Text, Title = printed.Label };
        }
        if (cells.FirstOrDefault(c => !c.IsThere || c.Text.Length > 0) is { } strange)
        {
            var detail = strange.IsThere
                ? $"'{strange.Label}' shows '{strange.Text}', which is no figure"
                : $"the row of '{strange.Label}' has no cell {rule.Column}";
            return described with { Failure = Failed(FailureKind.Unknown, detail) };
        }
        var siblings = SiblingsIn(rule, rows);
        if (siblings.Count < rule.SiblingsNeeded)
        {
            var found = siblings.Count == 0 ? "none" : string.Join(", ", siblings);
            return described with { Failure = Failed(FailureKind.NoWitness, $"{rule.SiblingsNeeded} rows beside it are needed, found: {found}") };
        }
        return described with
        {
            Kind = cells.Count > 0 ? ObservationKind.NotPublished : ObservationKind.RowAbsent,
            Witness = $"rows found: {string.Join(", ", siblings)}",
        };
    }

    /// <summary>Labels of the sibling rows that show a figure; one for each pattern.</summary>
    private static List<string> SiblingsIn(RowRule rule, TableRows rows) =>
    [
        .. rule.Siblings
            .Select(label => rows.All.Select(row => Figure(row, label, rule.Column)).FirstOrDefault(f => f is not null && HasDigit(f.Text)))
            .Where(f => f is not null)
            .Select(f => f!.Label)
            .Distinct(),
    ];

    private static Cell? Figure(ImmutableArray<string> row, Regex label, int column)
    {
        for (var i = 0; i < row.Length; i++)
        {
            if (!label.IsMatch(row[i])) continue;
            var isThere = i + column >= 0 && i + column < row.Length;
            return new Cell(row[i], isThere, isThere ? row[i + column] : "");
        }
        return null;
    }

    private static ProbeFailure Failed(FailureKind kind, string detail) => new(kind, ProbeOperation.Read, detail);

    private static bool HasDigit(string text) => text.Any(char.IsDigit);

    private sealed record Cell(string Label, bool IsThere, string Text);
}
