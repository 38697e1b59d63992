using DataBlackHole.Core.Catalogue;

namespace DataBlackHole.Loading;

/// <summary>What every kind of definition begins with.</summary>
public static class CommonMapper
{
    /// <summary>The key, checked against the name of the file; empty when there is none.</summary>
    public static string Key(MapReader reader, DefinitionFile file)
    {
        if (!reader.TryGet("key", Scalars.Key, out var key)) return "";
        if (key != file.Name)
        {
            reader.Complain(
                ProblemCode.KeyIsNotFileName, "key", $"the key '{key}' is not the name of the file",
                $"rename the file to {key}.yaml or the key to {file.Name}");
        }
        return key;
    }

    public static BilingualText Bilingual(MapReader reader, string key) => OptionalBilingual(reader, key) ?? new BilingualText("", "");

    public static BilingualText? OptionalBilingual(MapReader reader, string key) =>
        reader.Map(key, Shapes.Bilingual) is { } text ? new BilingualText(text.Text("en"), text.Text("zh")) : null;
}
