namespace DataBlackHole.Probing.Archives;

internal delegate bool Parse<T>(string text, out T value);

/// <summary>The fields of one line of an index; what cannot be read becomes a problem of that line.</summary>
internal sealed class ArchiveRow(Dictionary<string, string> fields, int line, List<ArchiveProblem> problems)
{
    public string Text(string column) => fields[column];

    public string? Optional(string column) => fields[column] is { Length: > 0 } text ? text : null;

    public string Checked(string column, Func<string, bool> isGood, string code, string hint)
    {
        if (!isGood(fields[column])) Report(column, code, hint);
        return fields[column];
    }

    public T? Parsed<T>(string column, Parse<T> parse, string code, string hint, bool required = false)
        where T : struct
    {
        if (!required && fields[column].Length == 0) return null;
        if (parse(fields[column], out var value)) return value;
        Report(column, code, hint);
        return null;
    }

    public T? Read<T>(string column, Parse<T?> parse, string code, string hint)
        where T : class
    {
        if (fields[column].Length == 0) return null;
        if (!parse(fields[column], out var value)) Report(column, code, hint);
        return value;
    }

    private void Report(string column, string code, string hint) =>
        problems.Add(new ArchiveProblem(fields["file"], line, code, $"{column} is '{fields[column]}'", hint));
}
