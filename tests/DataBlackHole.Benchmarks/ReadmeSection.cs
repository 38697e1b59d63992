namespace DataBlackHole.Benchmarks;

/// <summary>Puts the table between two markers of a Markdown file.</summary>
internal static class ReadmeSection
{
    private const string Begin = "<!-- benchmarks: written by the command -->";
    private const string End = "<!-- /benchmarks -->";

    public static void Write(string file, BudgetTable table)
    {
        var text = File.ReadAllText(file);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin) throw new InvalidDataException($"{file} has no lines '{Begin}' and '{End}' for the table to stand between");
        File.WriteAllText(file, $"{text[..(begin + Begin.Length)]}\n{table.Markdown()}{text[end..]}");
    }
}
