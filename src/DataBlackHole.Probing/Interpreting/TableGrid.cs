using System.Collections.Immutable;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>A table with its spans laid out: at every place of the grid stands the cell that covers it.</summary>
internal sealed class TableGrid
{
    /// <summary>Calendars have 14 columns and some 40 rows; spans of hostile pages are cut here.</summary>
    private const int MostColumns = 40;

    private const int MostRows = 2000;

    private TableGrid(ImmutableArray<ImmutableArray<IElement?>> rows) => Rows = rows;

    /// <summary>Rows of equal length; null where the table has a hole.</summary>
    internal ImmutableArray<ImmutableArray<IElement?>> Rows { get; }

    internal static TableGrid Of(IHtmlTableElement table)
    {
        var grid = new List<IElement?[]>();
        IElement?[] Row(int index)
        {
            while (grid.Count <= index) grid.Add(new IElement?[MostColumns]);
            return grid[index];
        }
        var sources = table.Rows.Take(MostRows).ToList();
        for (var r = 0; r < sources.Count; r++)
        {
            foreach (var cell in sources[r].Cells)
            {
                var first = Array.IndexOf(Row(r), null);
                if (first < 0) break;
                var last = Math.Min(first + Span(cell.ColumnSpan), MostColumns);
                var below = Math.Min(r + Span(cell.RowSpan), sources.Count);
                for (var y = r; y < below; y++)
                {
                    for (var x = first; x < last; x++) Row(y)[x] ??= cell;
                }
            }
        }
        var width = grid.Count == 0 ? 0 : grid.Max(row => Array.FindLastIndex(row, c => c is not null)) + 1;
        return new TableGrid([.. grid.Select(row => row.Take(width).ToImmutableArray())]);
    }

    private static int Span(int span) => Math.Clamp(span, 1, MostRows);
}
