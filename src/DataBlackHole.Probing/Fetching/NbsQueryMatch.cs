using System.Net;
using System.Text.Json;
using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Probing.Fetching;

/// <summary>Whether a request that was sent to a database asks for what a definition asks for.</summary>
internal static class NbsQueryMatch
{
    public static bool IsNew(DatabaseQuery query, string? json) =>
        Parse(json) is { ValueKind: JsonValueKind.Object } body
        && Text(body, "id") == query.Indicator && Text(body, "cid") == query.Category && Text(body, "da") == query.Area;

    /// <summary>
    /// The indicator itself or its direct parent, whose reply lists it, for the whole country. The database ignores an area where it has none,
    /// but a request that names one is left alone: what its reply holds cannot be told from the request.
    /// </summary>
    public static bool IsOld(DatabaseQuery query, string? form)
    {
        var fields = Fields(form);
        if (fields.GetValueOrDefault("m") != "QueryData" || fields.GetValueOrDefault("dbcode") != query.Category) return false;
        if (fields.GetValueOrDefault("rowcode") != "zb" || fields.GetValueOrDefault("colcode") != "sj") return false;
        if (Wanted(fields.GetValueOrDefault("wds")) is not { } first || Wanted(fields.GetValueOrDefault("dfwds")) is not { } second) return false;
        var indicators = first.Concat(second).Where(w => w.Dimension == "zb").Select(w => w.Code).ToArray();
        var known = first.Concat(second).All(w => w.Dimension is "zb" or "sj");
        return known && indicators is [var only] && (only == query.Indicator || only == ParentOf(query.Indicator));
    }

    private static string ParentOf(string indicator) => indicator.Length > 3 ? indicator[..^2] : indicator;

    private static Dictionary<string, string> Fields(string? form)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in (form ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (field.Split('=', 2) is [var name, var value]) fields[WebUtility.UrlDecode(name)] = WebUtility.UrlDecode(value);
        }
        return fields;
    }

    private static IEnumerable<(string? Dimension, string? Code)>? Wanted(string? json) =>
        Parse(string.IsNullOrEmpty(json) ? "[]" : json) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(w => (Text(w, "wdcode"), Text(w, "valuecode")))]
            : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static JsonElement? Parse(string? json)
    {
        try
        {
            return json is null ? null : JsonElement.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
