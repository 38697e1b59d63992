using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DataBlackHole.Benchmarks;

/// <summary>All that a run measured, as text for people, Markdown for the README and JSON for programs.</summary>
internal sealed record BudgetTable(Machine Machine, bool IsQuick, IReadOnlyList<BudgetRow> Rows)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Json() => JsonSerializer.Serialize(this, Readable);

    public string Text()
    {
        string[][] cells = [["what", "budget", "measured", "", "what bounds it"], .. Rows.Select(Cells)];
        var widths = Enumerable.Range(0, 4).Select(c => cells.Max(row => row[c].Length)).ToArray();
        var text = new StringBuilder().AppendLine(Machine.ToString());
        foreach (var row in cells)
            text.AppendLine(string.Join(" | ", row.Select((cell, c) => c < widths.Length ? cell.PadRight(widths[c]) : cell)).TrimEnd());
        return text.ToString();
    }

    public string Markdown()
    {
        var text = new StringBuilder().AppendLine(Machine.ToString()).AppendLine().AppendLine("| what | budget | measured | | what bounds it |").AppendLine("|---|---|---|---|---|");
        foreach (var row in Rows) text.AppendLine($"| {string.Join(" | ", Cells(row).Select(c => c.Replace("|", "\\|", StringComparison.Ordinal)))} |");
        return text.ToString();
    }

    private static string[] Cells(BudgetRow row) => [row.What, row.Budget ?? "", row.Figure, row.Verdict, row.BoundBy];
}
