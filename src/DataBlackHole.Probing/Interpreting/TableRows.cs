using System.Collections.Immutable;
using AngleSharp.Dom;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>
/// The rows of all tables in the body of a release, read once and only when asked for. Pages carry their body twice
/// (desktop and mobile); the first one that matches is the body.
/// </summary>
internal sealed class TableRows(IParentNode html, string body)
{
    private const int LongestCell = 200;

    private ImmutableArray<ImmutableArray<string>>? _rows;

    /// <summary>Cells of every row, blanks removed: labels are broken over lines and figures over spans.</summary>
    internal ImmutableArray<ImmutableArray<string>> All => _rows ??= Read();

    private ImmutableArray<ImmutableArray<string>> Read() => html.QuerySelector(body) is { } element
        ? [.. element.QuerySelectorAll("tr").Select(Cells)]
        : [];

    private static ImmutableArray<string> Cells(IElement row) =>
        [.. row.Children.Where(c => c.LocalName is "td" or "th").Select(c => ElementText.WithoutBlanks(ElementText.Of(c, LongestCell)))];
}
