using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DataBlackHole.Loading;

namespace DataBlackHole.Tests.Loading;

/// <summary>
/// As much of JSON Schema as the schemas of this repository use: type, properties, required, additionalProperties, patternProperties,
/// items, minItems, minLength, minimum, maximum, pattern, enum, const, anyOf and local references. Anything else fails the test.
/// </summary>
internal sealed class JsonSchemaWalker(JsonObject root)
{
    private static readonly HashSet<string> _known =
    [
        "$schema", "$id", "$ref", "$defs", "title", "description", "type", "properties", "required", "additionalProperties",
        "patternProperties", "items", "minItems", "minLength", "minimum", "maximum", "pattern", "enum", "const", "anyOf",
    ];

    /// <summary>Everything in the value that the schema forbids.</summary>
    public IEnumerable<string> Errors(YamlValue value) => Errors(value, root, "");

    /// <summary>Every object schema by name: the file itself and its definitions.</summary>
    public static IEnumerable<(string Name, JsonObject Schema)> Objects(string file, JsonObject schema)
    {
        yield return (file, schema);
        foreach (var (name, definition) in schema["$defs"] as JsonObject ?? []) yield return (name, definition!.AsObject());
    }

    /// <summary>Words this walker does not understand, and so would not check.</summary>
    public static IEnumerable<string> UnknownWords(JsonObject schema)
    {
        foreach (var (word, value) in schema)
        {
            if (!_known.Contains(word)) yield return word;
            var below = word is "properties" or "patternProperties" or "$defs" ? value!.AsObject().Select(p => p.Value) : [value];
            var inner = word == "anyOf" ? value!.AsArray() : below;
            foreach (var unknown in inner.OfType<JsonObject>().SelectMany(UnknownWords)) yield return unknown;
        }
    }

    private IEnumerable<string> Errors(YamlValue value, JsonObject schema, string at)
    {
        if (schema["$ref"] is { } reference)
        {
            var name = reference.GetValue<string>().Split('/')[^1];
            return Errors(value, root["$defs"]![name]!.AsObject(), at);
        }
        if (schema["anyOf"] is JsonArray choices)
        {
            var tries = choices.Select(c => Errors(value, c!.AsObject(), at).ToList()).ToList();
            return tries.Any(t => t.Count == 0) ? [] : tries.MinBy(t => t.Count)!;
        }
        return value switch
        {
            YamlMap map => OfMap(map, schema, at),
            YamlList list => OfList(list, schema, at),
            _ => OfText((YamlText)value, schema, at),
        };
    }

    private IEnumerable<string> OfMap(YamlMap map, JsonObject schema, string at)
    {
        if (!Types(schema).Contains("object")) yield return $"{at} is a mapping";
        foreach (var needed in Strings(schema["required"]).Where(r => map.Entries.All(e => e.Key != r))) yield return $"{at} lacks {needed}";
        foreach (var entry in map.Entries)
        {
            var property = schema["properties"]?[entry.Key] ?? Pattern(schema, entry.Key);
            var below = $"{at}/{entry.Key}";
            var errors = property is null ? [$"{below} is not allowed"] : Errors(entry.Value, property.AsObject(), below);
            foreach (var error in errors) yield return error;
        }
    }

    private IEnumerable<string> OfList(YamlList list, JsonObject schema, string at)
    {
        if (!Types(schema).Contains("array")) return [$"{at} is a list"];
        var tooFew = list.Items.Length < (schema["minItems"]?.GetValue<int>() ?? 0);
        var below = list.Items.SelectMany((item, i) => Errors(item, schema["items"]!.AsObject(), $"{at}/{i}"));
        return tooFew ? below.Append($"{at} has too few items") : below;
    }

    private static IEnumerable<string> OfText(YamlText text, JsonObject schema, string at)
    {
        var types = Types(schema);
        var isNumber = int.TryParse(text.Text, CultureInfo.InvariantCulture, out var number) && text.Plain;
        var fits = schema["enum"] is not null || schema["const"] is not null || types.Contains("string")
            || types.Contains("integer") && isNumber || types.Contains("boolean") && text is { Plain: true, Text: "true" or "false" };
        if (!fits) yield return $"{at} is a scalar";
        if (schema["enum"] is { } words && !Strings(words).Contains(text.Text)) yield return $"{at}: {text.Text} is no allowed word";
        if (schema["const"]?.GetValue<string>() is { } constant && constant != text.Text) yield return $"{at} is not {constant}";
        if (schema["pattern"]?.GetValue<string>() is { } pattern && !Regex.IsMatch(text.Text, pattern)) yield return $"{at}: {text.Text} does not match";
        if (schema["minLength"] is not null && text.Text.Length == 0) yield return $"{at} is empty";
        if (isNumber && (number < schema["minimum"]?.GetValue<int>() || number > schema["maximum"]?.GetValue<int>())) yield return $"{at} is out of range";
    }

    private static JsonNode? Pattern(JsonObject schema, string key) =>
        (schema["patternProperties"] as JsonObject)?.FirstOrDefault(p => Regex.IsMatch(key, p.Key)).Value;

    private static IReadOnlyList<string> Types(JsonObject schema) =>
        schema["type"] is JsonArray many ? [.. Strings(many)] : schema["type"] is { } one ? [one.GetValue<string>()] : [];

    public static IEnumerable<string> Strings(JsonNode? array) => (array as JsonArray ?? []).Select(n => n!.GetValue<string>());
}
