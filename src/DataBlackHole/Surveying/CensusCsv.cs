using System.Text;
using DataBlackHole.Serving.Census;

namespace DataBlackHole.Surveying;

/// <summary>Writes indicators as CSV (RFC 4180, UTF-8 with a mark, by which spreadsheets know it).</summary>
internal static class CensusCsv
{
    private static readonly string[] _columns =
        ["indicator", "name", "path", "cadence", "unit", "last_period", "standing", "grade", "since", "successor", "successor_name", "definition_breaks", "sentence_en", "sentence_zh", "watch_line"];

    public const string ContentType = "text/csv; charset=utf-8; header=present";

    private static readonly UTF8Encoding _encoding = new(encoderShouldEmitUTF8Identifier: true);

    public static byte[] Bytes(IEnumerable<CensusIndicatorDocument> indicators) => [.. _encoding.Preamble, .. _encoding.GetBytes(Text(indicators))];

    public static async Task WriteAsync(string file, IEnumerable<CensusIndicatorDocument> indicators, CancellationToken stopping)
    {
        var text = Text(indicators);
        try
        {
            await File.WriteAllTextAsync(file, text, _encoding, stopping);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"'{file}' cannot be written: {exception.Message}", exception);
        }
    }

    private static string Text(IEnumerable<CensusIndicatorDocument> indicators)
    {
        var text = new StringBuilder().AppendJoin(',', _columns).Append("\r\n");
        foreach (var i in indicators)
        {
            string?[] fields =
            [
                i.Indicator, i.Name, i.Path, i.Cadence.ToString(), i.Unit, i.LastPeriod?.ToString(), i.Standing.ToString(), i.Grade.ToString(), $"{i.Since:yyyy-MM-ddTHH:mm:ssZ}", i.Successor, i.SuccessorName,
                string.Join(' ', i.DefinitionBreaks), i.Sentence.En, i.Sentence.Zh, i.WatchLine,
            ];
            text.AppendJoin(',', fields.Select(Field)).Append("\r\n");
        }
        return text.ToString();
    }

    /// <summary>Names come from the publisher: what a spreadsheet would take for a formula is made a text.</summary>
    private static string Field(string? value)
    {
        var text = value ?? "";
        if (text is ['=' or '+' or '@' or '\t', ..]) text = $"'{text}";
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
