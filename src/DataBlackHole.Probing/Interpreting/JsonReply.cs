using System.Text.Json;
using DataBlackHole.Core.Measuring;

namespace DataBlackHole.Probing.Interpreting;

/// <summary>Careful access to JSON that may have any shape.</summary>
internal static class JsonReply
{
    /// <summary>Reads a reply; what is no JSON, or nests beyond the parser's limit, is a failure of the look.</summary>
    internal static Reading Read(Capture capture, PageText reply, Func<JsonElement, Reading> read) =>
        Parse(reply, read, failure => Reading.Failed(capture, failure));

    internal static T Parse<T>(PageText reply, Func<JsonElement, T> read, Func<ProbeFailure, T> failed)
    {
        try
        {
            using var json = JsonDocument.Parse(reply.Text.AsMemory());
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
