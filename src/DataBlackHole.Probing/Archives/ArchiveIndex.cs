using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Probing.Archives;

/// <summary>Reads <c>index.tsv</c>: tab-separated, columns by name in any order, one captured document a line.</summary>
internal static class ArchiveIndex
{
    public const string FileName = "index.tsv";

    private static readonly string[] Columns =
    [
        "file", "method", "url", "request", "status", "content_type", "captured_at", "displayed_publication", "reference_period", "fidelity",
        "sha256", "found_in", "remark",
    ];

    public static (ImmutableArray<ArchivedEntry> Entries, ImmutableArray<ArchiveProblem> Problems) Read(string directory)
    {
        List<ArchiveProblem> problems = [];
        List<ArchivedEntry> entries = [];
        if (LinesOf(directory, problems) is { } lines && HeaderOf(lines, problems) is { } header)
        {
            for (var i = 1; i < lines.Length; i++)
            {
                if (lines[i].Length > 0 && EntryOf(directory, header, lines[i], i + 1, problems) is { } entry) entries.Add(entry);
            }
        }
        return ([.. entries], [.. problems]);
    }

    private static string[]? LinesOf(string directory, List<ArchiveProblem> problems)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(Path.Combine(directory, FileName)));
            return [.. text.TrimStart('\uFEFF').Split('\n').Select(l => l.TrimEnd('\r'))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(Whole("ARC001", $"cannot be read: {exception.Message}", $"name a folder that holds an {FileName}"));
        }
        catch (DecoderFallbackException)
        {
            problems.Add(Whole("ARC002", "is not UTF-8 text", "save the index as UTF-8"));
        }
        return null;
    }

    private static string[]? HeaderOf(string[] lines, List<ArchiveProblem> problems)
    {
        var header = lines[0].Split('\t');
        foreach (var column in Columns)
        {
            var count = header.Count(h => h == column);
            if (count == 0) problems.Add(Header($"the column {column} is missing", $"add {column} to the first line, separated by tabs"));
            if (count > 1) problems.Add(Header($"the column {column} is there {count} times", "name each column once"));
        }
        return problems.Count == 0 ? header : null;
    }

    private static ArchivedEntry? EntryOf(string directory, string[] header, string line, int number, List<ArchiveProblem> problems)
    {
        var fields = line.Split('\t');
        if (fields.Length != header.Length)
        {
            problems.Add(new(fields[0], number, "ARC004", $"{fields.Length} fields where the first line has {header.Length}", "separate the fields by single tabs, empty ones too"));
            return null;
        }
        var row = new ArchiveRow(header.Zip(fields).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal), number, problems);
        var before = problems.Count;
        var entry = new ArchivedEntry
        {
            Directory = directory,
            Line = number,
            File = row.Checked("file", ArchivePath.IsInside, "ARC005", "name a file below the folder of the archive, without .. and \\"),
            Method = row.Text("method"),
            Url = row.Text("url"),
            Request = row.Optional("request"),
            Status = row.Parsed<int>("status", (string text, out int status) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out status), "ARC006", "give the HTTP status or nothing"),
            ContentType = row.Optional("content_type"),
            CapturedAt = row.Read<CaptureTime>("captured_at", CaptureTime.TryParse, "ARC007", "write 2026-10-08T10:43:16Z, 2026-10-08, 2026-10, 2026 or nothing"),
            DisplayedPublication = row.Read<Core.Calendars.StatedTime>("displayed_publication", CaptureTime.TryParseStated, "ARC008", "write 2011-08-18T10:00:00+08:00, 2011-08-18 or nothing"),
            ReferencePeriod = row.Optional("reference_period"),
            Fidelity = row.Checked("fidelity", Fidelity.All.Contains, "ARC010", $"write one of {string.Join(", ", Fidelity.All)}"),
            Digest = row.Parsed<ContentDigest>("sha256", ContentDigest.TryParse, "ARC009", "give the SHA-256 of the uncompressed file, 64 hexadecimal digits", required: true) ?? default,
            FoundIn = row.Text("found_in"),
            Remark = row.Text("remark"),
        };
        return problems.Count == before ? entry : null;
    }

    private static ArchiveProblem Whole(string code, string message, string hint) => new(FileName, 0, code, message, hint);

    private static ArchiveProblem Header(string message, string hint) => new(FileName, 1, "ARC003", message, hint);
}
