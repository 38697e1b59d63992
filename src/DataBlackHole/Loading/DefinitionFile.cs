using System.Text;

namespace DataBlackHole.Loading;

/// <summary>One file of definitions: its path below the configuration folder (with slashes), and its text with single line feeds.</summary>
public sealed record DefinitionFile(string Path, string Text)
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Reads the file, or reports why it cannot be read and returns null.</summary>
    public static DefinitionFile? Read(string folder, string path, ProblemLog log)
    {
        var problems = log.In(path);
        try
        {
            var bytes = File.ReadAllBytes(System.IO.Path.Combine(folder, path));
            var start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            return Decode(path, bytes.AsSpan(start), problems);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(ProblemCode.NotOneDocument, 0, $"cannot be read: {exception.Message}", "check that the file is readable");
            return null;
        }
    }

    /// <summary>The root value of its YAML, or null after reporting what is wrong.</summary>
    public YamlValue? Parse(FileProblems problems)
    {
        var lines = Text.Split('\n');
        var tabs = Enumerable.Range(0, lines.Length).Where(i => lines[i].TakeWhile(char.IsWhiteSpace).Contains('\t')).ToList();
        foreach (var line in tabs)
        {
            problems.Add(ProblemCode.Tab, line + 1, "the line is indented with a tab", "YAML is indented with spaces");
        }
        return tabs.Count > 0 ? null : YamlDocumentReader.Read(Text, problems);
    }

    private static DefinitionFile? Decode(string path, ReadOnlySpan<byte> bytes, FileProblems problems)
    {
        try
        {
            return new DefinitionFile(path, _strict.GetString(bytes).ReplaceLineEndings("\n"));
        }
        catch (DecoderFallbackException exception)
        {
            var line = 1 + bytes[..Math.Clamp(exception.Index, 0, bytes.Length)].Count((byte)'\n');
            problems.Add(ProblemCode.NotUtf8, line, "the file is not UTF-8", "save it as UTF-8");
            return null;
        }
    }
}
