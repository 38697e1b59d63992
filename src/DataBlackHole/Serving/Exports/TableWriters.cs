using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DataBlackHole.Serving.Exports;

/// <summary>
/// Writes tables as CSV (RFC 4180: UTF-8, CRLF, a header). Values are exact: nothing is put before a text that a spreadsheet would take for a
/// formula, so import the file as text instead of opening it with a double click.
/// </summary>
internal static class CsvTable
{
    public const string ContentType = "text/csv; charset=utf-8; header=present";

    private const int FlushedAt = 32 * 1024;

    private static readonly SearchValues<char> _special = SearchValues.Create(",\"\r\n");

    public static async Task WriteAsync(Stream output, ExportTable table, CancellationToken stopping)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(false), FlushedAt, leaveOpen: true);
        var line = new StringBuilder();
        await writer.WriteAsync(Line(line, table.Columns), stopping);
        await foreach (var row in table.Rows.WithCancellation(stopping)) await writer.WriteAsync(Line(line, row), stopping);
    }

    private static StringBuilder Line(StringBuilder line, IReadOnlyList<object?> values)
    {
        line.Clear();
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0) line.Append(',');
            Append(line, TextOf(values[i]));
        }
        return line.Append("\r\n");
    }

    private static void Append(StringBuilder line, string text)
    {
        if (text.AsSpan().ContainsAny(_special)) line.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        else line.Append(text);
    }

    public static string TextOf(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTimeOffset instant => InstantOf(instant),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    public static string InstantOf(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);
}

/// <summary>Writes tables as NDJSON: one object a line, with the names of the columns; numbers and flags as such.</summary>
internal static class NdjsonTable
{
    public const string ContentType = "application/x-ndjson; charset=utf-8";

    private const int FlushedAt = 32 * 1024;

    public static async Task WriteAsync(Stream output, ExportTable table, CancellationToken stopping)
    {
        var buffer = new ArrayBufferWriter<byte>(2 * FlushedAt);
        await foreach (var row in table.Rows.WithCancellation(stopping))
        {
            Write(buffer, table.Columns, row);
            if (buffer.WrittenCount < FlushedAt) continue;
            await output.WriteAsync(buffer.WrittenMemory, stopping);
            buffer.ResetWrittenCount();
        }
        await output.WriteAsync(buffer.WrittenMemory, stopping);
    }

    private static void Write(ArrayBufferWriter<byte> buffer, IReadOnlyList<string> columns, object?[] row)
    {
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = ApiJson.Compact.Encoder }))
        {
            json.WriteStartObject();
            for (var i = 0; i < columns.Count; i++)
            {
                json.WritePropertyName(columns[i]);
                Write(json, row[i]);
            }
            json.WriteEndObject();
        }
        buffer.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(CsvTable.TextOf(value));
                break;
        }
    }
}
