using System.Globalization;
using System.Text.Json;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>Careful access to JSON that may have any shape.</summary>
internal static class JsonReply
{
    /// <summary>Reads a reply; what is no JSON, or nests beyond the parser's limit, is a failure of the look.</summary>
    internal static Reading Read(Capture capture, PageText reply, Func<JsonElement, Reading> read) => Read(capture, reply.Text.AsMemory(), read);

    internal static Reading Read(Capture capture, ReadOnlyMemory<char> text, Func<JsonElement, Reading> read) =>
        Parse(text, read, failure => Reading.Failed(capture, failure));

    internal static T Parse<T>(PageText reply, Func<JsonElement, T> read, Func<ProbeFailure, T> failed) => Parse(reply.Text.AsMemory(), read, failed);

    private static T Parse<T>(ReadOnlyMemory<char> text, Func<JsonElement, T> read, Func<ProbeFailure, T> failed)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return read(json.RootElement);
        }
        catch (JsonException e)
        {
            return failed(Failed(FailureKind.MalformedReply, e.Message));
        }
        catch (InvalidOperationException e)
        {
            // Half a surrogate pair passes the parser and is only found when the text is taken.
            return failed(Failed(FailureKind.MalformedReply, e.Message));
        }
    }

    internal static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    /// <summary>What stands at a path of names and positions parted by points; the element itself when the path is empty.</summary>
    internal static JsonElement? At(this JsonElement element, string path)
    {
        JsonElement? at = element;
        foreach (var step in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (at is not { } here) return null;
            var isPosition = here.ValueKind == JsonValueKind.Array && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out _);
            at = isPosition ? Position(here, step) : here.Member(step);
        }
        return at;
    }

    private static JsonElement? Position(JsonElement list, string step)
    {
        var position = int.Parse(step, CultureInfo.InvariantCulture);
        return position < list.GetArrayLength() ? list[position] : null;
    }

    /// <summary>Text or number as it is written; null for anything else.</summary>
    internal static string? Written(this JsonElement? element) => element?.ValueKind switch
    {
        JsonValueKind.String => element.Value.GetString(),
        JsonValueKind.Number => element.Value.GetRawText(),
        _ => null,
    };

    internal static IEnumerable<JsonElement> Elements(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    internal static ProbeFailure Failed(FailureKind kind, string detail) => new(kind, ProbeOperation.Read, ElementText.Shorten(detail, 200));
}
