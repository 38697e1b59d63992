using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>One row of a calendar as it stands in the table: for each month the cells one below the other, the date first, then its time.</summary>
internal sealed record CalendarTableRow(string Number, string Content, ImmutableArray<ImmutableArray<IElement>> Months);

/// <summary>A table whose header names the twelve months; only by this header the columns are known.</summary>
internal sealed record CalendarTable(ImmutableArray<CalendarTableRow> Rows, ImmutableArray<string> Notes)
{
    private const int LongestCell = 500;
    private const int LongestNote = 4000;

    private static readonly string[] _months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    /// <summary>The calendar in the table, or null when it is another table.</summary>
    internal static CalendarTable? Find(IHtmlTableElement table)
    {
        var grid = TableGrid.Of(table).Rows;
        for (var r = 0; r < grid.Length; r++)
        {
            if (FirstMonthOf(grid[r]) is { } column) return Read(grid[(r + 1)..], column);
        }
        return null;
    }

    internal static string TextOf(IElement? cell, int maxLength = LongestCell) => cell is null ? "" : ElementText.Of(cell, maxLength).Trim();

    private static CalendarTable Read(ImmutableArray<ImmutableArray<IElement?>> grid, int january)
    {
        var rows = ImmutableArray.CreateBuilder<CalendarTableRow>();
        var notes = ImmutableArray.CreateBuilder<string>();
        foreach (var group in Groups(grid, january))
        {
            var content = group[0][january - 1];
            if (content is not null && content == group[0][january]) notes.AddRange(Lines(content));
            else if (FirstMonthOf(group[0]) is null) rows.Add(RowOf(group, january));
        }
        return new CalendarTable(rows.ToImmutable(), notes.ToImmutable());
    }

    /// <summary>Lines of the grid that share the cell with the content; a line without content is the second line of the row above.</summary>
    private static List<List<ImmutableArray<IElement?>>> Groups(ImmutableArray<ImmutableArray<IElement?>> grid, int january)
    {
        var groups = new List<List<ImmutableArray<IElement?>>>();
        foreach (var line in grid.Where(line => line.Any(c => TextOf(c).Length > 0)))
        {
            var continues = groups.Count > 0 && (line[january - 1] == groups[^1][0][january - 1] || IsBlankBefore(line, january));
            if (continues) groups[^1].Add(line);
            else groups.Add([line]);
        }
        return groups;
    }

    private static bool IsBlankBefore(ImmutableArray<IElement?> line, int january) => line.Take(january).All(c => TextOf(c).Length == 0);

    private static CalendarTableRow RowOf(List<ImmutableArray<IElement?>> group, int january) => new(
        january >= 2 ? TextOf(group[0][january - 2]) : "",
        TextOf(group[0][january - 1]),
        [.. Enumerable.Range(january, 12).Select(column => group.Select(line => line[column]).OfType<IElement>().Distinct().ToImmutableArray())]);

    /// <summary>The column of January when the line names all months in order behind a column for the content.</summary>
    private static int? FirstMonthOf(ImmutableArray<IElement?> line)
    {
        for (var first = 1; first + 12 <= line.Length; first++)
        {
            if (Enumerable.Range(0, 12).All(m => MonthOf(line[first + m]) == m + 1)) return first;
        }
        return null;
    }

    private static int? MonthOf(IElement? cell)
    {
        var text = ElementText.WithoutBlanks(TextOf(cell)).Normalize(NormalizationForm.FormKC).ToUpperInvariant();
        if (text.EndsWith('月')) return MonthByNumber(text[..^1]);
        var index = text.Length < 3 ? -1 : Array.FindIndex(_months, m => text.StartsWith(m, StringComparison.Ordinal));
        return index < 0 || text.Length > 10 ? null : index + 1;
    }

    private static int? MonthByNumber(string text)
    {
        string[] chinese = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
        if (Array.IndexOf(chinese, text) is >= 0 and var index) return index + 1;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12 ? month : null;
    }

    private static IEnumerable<string> Lines(IElement cell)
    {
        var paragraphs = cell.QuerySelectorAll("p").ToList();
        var lines = paragraphs.Count > 0 ? paragraphs.Select(p => TextOf(p, LongestNote)) : [TextOf(cell, LongestNote)];
        return lines.Where(line => line.Length > 0);
    }
}
